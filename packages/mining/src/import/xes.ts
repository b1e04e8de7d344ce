import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { LogBuilder, type GrowingColumn } from '../log/builder.ts';
import type { Cell } from '../log/column.ts';
import type { EventLog } from '../log/event-log.ts';
import { instantOf } from './instant.ts';
import { Interner } from './interner.ts';

export interface XesOptions {
  /** Passes over what is broken and says so in `log.skipped`, instead of stopping there. */
  lenient?: boolean;
  /** Event attribute that names the activity. Default `concept:name`. */
  activityKey?: string;
  /** Event attribute that holds the instant. Default `time:timestamp`. */
  timeKey?: string;
}

/** A log that cannot be read: where, and what was expected there. */
export class LogError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.name = 'LogError';
    this.line = line;
  }
}

/** Reads an XES file (IEEE 1849-2016), plain or gzip, as a stream. */
export async function readXesFile(path: string, options: XesOptions = {}): Promise<EventLog> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  const first = await new Promise<Buffer | null>((resolve, reject) => {
    file.once('error', reject);
    file.once('readable', () => resolve(file.read() as Buffer | null));
  });
  if (first) file.unshift(first);
  const zipped = first !== null && first[0] === 0x1f && first[1] === 0x8b;
  return readXes(zipped ? file.pipe(createGunzip({ chunkSize: 1 << 20 })) : file, options);
}

/** Reads XES from a stream of bytes. */
export async function readXes(stream: Readable | AsyncIterable<Uint8Array>, options: XesOptions = {}): Promise<EventLog> {
  const reader = new XesReader(options);
  for await (const chunk of stream) reader.write(chunk as Uint8Array);
  return reader.finish();
}

/** Reads XES text at hand. */
export function parseXes(text: string | Uint8Array, options: XesOptions = {}): EventLog {
  const reader = new XesReader(options);
  reader.write(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return reader.finish();
}

const LT = 0x3c, GT = 0x3e, SLASH = 0x2f, QUOTE = 0x22, APOSTROPHE = 0x27, EQUALS = 0x3d, AMPERSAND = 0x26, NEWLINE = 0x0a;
const decoder = new TextDecoder();
const noBytes = new Uint8Array(0);

/** What an element is, by its name. */
const kinds = new Map<string, ElementKind>([
  ['log', 'log'], ['trace', 'trace'], ['event', 'event'], ['global', 'global'], ['extension', 'other'], ['classifier', 'other'],
  ['string', 'text'], ['date', 'instant'], ['int', 'number'], ['float', 'number'], ['boolean', 'boolean'], ['id', 'text'],
  ['list', 'list'], ['container', 'list'], ['values', 'values'],
]);
type ElementKind = 'log' | 'trace' | 'event' | 'global' | 'other' | 'text' | 'instant' | 'number' | 'boolean' | 'list' | 'values';
const isAttribute = (kind: ElementKind): boolean => kind === 'text' || kind === 'instant' || kind === 'number' || kind === 'boolean' || kind === 'list';

/** A byte-level reader: tags are found in the bytes and texts are decoded once each. */
class XesReader {
  readonly #builder = new LogBuilder();
  readonly #lenient: boolean;
  readonly #activityKey: string;
  readonly #timeKey: string;

  #rest: Uint8Array = noBytes;
  #line = 1;
  #sawLog = false;

  readonly #names = new Interner();
  readonly #kinds: ElementKind[] = [];
  readonly #keys = new Interner();
  readonly #keyTexts: string[] = [];
  /** Columns of event attributes by key number, with an interner for the text values of each. */
  readonly #columns: (GrowingColumn | undefined)[] = [];
  readonly #values: (Interner | undefined)[] = [];
  /** Activities by the bytes of their name. */
  readonly #activityCodes = new Interner();
  readonly #activities: number[] = [];

  /** Open elements, the log first. */
  readonly #open: { kind: ElementKind; key: string }[] = [];
  #nested = 0;
  #globals = 0;
  #trace = -1;
  #traceId: string | undefined;
  #traceCells: [string, Cell | { instant: number }][] = [];
  #inEvent = false;
  #activity = -1;
  #time = NaN;

  constructor(options: XesOptions) {
    this.#lenient = options.lenient ?? false;
    this.#activityKey = options.activityKey ?? 'concept:name';
    this.#timeKey = options.timeKey ?? 'time:timestamp';
  }

  write(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    this.#rest = bytes.subarray(this.#scan(bytes));
    // one tag, comment or CDATA section of this size is no log
    if (this.#rest.length > 1 << 26) throw new LogError(this.#line, 'an element that does not end within 64 MB');
  }

  finish(): EventLog {
    if (this.#rest.some((byte) => byte > 32)) this.#broken('the file ends inside an element');
    if (!this.#sawLog) throw new LogError(this.#line, 'expected an XES document with a <log> element');
    if (this.#open.length > 0) {
      this.#broken(`the file ends before </${this.#open.at(-1)!.kind}>`);
      while (this.#open.length > 0) this.#close();
    }
    return this.#builder.finish();
  }

  #broken(what: string): void {
    if (!this.#lenient) throw new LogError(this.#line, what);
    this.#builder.skipped.push({ line: this.#line, what });
  }

  /** Takes all whole tags in `bytes`; returns where the first unfinished one begins. */
  #scan(bytes: Uint8Array): number {
    const end = bytes.length;
    let at = 0;
    for (;;) {
      let lt = at;
      while (lt < end && bytes[lt] !== LT) if (bytes[lt++] === NEWLINE) this.#line++;
      if (lt >= end) return end;
      if (lt + 1 >= end) return lt;
      const next = bytes[lt + 1]!;
      let close: number;
      if (next === 0x21 || next === 0x3f) {
        if (end - lt < 9) return lt;
        close = this.#aside(bytes, lt, end);
        if (close < 0) return lt;
      } else {
        close = lt + 1;
        let quote = 0;
        for (; close < end; close++) {
          const byte = bytes[close]!;
          if (quote !== 0) { if (byte === quote) quote = 0; }
          else if (byte === GT) break;
          else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
        }
        if (close >= end) return lt;
        if (next === SLASH) this.#close();
        else this.#element(bytes, lt + 1, close);
      }
      for (let i = lt; i < close; i++) if (bytes[i] === NEWLINE) this.#line++;
      at = close + 1;
    }
  }

  /** Comments, processing instructions and CDATA say nothing here; a DOCTYPE could define entities and is refused. */
  #aside(bytes: Uint8Array, lt: number, end: number): number {
    const until = (text: string, from: number): number => {
      for (let i = from; i + text.length <= end; i++) {
        let j = 0;
        while (j < text.length && bytes[i + j] === text.charCodeAt(j)) j++;
        if (j === text.length) return i + text.length - 1;
      }
      return -1;
    };
    if (bytes[lt + 1] === 0x3f) return until('?>', lt + 2);
    if (bytes[lt + 2] === 0x2d) return until('-->', lt + 4);
    if (bytes[lt + 2] === 0x5b) return until(']]>', lt + 9);
    throw new LogError(this.#line, 'a DOCTYPE is not read (it could hide entities); take it out');
  }

  #element(bytes: Uint8Array, from: number, to: number): void {
    const selfClosed = bytes[to - 1] === SLASH;
    const end = selfClosed ? to - 1 : to;
    let i = from;
    while (i < end && bytes[i]! > 32) i++;
    const kind = this.#kindOf(bytes, from, i);

    let keyFrom = -1, keyTo = -1, valueFrom = -1, valueTo = -1;
    if (isAttribute(kind)) {
      while (i < end) {
        while (i < end && bytes[i]! <= 32) i++;
        const name = i;
        while (i < end && bytes[i] !== EQUALS && bytes[i]! > 32) i++;
        const nameTo = i;
        while (i < end && bytes[i] !== QUOTE && bytes[i] !== APOSTROPHE) i++;
        const quote = bytes[i];
        const value = ++i;
        while (i < end && bytes[i] !== quote) i++;
        if (i >= end && nameTo > name) { this.#broken('an attribute without its value in quotes'); break; }
        if (nameTo - name === 3 && bytes[name] === 0x6b) { keyFrom = value; keyTo = i; }
        else if (nameTo - name === 5 && bytes[name] === 0x76) { valueFrom = value; valueTo = i; }
        i++;
      }
      this.#attribute(kind, bytes, keyFrom, keyTo, valueFrom, valueTo, selfClosed);
      return;
    }

    if (kind === 'log') this.#sawLog = true;
    else if (kind === 'trace') {
      if (this.#trace >= 0) this.#broken('a <trace> inside a <trace>');
      this.#trace = this.#builder.openCase();
      this.#traceId = undefined;
      this.#traceCells = [];
    } else if (kind === 'event') {
      if (this.#trace < 0) { this.#broken('an <event> outside any <trace>'); this.#trace = this.#builder.openCase(); }
      if (this.#inEvent) this.#broken('an <event> inside an <event>');
      this.#inEvent = true;
      this.#activity = -1;
      this.#time = NaN;
    }
    if (kind === 'global') this.#globals++;
    this.#open.push({ kind, key: '' });
    if (selfClosed) this.#close();
  }

  #close(): void {
    const element = this.#open.pop();
    if (!element) { this.#broken('an end tag without its beginning'); return; }
    if (element.kind === 'event') this.#endEvent();
    else if (element.kind === 'trace') this.#endTrace();
    else if (element.kind === 'global') this.#globals--;
    else if (isAttribute(element.kind)) this.#nested--;
  }

  #endEvent(): void {
    this.#inEvent = false;
    const row = this.#builder.length;
    if (this.#activity < 0) {
      if (!this.#lenient) throw new LogError(this.#line, `an <event> without ${this.#activityKey}: expected <string key="${this.#activityKey}" value="…"/>`);
      this.#builder.skipped.push({ line: this.#line, what: `an <event> without ${this.#activityKey}` });
      this.#activity = this.#builder.activities.code('');
    }
    if (this.#builder.add(this.#trace, this.#activity, this.#time) !== row) throw new Error('xes: rows out of step');
  }

  #endTrace(): void {
    const id = this.#traceId;
    const number = id === undefined ? this.#trace : this.#builder.nameCase(this.#trace, id);
    for (const [key, cell] of this.#traceCells) this.#builder.cases.set(key, number, cell);
    this.#trace = -1;
  }

  #attribute(kind: ElementKind, bytes: Uint8Array, keyFrom: number, keyTo: number, valueFrom: number, valueTo: number, selfClosed: boolean): void {
    const inGlobal = this.#globals > 0;
    let path = '';
    // real logs hold nested attributes without a key (ProM writes a mean that way): they are their parent's
    if (keyFrom < 0 && this.#nested === 0) this.#broken('an attribute without a key');
    else if (!inGlobal) {
      if (this.#nested > 0 || !this.#inEvent) {
        const key = this.#text(bytes, keyFrom, keyTo);
        const parent = this.#nested > 0 ? this.#open.at(-1)!.key : '';
        path = parent ? `${parent}/${key}` : key;
        if (valueFrom >= 0 || kind === 'list') this.#slow(path, kind, bytes, valueFrom, valueTo);
      } else {
        const number = this.#keys.code(bytes, keyFrom, keyTo);
        if (number === this.#keyTexts.length) this.#keyTexts.push(this.#text(bytes, keyFrom, keyTo));
        path = this.#keyTexts[number]!;
        if (valueFrom >= 0) this.#fast(number, path, kind, bytes, valueFrom, valueTo);
      }
    }
    if (!selfClosed) { this.#open.push({ kind, key: path }); this.#nested++; }
  }

  /** The common case: an attribute right under an event. */
  #fast(number: number, key: string, kind: ElementKind, bytes: Uint8Array, from: number, to: number): void {
    if (key === this.#activityKey) {
      const code = this.#activityCodes.code(bytes, from, to);
      if (code === this.#activities.length) this.#activities.push(this.#builder.activities.code(this.#text(bytes, from, to)));
      this.#activity = this.#activities[code]!;
      return;
    }
    if (kind === 'instant') {
      const ms = instantOf(bytes, from, to);
      if (Number.isNaN(ms)) { this.#broken(`"${this.#text(bytes, from, to)}" is no date with time (expected 2026-11-03T09:14:00+01:00)`); return; }
      if (key === this.#timeKey) this.#time = ms;
      else this.#builder.events.column(key, 'instant').setInstant(this.#builder.length, ms);
      return;
    }
    const row = this.#builder.length;
    if (kind === 'text') {
      const column = (this.#columns[number] ??= this.#builder.events.column(key, 'text'));
      if (column.kind === 'text') {
        const interner = (this.#values[number] ??= new Interner());
        const code = interner.code(bytes, from, to);
        // the column's dictionary may hold texts of another reader path: keep the two numberings apart
        const codes = (this.#codesOf[number] ??= []);
        if (code === codes.length) codes.push(column.dictionary.code(this.#text(bytes, from, to)));
        column.setCode(row, codes[code]!);
      } else column.setText(row, this.#text(bytes, from, to));
      return;
    }
    this.#slowValue(this.#builder.events, row, key, kind, bytes, from, to);
  }
  readonly #codesOf: (number[] | undefined)[] = [];

  /** Attributes of traces and of the log, and those nested in others. */
  #slow(path: string, kind: ElementKind, bytes: Uint8Array, from: number, to: number): void {
    if (kind === 'list') return;
    if (this.#inEvent) { this.#slowValue(this.#builder.events, this.#builder.length, path, kind, bytes, from, to); return; }
    const cell = this.#cell(kind, bytes, from, to);
    if (cell === undefined) return;
    if (this.#trace < 0) this.#builder.attributes.set(path, typeof cell === 'object' && cell !== null ? cell.instant : cell);
    else if (path === 'concept:name') this.#traceId = String(typeof cell === 'object' && cell !== null ? cell.instant : cell);
    else this.#traceCells.push([path, cell]);
  }

  #slowValue(table: LogBuilder['events'], row: number, key: string, kind: ElementKind, bytes: Uint8Array, from: number, to: number): void {
    const cell = this.#cell(kind, bytes, from, to);
    if (cell !== undefined) table.set(key, row, cell);
  }

  #cell(kind: ElementKind, bytes: Uint8Array, from: number, to: number): Cell | { instant: number } | undefined {
    const text = this.#text(bytes, from, to);
    if (kind === 'text') return text;
    if (kind === 'boolean') return text.trim().toLowerCase() === 'true';
    if (kind === 'instant') {
      const ms = instantOf(bytes, from, to);
      if (!Number.isNaN(ms)) return { instant: ms };
    } else {
      const value = Number(text);
      if (text.trim() !== '' && !Number.isNaN(value)) return value;
    }
    this.#broken(`"${text}" is no ${kind === 'number' ? 'number' : 'date with time'}`);
    return undefined;
  }

  #kindOf(bytes: Uint8Array, from: number, to: number): ElementKind {
    const code = this.#names.code(bytes, from, to);
    if (code === this.#kinds.length) this.#kinds.push(kinds.get(decoder.decode(bytes.subarray(from, to)).replace(/^.*:/, '')) ?? 'other');
    return this.#kinds[code]!;
  }

  #text(bytes: Uint8Array, from: number, to: number): string {
    const text = decoder.decode(bytes.subarray(from, to));
    for (let i = from; i < to; i++) if (bytes[i] === AMPERSAND) return unescapeXml(text);
    return text;
  }
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(\w+));/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex !== undefined ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
