import type { Day, Instant } from '@ankomst/core';
import { words, type PageContext, type Words } from '../context.ts';
import { momentText, sizeText, weekdayText } from '../format.ts';
import { errorSummary, field, textarea, type FieldProblem } from '../kit/fields.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, linkButton, notice, section } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** By when one must appeal. Without a day nothing runs yet: the letter of the decision has not been opened. */
export interface AppealTime { dueOn?: Day; late: boolean }

/**
 * GET|POST /case/:id/appeal — write what is wrong, check it, send it. POST `text`, files as `file:appeal`,
 * `remove` (a file's id), and `do`: `upload`, `check`, `later`, `send`.
 */
export interface AppealView {
  caseId: string;
  title: Words;
  time: AppealTime;
  text: string;
  files: { id: string; name: string; size: number; href: string }[];
  /** `write`, or `check` what was written before it is sent. */
  step: 'write' | 'check';
  problems: FieldProblem[];
}

export function appealPage(view: AppealView, ctx: PageContext): string {
  return view.step === 'check' ? checkAppeal(view, ctx) : writeAppeal(view, ctx);
}

/** Until when, in so many words; and what being late means. */
function timeNotice({ dueOn, late }: AppealTime, ctx: PageContext): Html {
  if (!dueOn) return notice('info', ctx.t('appeal.not-begun'));
  return late ? notice('warning', ctx.t('appeal.late', { day: weekdayText(dueOn, ctx) })) : notice('info', html`<p>${ctx.t('appeal.by')} <b>${weekdayText(dueOn, ctx)}</b></p>`);
}

function writeAppeal(view: AppealView, ctx: PageContext): string {
  const { files, problems } = view;
  const wrong = (id: string): string | undefined => problems.find((problem) => problem.field === id)?.text;
  const upload = html`${files.length > 0 && html`<ul class="files">${files.map((file) => html`<li><a href="${file.href}"><bdi>${file.name}</bdi></a> <span class="note">${sizeText(file.size, ctx)}</span> ${button(ctx.t('appeal.remove', { name: file.name }), { variant: 'tertiary', name: 'remove', value: file.id, novalidate: true })}</li>`)}</ul>`}
<input class="ds-input" type="file" id="f-files" name="file:appeal" multiple accept="image/*,application/pdf"> ${button(ctx.t('appeal.upload'), { variant: 'secondary', name: 'do', value: 'upload', novalidate: true })}`;
  return page({ title: ctx.t('appeal.title'), over: words(view.title, ctx), back: { href: routes.decision(view.caseId), label: ctx.t('case.read-decision') }, failed: problems.length > 0, form: { id: 'answers', action: routes.appeal(view.caseId) } }, html`
${errorSummary(problems, ctx)}${timeNotice(view.time, ctx)}
${form(routes.appeal(view.caseId), html`${field({ id: 'f-text', label: ctx.t('appeal.what'), hint: ctx.t('appeal.hint'), error: wrong('f-text'), control: textarea({ id: 'f-text', name: 'text', value: view.text, hint: ctx.t('appeal.hint'), error: wrong('f-text'), rows: 10 }) }, ctx)}
${field({ id: 'f-files', label: ctx.t('appeal.files'), optional: true, error: wrong('f-files'), control: upload }, ctx)}
<div class="actions">${button(ctx.t('appeal.next'), { name: 'do', value: 'check' })}${button(ctx.t('appeal.later'), { variant: 'secondary', name: 'do', value: 'later', novalidate: true })}</div>`, ctx, { id: 'answers', multipart: true })}`, ctx);
}

function checkAppeal(view: AppealView, ctx: PageContext): string {
  return page({ title: ctx.t('appeal.check'), over: words(view.title, ctx), back: { href: routes.appeal(view.caseId), label: ctx.t('appeal.change') } }, html`
${timeNotice(view.time, ctx)}
<blockquote class="text" dir="auto">${view.text}</blockquote>
${view.files.length > 0 && html`<ul class="files">${view.files.map((file) => html`<li><a href="${file.href}"><bdi>${file.name}</bdi></a></li>`)}</ul>`}
<p>${ctx.t('appeal.then')}</p>
${form(routes.appeal(view.caseId), html`<div class="actions">${button(ctx.t('appeal.send'), { name: 'do', value: 'send' })}<a href="${routes.appeal(view.caseId)}">${ctx.t('appeal.change')}</a></div>`, ctx, { id: 'send' })}`, ctx);
}

/** Where an appeal stands, as its appellant reads it. */
export interface AppealStanding {
  caseId: string;
  lodgedAt: Instant;
  inTime: boolean;
  dueOn?: Day;
  /** `lodged`, `forwarded`, …, `ruled.upheld`, … */
  state: AppealState;
  courtNumber?: string;
  /** Reasons of the officer's review or of the court, as written. */
  because?: { at: Instant; text: string };
  text: string;
  files: { name: string; href: string }[];
  mayWithdraw: boolean;
}
export type AppealState = 'lodged' | 'forwarded' | 'changed-on-review' | 'dismissed-late' | 'withdrawn' | 'ruled.upheld' | 'ruled.changed' | 'ruled.referred-back' | 'ruled.dismissed';

/** GET /case/:id/appeal, once it is sent. */
export function appealStandingPage(view: AppealStanding & { title: Words }, ctx: PageContext): string {
  return page({ title: ctx.t('appeal.yours'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') } }, html`
${notice('info', html`<p>${ctx.t(`appeal.state.${view.state}`)}</p>${view.courtNumber && html`<p>${ctx.t('appeal.court-number')} <bdi>${view.courtNumber}</bdi></p>`}`)}
<p>${ctx.t('appeal.sent', { moment: momentText(view.lodgedAt, ctx) })} ${view.inTime ? ctx.t('appeal.in-time') : view.dueOn && ctx.t('appeal.was-late', { day: weekdayText(view.dueOn, ctx) })}</p>
${view.because && section(ctx.t('appeal.because'), html`<p class="note">${momentText(view.because.at, ctx)}</p><blockquote class="text" dir="auto">${view.because.text}</blockquote>`)}
${section(ctx.t('appeal.written'), html`<blockquote class="text" dir="auto">${view.text}</blockquote>${view.files.length > 0 && html`<ul class="files">${view.files.map((file) => html`<li><a href="${file.href}"><bdi>${file.name}</bdi></a></li>`)}</ul>`}`)}
${view.mayWithdraw && html`<p>${linkButton(ctx.t('appeal.withdraw'), routes.withdrawAppeal(view.caseId), 'tertiary')}</p>`}`, ctx);
}

/** GET|POST /case/:id/appeal/withdraw — take it back. POST `confirm=yes`. */
export function withdrawAppealPage(view: { caseId: string; title: Words }, ctx: PageContext): string {
  return page({ title: ctx.t('appeal.withdraw'), over: words(view.title, ctx), back: { href: routes.appeal(view.caseId), label: ctx.t('appeal.yours') } }, html`
<p class="lead">${ctx.t('appeal.withdraw.lead')}</p>
${form(routes.withdrawAppeal(view.caseId), html`<div class="actions">${button(ctx.t('appeal.withdraw.yes'), { name: 'confirm', value: 'yes', color: 'danger' })}<a href="${routes.appeal(view.caseId)}">${ctx.t('appeal.withdraw.no')}</a></div>`, ctx)}`, ctx);
}
