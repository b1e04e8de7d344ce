import type { Instant } from '@ankomst/core';
import { queueAges, type CaseKind, type Stage } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { errorsNow, fewest, timesNow } from './expected-decision.ts';
import { todayOf } from '../today.ts';

/** What everybody may know of one kind of case. Where fewer than five cases stand behind a figure it is null, or left out. */
export interface KindFigures extends CaseKind {
  /** Cases waiting for a decision. */
  waiting: number | null;
  times: { from: Stage; half: number | null; most: number | null; decisions: number | null }[];
  errors: { from: Stage; judged: number; kept: number; medianDays: number | null }[];
  /** Waiting cases by whole days waited; steps with too few are put together with their neighbours. `to` null: and more. */
  ages: AgeStep[];
}
export interface AgeStep { from: number; to: number | null; cases: number }
export interface QueueFigures { computedAt: Instant | null; kinds: KindFigures[] }

/** The published figures: the same for the page and for the open data. */
export async function queueFigures(deps: Deps): Promise<QueueFigures> {
  const [times, errors, ages] = await Promise.all([timesNow(deps), errorsNow(deps), queueAges(deps.store, todayOf(deps))]);
  const kinds = new Map([...times, ...ages].map(({ service, kind }) => [`${service} ${kind}`, { service, kind }]));
  const computedAt = times[0]?.computedAt ?? null;
  return {
    computedAt,
    kinds: [...kinds.values()].map(({ service, kind }) => {
      const same = (one: CaseKind): boolean => one.service === service && one.kind === kind;
      const steps = ages.filter(same).map(({ days, open }) => ({ from: days, to: days + stepDays - 1, cases: open }));
      const waiting = steps.reduce((sum, step) => sum + step.cases, 0);
      return {
        service, kind, waiting: atLeast(waiting), ages: togetherAtLeast(steps),
        times: times.filter(same).map(({ stage, p50, p90, decided }) => {
          const told = atLeast(decided);
          return { from: stage, half: told === null ? null : p50, most: told === null ? null : p90, decisions: told };
        }),
        errors: errors.filter((one) => same(one) && one.judged >= fewest).map(({ stage, judged, kept, decided, medianDays }) => ({ from: stage, judged, kept, medianDays: decided >= fewest ? medianDays : null })),
      };
    }),
  };
}

/** Width of the age steps of `queueAges`. */
const stepDays = 30;
const atLeast = (n: number): number | null => (n === 0 || n >= fewest ? n : null);

/**
 * Joins neighbouring steps until each holds at least `least` cases: leaving a small one out would let it be found by
 * subtraction. Empty where all together are fewer. The last step is open upwards.
 */
export function togetherAtLeast(steps: readonly AgeStep[], least = fewest): AgeStep[] {
  const joined: AgeStep[] = [];
  for (const step of [...steps].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && last.cases < least) joined[joined.length - 1] = { from: last.from, to: step.to, cases: last.cases + step.cases };
    else joined.push({ ...step });
  }
  const tail = joined.at(-1);
  if (tail && tail.cases < least && joined.length > 1) {
    joined.pop();
    const before = joined.at(-1)!;
    joined[joined.length - 1] = { from: before.from, to: tail.to, cases: before.cases + tail.cases };
  }
  const last = joined.at(-1);
  if (!last || last.cases < least) return [];
  joined[joined.length - 1] = { ...last, to: null };
  return joined;
}
