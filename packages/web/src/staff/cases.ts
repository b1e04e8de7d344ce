import type { Day, Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { dayText, onDay } from '../format.ts';
import { field, input, select } from '../kit/fields.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, pagination, table } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /staff/cases?waiting=&holder=&phase=&unit=&q=&after= — open cases, oldest wait first. Every filter is in the address. */
export interface StaffCasesView {
  filter: { waiting: string; holder: string; phase: string; unit: string; q: string };
  choices: { waiting: Choice[]; holder: Choice[]; phase: Choice[]; unit: Choice[] };
  rows: StaffCaseRow[];
  /** Address of the following rows, and of the first ones. */
  next?: string;
  first?: string;
  /** How many in all, where it is known. */
  total?: number;
}
interface Choice { value: string; label: Words }
export interface StaffCaseRow {
  caseId: string;
  number: string;
  applicant: string;
  service: Words;
  waiting: Words;
  holder: Words;
  since: Instant;
  nextLegalDate?: Day;
}

export function staffCasesPage(view: StaffCasesView, ctx: PageContext): string {
  const { filter, choices } = view;
  const any = ctx.t('staff.filter.any');
  const pick = (name: 'waiting' | 'holder' | 'phase' | 'unit') => field({
    id: `f-${name}`, label: ctx.t(`staff.filter.${name}`),
    control: select({ id: `f-${name}`, name, value: filter[name], empty: any, choices: choices[name].map((choice) => ({ value: choice.value, label: words(choice.label, ctx) })) }),
  }, ctx);
  return page({ title: ctx.t('staff.cases.title'), staff: true }, html`<form method="get" action="${routes.staff.cases()}" class="filter" role="search">
${field({ id: 'f-q', label: ctx.t('staff.filter.q'), control: input({ id: 'f-q', name: 'q', type: 'search', value: filter.q, dir: 'auto' }) }, ctx)}
${pick('waiting')}${pick('holder')}${pick('phase')}${choices.unit.length > 1 && pick('unit')}<div class="actions">${button(ctx.t('staff.filter.show'))}<a href="${routes.staff.cases()}">${ctx.t('staff.filter.clear')}</a></div></form>
${view.total !== undefined && html`<p>${ctx.t('staff.cases.n', { n: view.total })}</p>`}
${view.rows.length === 0 ? html`<p>${ctx.t('staff.cases.none')}</p>` : table(ctx.t('staff.cases.title'), [ctx.t('staff.case'), ctx.t('staff.applicant'), ctx.t('staff.waits-for'), ctx.t('case.holder'), ctx.t('case.since'), ctx.t('staff.legal-date')],
    view.rows.map((row) => [html`<a href="${routes.staff.case(row.caseId)}">${row.number}</a>`, html`<bdi>${row.applicant || ctx.t('name.unnamed')}</bdi>`, words(row.waiting, ctx), words(row.holder, ctx), onDay(row.since, ctx), row.nextLegalDate ? dayText(row.nextLegalDate, ctx) : '–']), true)}
${pagination(view, ctx)}`, ctx);
}
