import type { EventLog } from '../log/event-log.ts';

/** All passages of cases over one step, in columns, in the order in which they began. */
export interface Segment {
  from: number;
  to: number;
  cases: Int32Array;
  start: Float64Array;
  end: Float64Array;
  /** Quarter of the step's own durations: 0 the fastest, 3 the slowest. */
  quarter: Uint8Array;
  /** How many later beginners each passage saw leave before it. */
  overtakenBy: Int32Array;
}

/**
 * The performance spectrum (Denisov, Fahland, van der Aalst 2018, "Unbiased, Fine-Grained Description of
 * Processes Performance from Event Data"): each passage over a step as a line from its beginning to its end.
 * Parallel lines are first in, first out; lines that meet in one end point are a batch; lines that cross are
 * overtakings. `steps` are pairs of activities that follow each other directly.
 */
export function performanceSpectrum(log: EventLog, steps: readonly (readonly [number, number])[]): Segment[] {
  const n = log.activities.length;
  const place = new Map(steps.map(([from, to], i) => [from * n + to, i]));
  const rows = steps.map((): number[] => []);
  for (let c = 0; c < log.caseIds.length; c++) {
    for (let row = log.caseStart[c]! + 1; row < log.caseStart[c + 1]!; row++) {
      const i = place.get(log.activity[row - 1]! * n + log.activity[row]!);
      if (i !== undefined && log.time[row]! >= log.time[row - 1]!) rows[i]!.push(row);
    }
  }
  const caseOf = (row: number): number => {
    let low = 0, high = log.caseIds.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (log.caseStart[middle]! <= row) low = middle; else high = middle - 1;
    }
    return low;
  };
  return steps.map(([from, to], i) => {
    const list = rows[i]!.sort((a, b) => log.time[a - 1]! - log.time[b - 1]! || log.time[a]! - log.time[b]! || a - b);
    const start = Float64Array.from(list, (row) => log.time[row - 1]!), end = Float64Array.from(list, (row) => log.time[row]!);
    const durations = end.map((at, k) => at - start[k]!);
    const sorted = durations.slice().sort();
    const limits = [0.25, 0.5, 0.75].map((q) => sorted[Math.ceil(q * sorted.length) - 1] ?? 0);
    return {
      from, to, start, end, cases: Int32Array.from(list, caseOf),
      quarter: Uint8Array.from(durations, (time) => limits.filter((limit) => time > limit).length),
      overtakenBy: overtaken(start, end),
    };
  });
}

/**
 * For each passage (sorted by start, then end) the number of those that began strictly later and ended
 * strictly earlier. Counted in n log n with a tree of sums over the ends (Fenwick 1994).
 */
export function overtaken(start: Float64Array, end: Float64Array): Int32Array {
  const n = start.length;
  const ends = [...new Set(end)].sort((a, b) => a - b);
  const rank = new Map(ends.map((at, i) => [at, i + 1]));
  const tree = new Int32Array(ends.length + 1);
  const found = new Int32Array(n);
  for (let i = n - 1; i >= 0;) {
    let first = i;
    while (first > 0 && start[first - 1] === start[i]) first--; // those that began together do not overtake each other
    for (let k = first; k <= i; k++) for (let at = rank.get(end[k]!)! - 1; at > 0; at -= at & -at) found[k]! += tree[at]!;
    for (let k = first; k <= i; k++) for (let at = rank.get(end[k]!)!; at <= ends.length; at += at & -at) tree[at]!++;
    i = first - 1;
  }
  return found;
}
