import type { Day, FormPage } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { weekdayText } from '../format.ts';
import { pageProblems, type FormState } from '../form/render.ts';
import type { FormSetting } from '../form/setting.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { notice } from '../kit/parts.ts';
import { routes } from '../routes.ts';
import { answerForm } from './form.ts';

/**
 * GET|POST /case/:id/requests/:request — answer what an officer asks.
 * `page` is made of the request's facts: `requestPage(request)`; it posts to the request's own address.
 */
export interface RequestView extends FormState {
  caseId: string;
  requestId: string;
  title: Words;
  /** The officer's words, as written. */
  text: string;
  textLanguage: string;
  by?: Day;
  setting: FormSetting;
  page: FormPage;
}

/** A form page out of a request: what is asked for, and a free message. */
export function requestFormPage(requestId: string, facts: readonly { fact: string; of: string; to?: string }[], role: string): FormPage {
  return { id: `request-${requestId}`, kind: 'ask', role, questions: facts.map((asked) => ({ ...asked, required: true })) };
}

export function requestPage(view: RequestView, ctx: PageContext): string {
  const action = routes.request(view.caseId, view.requestId);
  return page({ title: ctx.t('request.title'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') }, failed: view.problems.length > 0, script: true, form: { id: 'answers', action } },
    html`${pageProblems(view.page, view.problems, view.setting, ctx)}
<blockquote class="text" dir="auto" lang="${view.textLanguage}">${view.text}</blockquote>
${view.by && notice('info', ctx.t('request.by', { day: weekdayText(view.by, ctx) }))}
${answerForm(view, action, ctx, { submit: ctx.t('request.send') })}`, ctx);
}
