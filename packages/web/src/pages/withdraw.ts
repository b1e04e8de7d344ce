import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, notice } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /case/:id/withdraw — take the application back. POST `confirm=yes`. */
export interface WithdrawView {
  caseId: string;
  title: Words;
  /** What follows for the person, in plain words. */
  follows: Words[];
}
export function withdrawPage(view: WithdrawView, ctx: PageContext): string {
  return page({ title: ctx.t('withdraw.title'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') } },
    html`<p class="lead">${ctx.t('withdraw.lead')}</p>${view.follows.length > 0 && notice('warning', html`${view.follows.map((text) => html`<p>${words(text, ctx)}</p>`)}`)}
${form(routes.withdraw(view.caseId), html`<div class="actions">${button(ctx.t('withdraw.yes'), { name: 'confirm', value: 'yes', color: 'danger' })}<a href="${routes.case(view.caseId)}">${ctx.t('withdraw.no')}</a></div>`, ctx)}`, ctx);
}
