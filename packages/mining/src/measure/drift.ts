import type { EventLog } from '../log/event-log.ts';
import { seededChance, shuffle } from './chance.ts';

export interface DriftOptions {
  /** Cases on each side of a place that is tested. Default a tenth of the log, at least 30. */
  window?: number;
  /** Chance of finding any change in a log that has none. Default 0.01. */
  alpha?: number;
  /** Default 199. */
  permutations?: number;
  seed?: number;
}

/** A place where the process changed. */
export interface Drift {
  /** What changed: which activity follows which, or how long cases take. */
  what: 'flow' | 'duration';
  /** The first case of the new way (place in the order of arrival), and the instant in which it began. */
  position: number;
  at: number;
  statistic: number;
  /** Share of orders by chance in which the whole log holds a change at least as great. */
  p: number;
  /** What differs most. Of flow: steps a case, by activities (null for beginning and end); of duration: medians in milliseconds. */
  flow: { from: number | null; to: number | null; before: number; after: number }[];
  duration: { before: number; after: number };
}

export interface DriftResult {
  changes: Drift[];
  /** The statistic at each place tested, to draw it, and the height that counts as a change. */
  series: { what: 'flow' | 'duration'; positions: number[]; values: number[]; threshold: number }[];
}

/**
 * Changes of the process over time: two windows of cases slide over the log in the order of arrival and are
 * compared at each place (after Bose, van der Aalst, Zliobaite, Pechenizkiy 2014, "Dealing With Concept Drifts
 * in Process Mining"): which activity follows which by a chi-square statistic, durations by the greatest
 * distance of their distributions (Kolmogorov, Smirnov). Steps within a case depend on each other, so no table
 * of chi-square is asked: whole cases are put into orders of chance, and a change counts when it is greater
 * than the greatest of the whole log in all but `alpha` of them (which also settles that many places are tested).
 * The same seed, the same answer.
 *
 * Cases that are still open would make the last ones look short: leave them out before.
 */
export function drift(log: EventLog, options: DriftOptions = {}): DriftResult {
  const order = arrivals(log);
  const n = order.length;
  const blocksAside = 10;
  const wanted = options.window ?? Math.max(30, Math.floor(n / 10));
  const block = Math.max(1, Math.floor(wanted / blocksAside));
  const window = block * blocksAside;
  const result: DriftResult = { changes: [], series: [] };
  if (n < 2 * window) return result;
  const durations = Float64Array.from(order, (c) => log.time[log.caseStart[c + 1]! - 1]! - log.time[log.caseStart[c]!]!);
  for (const what of ['flow', 'duration'] as const) {
    const cells = what === 'flow' ? flowCells(log, order) : durationCells(durations);
    const statistic = what === 'flow' ? chiSquare : greatestDistance;
    const places = Int32Array.from({ length: n }, (_, i) => i);
    const seen = slide(cells, places, block, blocksAside, statistic);
    const chance = seededChance(options.seed ?? 1);
    const permutations = options.permutations ?? 199;
    const greatest = Array.from({ length: permutations }, () => {
      shuffle(places, chance);
      return Math.max(...slide(cells, places, block, blocksAside, statistic));
    }).sort((a, b) => b - a);
    const threshold = greatest[Math.max(0, Math.floor((options.alpha ?? 0.01) * (permutations + 1)) - 1)]!;
    const positions = seen.map((_, i) => (i + blocksAside) * block);
    result.series.push({ what, positions, values: seen, threshold });
    // the highest place first; its window's length around belongs to the same change
    const taken: number[] = [];
    for (const i of seen.map((_, at) => at).sort((a, b) => seen[b]! - seen[a]! || a - b)) {
      if (!(seen[i]! > threshold)) break;
      if (taken.some((other) => Math.abs(other - i) < blocksAside)) continue;
      taken.push(i);
      const position = positions[i]!;
      result.changes.push({
        what, position, at: log.time[log.caseStart[order[position]!]!]!, statistic: seen[i]!,
        p: (1 + greatest.filter((one) => one >= seen[i]!).length) / (permutations + 1),
        flow: what === 'flow' ? differences(cells, position, window, log.activities.length) : [],
        duration: { before: medianOf(durations.subarray(position - window, position)), after: medianOf(durations.subarray(position, position + window)) },
      });
    }
  }
  result.changes.sort((a, b) => a.position - b.position || (a.what < b.what ? -1 : 1));
  return result;
}

/** Cases with instants, in the order of their first event. */
function arrivals(log: EventLog): Int32Array {
  const cases: number[] = [];
  for (let c = 0; c < log.caseIds.length; c++) if (log.caseStart[c + 1]! > log.caseStart[c]! && !Number.isNaN(log.time[log.caseStart[c]!]!)) cases.push(c);
  return Int32Array.from(cases.sort((a, b) => log.time[log.caseStart[a]!]! - log.time[log.caseStart[b]!]! || a - b));
}

/** What each case adds to which cell: case i has the entries `start[i]` to `start[i + 1] - 1`. */
interface Cells { count: number; start: Int32Array; cell: Int32Array; keys: number[] }

/** Steps, with the beginning and the end as activities of their own. */
function flowCells(log: EventLog, order: Int32Array): Cells {
  const n = log.activities.length + 1;
  const numbers = new Map<number, number>();
  const keys: number[] = [], cell: number[] = [], start = [0];
  const add = (key: number): void => {
    let number = numbers.get(key);
    if (number === undefined) { numbers.set(key, (number = keys.length)); keys.push(key); }
    cell.push(number);
  };
  for (const c of order) {
    let before = n - 1;
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) { add(before * n + log.activity[row]!); before = log.activity[row]!; }
    add(before * n + n - 1);
    start.push(cell.length);
  }
  return { count: keys.length, start: Int32Array.from(start), cell: Int32Array.from(cell), keys };
}

/** Durations in 64 classes of about the same number of cases. */
function durationCells(durations: Float64Array): Cells {
  const sorted = durations.filter((one) => !Number.isNaN(one)).sort();
  const limits = [...new Set(Array.from({ length: 63 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / 64)] ?? 0))];
  const start = Int32Array.from({ length: durations.length + 1 }, (_, i) => i);
  const cell = Int32Array.from(durations, (time) => { let k = 0; while (k < limits.length && time > limits[k]!) k++; return k; });
  return { count: limits.length + 1, start, cell, keys: limits };
}

type Statistic = (before: Float64Array, after: Float64Array) => number;

/** The statistic at each border of blocks that has a whole window on both sides. */
function slide(cells: Cells, places: Int32Array, block: number, aside: number, statistic: Statistic): number[] {
  const blocks = Math.floor(places.length / block);
  const counts = new Float64Array(blocks * cells.count);
  for (let i = 0; i < blocks * block; i++) {
    const base = Math.floor(i / block) * cells.count;
    const c = places[i]!;
    for (let k = cells.start[c]!; k < cells.start[c + 1]!; k++) counts[base + cells.cell[k]!]!++;
  }
  const before = new Float64Array(cells.count), after = new Float64Array(cells.count);
  const add = (to: Float64Array, b: number, sign: number): void => { for (let k = 0, base = b * cells.count; k < cells.count; k++) to[k]! += sign * counts[base + k]!; };
  for (let b = 0; b < aside; b++) { add(before, b, 1); add(after, b + aside, 1); }
  const values = [statistic(before, after)];
  for (let b = aside + 1; b + aside <= blocks; b++) {
    add(before, b - 1, 1); add(before, b - 1 - aside, -1);
    add(after, b - 1 + aside, 1); add(after, b - 1, -1);
    values.push(statistic(before, after));
  }
  return values;
}

function chiSquare(before: Float64Array, after: Float64Array): number {
  let a = 0, b = 0;
  for (let k = 0; k < before.length; k++) { a += before[k]!; b += after[k]!; }
  const up = Math.sqrt(b / a), down = Math.sqrt(a / b);
  let sum = 0;
  for (let k = 0; k < before.length; k++) {
    const both = before[k]! + after[k]!;
    if (both > 0) { const off = up * before[k]! - down * after[k]!; sum += (off * off) / both; }
  }
  return sum;
}

function greatestDistance(before: Float64Array, after: Float64Array): number {
  let distance = 0, sum = 0, all = 0;
  for (let k = 0; k < before.length; k++) { all += before[k]!; sum += before[k]! - after[k]!; distance = Math.max(distance, Math.abs(sum)); }
  return distance / all;
}

/** The five steps that add most to the difference, a case. */
function differences(cells: Cells, position: number, window: number, activities: number): Drift['flow'] {
  const before = new Float64Array(cells.count), after = new Float64Array(cells.count);
  for (let i = position - window; i < position + window; i++) {
    for (let k = cells.start[i]!; k < cells.start[i + 1]!; k++) (i < position ? before : after)[cells.cell[k]!]!++;
  }
  const n = activities + 1;
  const name = (a: number): number | null => (a === activities ? null : a);
  return cells.keys
    .map((key, k) => ({ from: name(Math.floor(key / n)), to: name(key % n), before: before[k]! / window, after: after[k]! / window, off: (before[k]! - after[k]!) ** 2 / (before[k]! + after[k]! || 1), k }))
    .sort((a, b) => b.off - a.off || a.k - b.k).slice(0, 5)
    .map(({ from, to, before: was, after: is }) => ({ from, to, before: was, after: is }));
}

function medianOf(values: Float64Array): number {
  const sorted = values.filter((one) => !Number.isNaN(one)).sort();
  const n = sorted.length;
  return n === 0 ? NaN : (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2;
}
