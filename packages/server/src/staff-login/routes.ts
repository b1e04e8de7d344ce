import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { routes, staffKeyPage, staffLoginEndedPage } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { contextOf, sendPage } from '../http/page.ts';
import { field, formBody, param, query } from '../http/request.ts';
import { chooseLanguage } from '../http/language.ts';
import { unitName } from '../web/case-words.ts';
import { logInByKey } from './log-in-by-key.ts';
import { asAddressed, mountProvider } from './mount-provider.ts';
import { loginOptions } from './passkeys.ts';
import { createStaffProvider } from './provider.ts';
import { ownKeyRoutes } from './own-routes.ts';
import { teamRoutes } from './team-routes.ts';
import { testOfficers } from './test-officers.ts';

/** Staff log in at the authority's own OpenID Provider: it is mounted here, with the page that asks for a key. */
export function staffLoginRoutes(app: FastifyInstance, deps: Deps): void {
  const { config } = deps;
  const provider = createStaffProvider(deps, (ctx, out) => {
    // Somebody came to the provider with something that is no login of ours: plain words, and nothing of what they sent.
    ctx.type = 'html';
    ctx.body = staffLoginEndedPage({ code: out.error }, { ...blankContext(chooseLanguage(['sv', 'en'], undefined, ctx.get('accept-language'))) });
  });
  mountProvider(app, provider, config.publicUrl);
  ownKeyRoutes(app, deps);
  teamRoutes(app, deps);

  const blankContext = (language: string) => contextOf(app, deps, { session: null, language, url: routes.staff.home() } as FastifyRequest);
  const ctxOf = (request: FastifyRequest) => contextOf(app, deps, request);

  /** The login this request belongs to, by the cookie that came with it; null where it has ended. */
  const loginOf = async (request: FastifyRequest, reply: FastifyReply): Promise<string | null> => {
    try {
      const { uid } = await provider.interactionDetails(asAddressed(request.raw, config.publicUrl), reply.raw);
      return uid === param(request, 'uid') ? uid : null;
    } catch {
      return null;
    }
  };

  const showPage = async (request: FastifyRequest, reply: FastifyReply, uid: string, failed: boolean): Promise<FastifyReply> => {
    const options = await loginOptions(deps, uid);
    const officers = config.keyCabinet ? await testOfficers(deps) : [];
    // The key cabinet's form goes to another site, which is to see where it comes from.
    if (config.keyCabinet) reply.header('referrer-policy', 'strict-origin-when-cross-origin');
    return sendPage(reply, staffKeyPage({
      action: routes.staff.loginWith(uid), options: JSON.stringify(options), failed, again: request.session !== null,
      // A browser makes keys for names, never for an address of numbers.
      namedHost: !/^[\d.]+$|:/.test(config.publicUrl.hostname),
      ...(config.keyCabinet && officers.length > 0 ? { cabinet: {
        action: new URL('/use', config.keyCabinet.url).href, challenge: options.challenge, back: new URL(routes.staff.loginWith(uid, 'cabinet'), config.publicUrl).href,
        officers: officers.map((one) => ({ ...one, unit: unitName(deps, one.unit, request.language) })),
      } } : {}),
    }, ctxOf(request)), failed ? 401 : 200);
  };

  const answered = async (request: FastifyRequest, reply: FastifyReply, assertion: string): Promise<FastifyReply> => {
    const uid = await loginOf(request, reply);
    if (!uid) return ended(request, reply);
    const proved = await logInByKey(deps, uid, assertion);
    if (!proved) {
      deps.log.info({ requestId: request.id, code: 'key-refused' }, 'staff login refused');
      return showPage(request, reply, uid, true);
    }
    deps.log.info({ requestId: request.id, code: 'key-accepted', staff: proved.member.id, acr: proved.acr }, 'staff login');
    const to = await provider.interactionResult(asAddressed(request.raw, config.publicUrl), reply.raw, {
      login: { accountId: proved.member.id, acr: proved.acr, amr: proved.amr, remember: false },
    }, { mergeWithLastSubmission: false });
    return reply.redirect(to, 303);
  };
  const ended = (request: FastifyRequest, reply: FastifyReply): FastifyReply => sendPage(reply, staffLoginEndedPage({}, ctxOf(request)), 400);

  app.get('/staff/login/:uid', async (request, reply) => {
    const uid = await loginOf(request, reply);
    return uid ? showPage(request, reply, uid, false) : ended(request, reply);
  });
  app.post('/staff/login/:uid', (request, reply) => answered(request, reply, field(formBody(request), 'assertion')));
  if (config.keyCabinet) {
    app.get('/staff/login/:uid/cabinet', (request, reply) => answered(request, reply, Buffer.from(query(request, 'assertion') ?? '', 'base64url').toString('utf8')));
  }
}
