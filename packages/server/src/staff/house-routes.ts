import type { FastifyInstance, FastifyRequest } from 'fastify';
import { logAccess, resend } from '@ankomst/store';
import { inboxPage, routes, stuckPage, watchdogPage, type PageContext } from '@ankomst/web';
import { actorOf } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { param, requireStaff } from '../http/request.ts';
import { inboxView, stuckView, watchdogView } from '../web-staff/lists-view.ts';

/** Roles that handle or review cases. */
export const handlers = ['officer', 'approver', 'auditor'] as const;

/** What the house must mend: what could not be sent, what waits for nothing, what could not be taken in. */
export function houseRoutes(app: FastifyInstance, deps: Deps): void {
  const ctxOf = (request: FastifyRequest): PageContext => contextOf(app, deps, request, { rulebook: deps.authority.services[0] });

  app.get('/staff/stuck', async (request, reply) => {
    requireStaff(request, ...handlers);
    const ctx = ctxOf(request);
    return sendPage(reply, stuckPage(await stuckView(deps, ctx), ctx));
  });
  app.post('/staff/stuck/:id/resend', async (request, reply) => {
    await readPosted(deps, request);
    requireStaff(request, 'officer', 'approver');
    await resend(deps.store, param(request, 'id'), deps.clock.now());
    return seeOther(reply, routes.staff.stuck());
  });
  app.get('/staff/watchdog', async (request, reply) => {
    requireStaff(request, ...handlers);
    const ctx = ctxOf(request);
    return sendPage(reply, watchdogPage(await watchdogView(deps, ctx), ctx));
  });
  app.get('/staff/inbox', async (request, reply) => {
    const { subject } = requireStaff(request, ...handlers);
    const ctx = ctxOf(request);
    // messages name people the authority may not know: there is nobody to write the look to but the list itself
    await logAccess(deps.store, { at: deps.clock.now(), actor: actorOf(subject), personIds: [], purpose: subject.roles.includes('auditor') ? 'audit' : 'handling', what: 'unhandled-messages', granted: true });
    return sendPage(reply, inboxPage(await inboxView(deps, ctx), ctx));
  });
}
