import { LogBuilder } from '../log/builder.ts';
import type { EventLog, XesHeader, XesType } from '../log/event-log.ts';
import type { TypedCell } from '../log/growing.ts';
import { instantOf } from './instant.ts';
import { Interner } from './interner.ts';
import { LogError, Trouble } from './log-error.ts';
import { numberOf } from './number.ts';
import { keyRoles, places, Scanner, valueKinds } from './scanner.ts';
import { countLines, parts, placeOf } from './window.ts';
import { unescapeXml } from './xml-text.ts';

export interface XesOptions {
  /** Passes over what is broken and says so in `log.skipped`, instead of stopping there. */
  lenient?: boolean;
  /** Event attribute that names the activity. Default `concept:name`. */
  activityKey?: string;
  /** Event attribute that holds the instant. Default `time:timestamp`. */
  timeKey?: string;
}

/** Bounds against files made to exhaust: no log comes near them. */
const mostKeys = 5_000, longestName = 64, deepest = 100, longestTag = 1 << 24, mostCells = 2 ** 29;

const LT = 0x3c, GT = 0x3e, SLASH = 0x2f, QUOTE = 0x22, APOSTROPHE = 0x27, EQUALS = 0x3d, SPACE = 0x20, NEWLINE = 0x0a;
const encoder = new TextEncoder();

type Kind = 'log' | 'trace' | 'event' | 'global' | 'extension' | 'classifier' | 'values' | 'unknown' | 'passed over' | XesType;
const kinds = new Set<string>(['log', 'trace', 'event', 'global', 'extension', 'classifier', 'values', 'string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container']);
const attributes = new Set<Kind>(['string', 'id', 'date', 'int', 'float', 'boolean', 'list', 'container']);
const isAttribute = (kind: Kind): boolean => attributes.has(kind);
/** The attributes of tags that are read; key and value stand first. */
const givenNames = ['key', 'value', 'xes.version', 'scope', 'name', 'prefix', 'uri', 'keys'] as const;
interface Given { name: Uint8Array; from: number; to: number }
const expected: Partial<Record<Kind, string>> = { date: 'a date with time like 2026-11-03T09:14:00+01:00', int: 'a whole number', float: 'a number', boolean: 'true or false' };

/** What the scanner is told of: kinds of attributes whose tags may be spelled plainly, and how they are then. */
const scanned: Partial<Record<Kind, number>> = { string: valueKinds.text, id: valueKinds.text, date: valueKinds.instant, int: valueKinds.integer, float: valueKinds.number, boolean: valueKinds.boolean };
const plainStart = /^<[a-z]+ key="[^"<\n]*" value="$/;
const longestStart = 300;

/** An attribute that the scanner reads by itself, of events or of traces. */
interface ScannedKey {
  /** The scanner's. */
  address: number;
  path: string;
  kind: number;
  role: number;
  /** Its texts so far, and the number of each in its column (or among the activities). */
  texts: string[];
  codes: number[];
  /** Whether those are the same numbers. */
  same: boolean;
}

interface Open { kind: Kind; name: number; path: string; items: number }

/**
 * A byte-level reader: tags are found in the bytes and texts are decoded once each. Traces and events that are spelled
 * plainly (`<string key="…" value="…"/>`, as nearly all are) are taken by the `Scanner`, whole; all else, and all that is
 * broken, goes through `#tag`, which gives the same result for what is plain.
 */
export class XesReader {
  readonly #builder = new LogBuilder();
  readonly #trouble: Trouble;
  readonly #lenient: boolean;
  readonly #activityKey: string;
  readonly #timeKey: string;
  readonly #activityPath: string;
  readonly #timePath: string;
  #decoder = new TextDecoder();

  /** Holds the bytes from the first tag that is not whole yet; and how many there must be before it is worth looking again. */
  readonly #scanner: Scanner;
  #worthwhile = 0;
  /** The line on which the tag being read begins. */
  #line = 1;

  readonly #names = new Interner();
  readonly #kinds: Kind[] = [];
  readonly #traceName: number;
  /** What the scanner was told to read, and what of the rest was told to it or is not for it. */
  readonly #scannedOfEvents: ScannedKey[] = [];
  readonly #scannedOfTraces: ScannedKey[] = [];
  readonly #looked = { event: new Set<string>(), trace: new Set<string>() };
  /** Whether the trace being read was begun by the scanner, and the number its case has. */
  #scannedTrace = false;
  #scannedCase = -1;
  readonly #allKeys = new Set<string>();

  /** Open elements, the log first. */
  readonly #open: Open[] = [];
  #nested = 0;
  #ignored = 0;
  #global: XesHeader['globals'][number] | undefined;
  #sawLog = false;
  #trace = -1;
  #traceId: string | undefined;
  #traceCells: [string, TypedCell][] = [];
  #inEvent = false;
  #activity = -1;
  #time = NaN;
  readonly #header: XesHeader = { version: '', extensions: [], classifiers: [], globals: [], types: { log: new Map(), case: new Map(), event: new Map() }, nested: new Map() };

  constructor(options: XesOptions) {
    this.#lenient = options.lenient ?? false;
    this.#trouble = new Trouble(this.#lenient, this.#builder.skipped);
    this.#activityKey = options.activityKey ?? 'concept:name';
    this.#timeKey = options.timeKey ?? 'time:timestamp';
    this.#activityPath = pathPart(this.#activityKey);
    this.#timePath = pathPart(this.#timeKey);
    const trace = encoder.encode('trace   ');
    this.#traceName = this.#nameAt(new DataView(trace.buffer), trace, 0, 5);
    this.#scanner = new Scanner({ readTime: instantOf, readNumber: numberOf });
    if (options.activityKey !== undefined) this.#header.activityKey = options.activityKey;
    if (options.timeKey !== undefined) this.#header.timeKey = options.timeKey;
  }

  /** Whether a log has begun: then what was read so far can be given. */
  get begun(): boolean { return this.#sawLog; }

  write(chunk: Uint8Array): void {
    const window = this.#scanner;
    for (const part of parts(chunk)) {
      window.add(part);
      // a tag over many chunks is looked at again only when there is twice as much of it
      if (window.length < this.#worthwhile) continue;
      const used = this.#scan();
      window.drop(used);
      this.#worthwhile = used === 0 ? window.length * 2 : 0;
      if (window.length > longestTag) throw new LogError(this.#line, 'an element that does not end within 16 MB: expected ">"');
    }
  }

  /** Says that something went wrong outside, at the place reached. */
  note(what: string): void { this.#trouble.note(this.#line, what); }

  finish(): EventLog {
    this.#scanner.drop(this.#scan());
    if (this.#scanner.bytes.subarray(0, this.#scanner.length).some((byte) => byte > SPACE)) this.#broken('the file ends inside an element');
    if (!this.#sawLog) throw new LogError(this.#line, 'expected an XES document with a <log> element');
    if (this.#open.length > 0) {
      this.#broken(`the file ends before </${this.#open.at(-1)!.kind}>`);
      while (this.#open.length > 0) this.#close();
    }
    this.#boundCells();
    this.#trouble.finish(this.#line);
    const log = this.#builder.finish();
    const { types } = this.#header;
    this.#takenKeys = new Set(this.#slashes ? [log.eventAttributes, log.caseAttributes, log.attributes].flatMap((columns) => [...columns.keys()].filter((path) => !path.includes('/')).map(keyOf)) : []);
    log.eventAttributes = this.#plainKeys(log.eventAttributes, types.event);
    log.caseAttributes = this.#plainKeys(log.caseAttributes, types.case);
    log.attributes = this.#plainKeys(log.attributes, types.log);
    log.xes = this.#header;
    return log;
  }

  #broken(what: string): void {
    this.#trouble.note(this.#line, what);
  }

  /** Takes all whole tags in the window; returns where the first unfinished one begins. */
  #scan(): number {
    const scanner = this.#scanner, end = scanner.length;
    let at = 0;
    for (;;) {
      if (this.#nested === 0 && this.#ignored === 0 && !this.#inEvent && this.#sawLog && this.#atTraces()) at = this.#scanPlain(at);
      const { bytes, view } = scanner;
      let line = this.#line;
      for (let byte; at < end && (byte = bytes[at]!) !== LT; at++) if (byte === NEWLINE) line++;
      this.#line = line;
      if (at >= end) return at;
      const close = this.#tag(view, bytes, at, end);
      if (close < 0) return at;
      this.#line = line + countLines(scanner.view, scanner.bytes, at, close);
      at = close;
    }
  }

  /** Whether what comes next is a child of the log or of a trace. */
  #atTraces(): boolean {
    const { length } = this.#open;
    return length === 1 ? this.#trace < 0 : length === 2 && this.#open[1]!.kind === 'trace';
  }

  /** Takes what is plain from `at` on. Returns where that ends. */
  #scanPlain(at: number): number {
    const scanner = this.#scanner, { exports } = scanner, builder = this.#builder;
    exports.setRow(builder.length);
    exports.setNextCase(builder.caseCount);
    exports.setLine(this.#line);
    exports.setPlace(this.#trace < 0 ? places.log : this.#scannedTrace ? places.trace : places.ownTrace, Math.max(0, this.#trace));
    for (;;) {
      const next = scanner.run('xes', at);
      this.#takeTraces(builder.caseCount, exports.nextCase.value);
      this.#takeEvents(builder.length, exports.row.value);
      if (next === at) break;
      at = next;
    }
    this.#line = exports.line.value;
    const place = exports.place.value;
    if (place === places.log && this.#open.length === 2) this.#open.pop();
    if (place === places.trace && this.#open.length === 1) this.#open.push({ kind: 'trace', name: this.#traceName, path: '', items: 0 });
    this.#scannedTrace = place === places.trace;
    if (place !== places.ownTrace) this.#trace = place === places.log ? -1 : exports.currentCase.value;
    return at;
  }

  /** Takes over the traces that the scanner began: their names and attributes. */
  #takeTraces(from: number, to: number): void {
    if (from === to) return;
    const builder = this.#builder, scanner = this.#scanner;
    for (let c = from; c < to; c++) builder.openCase();
    const numbers = Int32Array.from({ length: to - from }, (_, i) => from + i);
    for (const key of this.#scannedOfTraces) {
      if (key.path !== 'concept:name') continue;
      this.#takeTexts(key, null);
      scanner.codes(key.address, from, to)?.forEach((code, i) => { if (code >= 0) numbers[i] = builder.nameCase(from + i, key.texts[code]!); });
    }
    for (const key of this.#scannedOfTraces) {
      if (key.path === 'concept:name') continue;
      if (key.kind === valueKinds.text) this.#takeTexts(key, null);
      const values = key.kind === valueKinds.text || key.kind === valueKinds.boolean ? scanner.codes(key.address, from, to) : scanner.numbers(key.address, from, to);
      values?.forEach((value: number, i: number) => { if (value >= 0 || value < 0 && key.kind !== valueKinds.text && key.kind !== valueKinds.boolean) builder.cases.set(key.path, numbers[i]!, cellOf(key, value)); });
    }
    this.#scannedCase = numbers[numbers.length - 1]!;
  }

  /** Takes over the events that the scanner read: rows `from` to `to`, of one block. */
  #takeEvents(from: number, to: number): void {
    if (from === to) return;
    const builder = this.#builder, scanner = this.#scanner;
    let activities!: Int32Array, times: Float64Array | null = null;
    for (const key of this.#scannedOfEvents) {
      if (key.role === keyRoles.time) times = scanner.numbers(key.address, from, to);
      else if (key.role === keyRoles.activity) {
        this.#takeTexts(key, (text) => builder.activities.code(text));
        activities = coded(key, scanner.codes(key.address, from, to)!);
      } else this.#takeColumn(key, from, to);
    }
    builder.addRange(scanner.cases(from, to), activities, times);
  }

  #takeColumn(key: ScannedKey, from: number, to: number): void {
    const { events } = this.#builder, scanner = this.#scanner;
    if (key.kind === valueKinds.text) {
      const codes = scanner.codes(key.address, from, to);
      if (!codes) return;
      const column = events.column(key.path, 'text');
      this.#takeTexts(key, (text) => column.dictionary.code(text));
      if (column.kind === 'text') column.setCodes(from, coded(key, codes));
      else codes.forEach((code, i) => { if (code >= 0) column.setText(from + i, key.texts[code]!); });
    } else if (key.kind === valueKinds.boolean) {
      scanner.codes(key.address, from, to)?.forEach((flag, i) => { if (flag >= 0) events.column(key.path, 'boolean').setBoolean(from + i, flag === 1); });
    } else {
      const numbers = scanner.numbers(key.address, from, to);
      if (!numbers) return;
      const kind = key.kind === valueKinds.instant ? 'instant' : 'number';
      const column = events.column(key.path, kind);
      if (column.kind === kind) column.setNumbers(from, numbers);
      else numbers.forEach((value, i) => { if (value === value) { if (kind === 'instant') column.setInstant(from + i, value); else column.setNumber(from + i, value); } });
    }
  }

  /** Takes over the texts of a key that are new, each to its number among those of `code`. */
  #takeTexts(key: ScannedKey, code: ((text: string) => number) | null): void {
    const from = key.texts.length;
    if (this.#scanner.textCount(key.address) === from) return;
    for (const raw of this.#scanner.texts(key.address, from, this.#decoder)) {
      const text = raw.includes('&') ? unescapeXml(raw) : raw;
      if (code) {
        const number = code(text);
        if (number !== key.texts.length) key.same = false;
        key.codes.push(number);
      }
      key.texts.push(text);
    }
  }

  /** Tells the scanner of an attribute of an event or a trace, if the tag at `lt` is spelled plainly up to its value. */
  #tellScanner(kind: Kind, path: string, bytes: Uint8Array, lt: number): void {
    const looked = this.#inEvent ? this.#looked.event : this.#looked.trace;
    if (looked.has(path)) return;
    looked.add(path);
    const from = this.#given[1]!.from, scannedKind = scanned[kind];
    if (scannedKind === undefined || from < 0 || from - lt > longestStart || !plainStart.test(new TextDecoder().decode(bytes.subarray(lt, from)))) return;
    let role: number = keyRoles.other;
    if (this.#inEvent && path === this.#activityPath) {
      if (scannedKind !== valueKinds.text) return;
      role = keyRoles.activity;
    } else if (this.#inEvent && path === this.#timePath) {
      if (scannedKind !== valueKinds.instant) return;
      role = keyRoles.time;
    } else if (!this.#inEvent && path === 'concept:name' && scannedKind !== valueKinds.text) return;
    const address = this.#scanner.exports.addXesKey(this.#inEvent ? 0 : 1, scannedKind, role, this.#scanner.addressOf(lt), from - lt);
    if (address !== 0) (this.#inEvent ? this.#scannedOfEvents : this.#scannedOfTraces).push({ address, path, kind: scannedKind, role, texts: [], codes: [], same: true });
  }

  /** The long way: any tag. Returns where it ends, -1 where its end is not there yet. */
  #tag(view: DataView, bytes: Uint8Array, lt: number, end: number): number {
    if (lt + 1 >= end) return -1;
    const next = bytes[lt + 1]!;
    if (next === 0x21 || next === 0x3f) {
      if (end - lt < 9) return -1;
      const close = this.#aside(bytes, lt, end);
      return close < 0 ? -1 : close + 1;
    }
    let close = lt + 1;
    for (; close < end; close++) {
      const byte = bytes[close]!;
      if (byte === GT) break;
      if (byte === QUOTE || byte === APOSTROPHE) close = placeOf(byte, view, bytes, close + 1, end);
    }
    if (close >= end) return -1;
    if (next === SLASH) this.#endTag(bytes, lt + 2, close);
    else this.#element(view, bytes, lt + 1, close);
    return close + 1;
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
    if (bytes[lt + 1] === 0x3f) {
      const close = until('?>', lt + 2);
      if (close > 0) this.#declaration(this.#decoder.decode(bytes.subarray(lt, close)));
      return close;
    }
    if (bytes[lt + 2] === 0x2d) return until('-->', lt + 4);
    if (bytes[lt + 2] === 0x5b) return until(']]>', lt + 9);
    throw new LogError(this.#line, 'a DOCTYPE is not read (it could hide entities); take it out');
  }

  #declaration(text: string): void {
    const label = /^<\?xml\s.*encoding\s*=\s*["']([\w.:-]+)["']/s.exec(text)?.[1]?.toLowerCase();
    // UTF-16 came over to UTF-8 before, by its byte order mark
    if (!label || label.startsWith('utf') || label === 'us-ascii') return;
    try { this.#decoder = new TextDecoder(label); } catch { this.#broken(`the encoding "${label}" is not known; expected UTF-8`); }
  }

  #element(view: DataView, bytes: Uint8Array, from: number, to: number): void {
    const selfClosed = bytes[to - 1] === SLASH;
    const end = selfClosed ? to - 1 : to;
    let i = from;
    while (i < end && bytes[i]! > SPACE) i++;
    const name = this.#nameOf(bytes, from, i);
    let kind = this.#kinds[name]!;
    if (kind === 'event' && this.#trace < 0 && this.#ignored === 0 && this.#sawLog) {
      this.#broken('an <event> outside any <trace>: expected it in one (the standard allows it, but an event of no case is part of no process)');
      kind = 'passed over';
    }
    this.#takeGiven(view, bytes, i, end, kind);
    let path = '';
    if (this.#ignored > 0) { /* something under an element that XES does not know */ }
    else if (isAttribute(kind)) {
      path = this.#attribute(kind, bytes);
      if (selfClosed && this.#nested === 0 && !this.#global && this.#trace >= 0 && path !== '') this.#tellScanner(kind, path, bytes, from - 1);
    }
    else this.#structure(kind, bytes, from, i);
    if (selfClosed && isAttribute(kind)) return;
    if (this.#open.length >= deepest) throw new LogError(this.#line, `elements ${deepest} deep`);
    if (this.#ignored > 0 || kind === 'unknown' || kind === 'passed over') this.#ignored++;
    if (isAttribute(kind)) this.#nested++;
    this.#open.push(kind === 'event' ? this.#eventElement : { kind, name, path, items: 0 });
    if (kind === 'event') this.#eventElement.name = name;
    if (selfClosed) this.#close();
  }
  readonly #eventElement: Open = { kind: 'event', name: -1, path: '', items: 0 };

  /** The attributes of a tag into `#given`: where each one's value stands. Those of the tag before are forgotten. */
  #takeGiven(view: DataView, bytes: Uint8Array, from: number, end: number, kind: Kind): void {
    const given = this.#given;
    for (const one of given) one.from = -1;
    let i = from;
    for (;;) {
      while (i < end && bytes[i]! <= SPACE) i++;
      if (i >= end) return;
      const name = i;
      while (i < end && bytes[i] !== EQUALS && bytes[i]! > SPACE) i++;
      const nameTo = i;
      while (i < end && bytes[i]! <= SPACE) i++;
      if (bytes[i] === EQUALS && i < end) i++; else i = end;
      while (i < end && bytes[i]! <= SPACE) i++;
      const quote = bytes[i];
      const value = i + 1;
      i = i < end && (quote === QUOTE || quote === APOSTROPHE) ? placeOf(quote, view, bytes, value, end) : end;
      if (i >= end) {
        this.#broken(`"${this.#text(bytes, name, nameTo).slice(0, 40)}" in <${kind}> without its value in quotes: expected name="value"`);
        return;
      }
      for (const one of given) if (one.name.length === nameTo - name && startsWith(bytes, name, nameTo, one.name)) { one.from = value; one.to = i; break; }
      i++;
    }
  }
  /** The attributes of tags that mean something to XES. */
  readonly #given: Given[] = givenNames.map((name) => ({ name: encoder.encode(name), from: -1, to: -1 }));
  /** Value of an attribute of the tag being read; empty where it has none. */
  #givenText(bytes: Uint8Array, name: typeof givenNames[number]): string {
    const at = this.#given[givenNames.indexOf(name)]!;
    return at.from < 0 ? '' : this.#text(bytes, at.from, at.to);
  }

  /** A key as a part of a path. Keys are few and each is decoded once; but the long ones (ProM counts variants under their names) come once. */
  #keyText(bytes: Uint8Array, from: number, to: number): string {
    if (to - from > longestName || this.#keys.size >= mostKeys * 4) return this.#pathPart(this.#text(bytes, from, to));
    const code = this.#keys.code(this.#scanner.view, bytes, from, to);
    if (code === this.#keyTexts.length) this.#keyTexts.push(this.#pathPart(this.#text(bytes, from, to)));
    return this.#keyTexts[code]!;
  }
  #pathPart(key: string): string {
    const part = pathPart(key);
    if (part.includes('\0')) this.#slashes = true;
    return part;
  }
  /** Whether a key holds a slash: then a path is not yet the key of a column. */
  #slashes = false;
  readonly #keys = new Interner();
  readonly #keyTexts: string[] = [];

  #structure(kind: Kind, bytes: Uint8Array, from: number, to: number): void {
    if (kind !== 'log' && !this.#sawLog) { this.#broken('expected an XES document with a <log> element'); return; }
    switch (kind) {
      case 'log':
        if (this.#sawLog) this.#broken('a second <log>');
        this.#sawLog = true;
        this.#header.version = this.#givenText(bytes, 'xes.version');
        break;
      case 'trace':
        if (this.#trace >= 0) { this.#broken('a <trace> inside a <trace>: expected </trace> first'); this.#endTrace(); }
        this.#trace = this.#builder.openCase();
        break;
      case 'event':
        if (this.#inEvent) { this.#broken('an <event> inside an <event>: expected </event> first'); this.#endEvent(); }
        this.#beginEvent();
        break;
      case 'global': {
        const scope = this.#givenText(bytes, 'scope') || 'event';
        if (scope !== 'event' && scope !== 'trace') this.#broken(`a global with scope "${scope}": expected event or trace`);
        this.#global = { scope: scope === 'trace' ? 'trace' : 'event', attributes: [] };
        this.#header.globals.push(this.#global);
        break;
      }
      case 'extension': this.#header.extensions.push({ name: this.#givenText(bytes, 'name'), prefix: this.#givenText(bytes, 'prefix'), uri: this.#givenText(bytes, 'uri') }); break;
      case 'classifier': {
        const keys = keysOf(this.#givenText(bytes, 'keys'));
        if (keys.length === 0) this.#broken(`the classifier "${this.#givenText(bytes, 'name')}" names no attribute: expected keys="concept:name …"`);
        else this.#header.classifiers.push({ name: this.#givenText(bytes, 'name'), scope: this.#givenText(bytes, 'scope') === 'trace' ? 'trace' : 'event', keys });
        break;
      }
      case 'unknown': {
        // other elements are no mistake (XES can be embedded and extended), but what they hold is not kept
        if (this.#builder.skipped.length < 100) this.#builder.skipped.push({ line: this.#line, what: `<${this.#text(bytes, from, to).slice(0, 40)}> is not an element of XES` });
        break;
      }
      default:
    }
  }

  #endTag(bytes: Uint8Array, from: number, to: number): void {
    while (to > from && bytes[to - 1]! <= SPACE) to--;
    const name = this.#nameOf(bytes, from, to);
    const top = this.#open.at(-1);
    if (top && top.name === name) { this.#close(); return; }
    const text = this.#text(bytes, from, to).slice(0, 40);
    if (!top) { this.#broken(`</${text}> without its beginning`); return; }
    this.#broken(`</${text}> where </${top.kind}> was expected`);
    // leniently: close what stands open inside the named element, if there is one
    if (this.#open.some((one) => one.name === name)) {
      while (this.#open.at(-1)!.name !== name) this.#close();
      this.#close();
    }
  }

  #close(): void {
    const element = this.#open.pop()!;
    if (isAttribute(element.kind)) this.#nested--;
    if (this.#ignored > 0) { this.#ignored--; return; }
    if (element.kind === 'event') this.#endEvent();
    else if (element.kind === 'trace') this.#endTrace();
    else if (element.kind === 'global') this.#global = undefined;
  }

  #beginEvent(): void {
    this.#inEvent = true;
    this.#activity = -1;
    this.#time = NaN;
  }

  #endEvent(): void {
    if (!this.#inEvent) return;
    if (this.#activity < 0) {
      this.#broken(`an <event> without ${this.#activityKey}: expected <string key="${this.#activityKey}" value="…"/>`);
      this.#activity = this.#builder.activities.code('');
    }
    this.#builder.add(this.#trace, this.#activity, this.#time);
    this.#inEvent = false;
  }

  #endTrace(): void {
    if (this.#trace < 0) return;
    if (this.#inEvent) this.#endEvent();
    const number = this.#traceId !== undefined ? this.#builder.nameCase(this.#trace, this.#traceId) : this.#scannedTrace ? this.#scannedCase : this.#trace;
    for (const [key, cell] of this.#traceCells) this.#builder.cases.set(key, number, cell);
    this.#trace = -1;
    this.#traceId = undefined;
    this.#traceCells = [];
    this.#scannedTrace = false;
  }

  /** Takes an attribute and gives its path: the keys from the outermost, parted by slashes. */
  #attribute(kind: Kind, bytes: Uint8Array): string {
    const parent = this.#open.at(-1);
    const inside = this.#nested > 0;
    const keyAt = this.#given[0]!, valueAt = this.#given[1]!;
    // real logs hold nested attributes without a key (ProM writes a mean that way)
    if (keyAt.from < 0 && !inside) { this.#broken(`a <${kind}> without a key: expected key="…"`); return ''; }
    if (!this.#sawLog) { this.#broken('expected an XES document with a <log> element'); return ''; }
    const key = keyAt.from < 0 ? '' : this.#keyText(bytes, keyAt.from, keyAt.to);
    let path = key;
    if (inside && parent) {
      const list = parent.kind === 'values' ? this.#open.at(-2) : undefined;
      path = list ? `${list.path}/#${list.items++}/${key}` : `${parent.path}/${key}`;
    }
    if (this.#inEvent && !this.#global && !this.#allKeys.has(path)) {
      if (this.#allKeys.size >= mostKeys) { this.#broken(`more than ${mostKeys} different attributes of events`); return path; }
      this.#allKeys.add(path);
    }
    if (kind === 'list' || kind === 'container') { if (!this.#global && this.#typesHere().get(path) !== 'list') this.#typesHere().set(path, kind); return path; }
    if (valueAt.from < 0) { this.#broken(`the ${kind} "${keyOf(key)}" without a value: expected value="…"`); return path; }
    this.#value(path, kind, bytes, valueAt.from, valueAt.to);
    return path;
  }

  #value(path: string, kind: Kind, bytes: Uint8Array, from: number, to: number): void {
    const inEvent = this.#inEvent && !this.#global;
    if (inEvent && path === this.#activityPath) { this.#activity = this.#builder.activities.code(this.#text(bytes, from, to)); return; }
    const cell = this.#cell(kind, bytes, from, to);
    if (cell === null) return;
    const value = typeof cell === 'object' ? cell.instant : cell;
    if (this.#global) { this.#global.attributes.push({ path: keysOfPath(path), type: kind as XesType, value }); return; }
    if (inEvent && path === this.#timePath) {
      if (typeof cell === 'object') this.#time = cell.instant;
      else this.#timeFromText(bytes, from, to);
      return;
    }
    // in a log that says "trace names are case ids", the name is not an attribute besides
    if (!inEvent && this.#trace >= 0 && path === 'concept:name') { this.#traceId = String(value); return; }
    if (kind === 'float' || kind === 'id' || (kind === 'int' && typeof cell === 'string')) {
      const types = this.#typesHere();
      if (!types.has(path)) types.set(path, kind);
    }
    if (inEvent) this.#builder.events.set(path, this.#builder.length, cell);
    else if (this.#trace >= 0) this.#traceCells.push([path, cell]);
    else this.#builder.attributes.set(path, value);
    if (this.#trace < 0 && typeof cell === 'object') this.#typesHere().set(path, 'date');
  }

  /** Some writers give the instant as a string. */
  #timeFromText(bytes: Uint8Array, from: number, to: number): void {
    const ms = instantOf(bytes, from, to);
    if (ms === ms) this.#time = ms;
    else this.#broken(`"${this.#text(bytes, from, to).slice(0, 60)}" as ${this.#timeKey}: expected ${expected.date}`);
  }

  #typesHere(): Map<string, XesType> {
    const { types } = this.#header;
    return this.#inEvent ? types.event : this.#trace >= 0 ? types.case : types.log;
  }

  #cell(kind: Kind, bytes: Uint8Array, from: number, to: number): TypedCell {
    if (kind === 'string' || kind === 'id') return this.#text(bytes, from, to);
    if (kind === 'date') {
      const instant = instantOf(bytes, from, to);
      if (!Number.isNaN(instant)) return { instant };
    } else if (kind === 'boolean') {
      const text = this.#text(bytes, from, to).trim().toLowerCase();
      if (text === 'true' || text === '1') return true;
      if (text === 'false' || text === '0') return false;
    } else {
      const value = numberOf(bytes, from, to);
      if (kind === 'float' ? !Number.isNaN(value) : Number.isSafeInteger(value)) return value;
      const text = this.#text(bytes, from, to).trim();
      // whole numbers beyond 2^53 keep their digits, as text
      if (kind === 'int' && /^[+-]?\d+$/.test(text)) return text;
      if (kind === 'float' && text.toLowerCase() === 'nan') return null;
    }
    this.#broken(`"${this.#text(bytes, from, to).slice(0, 60)}" is not what <${kind}> holds: expected ${expected[kind]}`);
    return null;
  }

  #nameOf(bytes: Uint8Array, from: number, to: number): number {
    return this.#nameAt(this.#scanner.view, bytes, from, to);
  }
  #nameAt(view: DataView, bytes: Uint8Array, from: number, to: number): number {
    const name = this.#names.code(view, bytes, from, to);
    if (name === this.#kinds.length) {
      const text = new TextDecoder().decode(bytes.subarray(from, to)).replace(/^.*:/s, '');
      this.#kinds.push(kinds.has(text) ? text as Kind : 'unknown');
    }
    return name;
  }

  #text(bytes: Uint8Array, from: number, to: number): string {
    const text = this.#decoder.decode(bytes.subarray(from, to));
    return text.includes('&') ? unescapeXml(text) : text;
  }

  /** A few events with thousands of attributes each would be a table of mostly nothing: the rarest go, or the reading stops. */
  #boundCells(): void {
    const rows = this.#builder.length;
    const keys = [...this.#builder.events.columns.keys()];
    const most = Math.max(20, Math.floor(mostCells / Math.max(1, rows)));
    if (keys.length <= most) return;
    this.#broken(`${rows} events with ${keys.length} different attributes: expected at most ${most}`);
    for (const key of keys.slice(most)) this.#builder.events.columns.delete(key);
  }

  /**
   * Columns by keys as people write them: `outer/inner` for nested attributes, told apart where a plain key looks the
   * same. That is the path itself where no key of the log holds a slash.
   */
  #plainKeys<V>(columns: Map<string, V>, types: Map<string, XesType>): Map<string, V> {
    if (!this.#slashes) {
      for (const part of [columns, types]) for (const path of part.keys()) if (path.includes('/') && !this.#header.nested.has(path)) this.#header.nested.set(path, path.split('/'));
      return columns;
    }
    const renamed = new Map<string, V>();
    for (const [path, value] of columns) renamed.set(this.#plainKey(path), value);
    const typesByPath = [...types];
    types.clear();
    for (const [path, type] of typesByPath) types.set(this.#plainKey(path), type);
    return renamed;
  }
  #plainKey(path: string): string {
    if (!path.includes('/')) return keyOf(path);
    let key = this.#plainKeyOf.get(path);
    if (key !== undefined) return key;
    key = keyOf(path);
    while (this.#takenKeys.has(key)) key += '/';
    this.#takenKeys.add(key);
    this.#plainKeyOf.set(path, key);
    this.#header.nested.set(key, keysOfPath(path));
    return key;
  }
  readonly #plainKeyOf = new Map<string, string>();
  #takenKeys = new Set<string>();
}

/** A key as a part of a path. A slash of its own stands there as NUL, which XML cannot hold, so that no two paths are alike. */
function pathPart(key: string): string {
  return key.replaceAll('\0', '\ufffd').replaceAll('/', '\0');
}
const keyOf = (path: string): string => path.replaceAll('\0', '/');
const keysOfPath = (path: string): string[] => path.split('/').map(keyOf);

function startsWith(bytes: Uint8Array, at: number, end: number, text: Uint8Array): boolean {
  const length = text.length;
  if (at + length > end) return false;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** A value that the scanner read, as the cell it is. */
function cellOf(key: ScannedKey, value: number): TypedCell {
  if (key.kind === valueKinds.text) return key.texts[value]!;
  if (key.kind === valueKinds.boolean) return value === 1;
  return key.kind === valueKinds.instant ? { instant: value } : value;
}

/** The scanner's numbers of texts, as those of the column; in place. */
function coded(key: ScannedKey, codes: Int32Array): Int32Array {
  if (!key.same) for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = key.codes[codes[i]!]!;
  return codes;
}

/** The keys of a classifier: parted by spaces, those with a space in them in single quotes (IEEE 1849-2016, 4.1.4). */
function keysOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!).filter((key) => key !== '');
}

