import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountsOf } from '@ankomst/store';
import { assessCase, DomainError, isDay } from '@ankomst/core';
import { routes, staffCasePage, staffCasesPage, staffLoginPage, staffPreviewPage } from '@ankomst/web';
import { actorOf, openCase, type OpenedCase } from '../access/open-case.ts';
import { approveDecision } from '../cases-staff/approve-decision.ts';
import { assignCase } from '../cases-staff/assign-case.ts';
import type { StaffAct } from '../cases-staff/handle-case.ts';
import { noteCase } from '../cases-staff/note-case.ts';
import { chosenDecision, proposeDecision, type DecisionChoice } from '../cases-staff/propose-decision.ts';
import { requestInformation } from '../cases-staff/request-information.ts';
import { rerunRules } from '../cases-staff/rerun-rules.ts';
import { returnDecision } from '../cases-staff/return-decision.ts';
import { sendMessage } from '../cases-staff/send-message.ts';
import { actContext } from '../cases/act-context.ts';
import type { Deps } from '../deps.ts';
import { sendCaseFile } from '../documents/send-case-file.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readStaffPosted } from '../staff-login/hold-form.ts';
import { field, fields, param, query, requireStaff, type FormBody } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { askableFacts, requestedFacts } from '../web-staff/askable.ts';
import { casesView } from '../web-staff/cases-view.ts';
import { staffCaseView, type TypedDecision } from '../web-staff/case-view.ts';
import { previewView } from '../web-staff/preview-view.ts';
import type { LetterDecision } from '../letters/compose-letter.ts';
import { clerkRoutes } from '../clerk/routes.ts';
import { staffWord } from '../web-staff/words.ts';
import { houseRoutes, handlers } from './house-routes.ts';

/** The staff's pages: the list of open cases, a case and what may be done with it, and what the house must mend. */
export function staffRoutes(app: FastifyInstance, deps: Deps): void {
  const ctxOf = (request: FastifyRequest, opened?: OpenedCase) => contextOf(app, deps, request, opened ? { rulebook: opened.rulebook } : { rulebook: deps.authority.services[0] });

  app.get('/staff', async (request, reply) => {
    const { session } = request;
    if (session?.subject.kind !== 'staff') return sendPage(reply, staffLoginPage({ href: `${routes.staff.login()}?back=${encodeURIComponent(routes.staff.home())}` }, ctxOf(request)));
    const has = (...roles: readonly string[]): boolean => roles.some((role) => session.subject.kind === 'staff' && session.subject.roles.includes(role));
    // Owners of rules and the ombudsman have their work in the staff app alone.
    return seeOther(reply, has(...handlers) ? routes.staff.cases() : has('clerk') ? routes.staff.clerk() : has('leader', 'admin') ? routes.staff.people() : '/desk');
  });

  app.get('/staff/cases', async (request, reply) => {
    const { subject } = requireStaff(request, ...handlers);
    const asked = { waiting: query(request, 'waiting'), holder: query(request, 'holder'), phase: query(request, 'phase'), unit: query(request, 'unit'), q: query(request, 'q'), after: query(request, 'after') };
    const ctx = ctxOf(request);
    return sendPage(reply, staffCasesPage(await casesView(deps, subject, asked, ctx), ctx));
  });

  const showCase = async (request: FastifyRequest, reply: FastifyReply, decision?: TypedDecision): Promise<FastifyReply> => {
    const { subject } = requireStaff(request, ...handlers);
    const opened = await openCase(deps, subject, param(request, 'id'), 'read', 'staff-case');
    const accounts = await accountsOf(deps.store, opened.file.parties.map((party) => party.personId));
    const ctx = ctxOf(request, opened);
    return sendPage(reply, staffCasePage(staffCaseView(deps, opened, accounts, ctx, decision), ctx), decision?.problems.length ? 422 : 200);
  };
  app.get('/staff/cases/:id', (request, reply) => showCase(request, reply));

  app.get('/staff/cases/:id/files/:document', async (request, reply) => {
    const { subject } = requireStaff(request, ...handlers, 'clerk');
    const opened = await openCase(deps, subject, param(request, 'id'), subject.roles.includes('clerk') ? 'visit' : 'read', 'staff-file');
    return sendCaseFile(deps, reply, opened, param(request, 'document'));
  });

  app.get('/staff/cases/:id/preview', async (request, reply) => {
    const { subject } = requireStaff(request, 'officer', 'approver');
    const opened = await openCase(deps, subject, param(request, 'id'), 'read', 'staff-preview');
    const { proposal } = opened.file;
    if (!proposal) throw new DomainError('wrong-phase', { phase: opened.file.phase });
    return showPreview(request, reply, opened, { ...proposal, automatic: false, decidedAt: deps.clock.now() });
  });
  const showPreview = async (request: FastifyRequest, reply: FastifyReply, opened: OpenedCase, decision: LetterDecision): Promise<FastifyReply> =>
    sendPage(reply, staffPreviewPage(await previewView(deps, opened, decision), ctxOf(request, opened)));

  /** A staff act by a form of the case's page: done once, then the case is shown as it now is. */
  const act = (name: string, roles: string[], work: (act: StaffAct, body: FormBody, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void>): void => {
    app.post(`/staff/cases/:id/${name}`, async (request, reply) => {
      if (request.session) requireStaff(request, ...roles);
      const { body, once } = await readStaffPosted(deps, request, { fresh: deciding.has(name) });
      const { subject } = requireStaff(request, ...roles);
      const caseId = param(request, 'id');
      return await work({ staff: subject, caseId, once }, body, request, reply) ?? seeOther(reply, routes.staff.case(caseId));
    });
  };
  act('assign', ['officer'], (given, body) => assignCase(deps, { ...given, to: field(body, 'to') === 'unit' ? 'unit' : 'me' }));
  act('approve', ['approver'], (given) => approveDecision(deps, given));
  act('return', ['approver'], (given, body) => returnDecision(deps, { ...given, because: field(body, 'text') }));
  act('note', ['officer'], (given, body) => noteCase(deps, { ...given, text: field(body, 'text') }));
  act('rerun', ['officer'], (given) => rerunRules(deps, given));
  act('message', ['officer'], async (given, body) => {
    const to = field(body, 'person');
    await sendMessage(deps, { ...given, to, text: field(body, 'text'), language: await languageOf(to) });
  });
  act('request', ['officer'], async (given, body) => {
    const opened = await openCase(deps, given.staff, given.caseId, 'handle', 'request-information');
    const to = field(body, 'person');
    const facts = requestedFacts(fields(body, 'fact'), askableFacts(opened.file, opened.facts, opened.rulebook, assessCase(opened.state, actContext(deps, actorOf(given.staff), opened.rulebook))));
    const text = field(body, 'text').trim();
    if (facts.length === 0 && text === '') throw new Problem('bad-request');
    const by = field(body, 'by').trim();
    if (by && !isDay(by)) throw new Problem('bad-request');
    await requestInformation(deps, { ...given, to, facts, text, language: await languageOf(to), ...(by ? { answerBy: by } : {}) });
  });
  act('propose', ['officer'], async (given, body, request, reply) => {
    const choice = decisionChoice(body);
    const problem = problemOf(choice, body, request.language);
    if (problem) return showCase(request, reply, { typed: typedOf(body), problems: [problem] });
    try {
      if (field(body, 'do') !== 'preview') return await proposeDecision(deps, { ...given, ...choice });
      const opened = await openCase(deps, given.staff, given.caseId, 'handle', 'preview-decision');
      const chosen = chosenDecision(choice, assessCase(opened.state, actContext(deps, actorOf(given.staff), opened.rulebook)));
      return await showPreview(request, reply, opened, { ...chosen, automatic: false, decidedAt: deps.clock.now() });
    } catch (error) {
      if (!(error instanceof DomainError) || !(error.code === 'reason-missing' || error.code === 'permit-terms')) throw error;
      const at = error.code === 'reason-missing' ? 'reason' : 'validTo';
      return showCase(request, reply, { typed: typedOf(body), problems: [{ field: at, text: ctxOf(request).t(`error.${error.code}.do`) }] });
    }
  });

  houseRoutes(app, deps);
  clerkRoutes(app, deps);

  /** The language a party reads, by their account. */
  async function languageOf(personId: string): Promise<string> {
    return (await accountsOf(deps.store, [personId])).at(-1)?.language ?? deps.authority.languages.binding;
  }
}

/** What cannot be taken back asks for the key once more. */
const deciding = new Set(['propose', 'approve']);
const outcomes = ['granted', 'refused', 'dismissed'] as const;

function decisionChoice(body: FormBody): DecisionChoice {
  const outcome = outcomes.find((one) => one === field(body, 'outcome')) ?? 'granted';
  const [kind, ground, validFrom, validTo] = ['kind', 'ground', 'validFrom', 'validTo'].map((name) => field(body, name).trim()) as [string, string, string, string];
  return {
    outcome, conditions: fields(body, 'reason'), note: field(body, 'note'),
    ...(outcome === 'granted' && kind && ground && isDay(validFrom) ? { permit: { kind, ground, validFrom, validTo: validTo || null } } : {}),
  };
}

/** What is wrong with what was typed, before the domain is asked: said at the field. */
function problemOf(choice: DecisionChoice, body: FormBody, language: string): TypedDecision['problems'][number] | undefined {
  if (!outcomes.some((one) => one === field(body, 'outcome'))) return { field: 'outcome', text: staffWord(language, 'problem.outcome') };
  if (choice.outcome !== 'granted') return undefined;
  for (const name of ['validFrom', 'validTo'] as const) {
    if (!isDay(field(body, name).trim())) return { field: name, text: staffWord(language, 'problem.day') };
  }
  return choice.permit ? undefined : { field: 'kind', text: staffWord(language, 'problem.kind') };
}

function typedOf(body: FormBody): TypedDecision['typed'] {
  const text = (name: string): string => field(body, name);
  return { outcome: text('outcome'), reasons: fields(body, 'reason'), note: text('note'), kind: text('kind'), ground: text('ground'), validFrom: text('validFrom'), validTo: text('validTo') };
}
