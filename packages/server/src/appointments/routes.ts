import type { FastifyInstance } from 'fastify';
import { routes, visitPage } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { setFlash } from '../http/flash.ts';
import { seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, param, query, requirePerson } from '../http/request.ts';
import { loginPath } from '../identity/routes.ts';
import { Problem } from '../problem.ts';
import { casePageFor } from '../web/case-page.ts';
import { bookVisit } from './book-visit.ts';
import { cancelVisit } from './cancel-visit.ts';
import { visitView } from './visit-view.ts';

/** A party's visit to a service centre: choose, book, move, give back. */
export function visitRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/case/:id/visit', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'visit', 'book');
    const choice = { office: query(request, 'office'), day: query(request, 'day'), from: query(request, 'from'), slot: query(request, 'slot') };
    return sendPage(reply, visitPage(await visitView(deps, opened, choice, ctx), ctx));
  });

  app.post('/case/:id/visit', async (request, reply) => {
    const posted = await readPosted(deps, request);
    const caseId = param(request, 'id');
    const choice = { office: field(posted.body, 'office'), day: field(posted.body, 'day'), slot: field(posted.body, 'slot') };
    if (!posted.loggedIn) return seeOther(reply, loginPath(`${routes.visit(caseId)}?${new URLSearchParams(choice)}`, 'expired'));
    const { subject } = requirePerson(request);
    const again = async (problem: 'taken' | 'choose') => {
      const { opened, ctx } = await casePageFor(app, deps, request, reply, 'visit', 'book');
      return sendPage(reply, visitPage(await visitView(deps, opened, { ...choice, problem }, ctx), ctx), problem === 'taken' ? 409 : 422);
    };
    if (!choice.slot) return again('choose');
    try {
      await bookVisit(deps, subject, caseId, { office: choice.office, startsAt: choice.slot }, posted.once);
    } catch (error) {
      if (error instanceof Problem && error.code === 'slot-taken') return again('taken');
      throw error;
    }
    setFlash(app, reply, 'visit-booked');
    return seeOther(reply, routes.case(caseId));
  });

  app.post('/case/:id/visit/cancel', async (request, reply) => {
    const posted = await readPosted(deps, request);
    const caseId = param(request, 'id');
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.visit(caseId), 'expired'));
    const { subject } = requirePerson(request);
    await cancelVisit(deps, subject, caseId, posted.once);
    setFlash(app, reply, 'visit-cancelled');
    return seeOther(reply, routes.case(caseId));
  });
}
