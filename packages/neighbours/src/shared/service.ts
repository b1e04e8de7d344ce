import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import validators from '@fastify/ajv-compiler';
import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { controlRoutes } from './control-page.ts';
import type { Control } from './control.ts';
import { ServiceError } from './errors.ts';
import { html } from './html.ts';
import { sendPage, wantsPage } from './reply.ts';

export type Log = (line: string) => void;

export type ServiceOptions = { name: string; host: string; port: number; publicUrl?: string | undefined; control: Control; log: Log; forget(): void; /** Origins of other sites whose forms it takes. */ formsFrom?: string[] };

export type Service = { url: string; app: FastifyInstance; start(): Promise<void>; close(): Promise<void> };

/** One for all of them, as each would compile the schema of schemas for itself. So no schema here has an `$id`, and none is of headers (their names would not be made small). */
const buildValidator = validators();

/**
 * Opens the port first, so that a service knows its own address (port 0 included) before it is built,
 * then gives an HTTP application with what all neighbours share: controls, errors, headers, forms, JOSE bodies.
 */
export async function openService(options: ServiceOptions): Promise<Service> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, options.host, resolve));
  const url = options.publicUrl ?? `http://${options.host}:${(server.address() as AddressInfo).port}`;

  const app = Fastify({
    logger: false,
    bodyLimit: 8 * 1024 * 1024,
    // Nothing is bent into shape: a wrong type is an error, an unknown key is kept for the one who reads it.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
    schemaController: { compilersFactory: { buildValidator } },
    serverFactory: (handler) => server.on('request', handler),
  });
  await app.register(formbody);
  app.addContentTypeParser(['application/jose', 'text/plain'], { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.addHook('onRequest', async (request, reply) => {
    // Not no-referrer: with that, browsers send our own forms with the origin "null".
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' });
    refuseForeignForms(request, options.formsFrom ?? []);
    if (request.url.split('?')[0] === '/control') return;
    const { delay, down } = options.control.state();
    if (delay > 0) await wait(delay);
    if (down) throw new ServiceError(503, 'down', `${options.name} is down (simulated).`, 'Try again later, or lift "down" on its control page.');
  });
  app.setErrorHandler((error: Error & { validation?: unknown; statusCode?: number }, request, reply) =>
    answerError(toServiceError(error, options), request, reply, options.name));
  app.setNotFoundHandler((request, reply) =>
    answerError(new ServiceError(404, 'no-such-page', 'There is nothing at this address.', 'Start from the first page of this service.'), request, reply, options.name));
  controlRoutes(app, options);

  return {
    url, app,
    start: async () => void await app.ready(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await app.close();
      await closed;
    },
  };
}

// A page of another site must not press the buttons of these services in a visitor's browser.
function refuseForeignForms(request: FastifyRequest, also: string[]): void {
  const { origin, host } = request.headers;
  if (request.method !== 'POST' || origin === undefined || also.includes(origin)) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new ServiceError(403, 'foreign-form', 'This form was sent from another site.', 'Open the page of this service and send it from there.');
  }
}

function toServiceError(error: Error & { validation?: unknown; statusCode?: number }, { name, log }: ServiceOptions): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error.validation || (error.statusCode && error.statusCode < 500)) {
    return new ServiceError(error.statusCode ?? 400, 'bad-request', `The request cannot be read: ${error.message}.`, 'Correct what is named and send again.');
  }
  log(`${name}: ${error.stack}`);
  return new ServiceError(500, 'failed', 'Something went wrong inside the simulated service.', 'Try again; the log tells more.');
}

function answerError(error: ServiceError, request: FastifyRequest, reply: FastifyReply, service: string): FastifyReply {
  if (!wantsPage(request)) return reply.status(error.status).send(error.toJSON());
  return sendPage(reply, { service, title: error.message, menu: [['/', 'First page']], body: html`<p>${error.recover}</p><p class="dim">${error.status} ${error.code}</p>` }, error.status);
}
