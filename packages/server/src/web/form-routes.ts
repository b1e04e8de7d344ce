import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import { Type } from '@fastify/type-provider-typebox';
import { accountsOf } from '@ankomst/store';
import {
  approvalPage, checkPage, fieldId, fillFromLines, formPage, offerPage, pageAfter, parsePage, rawOf, reachable, remarksKey, remarksOn, routes, sentPage, tasksPage,
} from '@ankomst/web';
import type { FormSetting, Problem as FieldProblem, Raw } from '@ankomst/web';
import type { DocumentRecord, FormPage } from '@ankomst/core';
import { actFacts, DomainError } from '@ankomst/core';
import { addAnswers } from '../cases/add-answers.ts';
import { approve } from '../cases/approve.ts';
import { approvalPageOf } from '../cases/form-setting.ts';
import { formStage } from '../cases/form-stage.ts';
import { lodgeApplication } from '../cases/lodge-application.ts';
import { saveDraft } from '../cases/save-draft.ts';
import type { Deps } from '../deps.ts';
import { receiveFile } from '../documents/receive-file.ts';
import { refusalOf } from '../documents/refusal.ts';
import type { Refusal } from '../documents/refusal.ts';
import { removeFile } from '../documents/remove-file.ts';
import { setFlash } from '../http/flash.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import type { Posted } from '../http/posted.ts';
import { field, param, query, requirePerson } from '../http/request.ts';
import type { FormBody } from '../http/request.ts';
import { chooseLanguageHere, loginPath } from '../identity/routes.ts';
import { Problem } from '../problem.ts';
import { draftOwner } from '../access/draft-owner.ts';
import { casePageFor, draftIn } from './case-page.ts';
import { answersBefore, approvalSetting, approvalView, checkView, formView, offerView, settingNow, tasksView } from './form-views.ts';
import { sentView } from './decision-views.ts';
import { listRoutes } from './form-lists.ts';

/** From the offer to the approval: every step keeps what was typed before anything is judged. */
export function formRoutes(app: FastifyInstance, deps: Deps): void {
  listRoutes(app, deps);

  app.get('/case/:id/offer', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'offer', 'answer');
    if (opened.file.phase !== 'offered') return seeOther(reply, routes.case(opened.file.id));
    return sendPage(reply, offerPage(offerView(opened, await draftIn(deps, opened), ctx), ctx));
  });

  app.get('/case/:id/tasks', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'tasks', 'answer');
    if (formStage(opened) === 'sent') return seeOther(reply, routes.case(opened.file.id));
    return sendPage(reply, tasksPage(tasksView(opened, await draftIn(deps, opened), ctx), ctx));
  });

  app.get('/case/:id/form/:page', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'form', 'answer');
    const view = formView(opened, await draftIn(deps, opened), param(request, 'page'), ctx, undefined, query(request, 'change') !== undefined);
    return view ? sendPage(reply, formPage(view, ctx)) : seeOther(reply, formStage(opened) === 'sent' ? routes.case(opened.file.id) : routes.tasks(opened.file.id));
  });

  app.post('/case/:id/form/:page', async (request, reply) => {
    const pageId = param(request, 'page');
    const kept = await keepPosted(request, reply, pageId);
    if (kept.leave) return kept.leave;
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'form', 'answer');
    const { id, phase } = opened.file;
    const typedSoFar = await draftIn(deps, opened);
    const filled = fillFromLines(pageId, settingNow(opened, typedSoFar, ctx), typedSoFar.typed);
    if (Object.keys(filled).length > 0) await saveDraft(deps, kept.posted.personId, id, filled);
    const draft = { ...typedSoFar, typed: { ...typedSoFar.typed, ...filled } };
    const setting = settingNow(opened, draft, ctx);
    const { pages } = reachable(setting, draft.typed);
    const at = pages.findIndex(({ page }) => page.id === pageId);
    const stage = formStage(opened);
    if (at < 0) return seeOther(reply, stage === 'sent' ? routes.case(id) : routes.tasks(id));
    const raw = draft.typed[pageId] ?? {};
    const before = answersBefore(pages, at);
    const parsed = parsePage(pages[at]!.page, raw, setting, before);
    const problems = [...kept.refused, ...parsed.problems];
    const change = query(request, 'change') !== undefined;
    if (problems.length > 0) return sendPage(reply, formPage(formView(opened, draft, pageId, ctx, { raw, problems }, change)!, ctx), 422);
    // What deserves a second look is shown once, and stops nobody: going on from there is confirming it.
    const look = remarksKey(remarksOn([parsed], setting, before));
    if ((look !== '' && look !== field(kept.posted.body, 'noted')) || filled[pageId]) return seeOther(reply, routes.form(id, pageId, change));
    if (phase === 'lodged' && stage === 'sent') {
      // The form was sent before; what is asked for since goes into the case page by page.
      await addAnswers(deps, opened.subject, { caseId: id, page: pageId, once: kept.posted.once, language: request.language });
      setFlash(app, reply, 'answer-sent');
      return seeOther(reply, routes.case(id));
    }
    if (stage === 'sent') throw new DomainError('wrong-phase', { phase });
    const next = pageAfter(pages, pageId);
    if (change || !next) return seeOther(reply, routes.check(id));
    return seeOther(reply, routes.form(id, next.page.id));
  });

  app.get('/case/:id/check', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'check', 'answer');
    if (formStage(opened) === 'sent') return seeOther(reply, routes.sent(opened.file.id));
    return sendPage(reply, checkPage(checkView(opened, await draftIn(deps, opened), ctx), ctx));
  });

  app.post('/case/:id/check', async (request, reply) => {
    const id = param(request, 'id');
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.check(id), 'kept'));
    try {
      await lodgeApplication(deps, requirePerson(request).subject, { caseId: id, once: posted.once, language: request.language });
    } catch (error) {
      // Something is missing after all: the check page says what, and leads there.
      if (error instanceof DomainError && error.code === 'answers-missing') return seeOther(reply, routes.check(id));
      if (error instanceof DomainError && error.code === 'organisation-unknown') {
        setFlash(app, reply, 'organisation-unknown');
        return seeOther(reply, routes.tasks(id));
      }
      // Pressed twice in two windows: it is sent, and that is what they want to see.
      if (!(error instanceof DomainError) || error.code !== 'wrong-phase') throw error;
      const { owner, file } = await draftOwner(deps, requirePerson(request).subject.personId, id);
      if (file.lodgedBy !== owner) throw error;
    }
    return seeOther(reply, routes.sent(id));
  });

  app.get('/case/:id/sent', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'sent');
    if (opened.file.phase === 'offered') return seeOther(reply, routes.tasks(opened.file.id));
    const accounts = await accountsOf(deps.store, [opened.subject.personId]);
    return sendPage(reply, sentPage(sentView(deps, opened, accounts, ctx), ctx));
  });

  app.get('/case/:id/approval', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'approval', 'answer');
    const view = opened.file.phase === 'lodged' ? approvalView(opened, await draftIn(deps, opened), ctx) : undefined;
    return view ? sendPage(reply, approvalPage(view, ctx)) : seeOther(reply, routes.case(opened.file.id));
  });

  app.post('/case/:id/approval', async (request, reply) => {
    const id = param(request, 'id');
    const { leave, posted } = await keepPosted(request, reply, undefined, routes.approval(id));
    if (leave) return leave;
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'approval', 'answer');
    const draft = await draftIn(deps, opened);
    const page = approvalPageOf(opened.rulebook);
    if (!page) throw new Problem('not-found');
    const setting = approvalSetting(opened, draft, page);
    const raw = rawOf(page, posted.body, setting);
    const { answers, problems } = parsePage(page, raw, setting);
    if (problems.length > 0) return sendPage(reply, approvalPage(approvalView(opened, draft, ctx, { raw, problems })!, ctx), 422);
    const said = (fact: string): unknown => {
      const answer = Object.entries(answers).find(([key]) => key.split('@')[0] === fact)?.[1];
      return answer && answer.kind !== 'disputed' ? answer.value : undefined;
    };
    const agrees = said(actFacts.approval) === true;
    await approve(deps, opened.subject, { caseId: id, once: posted.once, agrees, reason: String(said(actFacts.approvalReason) ?? '') });
    if (!agrees) setFlash(app, reply, 'approval-withheld');
    return seeOther(reply, routes.sent(id));
  });

  app.patch('/case/:id/draft', {
    schema: {
      tags: ['applicant'],
      summary: 'Keep what is typed on a page of the form',
      description: 'Sent by the page while somebody types. Nothing is judged; the last write of a page wins.',
      body: Type.Object({
        csrf: Type.String({ maxLength: 300 }),
        page: Type.String({ maxLength: 100 }),
        fields: Type.Record(Type.String({ maxLength: 200 }), Type.Union([Type.String({ maxLength: 50_000 }), Type.Array(Type.String({ maxLength: 50_000 }), { maxItems: 100 })]), { maxProperties: 200 }),
      }, { additionalProperties: false }),
      response: { 200: Type.Object({ savedAt: Type.String({ format: 'date-time' }) }) },
    },
  }, async (request) => {
    const { page, fields } = request.body as { page: string; fields: Raw };
    const { personId } = await readPosted(deps, request);
    const savedAt = await keepFields(param(request, 'id'), personId, page, fields);
    return { savedAt };
  });

  app.post('/case/:id/files', async (request, reply) => {
    const id = param(request, 'id');
    const stored: string[] = [];
    const refused: Refusal[] = [];
    const posted = await readPosted(deps, request, async (file, so) => {
      const taken = await takeFile(id, so.personId, file, refused);
      if (taken) stored.push(taken.id);
    });
    await keepAlong(id, posted);
    if ((request.headers.accept ?? '').includes('application/json')) {
      const [first] = refused;
      if (!first) return reply.code(201).send({ documents: stored });
      const text = contextOf(app, deps, request).t(first.problem.message as 'problem.file.kind', first.problem.args as { name: string });
      return reply.code(first.status).type('application/problem+json').send({ type: `urn:ankomst:problem:${first.code}`, title: first.code, status: first.status, code: first.code, text, documents: stored });
    }
    return refused.length > 0 && posted.loggedIn ? showRefused(request, reply, posted, refused) : backToPage(reply, posted, id);
  });

  app.post('/case/:id/files/:document/remove', async (request, reply) => {
    const id = param(request, 'id');
    const posted = await readPosted(deps, request);
    await keepAlong(id, posted);
    await removeFile(deps, posted.personId, id, param(request, 'document'));
    return backToPage(reply, posted, id);
  });

  /** The page again, with what was typed, and at its field why a file was not taken. @throws the refusal itself where the page is none of the form's */
  async function showRefused(request: FastifyRequest, reply: FastifyReply, posted: Posted, refused: readonly Refusal[]): Promise<FastifyReply> {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'form', 'answer');
    const draft = await draftIn(deps, opened);
    const pageId = field(posted.body, 'page');
    const view = formView(opened, draft, pageId, ctx, { raw: draft.typed[pageId] ?? {}, problems: refused.map((one) => one.problem) });
    if (!view) throw refused[0]!.error;
    return sendPage(reply, formPage(view, ctx), refused[0]!.status);
  }

  /** Keeps a posted page as typed, with its files; `leave` is set where the answer is already given (login, language, later). */
  async function keepPosted(request: FastifyRequest, reply: FastifyReply, page: string | undefined, here?: string): Promise<{ posted: Posted; refused: FieldProblem[]; leave?: FastifyReply }> {
    const id = param(request, 'id');
    const refusals: Refusal[] = [];
    const posted = await readPosted(deps, request, async (file, { personId }) => { await takeFile(id, personId, file, refusals); });
    const refused = refusals.map((one) => one.problem);
    const pageId = page ?? field(posted.body, 'page');
    await keepFields(id, posted.personId, pageId, posted.body);
    const at = here ?? routes.form(id, pageId, query(request, 'change') !== undefined);
    if (!posted.loggedIn) return { posted, refused, leave: seeOther(reply, loginPath(`${at}${anchorOf(posted.body)}`, 'kept')) };
    const language = field(posted.body, 'language');
    if (language) {
      await chooseLanguageHere(app, deps, request, reply, language);
      return { posted, refused, leave: seeOther(reply, at) };
    }
    // A search in a list of codes: the page again, at its field, with what fits.
    const search = field(posted.body, 'search');
    if (search) return { posted, refused, leave: seeOther(reply, `${at}#${fieldId(search)}`) };
    if (field(posted.body, 'do') === 'later') {
      setFlash(app, reply, 'saved');
      return { posted, refused, leave: seeOther(reply, routes.my()) };
    }
    return { posted, refused };
  }

  /** The fields of one page into the draft, exactly as sent; whatever else the body holds is left out. */
  async function keepFields(caseId: string, personId: string, pageId: string, body: FormBody): Promise<string> {
    const { owner, file, rulebook } = await draftOwner(deps, personId, caseId);
    const page = rulebook.form.pages.find((one) => one.id === pageId) ?? requested(file.openRequests, pageId);
    const me = file.parties.find((party) => party.personId === owner);
    if (!me || !page) return saveDraft(deps, personId, caseId, {});
    const setting: FormSetting = {
      caseId, form: rulebook.form, facts: rulebook.facts, applicantRole: rulebook.applicantRole, parties: file.parties, me,
      // Nothing counts as on file here: a field that belongs to the page is kept whether it is asked now or not.
      onFile: { get: () => undefined, all: () => [] }, names: {}, files: [], tables: rulebook.tables,
    };
    return saveDraft(deps, personId, caseId, { [pageId]: rawOf({ ...page, kind: 'ask' }, body, setting) });
  }

  /** Fields that came along with a file. The page's script sends the file alone: that must not empty the page. */
  async function keepAlong(caseId: string, { body, personId }: Posted): Promise<void> {
    const carried = Object.keys(body).some((name) => !['csrf', 'once', 'page', 'field', 'remove', 'noted'].includes(name));
    if (carried) await keepFields(caseId, personId, field(body, 'page'), body);
  }

  /** Takes one file; one that cannot be taken is noted among `refused`, with the reason, and the rest of what was sent goes on. */
  async function takeFile(caseId: string, personId: string, file: MultipartFile, refused: Refusal[]): Promise<DocumentRecord | undefined> {
    const key = /^file:(.+)$/.exec(file.fieldname)?.[1];
    if (!key) throw new Problem('bad-request');
    try {
      // A file refused half-way does not break off the request: what comes after it is read all the same.
      const bytes = file.file.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
      return await receiveFile(deps, personId, caseId, { bytes, name: file.filename, claimed: file.mimetype, key });
    } catch (error) {
      const refusal = refusalOf(error, key, file.filename);
      if (!refusal) throw error;
      file.file.resume();
      refused.push(refusal);
      return undefined;
    }
  }

  async function backToPage(reply: FastifyReply, posted: Posted, id: string): Promise<FastifyReply> {
    const page = field(posted.body, 'page');
    const request = /^request-(.+)$/.exec(page)?.[1];
    const at = request ? routes.request(id, request) : page ? routes.form(id, page) : routes.tasks(id);
    return seeOther(reply, posted.loggedIn ? at : loginPath(at, 'kept'));
  }
}

/** Where on the page the person was when the login ran out: the last field they had written in. */
function anchorOf(body: FormBody): string {
  const own = new Set(['csrf', 'once', 'page', 'do', 'language', 'search', 'noted']);
  const last = Object.entries(body).findLast(([name, value]) => !own.has(name) && value !== undefined && value !== '')?.[0];
  // a date is one question: its first box carries the question's id
  return last === undefined ? '' : `#${fieldId(last.replace(/^file:/, '').replace(/\.day$/, ''))}`;
}

/** The page made of an open request, by its draft key. */
function requested(requests: readonly { id: string; facts: { fact: string; of: string; to?: string }[] }[], pageId: string): FormPage | undefined {
  const request = requests.find((one) => `request-${one.id}` === pageId);
  return request && { id: pageId, kind: 'ask', role: '', questions: request.facts.map(({ fact }) => ({ fact })) };
}
