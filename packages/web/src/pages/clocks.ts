import type { Day } from '@ankomst/core';
import { words, type PageContext, type Words } from '../context.ts';
import { weekdayText } from '../format.ts';
import { html, type Html } from '../kit/html.ts';
import { details, tag } from '../kit/parts.ts';
import { concludePart, type ConcludeView } from './conclude.ts';
import { daysText, expectedPart, type ExpectedView } from './expected.ts';

/** One of the law's clocks in a case. */
export interface ClockView {
  label: Words;
  on: Day;
  passed: boolean;
  /** Why it stands still now. */
  pausedBy?: Words;
  pausedDays: number;
  /** Days it was prolonged by, and the officer's reason. */
  extendedDays: number;
  extendedBecause?: string;
}

/** Time in a case: what to expect, the law's clocks, and what the person can do about it. */
export interface CaseTimeView { caseId: string; expected?: ExpectedView; clocks: ClockView[]; conclude?: ConcludeView }

export function caseTimePart(view: CaseTimeView, ctx: PageContext): Html {
  return html`${view.expected && expectedPart(view.expected, ctx)}${view.conclude && concludePart(view.caseId, view.conclude, ctx)}${view.clocks.length > 0 && details(ctx.t('clocks.title'), clockList(view.clocks, ctx))}`;
}

export function clockList(clocks: readonly ClockView[], ctx: PageContext): Html {
  return html`<dl class="rows">${clocks.map((clock) => html`<div><dt>${words(clock.label, ctx)}</dt><dd>${weekdayText(clock.on, ctx)} ${clock.passed && tag(ctx.t('clocks.passed'), 'warning')}${clock.pausedBy && html`<p class="note">${ctx.t('clocks.paused', { reason: words(clock.pausedBy, ctx) })}</p>`}${clock.pausedDays > 0 && html`<p class="note">${ctx.t('clocks.paused-days', { days: daysText(clock.pausedDays, ctx) })}</p>`}${clock.extendedDays > 0 && html`<p class="note">${ctx.t('clocks.extended', { days: daysText(clock.extendedDays, ctx) })}${clock.extendedBecause && html` <span class="text" dir="auto">${clock.extendedBecause}</span>`}</p>`}</dd></div>`)}</dl>`;
}
