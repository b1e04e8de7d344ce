import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { errorSummary, fieldId, fieldset, radios } from '../kit/fields.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, notice } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /services/:service/apply — begin: as what, and for whom. One choice, or none where there is but one way. */
export interface ApplyView {
  service: string;
  title: Words;
  /** Each way to begin: `value` is `<role>/<principal>`. */
  ways: { value: string; label: string; hint?: string }[];
  /** Said before beginning: how long it takes, what is needed. */
  before: Words[];
  /** Begin as an employer, but no company is known: lead to the companies. */
  addCompany: boolean;
  problem?: boolean;
}

export function applyPage(view: ApplyView, ctx: PageContext): string {
  const id = fieldId('way');
  const problem = view.problem ? ctx.t('apply.choose') : undefined;
  return page({ title: words(view.title, ctx), back: { href: routes.service(view.service), label: ctx.t('apply.about') }, failed: view.problem },
    html`${errorSummary(problem ? [{ field: id, text: problem }] : [], ctx)}
${view.before.map((text) => html`<p>${words(text, ctx)}</p>`)}
${view.ways.length > 0 && form(routes.apply(view.service), html`${fieldset({ id, label: ctx.t('apply.as'), error: problem, body: radios({ id, name: 'way', value: view.ways.length === 1 ? view.ways[0]!.value : undefined, choices: view.ways, error: problem }) }, ctx)}
<div class="actions">${button(ctx.t('apply.begin'))}</div>`, ctx)}
${view.addCompany && notice('info', html`<p>${ctx.t('apply.company')}</p><p><a href="${routes.companies()}">${ctx.t('companies.title')}</a></p>`)}`, ctx);
}
