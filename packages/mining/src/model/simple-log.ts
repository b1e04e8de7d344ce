import type { EventLog } from '../log/event-log.ts';

/**
 * A simple event log (van der Aalst 2016, def. 5.4): a multiset of traces. Discovery and checking
 * of the order of activities need no more, and work once per variant instead of once per case.
 */
export interface SimpleLog {
  activities: string[];
  /** Trace `t` is `activity[start[t]] … activity[start[t + 1] - 1]`, indices into `activities`. */
  activity: Int32Array;
  start: Int32Array;
  /** How many cases went this way. */
  count: Float64Array;
}

/** Collects traces event by event, each different one once. */
export class TraceCollector {
  #activity = new Int32Array(1024);
  #length = 0;
  #start = new Int32Array(256);
  #count = new Float64Array(256);
  #hashes = new Int32Array(256);
  #traces = 0;
  #table = new Int32Array(512).fill(-1);
  #hash = 0;

  get size(): number { return this.#traces; }

  add(activity: number): void {
    if (this.#length === this.#activity.length) this.#activity = widened(this.#activity, new Int32Array(this.#length * 2));
    this.#activity[this.#length++] = activity;
    this.#hash = (Math.imul(this.#hash ^ activity, 0x9e3779b1) + 0x7f4a7c15) | 0;
    this.#hash ^= this.#hash >>> 15;
  }

  /** Ends the trace whose events were added; gives its number. */
  end(count: number): number {
    const from = this.#start[this.#traces]!, length = this.#length - from;
    const hash = this.#hash;
    this.#hash = 0;
    let slot = hash & (this.#table.length - 1);
    for (; this.#table[slot]! >= 0; slot = (slot + 1) & (this.#table.length - 1)) {
      const known = this.#table[slot]!;
      if (this.#hashes[known] === hash && this.#same(known, from, length)) {
        this.#count[known]! += count;
        this.#length = from;
        return known;
      }
    }
    const number = this.#traces++;
    if (number + 2 > this.#start.length) {
      this.#start = widened(this.#start, new Int32Array(number * 2 + 2));
      this.#count = widened(this.#count, new Float64Array(number * 2 + 2));
      this.#hashes = widened(this.#hashes, new Int32Array(number * 2 + 2));
    }
    this.#start[number + 1] = this.#length;
    this.#count[number] = count;
    this.#hashes[number] = hash;
    this.#table[slot] = number;
    if (this.#traces * 2 > this.#table.length) this.#rehash();
    return number;
  }

  finish(activities: string[]): SimpleLog {
    return {
      activities,
      activity: this.#activity.slice(0, this.#length),
      start: this.#start.slice(0, this.#traces + 1),
      count: this.#count.slice(0, this.#traces),
    };
  }

  #same(known: number, from: number, length: number): boolean {
    const at = this.#start[known]!;
    if (this.#start[known + 1]! - at !== length) return false;
    for (let i = 0; i < length; i++) if (this.#activity[at + i] !== this.#activity[from + i]) return false;
    return true;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1);
    for (let t = 0; t < this.#traces; t++) {
      let slot = this.#hashes[t]! & (table.length - 1);
      while (table[slot]! >= 0) slot = (slot + 1) & (table.length - 1);
      table[slot] = t;
    }
    this.#table = table;
  }
}

function widened<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The traces of a log by number of cases, and which trace each case went. Traces stand in the order of their first case. */
export function simpleLog(log: EventLog): SimpleLog & { traceOf: Int32Array } {
  const collector = new TraceCollector();
  const cases = log.caseIds.length;
  const traceOf = new Int32Array(cases);
  for (let c = 0; c < cases; c++) {
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) collector.add(log.activity[row]!);
    traceOf[c] = collector.end(1);
  }
  return { ...collector.finish(log.activities), traceOf };
}

/** A simple log of traces written as lists of labels. */
export function simpleLogOf(traces: Iterable<readonly string[]>): SimpleLog {
  const collector = new TraceCollector();
  const codes = new Map<string, number>();
  for (const trace of traces) {
    for (const label of trace) {
      let code = codes.get(label);
      if (code === undefined) codes.set(label, (code = codes.size));
      collector.add(code);
    }
    collector.end(1);
  }
  return collector.finish([...codes.keys()]);
}

/** A trace as labels, for reading and tests. */
export function labelsOfTrace(log: SimpleLog, trace: number): string[] {
  return Array.from(log.activity.subarray(log.start[trace]!, log.start[trace + 1]!), (a) => log.activities[a]!);
}
