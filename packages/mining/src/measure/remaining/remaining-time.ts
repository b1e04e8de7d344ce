import type { EventLog } from '../../log/event-log.ts';
import { makeLens, prefixesOf, type Prefixes } from './prefixes.ts';
import { growForest, weightedQuantile } from './trees.ts';

export interface RemainingTimeOptions {
  /** The present: nothing that comes later is learnt from. Default the last instant of the log. */
  now?: number;
  /** Share of cases whose end the interval is to hold. Default 0.8. */
  coverage?: number;
  /**
   * Whether a case has ended by `now`. Default: its last event is before it. Give it for logs taken
   * while cases run: their last event so far is no end.
   */
  ended?: (caseNumber: number) => boolean;
  /** Event attributes that help to tell. Default `org:resource`. Only the value at the event itself is used. */
  attributes?: readonly string[];
  /** Most places in past cases to learn from; the latest cases are taken. Default 20,000. */
  most?: number;
}

/** How much longer a case takes, in milliseconds; the interval holds the end with the chance asked for. */
export interface RemainingTime { expected: number; low: number; high: number }

/** How a method did where it was tried: mean absolute error in milliseconds over places in the life of cases. */
export interface Trial { method: string; error: number }

export interface RemainingTimeModel {
  /** The method that did best in the rehearsals: `median`, `median by activity`, or `trees`, which may be weighted. */
  method: string;
  /** Rehearsals inside the past: each learnt from what had ended by some day and was judged on cases that began after it. With 0 the intervals are a guess. */
  rehearsals: number;
  /** How the methods did in them, best first. */
  trials: Trial[];
  /**
   * After the event of `row` of a case. `elapsed` is the time that has passed since that event without another:
   * a case that has not moved for long is compared only with those that also lasted longer. NaN where no past
   * case lasted so long, or too little is known to have learnt from.
   */
  predict(log: EventLog, caseNumber: number, row: number, elapsed?: number): RemainingTime;
  predictAll(log: EventLog, cases: Int32Array, rows: Int32Array): RemainingTime[];
}

/** A way to tell, fitted: what it tells of each place, at each of its settings. */
type Fitted = (log: EventLog, cases: Int32Array, rows: Int32Array) => Float64Array[];
interface Method { name: string; fit(log: EventLog, past: Prefixes, weight: Float64Array, attributes: readonly string[]): Fitted }

const HOUR = 3_600_000;
const ROUNDS = [10, 20, 40, 80] as const;
/** Errors of trees count on this scale: what an hour more means to a day is not what it means to a year. */
const squeeze = (ms: number): number => Math.log1p(Math.max(0, ms) / HOUR);
const stretch = (x: number): number => Math.max(0, Math.expm1(x)) * HOUR;

const methods: readonly Method[] = [
  { name: 'median', fit: (_, past, weight) => {
    const value = weightedQuantile(past.target, weight, range(past.rows.length), 0.5);
    return (_log, _cases, rows) => [new Float64Array(rows.length).fill(value)];
  } },
  { name: 'median by activity', fit: (log, past, weight) => {
    const all = weightedQuantile(past.target, weight, range(past.rows.length), 0.5);
    const of = new Map<number, number[]>();
    past.rows.forEach((row, i) => { const a = log.activity[row]!; const list = of.get(a); if (list) list.push(i); else of.set(a, [i]); });
    const medians = new Map([...of].map(([a, list]) => [log.activities[a]!, weightedQuantile(past.target, weight, Int32Array.from(list), 0.5)]));
    return (seen, _cases, rows) => [Float64Array.from(rows, (row) => medians.get(seen.activities[seen.activity[row]!]!) ?? all)];
  } },
  { name: 'trees', fit: (log, past, weight, attributes) => {
    const lens = makeLens(log, past, attributes);
    const forest = growForest(lens.look(log, past.cases, past.rows), past.target.map(squeeze), weight, { rounds: ROUNDS.at(-1)! });
    return (seen, cases, rows) => forest.predict(lens.look(seen, cases, rows), ROUNDS).map((told) => told.map(stretch));
  } },
];
/** Each method with past cases as they are, and weighted for those that were still running. */
const candidates = methods.flatMap((method, m) => [false, true].flatMap((weighted) => (method.name === 'trees' ? ROUNDS : [0]).map((rounds, place) => ({
  method: m, weighted, place, name: `${method.name}${rounds ? ` (${rounds})` : ''}${weighted ? ', weighted' : ''}`,
}))));

/** What to use while nothing can be rehearsed. */
const unproved = candidates.findIndex((one) => one.name === 'trees (20), weighted');

/** What each candidate told in one rehearsal, and what came. */
interface Rehearsal { sound: boolean; told: Float64Array[]; target: Float64Array; weight: Float64Array; activities: string[] }

/**
 * Learns how long running cases still take. Three things keep it honest:
 *
 * - **The naive ways are always tried too** (the plain median; the median by last activity), and what did best
 *   in rehearsals inside the past is used. A rehearsal knows only cases that had ended by its day.
 * - **Cases that still run count.** Of the cases begun last week only the quick ones have ended; learning from
 *   these alone promises too much. An ended case is weighted by how few of its length could have ended by now
 *   (inverse probability of censoring; Robins and Rotnitzky 1992).
 * - **Intervals come from the errors of the rehearsals** (conformal prediction; Vovk et al. 2005, by group of
 *   last activity where there are enough, with the weights above: Candès, Lei, Ren 2023), not from the model.
 *
 * No chance is used: the same log, the same answer.
 */
export function fitRemainingTime(log: EventLog, options: RemainingTimeOptions = {}): RemainingTimeModel {
  const attributes = options.attributes ?? ['org:resource'];
  const now = options.now ?? log.time.reduce((last, at) => (at > last ? at : last), -Infinity);
  const most = options.most ?? 20_000;
  const history = new History(log, now, options.ended);
  const errors = candidates.map(() => ({ sum: 0, weight: 0 }));
  const rehearsals: Rehearsal[] = [];

  for (const [from, to] of [[0.4, 0.55], [0.55, 0.7], [0.7, 0.85], [0.85, 1]] as const) {
    const day = history.begunBy(from), end = history.begunBy(to);
    const known = history.endedBefore(day, most), judged = history.between(day, end, most);
    const past = known.prefixes, { prefixes: test, weight } = judged;
    if (past.rows.length === 0 || test.rows.length === 0) continue;
    // where most of the judged still run, or hardly anything had ended to learn from, a rehearsal proves nothing
    const sound = past.rows.length >= 200 && judged.cases.length >= judged.begun / 2;
    const told = methods.flatMap((method) => [false, true].flatMap((weighted) => method
      .fit(log, past, weighted ? known.weight : known.weight.map(() => 1), attributes)(log, test.cases, test.rows)));
    rehearsals.push({ sound, told, target: test.target, weight, activities: Array.from(test.rows, (row) => log.activities[log.activity[row]!]!) });
  }
  const sound = rehearsals.filter((one) => one.sound);
  for (const one of sound) {
    one.told.forEach((told, k) => told.forEach((value, i) => {
      errors[k]!.sum += one.weight[i]! * Math.abs(value - one.target[i]!);
      errors[k]!.weight += one.weight[i]!;
    }));
  }

  const trials = candidates.map((candidate, k) => ({ method: candidate.name, error: errors[k]!.weight > 0 ? errors[k]!.sum / errors[k]!.weight : NaN, k }));
  // of equals the plainest, which stands first
  trials.sort((a, b) => (Number.isNaN(a.error) ? 1 : 0) - (Number.isNaN(b.error) ? 1 : 0) || a.error - b.error || a.k - b.k);
  const best = sound.length > 0 ? trials[0]!.k : unproved;
  const everything = history.endedBefore(now, most);
  const chosen = candidates[best]!;
  const fitted = everything.cases.length === 0 ? undefined
    : methods[chosen.method]!.fit(log, everything.prefixes, chosen.weighted ? everything.weight : everything.weight.map(() => 1), attributes);
  const spread = new Spread(sound.length > 0 ? sound : rehearsals, best, options.coverage ?? 0.8);
  spread.correction = correctionOf(sound, best, options.coverage ?? 0.8);
  const unknown: RemainingTime = { expected: NaN, low: NaN, high: NaN };
  return {
    method: chosen.name,
    rehearsals: sound.length,
    trials: sound.length === 0 ? [] : trials.map(({ method, error }) => ({ method, error })),
    predict(seen, caseNumber, row, elapsed = 0) {
      const told = fitted?.(seen, Int32Array.of(caseNumber), Int32Array.of(row))[chosen.place]![0];
      return told === undefined ? unknown : spread.around(told, seen.activities[seen.activity[row]!]!, elapsed);
    },
    predictAll(seen, cases, rows) {
      const told = fitted?.(seen, cases, rows)[chosen.place];
      return Array.from(rows, (row, i) => (told ? spread.around(told[i]!, seen.activities[seen.activity[row]!]!, 0) : unknown));
    },
  };
}

/** Ended cases out of so many that had begun, the places in their lives, and the weight of each. */
interface Known { cases: number[]; begun: number; prefixes: Prefixes; weight: Float64Array }

/** Past cases as they were known on some day. */
class History {
  readonly #log: EventLog;
  readonly #now: number;
  /** Cases begun by now in the order in which they began; and their ends, infinite while they run. */
  readonly #order: number[];
  readonly #start: Float64Array;
  readonly #end: Float64Array;

  constructor(log: EventLog, now: number, ended?: (caseNumber: number) => boolean) {
    this.#log = log;
    this.#now = now;
    const start = Float64Array.from(log.caseIds, (_, c) => (log.caseStart[c]! < log.caseStart[c + 1]! ? log.time[log.caseStart[c]!]! : NaN));
    this.#order = log.caseIds.map((_, c) => c).filter((c) => start[c]! <= now).sort((a, b) => start[a]! - start[b]! || a - b);
    this.#start = start;
    this.#end = Float64Array.from(log.caseIds, (_, c) => {
      const end = log.time[log.caseStart[c + 1]! - 1]!;
      return end < now && (ended?.(c) ?? true) ? end : Infinity;
    });
  }

  /** The instant by which a share of the cases had begun. */
  begunBy(share: number): number {
    const last = this.#order.length - 1;
    return share >= 1 ? this.#now : last < 0 ? NaN : this.#start[this.#order[Math.floor(share * last)]!]!;
  }

  /** What was known on a day, the latest cases first to be taken. */
  endedBefore(day: number, most: number): Known {
    return this.#take(this.#order.filter((c) => this.#start[c]! < day), day, most);
  }

  /** Cases that began in a span and have ended by now. */
  between(from: number, to: number, most: number): Known {
    return this.#take(this.#order.filter((c) => this.#start[c]! >= from && this.#start[c]! < to), this.#now, most);
  }

  #take(begun: number[], day: number, most: number): Known {
    const log = this.#log;
    const cases: number[] = [];
    let places = 0;
    for (let i = begun.length - 1; i >= 0 && places < most; i--) {
      const c = begun[i]!;
      if (!(this.#end[c]! < day)) continue;
      cases.push(c);
      places += log.caseStart[c + 1]! - log.caseStart[c]! - 1;
    }
    cases.reverse();
    const prefixes = prefixesOf(log, cases);
    // of the cases taken into view: how many began early enough that one of this length could have ended
    const first = cases.length > 0 ? this.#start[cases[0]!]! : 0;
    const view = begun.filter((c) => this.#start[c]! >= first);
    const weight = Float64Array.from(prefixes.cases, (c) => {
      const limit = day - (this.#end[c]! - this.#start[c]!);
      let low = 0, high = view.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.#start[view[middle]!]! < limit) low = middle + 1; else high = middle;
      }
      return Math.min(20, view.length / Math.max(1, low)); // a few long cases shall not outvote all others
    });
    return { cases, begun: begun.length, prefixes, weight };
  }
}

/** What came over what was told, rising, and the weight of all up to there. */
interface Errors { factor: Float64Array; sum: Float64Array }

/** The first of `n` numbers from which on a condition holds; `n` where it never does. */
function firstWhere(n: number, holds: (i: number) => boolean): number {
  let low = 0, high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle; else low = middle + 1;
  }
  return low;
}

/** Errors of the rehearsals as factors of what was told, by group of last activity. */
class Spread {
  readonly #groups = new Map<string, Errors>();
  readonly #all: Errors;
  readonly #coverage: number;
  /** How much of the median error of the rehearsals is taken off what is told: 0 nothing, 1 all of it. */
  correction = 0;

  constructor(rehearsals: readonly Rehearsal[], candidate: number, coverage: number) {
    this.#coverage = coverage;
    const activities = rehearsals.flatMap((one) => one.activities);
    const told = rehearsals.flatMap((one) => Array.from(one.told[candidate]!)), targets = rehearsals.flatMap((one) => Array.from(one.target)), weights = rehearsals.flatMap((one) => Array.from(one.weight));
    const places = new Map<string, number[]>();
    activities.forEach((name, i) => { const list = places.get(name); if (list) list.push(i); else places.set(name, [i]); });
    const sorted = (list: number[]): Errors => {
      // a minute is added so that nothing told or nothing left does not make a factor of nothing
      const factor = (i: number): number => (targets[i]! + 60_000) / (told[i]! + 60_000);
      const order = list.sort((a, b) => factor(a) - factor(b) || a - b);
      let sum = 0;
      return { factor: Float64Array.from(order, factor), sum: Float64Array.from(order, (i) => (sum += weights[i]!)) };
    };
    this.#all = sorted(targets.map((_, i) => i));
    for (const [name, list] of places) if (list.length >= 200) this.#groups.set(name, sorted(list));
  }

  around(told: number, activity: string, elapsed: number): RemainingTime {
    const { factor, sum } = this.#groups.get(activity) ?? this.#all;
    const scale = told + 60_000;
    // of those that lasted longer than what has passed
    const first = elapsed > 0 ? firstWhere(factor.length, (i) => factor[i]! * scale - 60_000 > elapsed) : 0;
    const before = first > 0 ? sum[first - 1]! : 0;
    const all = (sum.at(-1) ?? 0) - before;
    if (!(all > 0)) return { expected: NaN, low: NaN, high: NaN };
    // the case itself may be the most extreme of all: its place is counted too (that makes n + 1)
    const tail = (1 - this.#coverage) / 2, mean = all / (factor.length - first);
    const at = (share: number): number => {
      const i = firstWhere(factor.length, (k) => k >= first && sum[k]! - before >= share * (all + mean));
      return i < factor.length ? Math.max(0, factor[i]! * scale - 60_000 - elapsed) : Infinity;
    };
    const low = at(tail), high = at(1 - tail);
    const middle = at(0.5);
    const expected = elapsed > 0 ? middle : told * ((middle + 60_000) / scale) ** this.correction;
    return { expected: Math.min(high, Math.max(low, expected)), low, high };
  }
}

/** Whether what was wrong in earlier rehearsals was still wrong in the next: all, half or none of it is corrected, whichever was best. */
function correctionOf(rehearsals: readonly Rehearsal[], candidate: number, coverage: number): number {
  const options = [0, 0.5, 1], errors = [0, 0, 0];
  rehearsals.forEach((one, r) => {
    if (r === 0) return;
    const spread = new Spread(rehearsals.slice(0, r), candidate, coverage);
    options.forEach((option, o) => {
      spread.correction = option;
      one.told[candidate]!.forEach((told, i) => { errors[o]! += one.weight[i]! * Math.abs(spread.around(told, one.activities[i]!, 0).expected - one.target[i]!); });
    });
  });
  return options[errors.indexOf(Math.min(...errors))]!;
}

function range(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** A back-test: what the model would have said, and what came. */
export interface BackTest {
  /** The day of the test: all learnt comes before it, all judged began after it. */
  day: number;
  method: string;
  rehearsals: number;
  trials: Trial[];
  cases: number;
  places: number;
  /** Mean absolute errors in milliseconds: of the model, and of the two naive ways fitted on the same past. */
  error: number;
  naive: { median: number; medianByActivity: number };
  /** Share of places at which the interval held the end, against what was asked for; and its median width. */
  coverage: number;
  asked: number;
  width: number;
}

/**
 * The strict back-test: the model knows the log as it stood on the day by which `share` of the cases had begun
 * (cases that ended before it), and is judged at every place in the life of the cases that began after it and
 * ended, last events left out. Cases that run across the day are in neither.
 */
export function backTestRemainingTime(log: EventLog, options: RemainingTimeOptions & { share?: number } = {}): BackTest {
  const ended = options.ended ?? (() => true);
  const starts = Float64Array.from(log.caseIds, (_, c) => log.time[log.caseStart[c]!] ?? NaN).filter((at) => !Number.isNaN(at)).sort();
  const day = starts[Math.floor((options.share ?? 0.8) * (starts.length - 1))] ?? NaN;
  const model = fitRemainingTime(log, { ...options, now: day });
  const cases = log.caseIds.map((_, c) => c).filter((c) => log.time[log.caseStart[c]!]! >= day && ended(c));
  const test = prefixesOf(log, cases);
  const past = prefixesOf(log, log.caseIds.map((_, c) => c).filter((c) => log.time[log.caseStart[c + 1]! - 1]! < day && ended(c)));
  const even = new Float64Array(past.rows.length).fill(1);
  const mean = (told: ArrayLike<number>): number => test.target.reduce((sum, left, i) => sum + Math.abs(told[i]! - left), 0) / test.rows.length;
  const naive = (m: number): number => (past.rows.length > 0 ? mean(methods[m]!.fit(log, past, even, [])(log, test.cases, test.rows)[0]!) : NaN);
  const told = model.predictAll(log, test.cases, test.rows);
  const widths = told.map((one) => one.high - one.low).sort((a, b) => a - b);
  return {
    day, method: model.method, rehearsals: model.rehearsals, trials: model.trials, cases: cases.length, places: test.rows.length,
    error: mean(told.map((one) => one.expected)), naive: { median: naive(0), medianByActivity: naive(1) },
    coverage: told.filter((one, i) => test.target[i]! >= one.low && test.target[i]! <= one.high).length / test.rows.length,
    asked: options.coverage ?? 0.8, width: widths[widths.length >> 1] ?? NaN,
  };
}
