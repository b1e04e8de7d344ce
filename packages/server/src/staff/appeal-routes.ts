import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { routes, staffAppealPage } from '@ankomst/web';
import { openCase } from '../access/open-case.ts';
import { staffAppealView } from '../appeals/appeal-view.ts';
import { reviewAppeal, reviewOutcomes } from '../appeals/review-appeal.ts';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readStaffPosted } from '../staff-login/hold-form.ts';
import { field, param, requireStaff } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { handlers } from './house-routes.ts';

/** An appeal at the desk: what it says against the decision, and the review of it. */
export function appealStaffRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, typed?: { note: string; problem?: string }): Promise<FastifyReply> => {
    const { subject } = requireStaff(request, ...handlers);
    const opened = await openCase(deps, subject, param(request, 'id'), 'read', 'staff-appeal');
    const appeal = opened.appeals.find((one) => one.id === opened.file.appeal?.id) ?? opened.appeals.at(-1);
    if (!appeal) throw new Problem('not-found');
    const ctx = contextOf(app, deps, request, { rulebook: opened.rulebook });
    return sendPage(reply, staffAppealPage(staffAppealView(opened, appeal, ctx, typed), ctx), typed?.problem ? 422 : 200);
  };
  app.get('/staff/cases/:id/appeal', (request, reply) => show(request, reply));

  app.post('/staff/cases/:id/appeal', async (request, reply) => {
    if (request.session) requireStaff(request, 'officer');
    const { body, once } = await readStaffPosted(deps, request, { fresh: true });
    const { subject } = requireStaff(request, 'officer');
    const caseId = param(request, 'id');
    const outcome = reviewOutcomes.find((one) => one === field(body, 'outcome'));
    const note = field(body, 'note').replaceAll('\r\n', '\n');
    if (!outcome) throw new Problem('bad-request');
    if (note.trim() === '') return show(request, reply, { note, problem: contextOf(app, deps, request).t('appeal.staff.problem') });
    await reviewAppeal(deps, { staff: subject, caseId, once, outcome, note });
    return seeOther(reply, outcome === 'change' ? routes.staff.case(caseId) : routes.staff.appeal(caseId));
  });
}
