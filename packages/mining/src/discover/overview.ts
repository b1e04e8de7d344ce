import type { EventLog } from '../log/event-log.ts';
import { quantilesInPlace } from '../measure/quantile.ts';

/** Times in milliseconds; NaN where no instants are known. */
export interface Times {
  mean: number;
  median: number;
  p90: number;
  sum: number;
  min: number;
  max: number;
  /** Sample standard deviation; null of fewer than two. */
  deviation: number | null;
}

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
  const pass = new Pass(log);
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
  const { edges, times } = pass.durations(chosen, cases, options.quantiles ?? true);
  const ranked = variants.ranked();
  for (let i = 0; i < cases; i++) variantOf[i] = ranked.rank[variantOf[i]!]!;
  return { events, cases, edges, activities: pass.activities(), times, variants: ranked.variants, throughput, variantOf };
}

/** Counts of one pass, in typed arrays: an object a step would cost more than the counting. */
class Pass {
  readonly #log: EventLog;
  readonly #n: number;
  /** Activity pair -> edge: a square matrix while that is small. */
  readonly #dense: Int32Array | undefined;
  readonly #sparse = new Map<number, number>();
  #edges = 0;
  #from = new Int32Array(64);
  #to = new Int32Array(64);
  #count = new Int32Array(64);
  #inCases = new Int32Array(64);
  #lastCase = new Int32Array(64).fill(-1);
  /** Edge that leads to each event; -1 for the first of a case and events not looked at. */
  readonly #edgeAt: Int32Array;
  readonly #events: Int32Array;
  readonly #casesOf: Int32Array;
  readonly #reworkCases: Int32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #seenIn: Int32Array;
  readonly #againIn: Int32Array;

  constructor(log: EventLog) {
    const n = log.activities.length;
    this.#log = log;
    this.#n = n;
    this.#dense = n <= 1024 ? new Int32Array(n * n).fill(-1) : undefined;
    this.#edgeAt = new Int32Array(log.activity.length);
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
    const { activity } = this.#log;
    const n = this.#n, dense = this.#dense, edgeAt = this.#edgeAt, events = this.#events, seenIn = this.#seenIn;
    const casesOf = this.#casesOf, againIn = this.#againIn, reworkCases = this.#reworkCases;
    let count = this.#count, inCases = this.#inCases, lastCase = this.#lastCase;
    let before = activity[start]!;
    let hash = before + 1;
    this.#starts[before]!++;
    events[before]!++;
    seenIn[before] = c;
    casesOf[before]!++;
    edgeAt[start] = -1;
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
        count = this.#count; inCases = this.#inCases; lastCase = this.#lastCase; // grown, perhaps
      }
      edgeAt[row] = edge;
      count[edge]!++;
      if (lastCase[edge] !== c) { lastCase[edge] = c; inCases[edge]!++; }
      before = a;
    }
    this.#ends[before]!++;
    return hash;
  }

  #newEdge(from: number, to: number): number {
    const edge = this.#edges++;
    if (edge >= this.#from.length) {
      const grow = (old: Int32Array): Int32Array<ArrayBuffer> => { const wide = new Int32Array(edge * 2).fill(-1, edge); wide.set(old); return wide; };
      this.#from = grow(this.#from);
      this.#to = grow(this.#to);
      this.#count = grow(this.#count);
      this.#inCases = grow(this.#inCases);
      this.#lastCase = grow(this.#lastCase);
    }
    this.#from[edge] = from;
    this.#to[edge] = to;
    this.#count[edge] = 0;
    this.#inCases[edge] = 0;
    this.#lastCase[edge] = -1;
    if (this.#dense) this.#dense[from * this.#n + to] = edge; else this.#sparse.set(from * this.#n + to, edge);
    return edge;
  }

  /** Steps laid out by edge, the edges by the activity they lead to: the quantiles of both are found in place. */
  durations(chosen: Int32Array | undefined, cases: number, quantiles: boolean): { edges: Edge[]; times: Times[] } {
    const { time, caseStart } = this.#log;
    const count = this.#edges;
    const order = Array.from({ length: count }, (_, e) => e).sort((a, b) => this.#to[a]! - this.#to[b]! || a - b);
    const at = new Float64Array(count);
    let total = 0;
    for (const e of order) { at[e] = total; total += this.#count[e]!; }
    const next = at.slice();
    const sums = new Float64Array(count), mins = new Float64Array(count).fill(Infinity), maxs = new Float64Array(count).fill(-Infinity);
    const steps = new Float64Array(quantiles ? total : 0);
    const edgeAt = this.#edgeAt;
    for (let i = 0; i < cases; i++) {
      const c = chosen ? chosen[i]! : i;
      for (let row = caseStart[c]! + 1, end = caseStart[c + 1]!; row < end; row++) {
        const step = time[row]! - time[row - 1]!;
        if (step !== step) continue; // NaN: an event without its instant
        const edge = edgeAt[row]!;
        if (quantiles) steps[next[edge]!] = step;
        next[edge]!++;
        sums[edge]! += step;
        if (step < mins[edge]!) mins[edge] = step;
        if (step > maxs[edge]!) maxs[edge] = step;
      }
    }
    const edges: Edge[] = Array.from({ length: count }, (_, e) => ({
      from: this.#from[e]!, to: this.#to[e]!, count: this.#count[e]!, cases: this.#inCases[e]!,
      ...timesOf(steps, at[e]!, next[e]!, sums[e]!, mins[e]!, maxs[e]!),
    }));
    const times: Times[] = [];
    for (let a = 0, o = 0; a < this.#n; a++) {
      // events without instants leave holes between the edges' parts: close them
      const from = o < count ? at[order[o]!]! : total;
      let to = from, sum = 0, min = Infinity, max = -Infinity;
      for (; o < count && this.#to[order[o]!] === a; o++) {
        const e = order[o]!;
        if (quantiles && at[e] !== to) steps.copyWithin(to, at[e]!, next[e]!);
        to += next[e]! - at[e]!;
        sum += sums[e]!;
        min = Math.min(min, mins[e]!);
        max = Math.max(max, maxs[e]!);
      }
      times.push(timesOf(steps, from, to, sum, min, max));
    }
    return { edges, times };
  }

  activities(): ActivityCounts[] {
    const selfLoops = new Int32Array(this.#n);
    for (let e = 0; e < this.#edges; e++) if (this.#from[e] === this.#to[e]) selfLoops[this.#from[e]!] = this.#count[e]!;
    return Array.from({ length: this.#n }, (_, a) => ({
      events: this.#events[a]!, cases: this.#casesOf[a]!, rework: this.#events[a]! - this.#casesOf[a]!, reworkCases: this.#reworkCases[a]!,
      selfLoops: selfLoops[a]!, starts: this.#starts[a]!, ends: this.#ends[a]!,
    }));
  }
}

/** Times of `steps[from, to)`; of no steps (they were not kept) what the sums tell. */
function timesOf(steps: Float64Array, from: number, to: number, sum: number, min: number, max: number): Times {
  const n = to - from;
  if (n === 0) return { mean: NaN, median: NaN, p90: NaN, sum: NaN, min: NaN, max: NaN, deviation: null };
  const mean = sum / n;
  if (steps.length === 0) return { mean, median: NaN, p90: NaN, sum, min, max, deviation: null };
  let squares = 0;
  for (let i = from; i < to; i++) { const off = steps[i]! - mean; squares += off * off; }
  const [p90, median] = quantilesInPlace(steps, from, to, [0.9, 0.5]);
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
