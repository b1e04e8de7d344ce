import type { Day, MandateRecord } from '@ankomst/core';
import { mandateScopes } from '@ankomst/core';
import type { PageContext } from '../context.ts';
import { dayText, listText, onDay } from '../format.ts';
import { checkboxes, errorSummary, field, fieldId, fieldset, input, radios, select, type FieldProblem } from '../kit/fields.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { bdi, button, form, section, tag } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /mandates?for= — who acts for me (or for the company I sign for), and for whom I act. */
export interface MandatesView {
  /** Whose mandates: the reader's own, or a company's. */
  principal: { personId: string; name: string; self: boolean };
  given: { mandate: MandateRecord; name: string; holds: boolean; covers: string }[];
  held: { mandate: MandateRecord; name: string; covers: string }[];
  /** May new ones be given for this principal by the reader? */
  mayGive: boolean;
  /** What a mandate may cover: everything, a service, one case. */
  choices: { value: string; label: string }[];
  typed: { number: string; scope: string[]; covers: string; until: string };
  problems: readonly { field: 'number' | 'scope' | 'until' | 'covers'; text: string }[];
  today: Day;
}

export function mandatesPage(view: MandatesView, ctx: PageContext): string {
  const { principal, typed } = view;
  const error = (name: string): string | undefined => view.problems.find((one) => one.field === name)?.text;
  const problems: FieldProblem[] = view.problems.map((one) => ({ field: fieldId(one.field), text: one.text }));
  return page({ title: ctx.t('mandates.title'), over: principal.self ? undefined : principal.name, back: { href: principal.self ? routes.my() : routes.companies(), label: principal.self ? ctx.t('page.my') : ctx.t('companies.title') }, failed: problems.length > 0 },
    html`${errorSummary(problems, ctx)}<p class="lead">${ctx.t('mandates.lead')}</p>
${section(principal.self ? ctx.t('mandates.given') : ctx.t('mandates.given.company', { company: principal.name }), view.given.length === 0 ? html`<p>${ctx.t('mandates.given.none')}</p>` : html`<ul class="cards">${view.given.map((one) => card(one, view, ctx))}</ul>`)}
${view.mayGive && section(ctx.t('mandates.give'), form(routes.mandates(principal.self ? undefined : principal.personId), html`
${field({ id: fieldId('number'), label: ctx.t('mandates.number'), hint: ctx.t('mandates.number.hint'), error: error('number'), control: input({ id: fieldId('number'), name: 'number', value: typed.number, inputmode: 'numeric', hint: 'x', error: error('number'), size: 16, maxlength: 20, dir: 'ltr', autocomplete: 'off' }) }, ctx)}
${fieldset({ id: fieldId('scope'), label: ctx.t('mandates.scope'), error: error('scope'), body: checkboxes({ id: fieldId('scope'), name: 'scope', values: typed.scope, choices: mandateScopes.map((scope) => ({ value: scope, label: ctx.t(`mandates.scope.${scope}`) })), error: error('scope') }) }, ctx)}
${view.choices.length > 3 ? field({ id: fieldId('covers'), label: ctx.t('mandates.covers'), error: error('covers'), control: select({ id: fieldId('covers'), name: 'covers', value: typed.covers, choices: view.choices, error: error('covers') }) }, ctx)
    : fieldset({ id: fieldId('covers'), label: ctx.t('mandates.covers'), error: error('covers'), body: radios({ id: fieldId('covers'), name: 'covers', value: typed.covers, choices: view.choices, error: error('covers') }) }, ctx)}
${field({ id: fieldId('until'), label: ctx.t('mandates.until'), hint: ctx.t('mandates.until.hint'), optional: true, error: error('until'), control: input({ id: fieldId('until'), name: 'until', value: typed.until, hint: 'x', error: error('until'), size: 12, maxlength: 10, dir: 'ltr' }) }, ctx)}
<div class="actions">${button(ctx.t('mandates.give.do'))}</div>`, ctx))}
${principal.self && section(ctx.t('mandates.held'), view.held.length === 0 ? html`<p>${ctx.t('mandates.held.none')}</p>` : html`<ul class="cards">${view.held.map((one) => card({ ...one, holds: true }, view, ctx))}</ul>`)}`, ctx);
}

function card(one: { mandate: MandateRecord; name: string; holds: boolean; covers: string }, view: MandatesView, ctx: PageContext): Html {
  const { mandate } = one;
  const scope = listText(mandateScopes.filter((part) => mandate.scope.includes(part)).map((part) => ctx.t(`mandates.scope.${part}`)), ctx);
  const until = mandate.validTo ? ctx.t('mandates.until.day', { day: dayText(mandate.validTo, ctx) }) : ctx.t('mandates.until.open');
  const state = one.holds ? undefined : mandate.revokedAt ? ctx.t('mandates.revoked', { day: onDay(mandate.revokedAt, ctx) }) : mandate.validFrom > view.today ? ctx.t('mandates.later') : ctx.t('mandates.ended');
  return html`<li><h3>${bdi(one.name || ctx.t('mandates.unnamed'))}</h3><p>${scope}<br>${one.covers}<br>${until}</p>${state && html`<p>${tag(state, 'neutral')}</p>`}
${mandate.source === 'register' && html`<p class="note">${ctx.t('mandates.by-register')}</p>`}${one.holds && form(routes.revoke(mandate.id), button(ctx.t('mandates.revoke'), { variant: 'secondary', color: 'danger' }), ctx)}</li>`;
}
