import fastifyCookie from '@fastify/cookie';
import fastifyCompress from '@fastify/compress';
import fastifyFormbody from '@fastify/formbody';
import fastifyMultipart from '@fastify/multipart';
import Fastify from 'fastify';
import { constants } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { pageLanguages } from '@ankomst/web';
import { areas } from './areas.ts';
import type { Deps } from './deps.ts';
import { assetRoutes, readAssets } from './http/assets.ts';
import { createCookies } from './http/cookies.ts';
import type { Cookies } from './http/cookies.ts';
import { endConnections } from './http/end-connections.ts';
import { answerErrors } from './http/errors.ts';
import { securityHeaders } from './http/headers.ts';
import { pinHost } from './http/host.ts';
import { chooseLanguage } from './http/language.ts';
import { describeApi } from './http/openapi.ts';
import { answerWithPage, errorWords, isStaffSide } from './http/error-html.ts';
import { exchangeWords } from './exchange/words.ts';
import { limitRates } from './http/rate-limit.ts';
import { schemasWhenAsked } from './http/schemas-when-asked.ts';
import type { SchemaController } from './http/schemas-when-asked.ts';
import { refuseCrossSite } from './http/same-origin.ts';
import { sessionOf } from './identity/sessions.ts';
import type { Session } from './http/request.ts';
import type { AssetFiles } from './http/assets.ts';

declare module 'fastify' {
  interface FastifyInstance {
    cookieJar: Cookies;
    assetFiles: AssetFiles;
    /** Every route there is, as it was registered: tests knock at each. */
    routeTable: Route[];
  }
}

export interface Route { method: string; url: string; body?: unknown }

/** The whole server as one Fastify application, not yet listening. `schemaController`: what compiles the schemas of the routes. */
export async function createApp(deps: Deps, schemaController: SchemaController = schemasWhenAsked): Promise<FastifyInstance> {
  const { config } = deps;
  const app = Fastify({
    schemaController,
    bodyLimit: config.limits.jsonBytes,
    genReqId: () => deps.ids.next(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // API bodies are taken as they are: nothing dropped, nothing turned into another type.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: false } },
    forceCloseConnections: 'idle',
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
  });

  app.decorate('cookieJar', createCookies(config.publicUrl));
  app.decorate('assetFiles', readAssets());
  app.decorate('routeTable', []);
  app.addHook('onRoute', ({ method, url, schema }) => {
    for (const one of [method].flat()) app.routeTable.push({ method: one, url, ...(schema?.body ? { body: schema.body } : {}) });
  });
  app.decorateRequest('session', null);
  app.decorateRequest('language', '');

  securityHeaders(app, config.publicUrl, [config.login.issuer, config.staffLogin?.issuer, config.keyCabinet?.url, config.payments.url].flatMap((url) => url ?? []).map((url) => new URL(url).origin));
  pinHost(app, config.publicUrl);
  answerErrors(app, deps.log, {
    page: (told, request, reply) => answerWithPage(app, deps, told, request, reply),
    words: (told, request) => (request.url.startsWith('/exchange/') ? exchangeWords(told.code) : undefined) ?? errorWords(told, request),
  });
  await app.register(fastifyCookie);
  await app.register(fastifyFormbody, { bodyLimit: config.limits.formBytes });
  // One byte more than is taken: so that the document store sees that a file is too large, instead of a cut one.
  await app.register(fastifyMultipart, { throwFileSizeLimit: false, limits: { fileSize: config.limits.fileBytes + 1, files: 12, fields: 200, fieldSize: 100_000, parts: 210 } });
  // A page and its form token are for one person, and cookies do not come with cross-site requests: nothing for BREACH to guess.
  await app.register(fastifyCompress, { threshold: 1024, encodings: ['br', 'gzip'], brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } });

  app.addHook('onRequest', async (request, reply) => {
    request.session = await loadSession(app, deps, request);
    request.language = chooseLanguage(pageLanguages, request.session?.language ?? app.cookieJar.read(request, 'language'), request.headers['accept-language']);
    reply.header('x-request-id', request.id);
  });
  refuseCrossSite(app, config.publicUrl);
  limitRates(app, deps);
  endConnections(app);
  app.addHook('preClose', async () => deps.live.close());

  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300');
    return deps.keys.jwks;
  });
  assetRoutes(app, app.assetFiles);
  await describeApi(app);
  await app.register(async (inner) => { for (const area of areas) area(inner, deps); });
  await app.ready();
  return app;
}

async function loadSession(app: FastifyInstance, deps: Deps, request: import('fastify').FastifyRequest): Promise<Session | null> {
  if (/^\/(desk\/)?assets\/|^\/(exchange|op)\//.test(request.url)) return null;
  // what an open page does by itself keeps no login alive
  const background = request.url.endsWith('/live') || request.headers['x-background'] !== undefined;
  const token = app.cookieJar.read(request, isStaffSide(request.url) ? 'staff' : 'session');
  return token ? sessionOf(deps, token, background) : null;
}
