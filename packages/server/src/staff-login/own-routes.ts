import type { FastifyInstance, FastifyRequest } from 'fastify';
import { heldFormPage, routes, staffEnrolPage, staffMePage } from '@ankomst/web';
import { adminLogOf, endSessionByHandle, endSessionsOf, keysOf, revokeKey, sessionsOf } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, formBody, param, requireStaff } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { beginEnrolment, enrolKey } from './enrol-key.ts';
import { heldForm } from './hold-form.ts';

/** What staff do with their own keys and logins, and the link by which a new key is made. */
export function ownKeyRoutes(app: FastifyInstance, deps: Deps): void {
  const ctxOf = (request: FastifyRequest) => contextOf(app, deps, request);
  const namedHost = !/^[\d.]+$|:/.test(deps.config.publicUrl.hostname);

  const enrolling = async (request: FastifyRequest, failed: boolean): Promise<string> => {
    const token = param(request, 'token');
    const begun = await beginEnrolment(deps, token);
    const view = { action: routes.staff.enrol(token), namedHost };
    if (!begun) return staffEnrolPage({ ...view, state: 'closed' }, ctxOf(request));
    return staffEnrolPage({ ...view, state: failed ? 'failed' : 'open', name: begun.member.name, id: begun.member.id, options: JSON.stringify(begun.options) }, ctxOf(request));
  };
  app.get('/staff/enrol/:token', async (request, reply) => sendPage(reply, await enrolling(request, false)));
  app.post('/staff/enrol/:token', async (request, reply) => {
    const body = formBody(request);
    const done = await enrolKey(deps, param(request, 'token'), field(body, 'assertion'), field(body, 'label'));
    if (!done) return sendPage(reply, await enrolling(request, true), 422);
    return sendPage(reply, staffEnrolPage({ state: 'done', action: '', namedHost }, ctxOf(request)));
  });

  app.get('/staff/me', async (request, reply) => {
    const { subject: { staffId } } = requireStaff(request);
    const [keys, logins, log] = await Promise.all([
      keysOf(deps.store, [staffId]),
      sessionsOf(deps.store, 'staff', staffId, deps.clock.now(), app.cookieJar.read(request, 'staff') ?? ''),
      adminLogOf(deps.store, staffId),
    ]);
    return sendPage(reply, staffMePage({
      keys, log,
      logins: logins.map(({ handle, createdAt, seenAt, current, data }) => ({ handle, createdAt, seenAt, current, agent: typeof data['agent'] === 'string' ? data['agent'] : '' })),
    }, ctxOf(request)));
  });
  app.post('/staff/me/keys/:key/revoke', async (request, reply) => {
    await readPosted(deps, request);
    const { subject: { staffId } } = requireStaff(request);
    if (!await revokeKey(deps.store, { by: staffId, at: deps.clock.now() }, staffId, param(request, 'key'))) throw new Problem('not-found');
    return seeOther(reply, routes.staff.home());
  });
  app.post('/staff/me/logins/:handle/end', async (request, reply) => {
    await readPosted(deps, request);
    const { subject: { staffId } } = requireStaff(request);
    await endSessionByHandle(deps.store, 'staff', staffId, param(request, 'handle'));
    return seeOther(reply, routes.staff.me());
  });
  app.post('/staff/me/logins/end', async (request, reply) => {
    await readPosted(deps, request);
    const { subject: { staffId } } = requireStaff(request);
    await endSessionsOf(deps.store, 'staff', staffId);
    app.cookieJar.clear(reply, 'staff');
    return seeOther(reply, routes.staff.home());
  });

  app.get('/staff/held/:id', async (request, reply) => {
    const { subject } = requireStaff(request);
    const { action, back, fields } = await heldForm(deps, subject.staffId, param(request, 'id'));
    // What was written is shown; what the form carried unseen, or a choice by its code, says nothing to its reader.
    const shown = fields.map(([, value]) => value).filter((value) => value.includes(' '));
    return sendPage(reply, heldFormPage({ action, back, fields, shown }, ctxOf(request)));
  });
}
