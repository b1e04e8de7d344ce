import { conclusionRight, isDay, type DraftTexts } from '@ankomst/core';
import { concludePage, deadlinesPage, queuePage, routes, staffClocksPage, type PageContext } from '@ankomst/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openCase } from '../access/open-case.ts';
import { requestToConclude } from '../cases/request-to-conclude.ts';
import { extendDeadline } from '../cases-staff/extend-deadline.ts';
import type { StaffAct } from '../cases-staff/handle-case.ts';
import { refuseToConclude } from '../cases-staff/refuse-to-conclude.ts';
import { signDelayNotice } from '../cases-staff/sign-delay-notice.ts';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { readStaffPosted } from '../staff-login/hold-form.ts';
import { field, param, requirePerson, requireStaff, type FormBody } from '../http/request.ts';
import { messagesOf } from '../http/words.ts';
import { loginPath } from '../identity/routes.ts';
import { Problem } from '../problem.ts';
import { handlers } from '../staff/house-routes.ts';
import { todayOf } from '../today.ts';
import { casePageFor } from '../web/case-page.ts';
import { caseTitle, lawWords } from '../web/case-words.ts';
import { sceneOf } from '../web/case-view.ts';
import { concludeView } from './case-time-view.ts';
import { deadlinesView, staffClocksView, type TypedClocks } from './deadlines-view.ts';
import { csvColumns, ExpectedTimes, openData, openDataCsv } from './open-data.ts';
import { queueFigures } from './queue-figures.ts';

/** Time: the queue for everybody, asking that a case be decided, and the clocks that press on a unit. */
export function timeRoutes(app: FastifyInstance, deps: Deps): void {
  publicTime(app, deps);
  partyTime(app, deps);
  staffTime(app, deps);
}

function publicTime(app: FastifyInstance, deps: Deps): void {
  app.get('/queue', async (request, reply) => {
    const ctx = contextOf(app, deps, request);
    const figures = await queueFigures(deps);
    return sendPage(reply, queuePage({
      computedAt: figures.computedAt, kinds: figures.kinds.map(({ service, kind, ...rest }) => ({ title: kindTitle(service, kind, ctx), ...rest })),
    }, ctx));
  });

  /** "Work permit, extension" in the words of the service. */
  function kindTitle(service: string, kind: string, ctx: PageContext): string {
    const messages = messagesOf(deps, ctx.language, deps.authority.services.find((one) => one.service === service));
    const named = (key: string, otherwise: string): string => (messages.has(key) ? messages.format(key) : otherwise);
    return [named('service.name', service), ...(kind ? [named(`fact.case.kind.${kind}`, kind)] : [])].join(', ');
  }

  const published = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'public, max-age=300').header('access-control-allow-origin', '*');
  app.get('/open-data/expected-times.json', {
    schema: { tags: ['open data'], summary: 'How long decisions take, who waits, and how earlier answers held', response: { 200: ExpectedTimes } },
  }, async (_request, reply) => {
    published(reply);
    return openData(await queueFigures(deps));
  });
  app.get('/open-data/expected-times.csv', {
    schema: { tags: ['open data'], summary: 'The same times as a table (RFC 4180)', description: `Columns: ${csvColumns.join(', ')}. An empty cell rests on fewer than five cases, or is not known.`, produces: ['text/csv'] },
  }, async (_request, reply) => published(reply).type('text/csv; charset=utf-8; header=present').send(openDataCsv(await queueFigures(deps))));
}

function partyTime(app: FastifyInstance, deps: Deps): void {
  app.get('/case/:id/conclude', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'conclude', 'withdraw');
    const right = conclusionRight(opened.rulebook, opened.file, deps.clock.now(), deps.authority.calendar);
    const conclude = concludeView(deps, opened);
    if (!right || !conclude) throw new Problem('not-found');
    return sendPage(reply, concludePage({
      caseId: opened.file.id, title: caseTitle(sceneOf(opened), ctx), conclude, answerDays: right.answerDays, law: lawWords(opened.rulebook, [right.basis], ctx),
    }, ctx));
  });
  app.post('/case/:id/conclude', async (request, reply) => {
    const id = param(request, 'id');
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.conclude(id), 'expired'));
    if (field(posted.body, 'confirm') !== 'yes') return seeOther(reply, routes.conclude(id));
    await requestToConclude(deps, requirePerson(request).subject, { caseId: id, once: posted.once });
    return seeOther(reply, routes.case(id));
  });
}

function staffTime(app: FastifyInstance, deps: Deps): void {
  app.get('/staff/deadlines', async (request, reply) => {
    const { subject } = requireStaff(request, ...handlers);
    const ctx = contextOf(app, deps, request, { rulebook: deps.authority.services[0] });
    return sendPage(reply, deadlinesPage(await deadlinesView(deps, subject, ctx), ctx));
  });

  const show = async (request: FastifyRequest, reply: FastifyReply, typed?: TypedClocks): Promise<FastifyReply> => {
    const { subject } = requireStaff(request, ...handlers);
    const opened = await openCase(deps, subject, param(request, 'id'), 'read', 'staff-clocks');
    const ctx = contextOf(app, deps, request, { rulebook: opened.rulebook });
    return sendPage(reply, staffClocksPage(await staffClocksView(deps, opened, ctx, typed), ctx), typed?.problems.length ? 422 : 200);
  };
  app.get('/staff/cases/:id/clocks', (request, reply) => show(request, reply));

  /** An officer's act on the clocks: done once, then shown as it now is; what is wrong is said at the field. */
  const act = (name: string, work: (given: StaffAct, body: FormBody, say: PageContext['t']) => Promise<TypedClocks | void>): void => {
    app.post(`/staff/cases/:id/clocks/${name}`, async (request, reply) => {
      if (request.session) requireStaff(request, 'officer');
      const { body, once } = await readStaffPosted(deps, request, { fresh: name === 'refuse-to-conclude' });
      const { subject } = requireStaff(request, 'officer');
      const caseId = param(request, 'id');
      const typed = await work({ staff: subject, caseId, once }, body, contextOf(app, deps, request).t);
      return typed ? show(request, reply, typed) : seeOther(reply, routes.staff.clocks(caseId));
    });
  };
  act('extend', async (given, body, say) => {
    const deadline = field(body, 'deadline'), reason = field(body, 'reason');
    if (!reason.trim()) return { problems: [{ field: `extend.${deadline}`, text: say('clocks.problem.words') }] };
    await extendDeadline(deps, { ...given, deadline, reason });
  });
  act('delay-notice', async (given, body, say) => {
    const reasons = reasonsIn(body), expectedBy = field(body, 'expectedBy').trim();
    const problems = wordless(reasons, 'notice', say);
    if (!isDay(expectedBy) || expectedBy < todayOf(deps)) problems.push({ field: 'expectedBy', text: say('clocks.problem.day') });
    if (problems.length > 0) return { of: 'notice', texts: reasons, expectedBy, problems };
    await signDelayNotice(deps, { ...given, reasons, expectedBy });
  });
  act('refuse-to-conclude', async (given, body, say) => {
    const reasons = reasonsIn(body);
    const problems = wordless(reasons, 'request', say);
    if (problems.length > 0) return { of: 'request', texts: reasons, problems };
    await refuseToConclude(deps, { ...given, reasons });
  });
}

/** The texts of a form, by language: fields `reason.<language>`. */
const reasonsIn = (body: FormBody): DraftTexts =>
  Object.fromEntries(Object.keys(body).flatMap((name) => { const language = /^reason\.([\w-]+)$/.exec(name)?.[1]; return language ? [[language, field(body, name).replaceAll('\r\n', '\n')]] : []; }));

const wordless = (reasons: DraftTexts, of: string, say: PageContext['t']): TypedClocks['problems'] =>
  Object.entries(reasons).filter(([, text]) => !text.trim()).map(([language]) => ({ field: `${of}.${language}`, text: say('clocks.problem.words') }));
