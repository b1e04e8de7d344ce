import { Blocks } from './blocks.ts';
import type { Cell } from './column.ts';
import type { EventLog, Skipped } from './event-log.ts';
import { Dictionary, Table } from './growing.ts';

export { Dictionary, GrowingColumn, Table } from './growing.ts';

/** Takes events in the order of a document and gives the log in the order of cases and time. */
export class LogBuilder {
  readonly events = new Table();
  readonly cases = new Table();
  readonly attributes = new Map<string, Cell>();
  readonly skipped: Skipped[] = [];
  readonly activities = new Dictionary();
  /** Ids by case number; undefined until a case is named. */
  readonly #ids: (string | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  /** Case numbers that turned out to be a case met before. */
  readonly #alias = new Map<number, number>();
  readonly #case = new Blocks((length) => new Int32Array(length), 0);
  readonly #activity = new Blocks((length) => new Int32Array(length), 0);
  readonly #time = new Blocks((length) => new Float64Array(length), NaN);
  #length = 0;

  /** Events so far; the row the next event will have. */
  get length(): number { return this.#length; }
  /** Cases opened so far. */
  get caseCount(): number { return this.#ids.length; }

  /** The number of a case by its id; a new one for an id not met before. */
  caseOf(id: string): number {
    return this.#numbers.get(id) ?? this.nameCase(this.openCase(), id);
  }
  /** A case whose id is not known yet. */
  openCase(): number { return this.#ids.push(undefined) - 1; }
  /** Names an opened case and gives the number that stands for it: that of an earlier case of the same id, if there is one. */
  nameCase(number: number, id: string): number {
    const earlier = this.#numbers.get(id);
    if (earlier !== undefined && earlier !== number) { this.#alias.set(number, earlier); return earlier; }
    this.#ids[number] = id;
    this.#numbers.set(id, number);
    return number;
  }

  /** Adds an event and gives its row, for its attributes. `time` in milliseconds, NaN where unknown. */
  add(caseNumber: number, activity: number, time: number): number {
    const row = this.#length++;
    this.#case.set(row, caseNumber);
    this.#activity.set(row, activity);
    this.#time.set(row, time);
    return row;
  }

  /** Adds events whose rows are of one block (`blockSize`); without `times` they have none. */
  addRange(cases: Int32Array, activities: Int32Array, times: Float64Array | null): void {
    this.#case.setRange(this.#length, cases);
    this.#activity.setRange(this.#length, activities);
    if (times) this.#time.setRange(this.#length, times);
    this.#length += cases.length;
  }

  /** The log. The builder is spent: its memory goes over to the log piece by piece. */
  finish(): EventLog {
    const n = this.#length;
    const { final, caseIds, kept } = this.#settleCases();
    let caseOf: Int32Array | null = this.#case.take(n, null);
    const time = this.#time.take(n, null);
    // most documents hold case after case in time: then nothing has to move
    const caseStart = new Int32Array(caseIds.length + 1);
    let sorted = true;
    for (let i = 0; i < n; i++) {
      const c = final[caseOf[i]!]!;
      if (i > 0 && (c < caseOf[i - 1]! || (c === caseOf[i - 1]! && time[i]! < time[i - 1]!) || time[i] !== time[i])) sorted = false;
      caseOf[i] = c;
      caseStart[c + 1]!++;
    }
    for (let c = 0; c < caseIds.length; c++) caseStart[c + 1]! += caseStart[c]!;
    const order = sorted ? null : orderOf(caseOf, caseStart, time);
    caseOf = null;
    const activity = this.#activity.take(n, order);
    let instants = time;
    if (order) {
      instants = new Float64Array(n);
      for (let i = 0; i < n; i++) instants[i] = time[order[i]!]!;
    }
    return {
      caseIds, caseStart, activity, activities: this.activities.values, time: instants,
      eventAttributes: this.events.finish(n, order),
      caseAttributes: this.cases.finish(this.#ids.length, this.#alias.size > 0 ? kept : null),
      attributes: this.attributes, skipped: this.skipped,
    };
  }

  /** Cases merged into an earlier one leave no number behind. */
  #settleCases(): { final: Int32Array; caseIds: string[]; kept: Int32Array } {
    const final = new Int32Array(this.#ids.length);
    const caseIds: string[] = [];
    const kept: number[] = [];
    for (let c = 0; c < this.#ids.length; c++) {
      if (this.#alias.has(c)) continue;
      final[c] = caseIds.length;
      kept.push(c);
      caseIds.push(this.#ids[c] ?? this.#unnamed(c));
    }
    for (const [from, to] of this.#alias) final[from] = final[to]!;
    return { final, caseIds, kept: Int32Array.from(kept) };
  }

  /** A name for a case without one, that no other case has. */
  #unnamed(c: number): string {
    let id = `case ${c + 1}`;
    while (this.#numbers.has(id)) id += "'";
    this.#numbers.set(id, c);
    return id;
  }
}

/** Rows case by case (a counting sort, so the document's order holds inside a case), then by time; ties keep their order. */
function orderOf(caseOf: Int32Array, caseStart: Int32Array, time: Float64Array): Int32Array {
  const n = caseOf.length;
  const next = caseStart.slice(0, caseStart.length - 1);
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) rows[next[caseOf[i]!]!++] = i;
  for (let c = 0; c + 1 < caseStart.length; c++) {
    const from = caseStart[c]!, to = caseStart[c + 1]!;
    let sorted = true;
    for (let i = from + 1; i < to && sorted; i++) sorted = time[rows[i]!]! >= time[rows[i - 1]!]!;
    if (sorted) continue;
    // events without a time keep their place after the event they follow in the document
    const part = Array.from(rows.subarray(from, to));
    const keys = new Map<number, number>();
    let last = -Infinity;
    for (const row of part) { if (!Number.isNaN(time[row]!)) last = time[row]!; keys.set(row, last); }
    part.sort((a, b) => { const x = keys.get(a)!, y = keys.get(b)!; return x < y ? -1 : x > y ? 1 : a - b; });
    rows.set(part, from);
  }
  return rows;
}
