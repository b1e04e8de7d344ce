import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { errorSummary, field, fieldId } from '../kit/fields.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, details, form, linkButton, notice, section, table } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /companies/:id/hires — many hires from one file: first looked through row by row, then begun. */
export interface HiresView {
  organisation: string;
  company: string;
  service: string;
  /** The columns the file may have: the name, and what goes there. */
  columns: { name: string; label: Words; required: boolean }[];
  problem?: string;
  /** The report after a file was read. */
  report?: {
    rows: number;
    ready: number;
    wrong: { line: number; who: string; problems: { column: string; text: string }[] }[];
    /** Where the right rows wait for the button; absent once they are begun. */
    token?: string;
    begun?: number;
    /** How many of them are still under way. */
    under?: number;
  };
}

export function hiresPage(view: HiresView, ctx: PageContext): string {
  const id = fieldId('file');
  const { report } = view;
  return page({ title: ctx.t('hires.title'), over: view.company, back: { href: routes.companies(), label: ctx.t('companies.title') }, failed: view.problem !== undefined },
    html`${errorSummary(view.problem ? [{ field: id, text: view.problem }] : [], ctx)}
<p class="lead">${ctx.t('hires.lead')}</p>
${report && section(ctx.t('hires.report'), html`${report.under ? html`${notice('info', ctx.t('hires.under', { begun: report.begun ?? 0, rows: report.rows }))}<p><a href="">${ctx.t('case.refresh')}</a></p>` : report.begun !== undefined ? notice('success', ctx.t('hires.begun', { n: report.begun })) : html`<p><b>${ctx.t('hires.counts', { rows: report.rows, ready: report.ready, wrong: report.wrong.length })}</b></p>`}
${report.wrong.length > 0 && html`<h3>${ctx.t('hires.wrong')}</h3><ul class="cards">${report.wrong.map((row) => html`<li><b>${ctx.t('hires.line')} ${String(row.line)}</b> <bdi>${row.who}</bdi>${row.problems.map((problem) => html`<div><code>${problem.column}</code>: ${problem.text}</div>`)}</li>`)}</ul>`}
${report.token && report.ready > 0 && form(routes.hires(view.organisation), html`<input type="hidden" name="do" value="begin"><input type="hidden" name="token" value="${report.token}"><p>${ctx.t('hires.begin.hint')}</p><div class="actions">${button(ctx.t('hires.begin', { n: report.ready }))}</div>`, ctx)}
${report.begun !== undefined && html`<p>${linkButton(ctx.t('page.my'), routes.my())}</p>`}`)}
${form(routes.hires(view.organisation), html`<input type="hidden" name="do" value="read">${field({ id, label: ctx.t('hires.file'), hint: ctx.t('hires.file.hint'), error: view.problem, control: html`<input class="ds-input" type="file" id="${id}" name="file" accept=".csv,text/csv,text/plain" aria-describedby="${id}-hint">` }, ctx)}
<div class="actions">${button(ctx.t('hires.read'), { variant: report ? 'secondary' : 'primary' })}</div>`, ctx, { multipart: true })}
${details(ctx.t('hires.columns'), table(ctx.t('hires.columns'), [ctx.t('hires.column'), ctx.t('hires.what-goes'), ctx.t('hires.required')], view.columns.map((column) => [html`<code>${column.name}</code>`, words(column.label, ctx), column.required ? ctx.t('hires.yes') : ''])))}
<p><a href="${routes.hires(view.organisation)}/template.csv" download>${ctx.t('hires.template')}</a></p>`, ctx);
}
