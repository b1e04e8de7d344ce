import { requestFormPage, routes } from '@ankomst/web';
import type { MessagesView, PageContext, Problem as FieldProblem, Raw, RequestView, WithdrawView } from '@ankomst/web';
import type { OpenRequest } from '@ankomst/core';
import { eyeOf } from '../access/household.ts';
import type { OpenedCase } from '../access/open-case.ts';
import type { Party } from '../cases/act-as-party.ts';
import { formSetting } from '../cases/form-setting.ts';
import type { Draft } from '../cases/form-setting.ts';
import { Problem } from '../problem.ts';
import { applicantOf, caseTitle } from './case-words.ts';
import { sceneOf } from './case-view.ts';

/** The draft's key for a message typed and not sent. */
export const messageDraft = 'messages';

export function messagesView(opened: OpenedCase<Party>, draft: Draft, ctx: PageContext, tried?: { text: string; problem: MessagesView['problem'] }): MessagesView {
  const { file, rulebook, subject: { personId } } = opened;
  const eye = eyeOf(personId, file, rulebook, opened.standing.protectedPersons);
  const kept = draft.typed[messageDraft]?.['text'];
  return {
    caseId: file.id,
    title: caseTitle(sceneOf(opened), ctx),
    messages: opened.messages.filter(eye.message).map((message) => ({
      at: message.at, direction: message.direction, text: message.text, language: message.language,
      by: { key: message.direction === 'in' ? 'ui.you' : 'ui.officer' },
      documents: (message.documents ?? []).flatMap((id) => opened.documents.find((one) => one.id === id) ?? [])
        .map((one) => ({ name: one.name, href: routes.file(file.id, one.id) })),
      request: message.direction === 'out' && message.requestId
        ? { href: routes.request(file.id, message.requestId), open: file.openRequests.some((one) => one.id === message.requestId) } : undefined,
    })),
    text: tried?.text ?? (typeof kept === 'string' ? kept : ''),
    problem: tried?.problem,
  };
}

/** A request that is open and put to this person. @throws Problem not-found */
export function openRequest(opened: OpenedCase<Party>, requestId: string): OpenRequest {
  const request = opened.file.openRequests.find((one) => one.id === requestId && one.to === opened.subject.personId);
  if (!request) throw new Problem('not-found');
  return request;
}

/** What the request asks for, as a form of one page. An officer names whose fact by person or by role. */
export function requestSetting(opened: OpenedCase<Party>, draft: Draft, request: OpenRequest): { page: RequestView['page']; setting: RequestView['setting'] } {
  const setting = formSetting(opened, draft);
  const roleOf = (of: string): string => opened.file.parties.find((party) => party.personId === of)?.role ?? of;
  const page = { ...requestFormPage(request.id, request.facts.map((asked) => ({ ...asked, of: roleOf(asked.of) })), setting.me.role), each: true };
  // What is on file with a doubt is what is asked for: here it is no reason to leave the question out.
  const onFile = { ...setting.onFile, get: () => undefined };
  return { page, setting: { ...setting, onFile, form: { ...setting.form, pages: [page] } } };
}

export function requestView(opened: OpenedCase<Party>, draft: Draft, requestId: string, ctx: PageContext, tried?: { raw: Raw; problems: readonly FieldProblem[] }): RequestView {
  const request = openRequest(opened, requestId);
  const { page, setting } = requestSetting(opened, draft, request);
  return {
    caseId: opened.file.id, requestId, title: caseTitle(sceneOf(opened), ctx), text: request.text, textLanguage: request.language, by: request.answerBy,
    setting, page, raw: tried?.raw ?? draft.typed[page.id] ?? {}, problems: tried?.problems ?? [], before: {},
  };
}

export function withdrawView(opened: OpenedCase<Party>, ctx: PageContext): WithdrawView {
  const scene = sceneOf(opened);
  return { caseId: opened.file.id, title: caseTitle(scene, ctx), follows: [{ key: 'ui.withdraw.follows', args: { applicant: applicantOf(scene, ctx) } }] };
}
