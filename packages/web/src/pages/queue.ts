import type { Instant } from '@ankomst/core';
import { words, type PageContext, type Words } from '../context.ts';
import { onDay } from '../format.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { section, table } from '../kit/parts.ts';
import { locale } from '../text.ts';
import { routes } from '../routes.ts';
import { daysText } from './expected.ts';

/** GET /queue — for everybody: how long decisions take, who waits since when, and how well it was said before. */
export interface QueueView {
  computedAt: Instant | null;
  kinds: QueueKind[];
}
export interface QueueKind {
  title: Words;
  /** Cases waiting; null where fewer than may be told. */
  waiting: number | null;
  times: { from: 'lodged' | 'complete'; half: number | null; most: number | null; decisions: number | null }[];
  errors: { from: 'lodged' | 'complete'; judged: number; kept: number; medianDays: number | null }[];
  /** Cases by whole days waited, `to` null: and more. */
  ages: { from: number; to: number | null; cases: number }[];
}

export function queuePage(view: QueueView, ctx: PageContext): string {
  return page({ title: ctx.t('queue.title'), back: { href: routes.home() } }, html`<p class="lead">${ctx.t('queue.lead')}</p>
${view.kinds.length === 0 && html`<p>${ctx.t('queue.none')}</p>`}
${view.kinds.map((kind) => section(words(kind.title, ctx), kindPart(kind, ctx)))}
${section(ctx.t('queue.method'), html`<p>${ctx.t('queue.method.pace')}</p><p>${ctx.t('queue.method.open')}</p><p>${ctx.t('queue.method.few')}</p>${view.computedAt && html`<p class="note">${ctx.t('queue.computed', { day: onDay(view.computedAt, ctx) })}</p>`}`)}
${section(ctx.t('queue.data'), html`<ul><li><a href="${routes.expectedTimes('json')}">JSON</a></li><li><a href="${routes.expectedTimes('csv')}">CSV</a></li></ul>`)}`, ctx);
}

function kindPart(kind: QueueKind, ctx: PageContext): Html {
  const n = (value: number | null): string => (value === null ? ctx.t('queue.few') : new Intl.NumberFormat(locale(ctx.language)).format(value));
  const days = (value: number | null): string => (value === null ? '–' : daysText(value, ctx));
  // each table is a landmark of its own: its name says of which kind
  const name = (what: string): string => `${words(kind.title, ctx)}: ${what}`;
  return html`<p>${ctx.t('queue.waiting', { n: n(kind.waiting) })}</p>
${table(name(ctx.t('queue.times')), [ctx.t('queue.from'), ctx.t('queue.half'), ctx.t('queue.most'), ctx.t('queue.decisions')], kind.times.map((time) => [ctx.t(`queue.from.${time.from}`), days(time.half), days(time.most), n(time.decisions)]))}
${kind.errors.length > 0 && table(name(ctx.t('queue.errors')), [ctx.t('queue.from'), ctx.t('queue.kept'), ctx.t('queue.judged'), ctx.t('queue.off')], kind.errors.map((error) => [
    ctx.t(`queue.from.${error.from}`), new Intl.NumberFormat(locale(ctx.language), { style: 'percent' }).format(error.kept / error.judged), n(error.judged), days(error.medianDays)]))}
${kind.ages.length > 0 && table(name(ctx.t('queue.ages')), [ctx.t('queue.age'), ctx.t('queue.cases')], kind.ages.map((age) => [age.to === null ? ctx.t('queue.age.more', { from: age.from }) : ctx.t('queue.age.between', { from: age.from, to: age.to }), n(age.cases)]))}`;
}
