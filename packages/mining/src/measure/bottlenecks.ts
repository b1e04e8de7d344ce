import type { EventLog } from '../log/event-log.ts';
import type { Overview } from '../discover/overview.ts';
import { always, type Clock } from './calendar.ts';
import { periodOf } from './periods.ts';
import { summarise, type Summary } from './summary.ts';

/** A step of the process and the time that cases lose in it. */
export interface Bottleneck {
  from: number;
  to: number;
  /** Cases that took the step. */
  cases: number;
  /** Between the two events, in milliseconds of the clock. */
  time: Summary;
  /** Part of all time between events of the log that is spent in this step. */
  share: number;
  /** Part of the step's time that is beyond what its median would have taken: what shortening only the slow ones could win. */
  excess: number;
}

/**
 * Steps ranked by the time that all cases together spend in them. The rank is by sum, not by mean: a slow
 * step that few cases take delays few. `excess` tells a step that is slow for everybody (a queue, or a legal
 * period) from one that is slow for some.
 */
export function bottlenecks(log: EventLog, view: Overview, clock: Clock = always): Bottleneck[] {
  const n = log.activities.length;
  const place = new Map(view.edges.map((edge, e) => [edge.from * n + edge.to, e]));
  const steps = view.edges.map((): number[] => []);
  for (const { cases } of view.variants) {
    for (const c of cases) {
      for (let row = log.caseStart[c]! + 1; row < log.caseStart[c + 1]!; row++) {
        const time = clock.between(log.time[row - 1]!, log.time[row]!);
        if (!Number.isNaN(time)) steps[place.get(log.activity[row - 1]! * n + log.activity[row]!)!]!.push(time);
      }
    }
  }
  const summaries = steps.map(summarise);
  const total = summaries.reduce((sum, one) => sum + (one.sum || 0), 0);
  const ranked = view.edges.map((edge, e) => {
    const time = summaries[e]!;
    const beyond = steps[e]!.reduce((sum, one) => sum + Math.max(0, one - time.median), 0);
    return { from: edge.from, to: edge.to, cases: edge.cases, time, share: total > 0 ? (time.sum || 0) / total : 0, excess: time.sum > 0 ? beyond / time.sum : 0 };
  });
  return ranked.sort((a, b) => b.share - a.share || a.from - b.from || a.to - b.to);
}

/** Phases by periods: in each cell how long the steps that ended in the period had taken. */
export interface Heat {
  /** Beginning of each period. */
  periods: number[];
  rows: { phase: string; cells: Summary[] }[];
}

/**
 * Bottleneck heat: time spent in each phase, by the period in which the step out of it was taken. A phase is
 * what a case is in after an event: by default its activity; `phaseOf` may join activities, or leave some out
 * with `null`. `periods` as `calendarPeriods` gives them.
 */
export function heat(log: EventLog, periods: readonly number[], options: { phaseOf?: (activity: number) => string | null; clock?: Clock } = {}): Heat {
  const clock = options.clock ?? always;
  const phases = log.activities.map((name, a) => (options.phaseOf ? options.phaseOf(a) : name));
  const cells = new Map<string, number[][]>();
  for (const phase of phases) if (phase !== null && !cells.has(phase)) cells.set(phase, periods.slice(0, -1).map(() => []));
  for (let c = 0; c < log.caseIds.length; c++) {
    let since = log.time[log.caseStart[c]!]!;
    for (let row = log.caseStart[c]! + 1; row < log.caseStart[c + 1]!; row++) {
      const phase = phases[log.activity[row - 1]!]!, next = phases[log.activity[row]!];
      const at = log.time[row]!;
      if (phase === next) continue; // still in it
      const period = periodOf(periods, at);
      if (phase !== null && period >= 0) cells.get(phase)![period]!.push(clock.between(since, at));
      since = at;
    }
  }
  return { periods: periods.slice(0, -1), rows: [...cells].map(([phase, list]) => ({ phase, cells: list.map(summarise) })) };
}
