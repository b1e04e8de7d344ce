import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type, type Static, type TObject } from 'typebox';
import { assessCase, DomainError, isDay } from '@ankomst/core';
import { accountsOf, caseFile } from '@ankomst/store';
import type { PageContext } from '@ankomst/web';
import { actorOf, openCase, type OpenedCase } from '../access/open-case.ts';
import { reviewAppeal, reviewOutcomes } from '../appeals/review-appeal.ts';
import { actContext } from '../cases/act-context.ts';
import { assignCase } from '../cases-staff/assign-case.ts';
import { extendDeadline } from '../cases-staff/extend-deadline.ts';
import type { Staff, StaffAct } from '../cases-staff/handle-case.ts';
import { noteCase } from '../cases-staff/note-case.ts';
import { refuseToConclude } from '../cases-staff/refuse-to-conclude.ts';
import { requestInformation } from '../cases-staff/request-information.ts';
import { rerunRules } from '../cases-staff/rerun-rules.ts';
import { returnDecision } from '../cases-staff/return-decision.ts';
import { sendMessage } from '../cases-staff/send-message.ts';
import { signDelayNotice } from '../cases-staff/sign-delay-notice.ts';
import type { Deps } from '../deps.ts';
import { sendCaseFile } from '../documents/send-case-file.ts';
import { contextOf } from '../http/page.ts';
import { purposeOf } from '../http/purpose.ts';
import { onceOf, param, requireFresh, requireStaff } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { handlers } from '../staff/house-routes.ts';
import { todayOf } from '../today.ts';
import { askableFacts, requestedFacts } from '../web-staff/askable.ts';
import { CaseAnswer, Choice, Decided, Recorded, Review } from './api.ts';
import { yieldToHolder } from '../together/yield-to-holder.ts';
import { caseAnswer } from './case-answer.ts';
import { approveCase, decideCase, reviewApproval, reviewDecision } from './decide-case.ts';
import { recordFact } from './record-fact.ts';
import { reopenFact, settleFact, withdrawProposal, withdrawRequest } from './settle-fact.ts';

const tags = ['desk case'];
/** Who reads cases at the desk; which, the policies say. */
const readers = [...handlers, 'leader', 'ombudsman'];
const text = Type.String({ maxLength: 20_000 });
const id = Type.String({ maxLength: 200 });
const texts = Type.Record(Type.String({ maxLength: 20 }), text, { maxProperties: 20 });

/** Acts that are decisions of their own, like deciding. */
const asksForKey = new Set(['appeal', 'refuse-to-conclude']);

/** A case at the desk: all that its page shows in one answer, and every act on it. */
export function caseDeskRoutes(app: FastifyInstance, deps: Deps): void {
  const opened = (request: FastifyRequest, act: 'read' | 'handle' | 'approve', what: string, ...roles: string[]): Promise<OpenedCase<Staff>> =>
    openCase(deps, requireStaff(request, ...roles).subject, param(request, 'id'), act, what, purposed(request));
  const ctxOf = (request: FastifyRequest, of: OpenedCase): PageContext => contextOf(app, deps, request, { rulebook: of.rulebook });

  app.get('/desk/api/cases/:id', { schema: { tags, summary: 'A case: its facts by source, what stopped the robot, documents, talk, and what may be done', response: { 200: CaseAnswer } } }, async (request) => {
    const found = await opened(request, 'read', 'staff-case', ...readers);
    const accounts = await accountsOf(deps.store, found.file.parties.map((party) => party.personId));
    return caseAnswer(deps, found, accounts, ctxOf(request, found));
  });

  app.get('/desk/api/cases/:id/files/:document', { schema: { tags, summary: 'A document of a case, or one of its letters as PDF' } }, async (request, reply) =>
    sendCaseFile(deps, reply, await opened(request, 'read', 'staff-file', ...readers), param(request, 'document')));

  app.post<{ Body: Choice }>('/desk/api/cases/:id/review', { schema: { tags, summary: 'What a decision would do, and its letters, before it is sent; nothing is kept', body: Choice, response: { 200: Review } } }, async (request) => {
    // asked for here, so that nothing stands between the look and the sending
    requireFresh(request);
    const found = await opened(request, 'handle', 'preview-decision', 'officer');
    return reviewDecision(deps, found, request.body, ctxOf(request, found));
  });
  app.post<{ Body: { seen: string } }>('/desk/api/cases/:id/approval/review', { schema: { tags, summary: 'What agreeing with the proposal would do, and its letters', body: Type.Object({ seen: text }, { additionalProperties: false }), response: { 200: Review } } }, async (request) => {
    requireFresh(request);
    const found = await opened(request, 'approve', 'staff-preview', 'approver');
    return reviewApproval(deps, found, request.body.seen, ctxOf(request, found));
  });
  app.post<{ Body: Choice }>('/desk/api/cases/:id/decide', { schema: { tags, summary: 'Decides, or proposes where a second officer must agree, if the rules say what was seen', body: Choice, response: { 200: Decided } } }, async (request) => {
    const { given, ctx } = acting(request, ['officer']);
    requireFresh(request);
    await yieldToHolder(deps, given.staff, given.caseId, request.language);
    return decideCase(deps, { ...given, choice: request.body }, ctx);
  });
  app.post<{ Body: { seen: string } }>('/desk/api/cases/:id/approval', { schema: { tags, summary: 'The second officer agrees', body: Type.Object({ seen: text }, { additionalProperties: false }), response: { 200: Decided } } }, async (request) => {
    const { given, ctx } = acting(request, ['approver']);
    requireFresh(request);
    return approveCase(deps, { ...given, seen: request.body.seen }, ctx);
  });

  /** Who acts, on which case, once; and the words of what is answered. */
  function acting(request: FastifyRequest, roles: string[]): { given: StaffAct; ctx: PageContext } {
    const { subject } = requireStaff(request, ...roles);
    return { given: { staff: subject, caseId: param(request, 'id'), once: onceOf(request) }, ctx: contextOf(app, deps, request, { rulebook: deps.authority.services[0] }) };
  }

  /** An act that answers with nothing: the page asks for the case as it then is. */
  const act = <T extends TObject>(path: string, summary: string, roles: string[], schema: T, work: (given: StaffAct, body: Static<T>) => Promise<unknown>): void => {
    app.post(`/desk/api/cases/:id/${path}`, { schema: { tags, summary, body: schema } }, async (request, reply) => {
      const { given } = acting(request, roles);
      if (asksForKey.has(path)) requireFresh(request);
      if (!roles.includes('approver')) await yieldToHolder(deps, given.staff, given.caseId, request.language);
      await work(given, request.body as Static<T>);
      return reply.code(204).send();
    });
  };
  const officer = ['officer'];
  const nothing = Type.Object({}, { additionalProperties: false });

  act('assign', 'Takes the case, or gives it back to the unit', officer, Type.Object({ to: Type.Union([Type.Literal('me'), Type.Literal('unit')]) }, { additionalProperties: false }), (given, { to }) => assignCase(deps, { ...given, to }));
  act('note', 'A working note', officer, Type.Object({ text }, { additionalProperties: false }), (given, note) => noteCase(deps, { ...given, text: note.text }));
  act('rerun', 'The rules look again', officer, nothing, (given) => rerunRules(deps, given));
  act('message', 'Writes to a party', officer, Type.Object({ person: id, text }, { additionalProperties: false }), async (given, { person, text: words }) =>
    sendMessage(deps, { ...given, to: person, text: words, language: await languageOf(person) }));
  act('return', 'The second officer sends the proposal back', ['approver'], Type.Object({ because: text }, { additionalProperties: false }), (given, { because }) => returnDecision(deps, { ...given, because }));
  act('proposal/withdraw', 'Who proposed takes the proposal back', officer, nothing, (given) => withdrawProposal(deps, given));
  act('facts/settle', 'Which statement of a fact stands, and why', officer, Type.Object({ fact: id, claim: id, because: text }, { additionalProperties: false }), (given, settled) => settleFact(deps, { ...given, ...settled }));
  act('facts/reopen', 'What an officer settled is open again', officer, Type.Object({ settled: id }, { additionalProperties: false }), (given, { settled }) => reopenFact(deps, { ...given, settled }));
  app.post<{ Body: Static<typeof Recorded> }>('/desk/api/cases/:id/facts/record', {
    schema: { tags, summary: 'Records what an officer has learnt, and how; or says why it cannot be read', body: Recorded, response: { 200: Type.Object({ wrong: Type.Optional(Type.String()) }) } },
  }, async (request) => {
    const { given } = acting(request, officer);
    const { rulebook } = await openCase(deps, given.staff, given.caseId, 'handle', 'record-fact', purposed(request));
    const wrong = await recordFact(deps, { ...given, ...request.body }, contextOf(app, deps, request, { rulebook }));
    return wrong === undefined ? {} : { wrong };
  });
  act('request/withdraw', 'Takes a question back', officer, Type.Object({ request: id }, { additionalProperties: false }), (given, { request }) => withdrawRequest(deps, { ...given, request }));
  act('extend', 'Prolongs a clock of the law', officer, Type.Object({ deadline: id, reason: text }, { additionalProperties: false }), (given, input) => extendDeadline(deps, { ...given, ...input }));
  act('delay-notice', 'Signs the notice of delay', officer, Type.Object({ texts, expectedBy: Type.String({ maxLength: 10 }) }, { additionalProperties: false }), (given, input) => {
    if (!isDay(input.expectedBy) || input.expectedBy < todayOf(deps)) throw new Problem('bad-request');
    return signDelayNotice(deps, { ...given, reasons: input.texts, expectedBy: input.expectedBy });
  });
  act('refuse-to-conclude', 'Refuses a request that the case be decided', officer, Type.Object({ texts }, { additionalProperties: false }), (given, input) => refuseToConclude(deps, { ...given, reasons: input.texts }));
  act('appeal', 'Reviews an appeal', officer, Type.Object({ outcome: Type.Union(reviewOutcomes.map((one) => Type.Literal(one))), note: text }, { additionalProperties: false }), (given, input) => reviewAppeal(deps, { ...given, outcome: input.outcome, note: input.note }));

  const Ask = Type.Object({ person: id, facts: Type.Array(id, { maxItems: 50 }), text, by: Type.Optional(Type.String({ maxLength: 10 })) }, { additionalProperties: false });
  app.post<{ Body: Static<typeof Ask> }>('/desk/api/cases/:id/request', {
    schema: { tags, summary: 'Asks a party; held some seconds before they are told, so that it can be taken back', body: Ask, response: { 200: Type.Object({ request: Type.Optional(Type.String()) }) } },
  }, async (request) => {
    const { given } = acting(request, officer);
    await yieldToHolder(deps, given.staff, given.caseId, request.language);
    const { person, facts: keys, text: words, by } = request.body;
    const found = await openCase(deps, given.staff, given.caseId, 'handle', 'request-information', purposed(request));
    const facts = requestedFacts(keys, askableFacts(found.file, found.facts, found.rulebook, assessCase(found.state, actContext(deps, actorOf(given.staff), found.rulebook))));
    // what cannot be asked is said, not left out in silence
    if (facts.length < keys.length) throw new DomainError('already-on-file');
    if ((facts.length === 0 && words.trim() === '') || (by && !isDay(by))) throw new Problem('bad-request');
    await requestInformation(deps, { ...given, to: person, facts, text: words.trim(), language: await languageOf(person), held: true, ...(by ? { answerBy: by } : {}) });
    const asked = (await caseFile(deps.store, given.caseId))?.openRequests.findLast((one) => one.askedBy === given.staff.staffId);
    return asked ? { request: asked.id } : {};
  });

  /** The language a party reads, by their account. */
  async function languageOf(personId: string): Promise<string> {
    return (await accountsOf(deps.store, [personId])).at(-1)?.language ?? deps.authority.languages.binding;
  }
}

function purposed(request: FastifyRequest): { purpose?: ReturnType<typeof purposeOf> } {
  const purpose = purposeOf(request);
  return purpose ? { purpose } : {};
}
