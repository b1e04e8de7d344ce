import { TraceCollector, type SimpleLog } from '../../model/simple-log.ts';
import type { Cut } from './cuts.ts';
import type { Graph } from './graph.ts';

/** The parts of a log by a cut. Where a trace does not fit the cut (found in a graph without its rare ways), as few of its events as possible are left out. */
export function splitLog(log: SimpleLog, graph: Graph, cut: Cut): SimpleLog[] {
  const groupOf = new Int32Array(log.activities.length).fill(-1);
  cut.groups.forEach((group, g) => { for (const a of group) groupOf[graph.activities[a]!] = g; });
  const parts = cut.groups.map(() => new TraceCollector());
  const splitTrace = { choice: toMostOf, sequence: inOrder, parallel: toEach, loop: roundByRound }[cut.operator];
  for (let t = 0; t < log.count.length; t++) splitTrace(log.activity, log.start[t]!, log.start[t + 1]!, log.count[t]!, groupOf, parts);
  return parts.map((part) => part.finish(log.activities));
}

type SplitTrace = (activity: Int32Array, from: number, to: number, count: number, groupOf: Int32Array, parts: TraceCollector[]) => void;

const toEach: SplitTrace = (activity, from, to, count, groupOf, parts) => {
  parts.forEach((part, g) => {
    for (let i = from; i < to; i++) if (groupOf[activity[i]!] === g) part.add(activity[i]!);
    part.end(count);
  });
};

/** To the group with most of its events, the first of equal ones. */
const toMostOf: SplitTrace = (activity, from, to, count, groupOf, parts) => {
  const votes = parts.map(() => 0);
  for (let i = from; i < to; i++) votes[groupOf[activity[i]!]!]!++;
  const most = votes.indexOf(Math.max(...votes));
  for (let i = from; i < to; i++) if (groupOf[activity[i]!] === most) parts[most]!.add(activity[i]!);
  parts[most]!.end(count);
};

/** Each event to its group; those out of order are left out, as few as possible. */
const inOrder: SplitTrace = (activity, from, to, count, groupOf, parts) => {
  let ordered = true;
  for (let i = from + 1; i < to && ordered; i++) ordered = groupOf[activity[i - 1]!]! <= groupOf[activity[i]!]!;
  const place = ordered ? undefined : placesInOrder(activity, from, to, groupOf, parts.length);
  for (let i = from; i < to; i++) {
    const g = groupOf[activity[i]!]!;
    if (place === undefined || place[i - from] === g) parts[g]!.add(activity[i]!);
  }
  for (const part of parts) part.end(count);
};

/** Cuts a trace into one stretch per group, in order, so that most events lie in the stretch of their group (dynamic programming; of equal ways the one that goes on latest). */
function placesInOrder(activity: Int32Array, from: number, to: number, groupOf: Int32Array, groups: number): Int32Array {
  const n = to - from;
  let kept = new Float64Array(groups);
  const cameFrom = new Int32Array(n * groups);
  for (let i = 0; i < n; i++) {
    const now = new Float64Array(groups);
    let best = 0;
    for (let g = 0; g < groups; g++) {
      if (kept[g]! > kept[best]!) best = g;
      cameFrom[i * groups + g] = best;
      now[g] = kept[best]! + (groupOf[activity[from + i]!] === g ? 1 : 0);
    }
    kept = now;
  }
  const place = new Int32Array(n);
  let at = kept.indexOf(Math.max(...kept));
  for (let i = n - 1; i >= 0; i--) {
    place[i] = at;
    at = cameFrom[i * groups + at]!;
  }
  return place;
}

/** Rounds of body and way back, taken apart where the group changes. A body of nothing stands where a way back begins, ends, or meets another. */
const roundByRound: SplitTrace = (activity, from, to, count, groupOf, parts) => {
  let current = 0;
  for (let i = from; i < to; i++) {
    const g = groupOf[activity[i]!]!;
    if (g !== current) {
      parts[current]!.end(count);
      if (g !== 0 && current !== 0) parts[0]!.end(count);
      current = g;
    }
    parts[g]!.add(activity[i]!);
  }
  parts[current]!.end(count);
  if (current !== 0) parts[0]!.end(count);
};
