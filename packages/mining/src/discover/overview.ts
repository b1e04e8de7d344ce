import type { EventLog } from '../log/event-log.ts';
import { quantilesInPlace } from '../measure/quantile.ts';
import type { Summary } from '../measure/summary.ts';

/** Times in milliseconds; NaN where no instants are known. */
export type Times = Omit<Summary, 'count'>;

/** One directly-follows edge: `to` came right after `from` in some case. Its times are those between the two events. */
export interface Edge extends Times {
  from: number;
  to: number;
  /** How often. */
  count: number;
  /** In how many cases. */
  cases: number;
}

/** What happened to one activity. */
export interface ActivityCounts {
  events: number;
  /** Cases it occurs in. */
  cases: number;
  /** Events beyond the first in a case. */
  rework: number;
  /** Cases with more than one event of it. */
  reworkCases: number;
  /** Immediate repetitions. */
  selfLoops: number;
  /** Cases that begin, and that end with it. */
  starts: number;
  ends: number;
}

/** Cases that went the same way: their activities in order. */
export interface Variant {
  activities: number[];
  /** Case numbers, in the order of the log. */
  cases: number[];
}

/** What one pass over a log tells: the map, the variants, the ends, rework and time. Activities are numbers into `log.activities`. */
export interface Overview {
  /** Events and cases looked at. */
  events: number;
  cases: number;
  /** In the order in which they first occur. */
  edges: Edge[];
  /** By activity. */
  activities: ActivityCounts[];
  /** By activity: the time since the event before it in its case (all edges into it together). */
  times: Times[];
  /** Most frequent first; equal ones in the order they first appear. */
  variants: Variant[];
  /** First to last event of each case in milliseconds; NaN without instants. */
  throughput: Float64Array;
  /** Variant of each case. */
  variantOf: Int32Array;
}

export interface OverviewOptions {
  /** Look at these cases only (numbers into `log.caseIds`); `throughput` and `variantOf` are then in their order. */
  cases?: Int32Array;
  /** Medians, 90th percentiles and deviations too. Default true; without them (NaN, null) the pass takes about half the time. */
  quantiles?: boolean;
}

/**
 * Directly-follows graph with times, variants, start and end activities, rework and throughput
 * in one pass over the columns (van der Aalst, Process Mining, 2016, ch. 5-6 for the notions).
 */
export function overview(log: EventLog, options: OverviewOptions = {}): Overview {
  const chosen = options.cases;
  const cases = chosen ? chosen.length : log.caseIds.length;
  const { caseStart } = log;
  const pass = new Pass(log, options.quantiles ?? true);
  const variants = new Variants(log);
  const throughput = new Float64Array(cases);
  const variantOf = new Int32Array(cases);
  let events = 0;
  for (let i = 0; i < cases; i++) {
    const c = chosen ? chosen[i]! : i;
    const start = caseStart[c]!, end = caseStart[c + 1]!;
    events += end - start;
    throughput[i] = end > start ? log.time[end - 1]! - log.time[start]! : NaN;
    variantOf[i] = variants.add(c, pass.take(c, start, end));
  }
  const { edges, times } = pass.durations(chosen, cases);
  const ranked = variants.ranked();
  for (let i = 0; i < cases; i++) variantOf[i] = ranked.rank[variantOf[i]!]!;
  return { events, cases, edges, activities: pass.activities(), times, variants: ranked.variants, throughput, variantOf };
}

/** What is counted of an edge, in one row each of two tables. */
const COUNT = 0, CASES = 1, LAST_CASE = 2, TIMED = 3, COUNTS = 4;
const SUM = 0, MIN = 1, MAX = 2, SUMS = 3;

/** Counts of one pass, in typed arrays: an object a step would cost more than the counting. */
class Pass {
  readonly #log: EventLog;
  readonly #n: number;
  /** Activity pair -> edge: a square matrix while that is small. */
  readonly #dense: Int32Array | undefined;
  readonly #sparse = new Map<number, number>();
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  #counts = new Int32Array(64 * COUNTS);
  #sums = new Float64Array(64 * SUMS);
  /** Edge that leads to each event, kept for quantiles alone; -1 for the first of a case and where the time is not known. */
  readonly #edgeAt: Int32Array | undefined;
  readonly #events: Int32Array;
  readonly #casesOf: Int32Array;
  readonly #reworkCases: Int32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #seenIn: Int32Array;
  readonly #againIn: Int32Array;

  constructor(log: EventLog, quantiles: boolean) {
    const n = log.activities.length;
    this.#log = log;
    this.#n = n;
    this.#dense = n <= 1024 ? new Int32Array(n * n).fill(-1) : undefined;
    this.#edgeAt = quantiles ? new Int32Array(log.activity.length) : undefined;
    this.#events = new Int32Array(n);
    this.#casesOf = new Int32Array(n);
    this.#reworkCases = new Int32Array(n);
    this.#starts = new Int32Array(n);
    this.#ends = new Int32Array(n);
    this.#seenIn = new Int32Array(n).fill(-1);
    this.#againIn = new Int32Array(n).fill(-1);
  }

  /** Counts one case and gives a hash of its way. */
  take(c: number, start: number, end: number): number {
    if (end === start) return 0;
    const { activity, time } = this.#log;
    const n = this.#n, dense = this.#dense, edgeAt = this.#edgeAt, events = this.#events, seenIn = this.#seenIn;
    const casesOf = this.#casesOf, againIn = this.#againIn, reworkCases = this.#reworkCases;
    let counts = this.#counts, sums = this.#sums;
    let before = activity[start]!, then = time[start]!;
    let hash = before + 1;
    this.#starts[before]!++;
    events[before]!++;
    seenIn[before] = c;
    casesOf[before]!++;
    if (edgeAt !== undefined) edgeAt[start] = -1;
    for (let row = start + 1; row < end; row++) {
      const a = activity[row]!;
      hash = (Math.imul(hash, 0x01000193) ^ (a + 1)) | 0;
      events[a]!++;
      if (seenIn[a] !== c) { seenIn[a] = c; casesOf[a]!++; }
      else if (againIn[a] !== c) { againIn[a] = c; reworkCases[a]!++; }
      const key = before * n + a;
      let edge = dense !== undefined ? dense[key]! : this.#sparse.get(key) ?? -1;
      if (edge < 0) {
        edge = this.#newEdge(before, a);
        counts = this.#counts; sums = this.#sums; // grown, perhaps
      }
      const at = edge * COUNTS;
      counts[at]!++;
      if (counts[at + LAST_CASE] !== c) { counts[at + LAST_CASE] = c; counts[at + CASES]!++; }
      const now = time[row]!, step = now - then;
      if (step === step) { // not NaN: no event without its instant
        counts[at + TIMED]!++;
        const place = edge * SUMS;
        sums[place]! += step;
        if (step < sums[place + MIN]!) sums[place + MIN] = step;
        if (step > sums[place + MAX]!) sums[place + MAX] = step;
        if (edgeAt !== undefined) edgeAt[row] = edge;
      } else if (edgeAt !== undefined) edgeAt[row] = -1;
      before = a;
      then = now;
    }
    this.#ends[before]!++;
    return hash;
  }

  #newEdge(from: number, to: number): number {
    const edge = this.#from.length;
    this.#from.push(from);
    this.#to.push(to);
    if ((edge + 1) * COUNTS > this.#counts.length) {
      const counts = new Int32Array(this.#counts.length * 2), sums = new Float64Array(this.#sums.length * 2);
      counts.set(this.#counts);
      sums.set(this.#sums);
      this.#counts = counts;
      this.#sums = sums;
    }
    this.#counts[edge * COUNTS + LAST_CASE] = -1;
    this.#sums[edge * SUMS + MIN] = Infinity;
    this.#sums[edge * SUMS + MAX] = -Infinity;
    if (this.#dense) this.#dense[from * this.#n + to] = edge; else this.#sparse.set(from * this.#n + to, edge);
    return edge;
  }

  /** Steps laid out by edge, the edges by the activity they lead to: the quantiles of both are found in place. */
  durations(chosen: Int32Array | undefined, cases: number): { edges: Edge[]; times: Times[] } {
    const counts = this.#counts, sums = this.#sums;
    const count = this.#from.length;
    const order = Array.from({ length: count }, (_, e) => e).sort((a, b) => this.#to[a]! - this.#to[b]! || a - b);
    const at = new Float64Array(count + 1);
    let total = 0;
    for (const e of order) { at[e] = total; total += counts[e * COUNTS + TIMED]!; }
    const steps = this.#steps(chosen, cases, at, total);
    const edges = Array.from({ length: count }, (_, e): Edge => {
      const row = e * COUNTS, place = e * SUMS, timed = counts[row + TIMED]!;
      return {
        from: this.#from[e]!, to: this.#to[e]!, count: counts[row + COUNT]!, cases: counts[row + CASES]!,
        ...timesOf(steps, at[e]!, timed, sums[place + SUM]!, sums[place + MIN]!, sums[place + MAX]!),
      };
    });
    const times: Times[] = [];
    for (let a = 0, o = 0; a < this.#n; a++) {
      const from = o < count ? at[order[o]!]! : total;
      let timed = 0, sum = 0, min = Infinity, max = -Infinity;
      for (; o < count && this.#to[order[o]!] === a; o++) {
        const e = order[o]!, place = e * SUMS;
        timed += counts[e * COUNTS + TIMED]!;
        sum += sums[place]!;
        min = Math.min(min, sums[place + MIN]!);
        max = Math.max(max, sums[place + MAX]!);
      }
      times.push(timesOf(steps, from, timed, sum, min, max));
    }
    return { edges, times };
  }

  #steps(chosen: Int32Array | undefined, cases: number, at: Float64Array, total: number): Float64Array | undefined {
    const edgeAt = this.#edgeAt;
    if (!edgeAt) return undefined;
    const { time, caseStart } = this.#log;
    const steps = new Float64Array(total), next = at.slice();
    for (let i = 0; i < cases; i++) {
      const c = chosen ? chosen[i]! : i;
      for (let row = caseStart[c]! + 1, end = caseStart[c + 1]!; row < end; row++) {
        const edge = edgeAt[row]!;
        if (edge >= 0) steps[next[edge]!++] = time[row]! - time[row - 1]!;
      }
    }
    return steps;
  }

  activities(): ActivityCounts[] {
    const selfLoops = new Int32Array(this.#n);
    this.#from.forEach((from, e) => { if (from === this.#to[e]) selfLoops[from] = this.#counts[e * COUNTS + COUNT]!; });
    return Array.from({ length: this.#n }, (_, a) => ({
      events: this.#events[a]!, cases: this.#casesOf[a]!, rework: this.#events[a]! - this.#casesOf[a]!, reworkCases: this.#reworkCases[a]!,
      selfLoops: selfLoops[a]!, starts: this.#starts[a]!, ends: this.#ends[a]!,
    }));
  }
}

/** Times of so many steps from a place on; where no steps were kept, what the sums tell. */
function timesOf(steps: Float64Array | undefined, from: number, n: number, sum: number, min: number, max: number): Times {
  if (n === 0) return { mean: NaN, median: NaN, p90: NaN, sum: NaN, min: NaN, max: NaN, deviation: null };
  const mean = sum / n;
  if (!steps) return { mean, median: NaN, p90: NaN, sum, min, max, deviation: null };
  let squares = 0;
  for (let i = from; i < from + n; i++) { const off = steps[i]! - mean; squares += off * off; }
  const [p90, median] = quantilesInPlace(steps, from, from + n, [0.9, 0.5]);
  return { mean, median: median!, p90: p90!, sum, min, max, deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null };
}

/** Ways by their hash, compared where hashes agree. */
class Variants {
  readonly #log: EventLog;
  readonly #variants: Variant[] = [];
  readonly #byHash = new Map<number, number>();
  /** Next variant of the same hash. */
  readonly #next: number[] = [];

  constructor(log: EventLog) { this.#log = log; }

  add(c: number, hash: number): number {
    const { activity, caseStart } = this.#log;
    const start = caseStart[c]!, end = caseStart[c + 1]!;
    const first = this.#byHash.get(hash) ?? -1;
    for (let number = first; number >= 0; number = this.#next[number]!) {
      const variant = this.#variants[number]!;
      // compared in the columns with the first case of the variant
      const other = caseStart[variant.cases[0]!]!;
      if (variant.activities.length !== end - start) continue;
      let i = start;
      while (i < end && activity[i] === activity[other + i - start]) i++;
      if (i < end) continue;
      variant.cases.push(c);
      return number;
    }
    const activities = new Array<number>(end - start);
    for (let row = start; row < end; row++) activities[row - start] = activity[row]!;
    this.#variants.push({ activities, cases: [c] });
    this.#next.push(first);
    this.#byHash.set(hash, this.#variants.length - 1);
    return this.#variants.length - 1;
  }

  ranked(): { variants: Variant[]; rank: Int32Array } {
    const all = this.#variants;
    const order = all.map((_, i) => i).sort((a, b) => all[b]!.cases.length - all[a]!.cases.length || a - b);
    const rank = new Int32Array(order.length);
    order.forEach((old, now) => { rank[old] = now; });
    return { variants: order.map((i) => all[i]!), rank };
  }
}
