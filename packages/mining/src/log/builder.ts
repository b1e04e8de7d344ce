import type { Cell, Column, ColumnKind } from './column.ts';
import type { EventLog, Skipped } from './event-log.ts';
import { pick } from './column.ts';

/** A dictionary of texts: each text once, with its number. */
export class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  code(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) { code = this.values.length; this.values.push(text); this.#codes.set(text, code); }
    return code;
  }
}

/**
 * A column that grows row by row. A column of one kind that meets a value of another becomes
 * text (a log may say `12` in one event and `twelve` in the next); nothing is lost.
 */
export class GrowingColumn {
  kind: ColumnKind;
  readonly dictionary = new Dictionary();
  #data: Float64Array;
  #length = 0;

  constructor(kind: ColumnKind) {
    this.kind = kind;
    this.#data = new Float64Array(16).fill(NaN);
  }

  setText(row: number, text: string): void { this.#kindFor('text'); this.setCode(row, this.dictionary.code(text)); }
  /** Text whose code in `dictionary` is known. */
  setCode(row: number, code: number): void { this.#room(row); this.#data[row] = code; }
  setNumber(row: number, value: number): void {
    if (this.#kindFor('number') === 'text') this.setText(row, String(value));
    else { this.#room(row); this.#data[row] = value; }
  }
  setInstant(row: number, ms: number): void {
    if (this.#kindFor('instant') === 'text') this.setText(row, new Date(ms).toISOString());
    else { this.#room(row); this.#data[row] = ms; }
  }
  setBoolean(row: number, value: boolean): void {
    if (this.#kindFor('boolean') === 'text') this.setText(row, String(value));
    else { this.#room(row); this.#data[row] = value ? 1 : 0; }
  }

  /** The column over `rows` rows. */
  finish(rows: number): Column {
    const data = this.#data;
    const n = Math.min(this.#length, rows);
    if (this.kind === 'text') {
      const codes = new Int32Array(rows).fill(-1);
      for (let i = 0; i < n; i++) if (!Number.isNaN(data[i]!)) codes[i] = data[i]!;
      return { kind: 'text', codes, values: this.dictionary.values };
    }
    if (this.kind === 'boolean') {
      const flags = new Int8Array(rows).fill(-1);
      for (let i = 0; i < n; i++) if (!Number.isNaN(data[i]!)) flags[i] = data[i]!;
      return { kind: 'boolean', flags };
    }
    const numbers = new Float64Array(rows).fill(NaN);
    numbers.set(data.subarray(0, n));
    return { kind: this.kind, numbers };
  }

  #room(row: number): void {
    if (row >= this.#data.length) {
      const wider = new Float64Array(Math.max(row + 1, this.#data.length * 2)).fill(NaN);
      wider.set(this.#data);
      this.#data = wider;
    }
    if (row >= this.#length) this.#length = row + 1;
  }

  #kindFor(wanted: ColumnKind): ColumnKind {
    if (this.kind !== wanted && this.kind !== 'text') {
      const before = this.kind;
      this.kind = 'text';
      for (let i = 0; i < this.#length; i++) {
        const value = this.#data[i]!;
        if (Number.isNaN(value)) continue;
        const text = before === 'instant' ? new Date(value).toISOString() : before === 'boolean' ? String(value === 1) : String(value);
        this.#data[i] = this.dictionary.code(text);
      }
    }
    return this.kind;
  }
}

/** Columns by attribute key. */
export class Table {
  readonly columns = new Map<string, GrowingColumn>();
  column(key: string, kind: ColumnKind): GrowingColumn {
    let column = this.columns.get(key);
    if (!column) this.columns.set(key, (column = new GrowingColumn(kind)));
    return column;
  }
  set(key: string, row: number, cell: Cell | { instant: number }): void {
    if (cell === null) return;
    if (typeof cell === 'string') this.column(key, 'text').setText(row, cell);
    else if (typeof cell === 'number') this.column(key, 'number').setNumber(row, cell);
    else if (typeof cell === 'boolean') this.column(key, 'boolean').setBoolean(row, cell);
    else this.column(key, 'instant').setInstant(row, cell.instant);
  }
  finish(rows: number): Map<string, Column> {
    return new Map([...this.columns].map(([key, column]) => [key, column.finish(rows)]));
  }
}

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
  #case = new Int32Array(1024);
  #activity = new Int32Array(1024);
  #time = new Float64Array(1024);
  #length = 0;

  get length(): number { return this.#length; }

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
    if (row >= this.#case.length) {
      const grow = <T extends Int32Array | Float64Array>(from: T, to: T): T => { to.set(from as never); return to; };
      this.#case = grow(this.#case, new Int32Array(row * 2));
      this.#activity = grow(this.#activity, new Int32Array(row * 2));
      this.#time = grow(this.#time, new Float64Array(row * 2));
    }
    this.#case[row] = caseNumber;
    this.#activity[row] = activity;
    this.#time[row] = time;
    return row;
  }

  finish(): EventLog {
    const n = this.#length;
    // cases merged into an earlier one leave no number behind
    const final = new Int32Array(this.#ids.length);
    const caseIds: string[] = [];
    const kept: number[] = [];
    for (let c = 0; c < this.#ids.length; c++) {
      if (this.#alias.has(c)) continue;
      final[c] = caseIds.length;
      kept.push(c);
      caseIds.push(this.#ids[c] ?? `case ${c + 1}`);
    }
    for (const [from, to] of this.#alias) final[from] = final[to]!;
    for (let i = 0; i < n; i++) this.#case[i] = final[this.#case[i]!]!;
    const cases = caseIds.length;
    // a counting sort by case keeps the document's order inside a case
    const caseStart = new Int32Array(cases + 1);
    for (let i = 0; i < n; i++) caseStart[this.#case[i]! + 1]!++;
    for (let c = 0; c < cases; c++) caseStart[c + 1]! += caseStart[c]!;
    const next = caseStart.slice(0, cases);
    const rows = new Int32Array(n);
    let moved = false;
    for (let i = 0; i < n; i++) {
      const to = next[this.#case[i]!]!++;
      rows[to] = i;
      moved ||= to !== i;
    }
    const time = this.#time;
    for (let c = 0; c < cases; c++) {
      const from = caseStart[c]!, to = caseStart[c + 1]!;
      let sorted = true;
      for (let i = from + 1; i < to && sorted; i++) sorted = !(time[rows[i]!]! < time[rows[i - 1]!]!);
      if (sorted) continue;
      moved = true;
      // events without a time keep their place after the event they follow in the document
      const part = Array.from(rows.subarray(from, to));
      const keys = new Map<number, number>();
      let last = -Infinity;
      for (const row of part) { if (!Number.isNaN(time[row]!)) last = time[row]!; keys.set(row, last); }
      part.sort((a, b) => keys.get(a)! - keys.get(b)! || a - b);
      rows.set(part, from);
    }
    const activity = new Int32Array(n), instants = new Float64Array(n);
    for (let i = 0; i < n; i++) { activity[i] = this.#activity[rows[i]!]!; instants[i] = time[rows[i]!]!; }
    const eventAttributes = this.events.finish(n);
    if (moved) for (const [key, column] of eventAttributes) eventAttributes.set(key, pick(column, rows));
    let caseAttributes = this.cases.finish(this.#ids.length);
    if (this.#alias.size > 0) caseAttributes = new Map([...caseAttributes].map(([key, column]) => [key, pick(column, Int32Array.from(kept))]));
    return {
      caseIds, caseStart, activity, activities: this.activities.values, time: instants,
      eventAttributes, caseAttributes, attributes: this.attributes, skipped: this.skipped,
    };
  }
}
