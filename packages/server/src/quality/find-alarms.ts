import type { Day } from '@ankomst/core';
import { limits, surprise, type Counted } from './chance.ts';

/** What is followed week by week: of so many, how many. `measure`: `granted`, or `stopped/<condition>`. */
export interface Series { unit: string; service: string; way: 'robot' | 'officer'; measure: string; weeks: ({ week: Day } & Counted)[] }

/** What the alarm rests on: enough to judge it without asking anybody. */
export interface Evidence {
  /** Every week looked at, with the limits that chance leaves around the share before; null where nothing happened. */
  weeks: ({ week: Day; low: number | null; high: number | null } & Counted)[];
  /** The weeks before, and the recent ones that differ from them. */
  before: Counted & { from: 'own' | 'others' };
  recent: Counted & { weeks: number };
  /** How often chance alone would come so far from what was before. */
  chance: number;
}

export interface FoundAlarm { kind: 'constant' | 'drift'; unit: string; service: string; way: 'robot' | 'officer'; measure: string; week: Day; evidence: Evidence }

/** All tests of one week together raise a false alarm this seldom, if nothing has changed. */
export const falseAlarmsPerWeek = 0.001;
/** Fewer recent cases than this say nothing, whatever they are; a shorter past than this is none. */
const fewestRecent = 10, fewestBefore = 20;
/** A jump shows in a week, a drift in four. */
const windows = [1, 4];

/**
 * Shares that have left what chance allows (`drift`), and outcomes that have stopped varying though they used to, or
 * though they vary elsewhere (`constant`). Each is compared with its own earlier weeks; where those are too few, with
 * the other units' of the same service. The weeks are those of the series, oldest first, the last one whole. Pure.
 */
export function findAlarms(series: readonly Series[]): FoundAlarm[] {
  const threshold = falseAlarmsPerWeek / Math.max(1, series.length * (windows.length + 1));
  return series.flatMap((one): FoundAlarm[] => {
    const constant = findConstant(one, series, threshold);
    if (constant) return [constant];
    const drifts = windows.flatMap((weeks) => findDrift(one, weeks, series, threshold) ?? []);
    const clearest = drifts.sort((a, b) => a.evidence.chance - b.evidence.chance)[0];
    return clearest ? [clearest] : [];
  });
}

function findDrift(one: Series, weeks: number, all: readonly Series[], threshold: number): FoundAlarm | undefined {
  return alarmed('drift', one, one.weeks.length - weeks, all, threshold);
}

/** The run of the last weeks in which the outcome was always the same, if there is one. */
function findConstant(one: Series, all: readonly Series[], threshold: number): FoundAlarm | undefined {
  // a condition that has ceased to stop anybody is a drift, and good news as often as not
  if (one.measure !== 'granted') return undefined;
  const last = one.weeks.findLast((week) => week.n > 0);
  if (!last || (last.k !== 0 && last.k !== last.n)) return undefined;
  const always = (week: Counted): boolean => (last.k === 0 ? week.k === 0 : week.k === week.n);
  const broken = one.weeks.findLastIndex((week) => !always(week));
  return alarmed('constant', one, broken + 1, all, threshold);
}

/** The alarm, if the weeks from `start` on differ from those before by more than chance. */
function alarmed(kind: FoundAlarm['kind'], one: Series, start: number, all: readonly Series[], threshold: number): FoundAlarm | undefined {
  const recent = total(one.weeks.slice(Math.max(0, start)));
  if (recent.n < fewestRecent) return undefined;
  const own = total(one.weeks.slice(0, Math.max(0, start)));
  const others = total(all.filter((other) => other !== one && other.service === one.service && other.way === one.way && other.measure === one.measure).flatMap((other) => other.weeks));
  const before = own.n >= fewestBefore ? { ...own, from: 'own' as const } : { ...others, from: 'others' as const };
  if (before.n < fewestBefore) return undefined;
  const chance = surprise(recent, before);
  if (chance >= threshold) return undefined;
  const { unit, service, way, measure, weeks } = one;
  return {
    kind, unit, service, way, measure, week: weeks.at(-1)!.week,
    evidence: {
      weeks: weeks.map((week) => ({ ...week, ...(limits(week.n, before) ?? { low: null, high: null }) })),
      before, recent: { ...recent, weeks: weeks.length - Math.max(0, start) }, chance,
    },
  };
}

const total = (weeks: readonly Counted[]): Counted => weeks.reduce((sum, { n, k }) => ({ n: sum.n + n, k: sum.k + k }), { n: 0, k: 0 });
