import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { errorSummary, field, fieldId, fieldset, input, radios } from '../kit/fields.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /join — a code from an invitation: typed, then (a second step) for whom one comes. */
export interface JoinView {
  code: string;
  problem?: 'code' | 'nobody';
  /** After a right code: what it is about, and as whom one may come. */
  open?: { service: Words; role: Words; ways: { value: string; label: string }[]; needsCompany: boolean };
}

export function joinPage(view: JoinView, ctx: PageContext): string {
  const id = fieldId('code'), way = fieldId('principal');
  const error = view.problem && ctx.t(`join.problem.${view.problem}`);
  return page({ title: ctx.t('join.title'), back: { href: routes.my(), label: ctx.t('page.my') }, failed: error !== undefined },
    html`${errorSummary(error ? [{ field: id, text: error }] : [], ctx)}
${view.open
    ? html`<p class="lead">${ctx.t('join.about', { service: words(view.open.service, ctx), role: words(view.open.role, ctx) })}</p>
${view.open.ways.length === 0 ? html`<p>${ctx.t('join.company')} <a href="${routes.companies()}">${ctx.t('companies.title')}</a></p>`
      : form(routes.join(), html`<input type="hidden" name="code" value="${view.code}">${fieldset({ id: way, label: ctx.t('join.as'), body: radios({ id: way, name: 'principal', value: view.open.ways[0]!.value, choices: view.open.ways }) }, ctx)}<div class="actions">${button(ctx.t('join.do'))}</div>`, ctx)}`
    : form(routes.join(), html`${field({ id, label: ctx.t('join.code'), hint: ctx.t('join.code.hint'), error, control: input({ id, name: 'code', value: view.code, hint: 'x', error, autocomplete: 'off', spellcheck: false, size: 26, maxlength: 40, dir: 'ltr' }) }, ctx)}<div class="actions">${button(ctx.t('join.next'))}</div>`, ctx)}`, ctx);
}
