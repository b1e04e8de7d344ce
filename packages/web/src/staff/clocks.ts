import type { Day, Instant } from '@ankomst/core';
import { words, type PageContext, type Words } from '../context.ts';
import { momentText, onDay, weekdayText, languageText } from '../format.ts';
import { errorSummary, field, input, textarea } from '../kit/fields.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, notice, section, table, tag } from '../kit/parts.ts';
import { clockList, type ClockView } from '../pages/clocks.ts';
import { routes } from '../routes.ts';

/** GET /staff/deadlines — the clocks of the law that press: requests to answer, notices to sign, limits near or past. */
export interface DeadlinesView {
  requests: { caseId: string; number: string; what: Words; askedAt: Instant; answerBy: Day | null; late: boolean }[];
  notices: { caseId: string; number: string; what: Words; due: Day }[];
  clocks: { caseId: string; number: string; what: Words; due: Day; passed: boolean; assignedTo: string | null }[];
  /** Shown to those who lead: refusals that all say the same. */
  constant?: { words: string; count: number; of: number };
}
export function deadlinesPage(view: DeadlinesView, ctx: PageContext): string {
  const link = (item: { caseId: string; number: string }): Html => html`<a href="${routes.staff.clocks(item.caseId)}">${item.number}</a>`;
  const none = html`<p>${ctx.t('deadlines.none')}</p>`;
  return page({ title: ctx.t('deadlines.title'), staff: true }, html`<p>${ctx.t('deadlines.lead')}</p>
${view.constant && notice('danger', html`<p>${ctx.t('deadlines.constant', { count: view.constant.count, of: view.constant.of })}</p><blockquote class="text" dir="auto">${view.constant.words}</blockquote>`, ctx.t('deadlines.constant.title'))}
${section(ctx.t('deadlines.requests'), view.requests.length === 0 ? none : table(ctx.t('deadlines.requests'), [ctx.t('staff.case'), ctx.t('deadlines.what'), ctx.t('deadlines.asked'), ctx.t('deadlines.answer-by')], view.requests.map((one) => [link(one), words(one.what, ctx), onDay(one.askedAt, ctx), html`${one.answerBy ? weekdayText(one.answerBy, ctx) : '–'} ${one.late && tag(ctx.t('clocks.passed'), 'danger')}`]), true))}
${section(ctx.t('deadlines.notices'), view.notices.length === 0 ? none : table(ctx.t('deadlines.notices'), [ctx.t('staff.case'), ctx.t('deadlines.what'), ctx.t('deadlines.out-by')], view.notices.map((one) => [link(one), words(one.what, ctx), weekdayText(one.due, ctx)]), true))}
${section(ctx.t('deadlines.clocks'), view.clocks.length === 0 ? none : table(ctx.t('deadlines.clocks'), [ctx.t('staff.case'), ctx.t('deadlines.what'), ctx.t('staff.legal-date'), ctx.t('staff.assigned')], view.clocks.map((one) => [link(one), words(one.what, ctx), html`${weekdayText(one.due, ctx)} ${one.passed && tag(ctx.t('clocks.passed'), 'danger')}`, one.assignedTo ?? ctx.t('staff.nobody')]), true))}`, ctx);
}

/** One text to be edited and signed, in one language. */
export interface EditedText { language: string; text: string }
/**
 * GET /staff/cases/:id/clocks — time in one case. Posts to its own addresses:
 * - extend: `deadline`, `reason`
 * - delay-notice: `reason.<language>`, `expectedBy`
 * - refuse-to-conclude: `reason.<language>`
 */
export interface StaffClocksView {
  caseId: string;
  number: string;
  clocks: ClockView[];
  extend: { deadline: string; label: Words; days: number }[];
  notice?: { due: Day; texts: EditedText[]; expectedBy: string };
  request?: { askedAt: Instant; answerBy: Day | null; texts: EditedText[] };
  problems: { field: string; text: string }[];
}
export function staffClocksPage(view: StaffClocksView, ctx: PageContext): string {
  const problem = (name: string): string | undefined => view.problems.find((one) => one.field === name)?.text;
  const texts = (of: string, edited: readonly EditedText[]): Html => html`${edited.map(({ language, text }) => {
    const id = `f-${of}-${language}`;
    return field({ id, label: ctx.t('clocks.reason-in', { language: languageText(language, ctx) }), error: problem(`${of}.${language}`), control: textarea({ id, name: `reason.${language}`, value: text, rows: 10, error: problem(`${of}.${language}`) }) }, ctx);
  })}`;
  return page({ title: ctx.t('clocks.staff.title', { number: view.number }), staff: true, failed: view.problems.length > 0, back: { href: routes.staff.case(view.caseId), label: ctx.t('clocks.to-case') } }, html`
${view.problems.length > 0 && errorSummary(view.problems.map((one) => ({ field: `f-${one.field.replace('.', '-')}`, text: one.text })), ctx)}
${view.clocks.length > 0 && clockList(view.clocks, ctx)}
${view.request && section(ctx.t('clocks.request'), html`<p>${ctx.t('clocks.request.lead', { day: momentText(view.request.askedAt, ctx) })} ${view.request.answerBy && html`<b>${ctx.t('conclude.answer-by', { day: weekdayText(view.request.answerBy, ctx) })}</b>`}</p>
<p><a href="${routes.staff.case(view.caseId)}">${ctx.t('clocks.request.decide')}</a></p><p>${ctx.t('clocks.request.refuse')}</p>
${form(routes.staff.clockAct(view.caseId, 'refuse-to-conclude'), html`${texts('request', view.request.texts)}<div class="actions">${button(ctx.t('clocks.request.sign'))}</div>`, ctx)}`)}
${view.notice && section(ctx.t('clocks.notice'), html`<p>${ctx.t('clocks.notice.lead', { day: weekdayText(view.notice.due, ctx) })}</p>
${form(routes.staff.clockAct(view.caseId, 'delay-notice'), html`${texts('notice', view.notice.texts)}${field({ id: 'f-expectedBy', label: ctx.t('clocks.expected-by'), hint: ctx.t('staff.day.hint'), error: problem('expectedBy'), control: input({ id: 'f-expectedBy', name: 'expectedBy', value: view.notice.expectedBy, size: 10, hint: ctx.t('staff.day.hint'), error: problem('expectedBy') }) }, ctx)}<div class="actions">${button(ctx.t('clocks.notice.sign'))}</div>`, ctx)}`)}
${view.extend.map((one) => section(ctx.t('clocks.extend', { what: words(one.label, ctx) }), html`<p>${ctx.t('clocks.extend.lead', { days: one.days })}</p>
${form(routes.staff.clockAct(view.caseId, 'extend'), html`<input type="hidden" name="deadline" value="${one.deadline}">${field({ id: `f-extend-${one.deadline}`, label: ctx.t('clocks.extend.reason'), error: problem(`extend.${one.deadline}`), control: textarea({ id: `f-extend-${one.deadline}`, name: 'reason', rows: 3, error: problem(`extend.${one.deadline}`) }) }, ctx)}<div class="actions">${button(ctx.t('clocks.extend.do'), { variant: 'secondary' })}</div>`, ctx)}`))}`, ctx);
}
