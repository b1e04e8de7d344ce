import type { EventLog } from '../log/event-log.ts';
import { always, type Clock } from './calendar.ts';
import type { Instances } from './instances.ts';
import { summarise, type Summary } from './summary.ts';

/** First to last event of each case, in milliseconds of the clock; NaN without instants. */
export function throughputTimes(log: EventLog, clock: Clock = always): Float64Array {
  return Float64Array.from(log.caseIds, (_, c) => {
    const start = log.caseStart[c]!, end = log.caseStart[c + 1]!;
    return end > start ? clock.between(log.time[start]!, log.time[end - 1]!) : NaN;
  });
}

/** By piece of work, in milliseconds of the clock; NaN where an instant it needs is not known. */
export interface WorkTimes {
  /** From being possible to being started. */
  waiting: Float64Array;
  /** From start to completion, without the time it was suspended. */
  service: Float64Array;
  /** From being possible to completion: waiting, service and suspension together. Known also where no start is. */
  sojourn: Float64Array;
}

/**
 * Waiting, service and sojourn time of each piece of work (Dumas et al., Fundamentals of Business Process
 * Management, 2018, ch. 7). Where a log has only completions the sojourn is known and its parts are not:
 * NaN, not zero, for a guess here would make every queue look like work or every work like a queue.
 */
export function workTimes(work: Instances, clock: Clock = always): WorkTimes {
  const times = { waiting: new Float64Array(work.count), service: new Float64Array(work.count), sojourn: new Float64Array(work.count) };
  for (let i = 0; i < work.count; i++) {
    times.waiting[i] = clock.between(work.enabled[i]!, work.start[i]!);
    // a pause is known in real milliseconds: in another clock only its share of the work is taken off
    const real = work.complete[i]! - work.start[i]!;
    const served = clock.between(work.start[i]!, work.complete[i]!);
    times.service[i] = work.paused[i]! > 0 && real > 0 ? served * Math.max(0, 1 - work.paused[i]! / real) : served;
    times.sojourn[i] = clock.between(work.enabled[i]!, work.complete[i]!);
  }
  return times;
}

/** Times of one activity. `count` of each summary tells how many pieces of work it is known of. */
export interface ActivityTimes { activity: number; pieces: number; waiting: Summary; service: Summary; sojourn: Summary }

/** Waiting, service and sojourn time by activity. */
export function activityTimes(log: EventLog, work: Instances, clock: Clock = always): ActivityTimes[] {
  const times = workTimes(work, clock);
  const of = log.activities.map((): number[] => []);
  for (let i = 0; i < work.count; i++) of[work.activity[i]!]!.push(i);
  return of.map((pieces, activity) => ({
    activity, pieces: pieces.length,
    waiting: summarise(pieces.map((i) => times.waiting[i]!)),
    service: summarise(pieces.map((i) => times.service[i]!)),
    sojourn: summarise(pieces.map((i) => times.sojourn[i]!)),
  }));
}

/** Of one case: how long it was open, how much of that somebody worked on it (overlapping work once), and the share. */
export interface CaseEfficiency { throughput: number; worked: number; efficiency: number }

/** Flow efficiency of each case: time worked on it over time open. NaN where no piece of work has a known start, or the case took no time. */
export function flowEfficiency(log: EventLog, work: Instances, clock: Clock = always): CaseEfficiency[] {
  const throughput = throughputTimes(log, clock);
  const spans = log.caseIds.map((): [number, number][] => []);
  for (let i = 0; i < work.count; i++) {
    if (work.start[i]! <= work.complete[i]!) spans[work.case[i]!]!.push([work.start[i]!, work.complete[i]!]);
  }
  return spans.map((list, c) => {
    list.sort((a, b) => a[0] - b[0]);
    let worked = 0, until = -Infinity;
    for (const [from, to] of list) {
      if (to <= until) continue;
      worked += clock.between(Math.max(from, until), to);
      until = to;
    }
    const known = list.length > 0;
    return { throughput: throughput[c]!, worked: known ? worked : NaN, efficiency: known && throughput[c]! > 0 ? worked / throughput[c]! : NaN };
  });
}
