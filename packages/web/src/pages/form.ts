import type { FormPage } from '@ankomst/core';
import type { PageContext } from '../context.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form } from '../kit/parts.ts';
import { pageProblems, renderPage, type FormState } from '../form/render.ts';
import type { FormSetting } from '../form/setting.ts';
import { pageText } from '../form/texts.ts';
import { routes } from '../routes.ts';

/**
 * GET|POST /case/:id/form/:page
 *
 * The page posts to its own address: the page's fields, `csrf`, `once`, and which button was pressed:
 * - `do=continue`: parse; with problems show again (422), else on to the next page or back to the check (`?change=1`);
 * - `do=later`: keep what is typed, without judging it, and go to /my;
 * - `language=ar` (the language menu): keep what is typed, change language, come back (303);
 * - files in `file:<key>` are kept in every case. The form is multipart where the page has a file.
 * Upload (POST /case/:id/files, same form, `field=<key>`) and removal (POST …/files/:document/remove, same form)
 * also keep the fields: `page` says which page they belong to and where to come back.
 */
export interface FormView extends FormState {
  page: FormPage;
  setting: FormSetting;
  /** Where the page before is, or the task list. */
  back: string;
  /** `?change=1`: came from the check page and returns there. */
  change?: boolean;
  /** Step n of m, where it is known. */
  step?: { n: number; of: number };
  /** Title of the case, over the heading. */
  caseTitle: string;
}

export function formPage(view: FormView, ctx: PageContext): string {
  const { setting } = view;
  const action = routes.form(setting.caseId, view.page.id, view.change);
  return page({
    title: pageText(view.page, 'title', setting, ctx)!, back: { href: view.back }, failed: view.problems.length > 0, script: true,
    over: view.step ? html`${view.caseTitle} · ${ctx.t('form.step', view.step)}` : view.caseTitle,
    form: { id: 'answers', action },
  }, html`${pageProblems(view.page, view.problems, setting, ctx)}${answerForm(view, action, ctx)}`, ctx);
}

/** The form itself; also used inside the offer and the approval. */
export function answerForm(view: Pick<FormView, 'page' | 'setting' | 'raw' | 'problems' | 'before'>, action: string, ctx: PageContext, options: { submit?: string; later?: boolean } = {}): Html {
  const multipart = view.page.questions.some((question) => view.setting.facts.find((fact) => fact.name === question.fact)?.type === 'document');
  return form(action, html`<input type="hidden" name="page" value="${view.page.id}">${renderPage(view.page, view, view.setting, ctx)}
<div class="actions">${button(options.submit ?? ctx.t('form.continue'), { name: 'do', value: 'continue' })}${options.later !== false && button(ctx.t('form.later'), { variant: 'tertiary', name: 'do', value: 'later', novalidate: true })}</div>
<p class="saved" role="status" data-draft="${routes.draft(view.setting.caseId)}" data-saved="${ctx.t('form.saved-at')}" data-kept="${ctx.t('form.not-saved')}" data-uploading="${ctx.t('file.uploading')}"></p>`, ctx, { id: 'answers', multipart });
}
