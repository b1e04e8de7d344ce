import type { PageContext } from '../context.ts';
import { errorSummary, field, fieldId, input } from '../kit/fields.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { bdi, button, form, section } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /companies — companies I act for, and adding one that I sign for. */
export interface CompaniesView {
  companies: { personId: string; name: string; number: string; /** Signs for it by the register, and may give mandates. */ signs: boolean; begin: { href: string; label: string }[] }[];
  /** What was typed, and what is wrong with it, in words. */
  number?: string;
  problem?: string;
}

export function companiesPage(view: CompaniesView, ctx: PageContext): string {
  const id = fieldId('number');
  const error = view.problem;
  return page({ title: ctx.t('companies.title'), back: { href: routes.my(), label: ctx.t('page.my') }, failed: error !== undefined },
    html`${errorSummary(error ? [{ field: id, text: error }] : [], ctx)}
${view.companies.length === 0 && html`<p class="lead">${ctx.t('companies.none')}</p>`}
${view.companies.length > 0 && html`<ul class="cards">${view.companies.map((company) => html`<li><h3>${bdi(company.name)}</h3><p class="note">${ctx.t('companies.number', { number: spaced(company.number) })}</p>
<p>${company.begin.map((way) => html`<a href="${way.href}">${way.label}</a><br>`)}<a href="${routes.hires(company.personId)}">${ctx.t('hires.title')}</a><br>${company.signs && html`<a href="${routes.mandates(company.personId)}">${ctx.t('companies.mandates')}</a>`}</p></li>`)}</ul>`}
${section(ctx.t('companies.add'), form(routes.companies(), html`${field({ id, label: ctx.t('companies.add.number'), hint: ctx.t('companies.add.hint'), error, control: input({ id, name: 'number', value: view.number, inputmode: 'numeric', hint: 'x', error, size: 14, maxlength: 20, dir: 'ltr' }) }, ctx)}
<div class="actions">${button(ctx.t('companies.add.do'), { variant: view.companies.length > 0 ? 'secondary' : 'primary' })}</div>`, ctx))}`, ctx);
}

const spaced = (number: string): string => `${number.slice(0, 6)}-${number.slice(6)}`;
