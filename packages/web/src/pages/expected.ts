import type { Day } from '@ankomst/core';
import type { PageContext } from '../context.ts';
import { dayText } from '../format.ts';
import { html, type Html } from '../kit/html.ts';
import { section } from '../kit/parts.ts';
import { locale } from '../text.ts';
import { routes } from '../routes.ts';

/** On the case's page: when the decision can be expected, the place in the queue, and how far such an answer is to be trusted. */
export interface ExpectedView {
  /** By these days half and nine of ten of the cases that have waited as long are decided; null where nobody can say. */
  half: Day | null;
  most: Day | null;
  before: number;
  waiting: number;
  /** What such answers were worth in the past month; null where too few could be judged. */
  error: AnswerError | null;
}
export interface AnswerError { judged: number; kept: number; medianDays: number | null }

export function expectedPart(view: ExpectedView, ctx: PageContext): Html {
  const { half, most } = view;
  return section(ctx.t('expected.title'), html`<p>${half && most ? ctx.t('expected.answer', { half: dayText(half, ctx), most: dayText(most, ctx) }) : half ? ctx.t('expected.half-only', { half: dayText(half, ctx) }) : ctx.t('expected.unknown')}</p>
<p>${ctx.t('expected.place', { before: view.before, waiting: view.waiting })}</p>
${half && html`<p class="note">${errorText(view.error, ctx)}</p>`}
<p><a href="${routes.queue()}">${ctx.t('expected.how')}</a></p>`);
}

export function errorText(error: AnswerError | null, ctx: PageContext): string {
  if (!error) return ctx.t('expected.no-error');
  const held = ctx.t('expected.held', { kept: error.kept, judged: error.judged });
  return error.medianDays === null ? held : `${held} ${ctx.t('expected.off', { days: daysText(error.medianDays, ctx) })}`;
}

/** `12 days`, `12 dagar`; a decision on the day itself in words. */
export function daysText(days: number, ctx: PageContext): string {
  if (days === 0) return ctx.t('expected.same-day');
  return new Intl.NumberFormat(locale(ctx.language), { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days);
}
