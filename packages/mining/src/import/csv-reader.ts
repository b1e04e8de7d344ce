import { LogBuilder, type GrowingColumn } from '../log/builder.ts';
import { pick, type Column, type ColumnKind, type TextColumn } from '../log/column.ts';
import type { EventLog } from '../log/event-log.ts';
import { instantReader, type InstantReader } from './date-format.ts';
import { LogError, Trouble } from './log-error.ts';
import { numberOf } from './number.ts';
import { keyRoles, Scanner, valueKinds } from './scanner.ts';
import { parts } from './window.ts';

export interface CsvOptions {
  /** Columns that hold the case, the activity and the instant. If not said, those with the names that logs usually use. */
  case?: string;
  activity?: string;
  time?: string;
  /** The character between fields. If not said, the one the first line has most of: comma, semicolon, tab or bar. */
  delimiter?: string;
  /** How dates and times are written (Unicode TR 35: `dd.MM.yyyy HH:mm`); ISO 8601 if not said. */
  dateFormat?: string;
  /** IANA time zone of times without an offset; UTC if not said. */
  zone?: string;
  /** Kinds of columns; the others are numbers, instants (ISO 8601), truth values or text by what they hold. */
  types?: Record<string, ColumnKind>;
  /** Passes over what is broken and says so in `log.skipped`, instead of stopping there. */
  lenient?: boolean;
}

const QUOTE = 0x22, NEWLINE = 0x0a, RETURN = 0x0d;
const longestLine = 1 << 24, mostColumns = 5_000;
const decoder = new TextDecoder();

/** Attributes of these extensions of XES are names, also where they look like numbers. */
const alwaysText = /^(case:)?(concept|org|lifecycle|identity):/;

/** Names that the columns usually have, the surest first; compared without regard to case, spaces and underscores. */
const usual = {
  case: ['case:concept:name', 'caseid', 'case', 'casenumber', 'traceid', 'case:id'],
  activity: ['concept:name', 'activity', 'activityname', 'event', 'eventname', 'task'],
  time: ['time:timestamp', 'timestamp', 'completetimestamp', 'time', 'datetime', 'date', 'starttimestamp'],
};

interface Field { name: string; role: 'case' | 'activity' | 'time' | 'other'; kind: ColumnKind | undefined; /** Whether it was said to hold something else than text. */ declared: boolean; column: GrowingColumn | undefined; /** The scanner's, for its texts. */ address: number; /** Of cases and activities: what the builder calls each text. */ codes: number[] }

/**
 * A byte-level reader of tables. Texts are numbered by their bytes; what a column holds (numbers, instants, text) is
 * found at the end by looking at each different text once. Plain lines are taken by the `Scanner`; all others, and all
 * that are broken, go through `#lineAt`, which gives the same result for plain ones.
 */
export class CsvReader {
  readonly #options: CsvOptions;
  readonly #builder = new LogBuilder();
  readonly #trouble: Trouble;
  readonly #readTime: InstantReader;
  readonly #readIso: InstantReader;
  #delimiter = 0;
  #fields: Field[] = [];
  /** Which field is which; -1 where there is no time. */
  #at = { case: 0, activity: 0, time: -1 };
  #others: number[] = [];

  readonly #scanner: Scanner;
  #worthwhile = 0;
  #line = 1;

  /** Of a line that is not plain: where each field begins and ends, and whether it stood in quotes. */
  #from = new Int32Array(16);
  #to = new Int32Array(16);
  #quoted = new Uint8Array(16);
  /** Fields whose doubled quotes were made single. */
  #single = new Map<number, Uint8Array>();

  /** Throws `RangeError` for a delimiter, date format or zone that cannot be. */
  constructor(options: CsvOptions) {
    this.#options = options;
    this.#trouble = new Trouble(options.lenient ?? false, this.#builder.skipped);
    this.#readTime = instantReader(options.dateFormat, options.zone);
    this.#readIso = instantReader(undefined, options.zone);
    this.#scanner = new Scanner({
      readTime: this.#readTime,
      readDeclared: (field, row, line, bytes, from, to) => { this.#declared(this.#fields[field]!, row, line, bytes, from, to); },
    });
    if (options.delimiter !== undefined) {
      this.#delimiter = options.delimiter.charCodeAt(0);
      if (options.delimiter.length !== 1 || this.#delimiter > 127 || [QUOTE, NEWLINE, RETURN].includes(this.#delimiter)) throw new RangeError('a delimiter is one ASCII character, no quote and no line break');
    }
  }

  /** Whether the first line was read: then what was read so far can be given. */
  get begun(): boolean { return this.#fields.length > 0; }

  write(chunk: Uint8Array): void {
    const window = this.#scanner;
    for (const part of parts(chunk)) {
      window.add(part);
      // a line over many chunks is looked at again only when there is twice as much of it
      if (window.length < this.#worthwhile) continue;
      const used = this.#scan(false);
      window.drop(used);
      this.#worthwhile = used === 0 ? window.length * 2 : 0;
      if (window.length > longestLine) throw new LogError(this.#line, 'a line that does not end within 16 MB: perhaps a quote is opened here and never closed');
    }
  }

  /** Says that something went wrong outside, at the place reached. */
  note(what: string): void { this.#trouble.note(this.#line, what); }

  finish(): EventLog {
    if (this.#scan(true) < this.#scanner.length) this.note('a quote is opened here and never closed');
    if (!this.begun) throw new LogError(1, 'expected a first line with the names of the columns');
    this.#trouble.finish(this.#line);
    const log = this.#builder.finish();
    for (const field of this.#fields) {
      const column = log.eventAttributes.get(field.name);
      if (!column) continue;
      // a column that says the same throughout each case is one of cases: a value a case, before anything is made of it
      const ofCases = field.name.startsWith('case:') ? valueOfCases(log, column) : undefined;
      const kept = ofCases ?? column;
      const typed = kept.kind === 'text' ? this.#typed(field, kept) : kept;
      if (ofCases) {
        log.eventAttributes.delete(field.name);
        log.caseAttributes.set(field.name.slice('case:'.length), typed);
      } else log.eventAttributes.set(field.name, typed);
    }
    return log;
  }

  /** Takes all whole lines in the window (and at the end the last one, without its line break); returns where the first unfinished one begins. */
  #scan(last: boolean): number {
    const scanner = this.#scanner;
    let at = 0;
    if (this.#fields.length === 0 && this.#delimiter === 0) {
      const all = scanner.bytes.subarray(0, scanner.length), stop = all.indexOf(NEWLINE);
      if (stop < 0 && !last) return 0;
      this.#delimiter = delimiterOf(stop < 0 ? all : all.subarray(0, stop));
    }
    while (at < scanner.length) {
      if (this.#fields.length > 0) at = this.#scanPlain(at);
      if (at >= scanner.length) break;
      const next = this.#lineAt(at, last);
      if (next < 0) return at;
      at = next;
    }
    return scanner.length;
  }

  /** Takes what is plain from `at` on. Returns where that ends. */
  #scanPlain(at: number): number {
    const scanner = this.#scanner, { exports } = scanner;
    exports.setRow(this.#builder.length);
    exports.setLine(this.#line);
    for (;;) {
      const next = scanner.run('csv', at);
      this.#takeRows(this.#builder.length, exports.row.value);
      if (next === at) break;
      at = next;
    }
    this.#line = exports.line.value;
    return at;
  }

  /** Takes over the rows that the scanner read, all of one block. */
  #takeRows(from: number, to: number): void {
    if (from === to) return;
    const scanner = this.#scanner, fields = this.#fields;
    const { case: k, activity: a, time: t } = this.#at;
    for (const o of this.#others) {
      const field = fields[o]!;
      if (field.declared) continue;
      const codes = scanner.codes(field.address, from, to);
      if (codes) (field.column ??= this.#builder.events.column(field.name, 'text')).setCodes(from, codes);
    }
    this.#builder.addRange(this.#numbered(fields[k]!, from, to), this.#numbered(fields[a]!, from, to), t < 0 ? null : scanner.numbers(fields[t]!.address, from, to));
  }

  /** The cases or activities of some rows, as the builder numbers them. */
  #numbered(field: Field, from: number, to: number): Int32Array {
    this.#takeTexts(field);
    const codes = this.#scanner.codes(field.address, from, to)!, numbers = field.codes;
    for (let i = 0; i < codes.length; i++) codes[i] = numbers[codes[i]!]!;
    return codes;
  }

  /** Names cases or activities that are new. */
  #takeTexts(field: Field): void {
    if (this.#scanner.textCount(field.address) === field.codes.length) return;
    for (const text of this.#scanner.texts(field.address, field.codes.length, decoder)) field.codes.push(field.role === 'case' ? this.#builder.caseOf(text) : this.#builder.activities.code(text));
  }

  /** Takes the line at `at`, whatever it is like. Returns where the next begins, or -1 where it is not whole. */
  #lineAt(at: number, last: boolean): number {
    const { bytes, length: end } = this.#scanner;
    const delimiter = this.#delimiter;
    let froms = this.#from, tos = this.#to, quoted = this.#quoted;
    let i = at, count = 0, lines = 0, done = false;
    if (this.#single.size > 0) this.#single.clear();
    while (!done) {
      if (count >= froms.length) { this.#widen(); froms = this.#from; tos = this.#to; quoted = this.#quoted; }
      let to: number;
      if (i < end && bytes[i] === QUOTE) {
        froms[count] = i + 1;
        quoted[count] = 1;
        // to the quote that is not doubled
        let doubled = 0;
        for (i++; ; i++) {
          if (i >= end) return -1;
          if (bytes[i] === QUOTE) {
            if (i + 1 >= end && !last) return -1;
            if (bytes[i + 1] !== QUOTE || i + 1 >= end) break;
            doubled++;
            i++;
          } else if (bytes[i] === NEWLINE) lines++;
        }
        to = i++;
        if (doubled > 0) this.#single.set(count, undouble(bytes, froms[count]!, to, doubled));
        // what stands between the closing quote and the delimiter is no part of the field
        while (i < end && bytes[i] !== delimiter && bytes[i] !== NEWLINE) i++;
      } else {
        froms[count] = i;
        quoted[count] = 0;
        while (i < end && bytes[i] !== delimiter && bytes[i] !== NEWLINE) i++;
        to = i;
        if (to > froms[count]! && (i >= end || bytes[i] === NEWLINE) && bytes[to - 1] === RETURN) to--;
      }
      if (i >= end && !last) return -1;
      tos[count] = to;
      count++;
      done = i >= end || bytes[i] === NEWLINE;
      i++;
    }
    // an empty line is none
    const empty = count === 1 && quoted[0] === 0 && tos[0] === froms[0];
    if (!empty) { if (this.#fields.length === 0) this.#head(bytes, count); else this.#row(bytes, count); }
    this.#line += lines + 1;
    return Math.min(i, end);
  }

  #widen(): void {
    const wider = <T extends Int32Array | Uint8Array>(from: T, to: T): T => { to.set(from as never); return to; };
    const length = this.#from.length * 2;
    this.#from = wider(this.#from, new Int32Array(length));
    this.#to = wider(this.#to, new Int32Array(length));
    this.#quoted = wider(this.#quoted, new Uint8Array(length));
  }

  #head(bytes: Uint8Array, count: number): void {
    if (count > mostColumns) throw new LogError(this.#line, `${count} columns: expected at most ${mostColumns}`);
    const names = Array.from({ length: count }, (_, k) => this.#text(bytes, k));
    const find = (role: keyof typeof usual): number => {
      const said = this.#options[role];
      if (said !== undefined) return names.indexOf(said);
      const plain = names.map((name) => name.toLowerCase().replaceAll(/[\s_]/g, ''));
      return usual[role].map((name) => plain.indexOf(name)).find((at) => at >= 0) ?? -1;
    };
    const at = { case: find('case'), activity: find('activity'), time: find('time') };
    const found = `found ${names.slice(0, 30).map((name) => `"${name}"`).join(', ')}`;
    for (const role of ['case', 'activity', 'time'] as const) {
      if (at[role] < 0 && (role !== 'time' || this.#options.time !== undefined)) throw new LogError(this.#line, `no column for the ${role}: expected ${this.#options[role] === undefined ? `one named like ${usual[role].slice(0, 3).join(', ')}` : `"${this.#options[role]}"`}; ${found}`);
    }
    this.#at = at;
    const { dateFormat, zone } = this.#options;
    this.#scanner.exports.beginCsv(count, this.#delimiter, dateFormat === undefined ? 1 : 0, zone === undefined ? 0 : 1);
    const taken = new Set<string>();
    this.#fields = names.map((plain, k) => {
      const role = k === at.case ? 'case' : k === at.activity ? 'activity' : k === at.time ? 'time' : 'other';
      let name = plain === '' ? `column ${k + 1}` : plain;
      while (taken.has(name)) name += "'";
      taken.add(name);
      if (role === 'other') this.#others.push(k);
      const kind = this.#options.types?.[plain] ?? (alwaysText.test(plain) ? 'text' : undefined);
      const declared = role === 'other' && kind !== undefined && kind !== 'text';
      const address = this.#scanner.exports.setField(k, role === 'time' ? valueKinds.instant : declared ? valueKinds.outside : valueKinds.text, keyRoles[role]);
      return { name, role, kind, declared, column: undefined, address, codes: [] };
    });
  }

  #row(bytes: Uint8Array, count: number): void {
    const fields = this.#fields;
    if (count !== fields.length) { this.#trouble.note(this.#line, `${count} fields: expected ${fields.length}, as in the first line`); return; }
    const froms = this.#from, tos = this.#to;
    // what can be wrong is read first, so that a line passed over leaves nothing behind
    const k = this.#at.case, a = this.#at.activity, t = this.#at.time;
    if (tos[k] === froms[k] || tos[a] === froms[a]) { this.#trouble.note(this.#line, `nothing in "${fields[tos[k] === froms[k] ? k : a]!.name}": expected the ${tos[k] === froms[k] ? 'case' : 'activity'}`); return; }
    let time = NaN;
    if (t >= 0 && tos[t] !== froms[t]) {
      const single = this.#single.get(t);
      time = single ? NaN : this.#readTime(bytes, froms[t]!, tos[t]!);
      if (Number.isNaN(time)) { this.#trouble.note(this.#line, `"${this.#text(bytes, t).slice(0, 60)}" in "${fields[t]!.name}": expected a date with time ${this.#options.dateFormat ? `written ${this.#options.dateFormat}` : 'like 2026-11-03T09:14:00+01:00'}`); return; }
    }
    const caseCode = this.#codeOf(k), activityCode = this.#codeOf(a);
    this.#takeTexts(fields[k]!);
    this.#takeTexts(fields[a]!);
    const row = this.#builder.length;
    for (const o of this.#others) {
      if (tos[o] === froms[o] && this.#quoted[o] === 0) continue;
      const field = fields[o]!;
      if (!field.declared) (field.column ??= this.#builder.events.column(field.name, 'text')).setCode(row, this.#codeOf(o));
      else {
        const single = this.#single.get(o);
        if (single) this.#declared(field, row, this.#line, single, 0, single.length);
        else this.#declared(field, row, this.#line, this.#scanner.bytes, froms[o]!, tos[o]!);
      }
    }
    this.#builder.add(fields[k]!.codes[caseCode]!, fields[a]!.codes[activityCode]!, time);
  }

  /** A value of a column whose kind was said. */
  #declared(field: Field, row: number, line: number, bytes: Uint8Array, from: number, to: number): void {
    if (from === to) return;
    const column = (field.column ??= this.#builder.events.column(field.name, field.kind!));
    const text = (): string => decoder.decode(bytes.subarray(from, to));
    if (field.kind === 'boolean') {
      const flag = truth.get(text().toLowerCase());
      if (flag !== undefined) { column.setBoolean(row, flag); return; }
    } else {
      const value = field.kind === 'number' ? numberOf(bytes, from, to) : this.#readTime(bytes, from, to);
      if (!Number.isNaN(value)) { if (field.kind === 'number') column.setNumber(row, value); else column.setInstant(row, value); return; }
    }
    this.#trouble.note(line, `"${text().slice(0, 60)}" in "${field.name}": expected ${field.kind === 'number' ? 'a number' : field.kind === 'boolean' ? 'true or false' : 'a date with time'}`);
  }

  /** The number of the text of a field of the line that is not plain. */
  #codeOf(k: number): number {
    const { address } = this.#fields[k]!, single = this.#single.get(k);
    return single ? this.#scanner.codeOfBytes(address, single) : this.#scanner.codeOf(address, this.#from[k]!, this.#to[k]!);
  }

  #text(bytes: Uint8Array, k: number): string {
    return decoder.decode(this.#single.get(k) ?? bytes.subarray(this.#from[k]!, this.#to[k]!));
  }

  /** The column as what all its texts are: numbers, instants, truth values; else text. */
  #typed(field: Field, column: TextColumn): Column {
    const scanner = this.#scanner, size = scanner.textCount(field.address);
    const all = (test: (bytes: Uint8Array) => boolean): boolean => {
      for (const bytes of scanner.textBytes(field.address)) if (!test(bytes)) return false;
      return size > 0;
    };
    const told = (read: (bytes: Uint8Array) => number): Float64Array => {
      const numbers = new Float64Array(size);
      let code = 0;
      for (const bytes of scanner.textBytes(field.address)) numbers[code++] = read(bytes);
      const rows = new Float64Array(column.codes.length);
      for (let row = 0; row < rows.length; row++) { const of = column.codes[row]!; rows[row] = of < 0 ? NaN : numbers[of]!; }
      return rows;
    };
    if (field.kind === undefined) {
      if (all(isNumber)) return { kind: 'number', numbers: told((bytes) => numberOf(bytes, 0, bytes.length)) };
      if (all((bytes) => bytes.length >= 16 && !Number.isNaN(this.#readIso(bytes, 0, bytes.length)))) return { kind: 'instant', numbers: told((bytes) => this.#readIso(bytes, 0, bytes.length)) };
      if (all((bytes) => bytes.length <= 5 && truth.has(decoder.decode(bytes).toLowerCase()))) {
        const flags = Int8Array.from(scanner.textBytes(field.address), (bytes) => (truth.get(decoder.decode(bytes).toLowerCase()) ? 1 : 0));
        return { kind: 'boolean', flags: Int8Array.from(column.codes, (code) => (code < 0 ? -1 : flags[code]!)) };
      }
    }
    return { kind: 'text', codes: column.codes, values: scanner.texts(field.address, 0, decoder) };
  }
}

const truth = new Map([['true', true], ['false', false]]);

/** Whether a text is a number and nothing is lost by reading it as one: `007` is a name, and so are 17 digits. */
function isNumber(bytes: Uint8Array): boolean {
  const first = bytes[0] === 0x2d ? 1 : 0;
  const digits = (i: number): boolean => bytes[i]! >= 48 && bytes[i]! <= 57;
  if (!digits(first) || !digits(bytes.length - 1) || (bytes[first] === 48 && bytes.length > first + 1 && digits(first + 1)) || bytes.length > 24) return false;
  const value = numberOf(bytes, 0, bytes.length);
  if (Number.isNaN(value)) return false;
  return bytes.length <= 16 || String(value) === decoder.decode(bytes);
}

function delimiterOf(line: Uint8Array): number {
  const counts = new Map([[0x2c, 0], [0x3b, 0], [0x09, 0], [0x7c, 0]]);
  let inQuotes = false;
  for (const byte of line) {
    if (byte === QUOTE) inQuotes = !inQuotes;
    else if (!inQuotes && counts.has(byte)) counts.set(byte, counts.get(byte)! + 1);
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

function undouble(bytes: Uint8Array, from: number, to: number, doubled: number): Uint8Array {
  const single = new Uint8Array(to - from - doubled);
  for (let i = from, j = 0; i < to; i++) {
    single[j++] = bytes[i]!;
    if (bytes[i] === QUOTE) i++;
  }
  return single;
}

/** The value of each case, where a column of events has the same throughout each. */
function valueOfCases(log: EventLog, column: Column): Column | undefined {
  const data = column.kind === 'text' ? column.codes : column.kind === 'boolean' ? column.flags : column.numbers;
  for (let c = 0; c < log.caseIds.length; c++) {
    const from = log.caseStart[c]!, to = log.caseStart[c + 1]!;
    for (let row = from + 1; row < to; row++) if (!Object.is(data[row], data[from])) return undefined;
  }
  return pick(column, log.caseStart.subarray(0, log.caseIds.length));
}
