import type { Day, Instant } from '@ankomst/core';
import { words, type PageContext, type Words } from '../context.ts';
import { momentText, weekdayText } from '../format.ts';
import { errorSummary, field, textarea } from '../kit/fields.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { bdi, button, form, lawText, notice, section, summaryList, tag, type Law, type Variant } from '../kit/parts.ts';
import type { AppealState } from '../pages/appeal.ts';
import { factList, type FactShown } from '../pages/decision.ts';
import { routes } from '../routes.ts';

/**
 * GET /staff/cases/:id/appeal — an appeal, what was decided and why, and the review of it.
 * POST to the same address: `outcome` (`change`, `forward`, `dismiss-late`), `note`.
 */
export interface StaffAppealView {
  caseId: string;
  number: string;
  appellant: string;
  /** Who sent it, where a representative did. */
  sentBy?: string;
  lodgedAt: Instant;
  inTime: boolean;
  dueOn?: Day;
  state: AppealState;
  courtNumber?: string;
  text: string;
  files: { name: string; href: string }[];
  decision: { on: Instant; reasons: { text: Words; facts: FactShown[]; law: Law[] }[]; note?: string };
  review?: { by: string; at: Instant; note: string };
  ruling?: { at: Instant; reasons: string };
  /** The review is this officer's to make; what was typed, and what is wrong with it. */
  act?: { note: string; problem?: string };
}

export function staffAppealPage(view: StaffAppealView, ctx: PageContext): string {
  const { act, review, ruling, decision } = view;
  const choice = (outcome: 'change' | 'forward' | 'dismiss-late', variant?: Variant): Html => button(ctx.t(`appeal.staff.${outcome}`), { name: 'outcome', value: outcome, ...(variant ? { variant } : {}) });
  return page({ title: ctx.t('appeal.staff.title', { number: view.number }), staff: true, failed: act?.problem !== undefined, back: { href: routes.staff.case(view.caseId), label: ctx.t('clocks.to-case') } }, html`
${errorSummary(act?.problem ? [{ field: 'f-note', text: act.problem }] : [], ctx)}
${summaryList([
    { label: ctx.t('appeal.staff.state'), value: html`${ctx.t(`appeal.state.${view.state}`)} ${view.courtNumber && bdi(view.courtNumber)}` },
    { label: ctx.t('appeal.staff.appellant'), value: html`${bdi(view.appellant)}${view.sentBy && html` (${bdi(view.sentBy)})`}` },
    { label: ctx.t('appeal.staff.came'), value: html`${momentText(view.lodgedAt, ctx)} ${view.inTime ? tag(ctx.t('appeal.in-time'), 'success') : tag(ctx.t('appeal.staff.late'), 'warning')}` },
    { label: ctx.t('appeal.staff.due'), value: view.dueOn ? weekdayText(view.dueOn, ctx) : ctx.t('appeal.staff.not-served') },
  ], ctx)}
${section(ctx.t('appeal.written'), html`<blockquote class="text" dir="auto">${view.text}</blockquote>${view.files.length > 0 && html`<ul class="files">${view.files.map((file) => html`<li><a href="${file.href}"><bdi>${file.name}</bdi></a></li>`)}</ul>`}`)}
${section(ctx.t('appeal.staff.decision'), html`<p class="note">${momentText(decision.on, ctx)}</p><ol class="reasons">${decision.reasons.map((reason) => html`<li><p>${words(reason.text, ctx)}</p>${factList(reason.facts)}<p class="note">${lawText(reason.law, ctx)}</p></li>`)}</ol>${decision.note && html`<blockquote class="text" dir="auto">${decision.note}</blockquote>`}`)}
${review && section(ctx.t('appeal.staff.review'), html`<p class="note"><bdi>${review.by}</bdi>, ${momentText(review.at, ctx)}</p><blockquote class="text" dir="auto">${review.note}</blockquote>`)}
${ruling && section(ctx.t('appeal.staff.ruling'), html`<p class="note">${momentText(ruling.at, ctx)}</p><blockquote class="text" dir="auto">${ruling.reasons}</blockquote>`)}
${act && section(ctx.t('appeal.staff.do'), html`${!view.inTime && notice('warning', ctx.t('appeal.staff.late.lead'))}
${form(routes.staff.appeal(view.caseId), html`${field({ id: 'f-note', label: ctx.t('appeal.staff.note'), hint: ctx.t('appeal.staff.note.hint'), error: act.problem, control: textarea({ id: 'f-note', name: 'note', value: act.note, hint: ctx.t('appeal.staff.note.hint'), error: act.problem, rows: 5 }) }, ctx)}
<div class="actions">${choice('change')}${choice('forward', 'secondary')}${!view.inTime && choice('dismiss-late', 'secondary')}</div>`, ctx)}`)}`, ctx);
}
