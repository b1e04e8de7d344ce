import type { EventLog } from '../log/event-log.ts';

/** One directly-follows edge: `to` came right after `from` in some case. Durations in milliseconds. */
export interface Edge {
  from: number;
  to: number;
  /** How often. */
  count: number;
  /** In how many cases. */
  cases: number;
  /** Mean, median, 90th percentile and sum of the time between; NaN where no instants are known. */
  mean: number;
  median: number;
  p90: number;
  sum: number;
}

/** Cases that went the same way: their activities in order. */
export interface Variant {
  activities: number[];
  /** Case numbers, in the order of the log. */
  cases: number[];
}

/** What one pass over a log tells: the map, the variants, the ends, rework and time. Activities are numbers into `log.activities`. */
export interface Overview {
  edges: Edge[];
  /** By activity: events, cases it occurs in, events beyond the first in a case (rework), immediate repetitions. */
  activities: { events: number; cases: number; rework: number; selfLoops: number; starts: number; ends: number }[];
  /** Most frequent first; equal ones in the order they first appear. */
  variants: Variant[];
  /** First to last event of each case in milliseconds; NaN without instants. */
  throughput: Float64Array;
  /** Variant of each case. */
  variantOf: Int32Array;
}

/**
 * Directly-follows graph with times, variants, start and end activities, rework and throughput
 * in one pass over the columns (van der Aalst, Process Mining, 2016, ch. 5-6 for the notions).
 */
export function overview(log: EventLog): Overview {
  const n = log.activities.length;
  const { activity, time, caseStart } = log;
  const cases = log.caseIds.length;
  const dense = n <= 2048;
  const edgeOf = dense ? new Int32Array(n * n).fill(-1) : undefined;
  const sparse = new Map<number, number>();
  const froms: number[] = [], tos: number[] = [], counts: number[] = [], inCases: number[] = [], lastCase: number[] = [], sums: number[] = [], timed: number[] = [];
  // durations are collected per edge for median and p90: one array of all steps, cut up by edge at the end
  const stepEdge = new Int32Array(Math.max(0, activity.length - cases) + cases);
  const stepTime = new Float64Array(stepEdge.length);
  let steps = 0;

  const stats = Array.from({ length: n }, () => ({ events: 0, cases: 0, rework: 0, selfLoops: 0, starts: 0, ends: 0 }));
  const seenIn = new Int32Array(n).fill(-1);
  const throughput = new Float64Array(cases);
  const variantOf = new Int32Array(cases);
  const variants: Variant[] = [];
  const byHash = new Map<number, number[]>();

  const edgeNumber = (from: number, to: number): number => {
    const key = from * n + to;
    const known = edgeOf ? edgeOf[key]! : sparse.get(key) ?? -1;
    if (known >= 0) return known;
    const edge = froms.length;
    froms.push(from); tos.push(to); counts.push(0); inCases.push(0); lastCase.push(-1); sums.push(0); timed.push(0);
    if (edgeOf) edgeOf[key] = edge; else sparse.set(key, edge);
    return edge;
  };

  for (let c = 0; c < cases; c++) {
    const start = caseStart[c]!, end = caseStart[c + 1]!;
    let hash = 0;
    for (let row = start; row < end; row++) {
      const a = activity[row]!;
      hash = (Math.imul(hash, 31) + a + 1) | 0;
      const one = stats[a]!;
      one.events++;
      if (seenIn[a] === c) one.rework++;
      else { seenIn[a] = c; one.cases++; }
      if (row === start) { one.starts++; continue; }
      const before = activity[row - 1]!;
      if (before === a) one.selfLoops++;
      const edge = edgeNumber(before, a);
      counts[edge]!++;
      if (lastCase[edge] !== c) { lastCase[edge] = c; inCases[edge]!++; }
      const step = time[row]! - time[row - 1]!;
      if (step === step) { // not NaN
        sums[edge]! += step;
        timed[edge]!++;
        stepEdge[steps] = edge;
        stepTime[steps++] = step;
      }
    }
    if (end > start) {
      stats[activity[end - 1]!]!.ends++;
      throughput[c] = time[end - 1]! - time[start]!;
    } else throughput[c] = NaN;
    variantOf[c] = variantNumber(hash, start, end, c);
  }

  function variantNumber(hash: number, start: number, end: number, c: number): number {
    const candidates = byHash.get(hash);
    for (const candidate of candidates ?? []) {
      const variant = variants[candidate]!;
      if (variant.activities.length === end - start && variant.activities.every((a, i) => a === activity[start + i])) {
        variant.cases.push(c);
        return candidate;
      }
    }
    const number = variants.length;
    variants.push({ activities: Array.from(activity.subarray(start, end)), cases: [c] });
    if (candidates) candidates.push(number); else byHash.set(hash, [number]);
    return number;
  }

  // cut the steps up by edge (counting sort), then sort each part for its quantiles
  const at = new Int32Array(froms.length + 1);
  for (let e = 0; e < froms.length; e++) at[e + 1] = at[e]! + timed[e]!;
  const next = at.slice(0, froms.length);
  const byEdge = new Float64Array(steps);
  for (let i = 0; i < steps; i++) byEdge[next[stepEdge[i]!]!++] = stepTime[i]!;
  const edges: Edge[] = froms.map((from, e) => {
    const part = byEdge.subarray(at[e]!, at[e + 1]!).sort();
    return {
      from, to: tos[e]!, count: counts[e]!, cases: inCases[e]!,
      mean: timed[e] ? sums[e]! / timed[e]! : NaN, median: quantile(part, 0.5), p90: quantile(part, 0.9), sum: timed[e] ? sums[e]! : NaN,
    };
  });

  const order = variants.map((_, i) => i).sort((a, b) => variants[b]!.cases.length - variants[a]!.cases.length || a - b);
  const rank = new Int32Array(order.length);
  order.forEach((old, now) => { rank[old] = now; });
  for (let c = 0; c < cases; c++) variantOf[c] = rank[variantOf[c]!]!;
  return { edges, activities: stats, variants: order.map((i) => variants[i]!), throughput, variantOf };
}

/** Quantile of sorted numbers with linear interpolation (type 7 of Hyndman and Fan 1996); NaN of none. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const at = (n - 1) * q;
  const low = Math.floor(at);
  const a = sorted[low]!, b = sorted[Math.min(low + 1, n - 1)]!;
  return a + (b - a) * (at - low);
}
