import type { EventLog } from '../log/event-log.ts';
import { quantile } from '../measure/quantile.ts';
import { adjusted, cliffsDelta, cohensH, shareInterval, sharesByChance } from './effect.ts';

/** One of the two that are compared: a log, or some of its cases (numbers into `caseIds`). */
export interface Side { log: EventLog; cases?: Int32Array }

export type Size = 'none' | 'small' | 'medium' | 'large';

/** In what share of the cases something occurs, on both sides. */
export interface ShareDifference {
  /** Cases in which it occurs, and their share of all, of side a and b. */
  cases: [number, number];
  shares: [number, number];
  /** Share of b minus share of a, and where it lies with a chance of 95 % (of this one alone; NaN where a side has no cases). */
  difference: number;
  interval: [number, number];
  /** Cohen's h, and what it is called (0.2, 0.5, 0.8). */
  effect: number;
  size: Size;
  /** How probable so great a difference is by chance, held over all that is compared here (Benjamini and Hochberg). */
  chance: number;
}

/** How long something takes (or how many there are of it) on both sides; NaN where a side has none. */
export interface AmountDifference {
  count: [number, number];
  mean: [number, number];
  median: [number, number];
  p90: [number, number];
  /** Median of b minus median of a. */
  difference: number;
  /** Cliff's delta, and what it is called (0.147, 0.33, 0.474: Romano et al. 2006). */
  effect: number;
  size: Size;
  chance: number;
}

/** What differs between two slices and by how much. Each list has the greatest differences first. */
export interface Comparison {
  cases: [number, number];
  events: [number, number];
  /** Time from first to last event of a case, in milliseconds; events of a case. */
  throughput: AmountDifference;
  eventsPerCase: AmountDifference;
  activities: ({ activity: string } & ShareDifference)[];
  /** Which activity comes right after which; the time between, in milliseconds. */
  edges: ({ from: string; to: string; time: AmountDifference } & ShareDifference)[];
  starts: ({ activity: string } & ShareDifference)[];
  ends: ({ activity: string } & ShareDifference)[];
  /** Whole ways from start to end; the `variants` most frequent of both together. */
  variants: ({ activities: string[] } & ShareDifference)[];
}

/**
 * Compares two slices, of one log or of two; activities are the same if their names are. Shares
 * are of cases, so that one long case does not speak for many. Chance says whether a difference
 * is there, effect how great it is: with many cases small ones are certain too.
 */
export function compare(a: Side, b: Side, options: { variants?: number } = {}): Comparison {
  const sides = [gather(a), gather(b)] as const;
  const cases: [number, number] = [sides[0].cases, sides[1].cases];
  const chances: { set: (chance: number) => void; chance: number }[] = [];
  const later = <D extends { chance: number }>(one: D): D => { chances.push({ set: (chance) => { one.chance = chance; }, chance: one.chance }); return one; };
  const share = (counts: [number, number]): ShareDifference => later(shareOf(counts, cases));
  const amount = (values: [number[], number[]]): AmountDifference => later(amountOf(values));
  const counted = (pick: (side: Gathered) => Map<string, number>): { key: string; difference: ShareDifference }[] =>
    [...new Set(sides.flatMap((side) => [...pick(side).keys()]))].map((key) => ({ key, difference: share([pick(sides[0]).get(key) ?? 0, pick(sides[1]).get(key) ?? 0]) }));
  const byActivity = (pick: (side: Gathered) => Map<string, number>): ({ activity: string } & ShareDifference)[] =>
    greatestFirst(counted(pick).map(({ key, difference }) => Object.assign(difference, { activity: key })));

  const frequent = new Set([...new Set(sides.flatMap((side) => [...side.variants.keys()]))]
    .map((key) => ({ key, all: (sides[0].variants.get(key) ?? 0) + (sides[1].variants.get(key) ?? 0) }))
    .sort((x, y) => y.all - x.all).slice(0, options.variants ?? 50).map((one) => one.key));
  const comparison: Comparison = {
    cases, events: [sides[0].events, sides[1].events],
    throughput: amount([sides[0].throughput, sides[1].throughput]),
    eventsPerCase: amount([sides[0].lengths, sides[1].lengths]),
    activities: byActivity((side) => side.activities),
    edges: greatestFirst(counted((side) => side.edges).map(({ key, difference }) => {
      const [from, to] = JSON.parse(key) as [string, string];
      return Object.assign(difference, { from, to, time: amount([sides[0].times.get(key) ?? [], sides[1].times.get(key) ?? []]) });
    })),
    starts: byActivity((side) => side.starts),
    ends: byActivity((side) => side.ends),
    variants: greatestFirst(counted((side) => new Map([...side.variants].filter(([key]) => frequent.has(key))))
      .map(({ key, difference }) => Object.assign(difference, { activities: JSON.parse(key) as string[] }))),
  };
  adjusted(chances.map((one) => one.chance)).forEach((chance, i) => chances[i]!.set(chance));
  return comparison;
}

interface Gathered {
  cases: number;
  events: number;
  throughput: number[];
  lengths: number[];
  /** Cases by activity, by edge (JSON of the two names), by first and last activity, by way (JSON of the names). */
  activities: Map<string, number>;
  edges: Map<string, number>;
  starts: Map<string, number>;
  ends: Map<string, number>;
  variants: Map<string, number>;
  /** Milliseconds by edge. */
  times: Map<string, number[]>;
}

function gather({ log, cases }: Side): Gathered {
  const n = log.activities.length;
  const numbers = cases ?? Int32Array.from(log.caseIds, (_, c) => c);
  const side: Gathered = { cases: numbers.length, events: 0, throughput: [], lengths: [], activities: new Map(), edges: new Map(), starts: new Map(), ends: new Map(), variants: new Map(), times: new Map() };
  const perActivity = new Int32Array(n), seen = new Int32Array(n).fill(-1), starts = new Int32Array(n), ends = new Int32Array(n);
  const edges = new Map<number, { cases: number; last: number; times: number[] }>();
  const ways = new Map<string, number>();
  for (let k = 0; k < numbers.length; k++) {
    const from = log.caseStart[numbers[k]!]!, to = log.caseStart[numbers[k]! + 1]!;
    side.events += to - from;
    side.lengths.push(to - from);
    const way = log.activity.subarray(from, to).join();
    ways.set(way, (ways.get(way) ?? 0) + 1);
    if (to === from) continue;
    starts[log.activity[from]!]!++;
    ends[log.activity[to - 1]!]!++;
    const took = log.time[to - 1]! - log.time[from]!;
    if (took === took) side.throughput.push(took);
    for (let i = from; i < to; i++) {
      const a = log.activity[i]!;
      if (seen[a] !== k) { seen[a] = k; perActivity[a]!++; }
      if (i === from) continue;
      const key = log.activity[i - 1]! * n + a;
      let edge = edges.get(key);
      if (!edge) edges.set(key, (edge = { cases: 0, last: -1, times: [] }));
      if (edge.last !== k) { edge.last = k; edge.cases++; }
      const between = log.time[i]! - log.time[i - 1]!;
      if (between === between) edge.times.push(between);
    }
  }
  // two activities of one log may have one name when it comes from elsewhere: their counts go together
  const add = (map: Map<string, number>, key: string, count: number): void => { if (count > 0) map.set(key, (map.get(key) ?? 0) + count); };
  for (let a = 0; a < n; a++) {
    add(side.activities, log.activities[a]!, perActivity[a]!);
    add(side.starts, log.activities[a]!, starts[a]!);
    add(side.ends, log.activities[a]!, ends[a]!);
  }
  for (const [key, edge] of edges) {
    const name = JSON.stringify([log.activities[Math.floor(key / n)], log.activities[key % n]]);
    add(side.edges, name, edge.cases);
    side.times.set(name, edge.times);
  }
  for (const [way, count] of ways) add(side.variants, JSON.stringify(way === '' ? [] : way.split(',').map((a) => log.activities[Number(a)])), count);
  return side;
}

function shareOf(counts: [number, number], cases: [number, number]): ShareDifference {
  const shares: [number, number] = [cases[0] ? counts[0] / cases[0] : NaN, cases[1] ? counts[1] / cases[1] : NaN];
  const effect = cohensH(shares[0], shares[1]);
  return {
    cases: counts, shares, difference: shares[1] - shares[0], interval: shareInterval(counts[0], cases[0], counts[1], cases[1]), effect, size: sizeOf(effect, 0.2, 0.5, 0.8),
    chance: cases[0] && cases[1] ? sharesByChance(counts[0], cases[0], counts[1], cases[1]) : 1,
  };
}

function amountOf(values: [number[], number[]]): AmountDifference {
  const [a, b] = values.map((list) => Float64Array.from(list).sort()) as [Float64Array, Float64Array];
  const both = (measure: (sorted: Float64Array) => number): [number, number] => [measure(a), measure(b)];
  const median = both((sorted) => quantile(sorted, 0.5));
  const { delta, chance } = cliffsDelta(a, b);
  return {
    count: [a.length, b.length], mean: both((sorted) => sorted.reduce((sum, value) => sum + value, 0) / sorted.length), median, p90: both((sorted) => quantile(sorted, 0.9)),
    difference: median[1] - median[0], effect: delta, size: sizeOf(delta, 0.147, 0.33, 0.474), chance,
  };
}

function sizeOf(effect: number, small: number, medium: number, large: number): Size {
  const size = Math.abs(effect);
  return size >= large ? 'large' : size >= medium ? 'medium' : size >= small ? 'small' : 'none';
}

const greatestFirst = <D extends ShareDifference>(list: D[]): D[] => list.sort((x, y) => Math.abs(y.effect) - Math.abs(x.effect) || y.cases[0] + y.cases[1] - x.cases[0] - x.cases[1]);
