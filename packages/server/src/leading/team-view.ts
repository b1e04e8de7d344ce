import { addDays, dayOf, type Day, type Instant } from '@ankomst/core';
import { flowOfUnit, peopleBehind, stockOfUnit, type StockRow } from '@ankomst/store';
import { words, type PageContext } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { firstOf, unitName } from '../web/case-words.ts';
import type { Holding, Team } from './api.ts';
import { mergeFew } from './merge-few.ts';
import { serviceName } from './service-words.ts';

/** Where one step of age ends and the next begins, in days. */
const stepStarts = [0, 7, 30, 90, 180, 365];
/** So many weeks of work are shown. */
const weeks = 8;
const dayMs = 86_400_000;

/** A unit's stock by age and by what it waits for, and its work by day; no case and nobody by name. */
export async function teamView(deps: Deps, unit: string, ctx: PageContext): Promise<Team> {
  const now = deps.clock.now();
  // who is so many days old today began no later than on that day
  const boundaries = stepStarts.slice(1).toReversed().map((days) => addDays(dayOf(now, 'UTC'), 1 - days));
  const from = ago(now, weeks * 7);
  const { timeZone } = deps.authority.calendar;
  const [stock, flow, people] = await Promise.all([
    stockOfUnit(deps.store, unit, boundaries), flowOfUnit(deps.store, unit, from, timeZone), peopleBehind(deps.store, unit, from),
  ]);
  return {
    unit: { id: unit, name: unitName(deps, unit, ctx.language) },
    asOf: now,
    stock: {
      cases: sum(stock),
      steps: stepStarts.map((start, index) => ({ from: start, to: stepStarts[index + 1] === undefined ? null : stepStarts[index + 1]! - 1 })),
      holders: (['parties', 'partners', 'us'] as const).map((holder) => ({ holder, ...counted(stock.filter((row) => holding(row) === holder)) })),
      reasons: reasonsIn(deps, stock, ctx),
    },
    flow: {
      days: daysBetween(dayOf(from, timeZone), dayOf(now, timeZone)).map((day) => ({ day, ...totals(flow.filter((row) => row.day === day)) })),
      ...mergeFew([...new Set(flow.map((row) => row.service))].map((service) => ({
        name: serviceName(deps, service, ctx.language), staff: people.find((one) => one.service === service)?.staff ?? [], ...totals(flow.filter((row) => row.service === service)),
      })), ctx.language),
    },
  };
}

function reasonsIn(deps: Deps, stock: readonly StockRow[], ctx: PageContext): Team['stock']['reasons'] {
  const keys = [...new Set(stock.map((row) => `${row.reason ?? ''} ${holding(row)}`))];
  return keys.map((key) => {
    const rows = stock.filter((row) => `${row.reason ?? ''} ${holding(row)}` === key);
    const reason = rows[0]!.reason ?? '';
    return { reason, text: reasonText(deps, reason, rows[0]!.service, ctx), holder: holding(rows[0]!), ...counted(rows) };
  }).sort((a, b) => b.cases - a.cases || (a.reason < b.reason ? -1 : 1));
}

/** What is waited for, in the words the service has for it. */
function reasonText(deps: Deps, reason: string, service: string, ctx: PageContext): string {
  if (!reason) return serviceName(deps, service, ctx.language);
  // the requirement by its name: the sentences of waiting speak to those who wait
  return words(firstOf(ctx, [`requirement.${reason}`, `waiting.${reason}`], { applicant: '', holder: '' }), ctx);
}

/** A case in nobody's hands but ours, the robot's among them, is ours to move. */
function holding({ holderKind }: StockRow): Holding {
  if (holderKind === 'partner') return 'partners';
  return holderKind === 'person' || holderKind === 'anyone' || holderKind === 'invited' ? 'parties' : 'us';
}

/** `step` counts the boundaries before the case began: the youngest are after all of them. */
const counted = (rows: readonly StockRow[]): { byStep: number[]; cases: number } => ({
  byStep: stepStarts.map((_, index) => sum(rows.filter((row) => stepStarts.length - 1 - row.step === index))), cases: sum(rows),
});
const sum = (rows: readonly StockRow[]): number => rows.reduce((total, row) => total + row.cases, 0);

type Work = { came: number; robot: number; officers: number; left: number };
const totals = (rows: readonly Work[]): Work => rows.reduce<Work>(
  (all, row) => ({ came: all.came + row.came, robot: all.robot + row.robot, officers: all.officers + row.officers, left: all.left + row.left }), { came: 0, robot: 0, officers: 0, left: 0 });

/** Every day from one to another, both included: a day without work is one too. */
function daysBetween(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

const ago = (now: Instant, days: number): Instant => new Date(Date.parse(now) - days * dayMs).toISOString();
