import type { Day, Instant } from '@ankomst/core';
import { words, type PageContext, type Words } from '../context.ts';
import { onDay, weekdayText } from '../format.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, lawDetails, notice, section, type Law } from '../kit/parts.ts';
import { routes } from '../routes.ts';
import { daysText } from './expected.ts';

/** Asking that the case be decided, as it stands for this person. */
export interface ConcludeView {
  /** From which day one may ask. */
  from: Day;
  /** May this person ask now? */
  open: boolean;
  asked?: { at: Instant; answerBy?: Day };
  refused?: { at: Instant };
}

/** On the case's page: from when, or that it has been asked, or how it was answered. */
export function concludePart(caseId: string, view: ConcludeView, ctx: PageContext): Html {
  const { asked, refused } = view;
  if (refused) return section(ctx.t('conclude.title'), html`<p>${ctx.t('conclude.refused', { day: onDay(refused.at, ctx) })}</p><p><a href="${routes.appeal(caseId)}">${ctx.t('conclude.appeal')}</a></p>`);
  if (asked) return section(ctx.t('conclude.title'), html`<p>${ctx.t('conclude.asked', { day: onDay(asked.at, ctx) })} ${asked.answerBy && ctx.t('conclude.answer-by', { day: weekdayText(asked.answerBy, ctx) })}</p>`);
  return section(ctx.t('conclude.title'), view.open
    ? html`<p><a href="${routes.conclude(caseId)}">${ctx.t('conclude.link')}</a></p>`
    : html`<p>${ctx.t('conclude.from', { day: weekdayText(view.from, ctx) })}</p>`);
}

/** GET|POST /case/:id/conclude — ask that the case be decided. POST `confirm=yes`. */
export interface ConcludePageView { caseId: string; title: Words; conclude: ConcludeView; answerDays: number; law: Law[] }

export function concludePage(view: ConcludePageView, ctx: PageContext): string {
  const { conclude } = view;
  const may = conclude.open && !conclude.asked;
  return page({ title: ctx.t('conclude.title'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') } },
    html`${may ? html`<p class="lead">${ctx.t('conclude.lead', { days: daysText(view.answerDays, ctx) })}</p>${notice('info', ctx.t('conclude.what'))}
${form(routes.conclude(view.caseId), html`<div class="actions">${button(ctx.t('conclude.yes'), { name: 'confirm', value: 'yes' })}<a href="${routes.case(view.caseId)}">${ctx.t('conclude.no')}</a></div>`, ctx)}`
    : conclude.asked ? html`<p class="lead">${ctx.t('conclude.asked', { day: onDay(conclude.asked.at, ctx) })}</p>`
    : html`<p class="lead">${ctx.t('conclude.from', { day: weekdayText(conclude.from, ctx) })}</p>`}
${lawDetails(view.law, ctx)}`, ctx);
}
