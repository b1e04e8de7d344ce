import type { Day, FormPage } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { dayText } from '../format.ts';
import type { FormState } from '../form/render.ts';
import type { FormSetting } from '../form/setting.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { details, linkButton, list } from '../kit/parts.ts';
import { pageProblems } from '../form/render.ts';
import { routes } from '../routes.ts';
import { answerForm } from './form.ts';

/**
 * GET /case/:id/offer — "Mona was born on 3 November: confirm four facts". The first page of the form stands
 * in it and posts to its own address (/case/:id/form/<page>).
 */
export interface OfferView extends FormState {
  caseId: string;
  /** "A residence permit for Mona". */
  title: Words;
  /** "Mona was born on 3 November. The population register has told us." */
  news: Words;
  /** What is offered and what it costs, in a sentence or two. */
  offer: Words;
  /** What comes after this page. */
  steps: Words[];
  /** Answer by. */
  by?: { day: Day; why: Words };
  setting: FormSetting;
  /** The first page, or none when it is answered already: then `next` leads on. */
  page?: FormPage;
  next: string;
}

export function offerPage(view: OfferView, ctx: PageContext): string {
  const action = view.page && routes.form(view.caseId, view.page.id);
  return page({ title: words(view.title, ctx), failed: view.problems.length > 0, script: true, back: { href: routes.my(), label: ctx.t('page.my') }, form: action ? { id: 'answers', action } : undefined },
    html`${view.page && pageProblems(view.page, view.problems, view.setting, ctx)}
<p class="lead">${words(view.news, ctx)}</p><p>${words(view.offer, ctx)}</p>
${view.by && html`<p><b>${ctx.t('my.by', { day: dayText(view.by.day, ctx) })}</b> ${words(view.by.why, ctx)}</p>`}
${view.steps.length > 0 && details(ctx.t('offer.steps'), list(view.steps.map((step) => words(step, ctx)), true))}
${view.page && action ? answerForm({ ...view, page: view.page }, action, ctx) : html`<p>${linkButton(ctx.t('form.continue'), view.next)}</p>`}`, ctx);
}
