import { LogBuilder, type GrowingColumn } from '../log/builder.ts';
import type { EventLog, XesHeader, XesType } from '../log/event-log.ts';
import type { TypedCell } from '../log/growing.ts';
import { instantOf } from './instant.ts';
import { Interner, mix, seed } from './interner.ts';
import { LogError, Trouble } from './log-error.ts';
import { numberOf } from './number.ts';
import { ByteWindow, countLines, parts, placeOf } from './window.ts';
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

/** The plain shapes that nearly all attributes have: an element's name up to its key, and key to value. */
const shapes: { first: number; start: Uint8Array; kind: Kind }[] = (['string', 'date', 'int', 'float'] as const)
  .map((kind) => ({ first: kind.charCodeAt(0), start: encoder.encode(`<${kind} key="`), kind }));
const betweenKeyAndValue = encoder.encode('" value="');
const eventStart = encoder.encode('<event>'), eventEnd = encoder.encode('</event>'), traceEnd = encoder.encode('</trace>');

/**
 * What is known of event attributes whose tags begin alike (`<string key="org:resource" value="`). Those of role
 * `long` always go the long way: a text of theirs holds a line break, and lines are counted there.
 */
interface KeyOfEvent {
  path: string;
  kind: Kind;
  role: 'activity' | 'time' | 'long' | 'other';
  prefix: number;
  column: GrowingColumn | undefined;
  values: Interner;
  /** By number of the value: its code in the column, or its activity. */
  codes: number[];
  /** The value met last, and its bytes; the attribute met last after this one. */
  last: number;
  lastLength: number;
  next: KeyOfEvent | undefined;
  /** What stood between a value of this and the next one last time, and the time before. */
  gap: Gap | undefined;
  otherGap: Gap | undefined;
  /** Whether the long way has seen one. */
  told: boolean;
}

/**
 * What stands between the closing quote of one plain value and the next value: the end of the tag, blanks, perhaps the
 * end of the event and the beginning of the next, and the attribute's name. A log has few of them, and they are most of
 * its bytes: where the same comes again it is compared, not read.
 */
interface Gap { code: number; length: number; lines: number; nextEvent: boolean; to: KeyOfEvent }
const gapShape = /^" ?\/>[ \t\r\n]*(<\/event>[ \t\r\n]*<event>[ \t\r\n]*)?<(?:string|date|int|float) key="[^"<\n]*" value="$/;
const mostGaps = 1_000, longestGap = 400;

interface Open { kind: Kind; name: number; path: string; items: number }

/**
 * A byte-level reader: tags are found in the bytes and texts are decoded once each. What has the
 * plain shape (`<string key="…" value="…"/>` in an event) goes a short way; all else, and all that
 * is broken, goes through `#element`, which gives the same result for the plain shape too.
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

  /** Bytes from the first tag that is not whole yet, and how many there must be before it is worth looking again. */
  readonly #window = new ByteWindow();
  #worthwhile = 0;
  /** The line on which the tag being read begins. */
  #line = 1;

  readonly #names = new Interner();
  readonly #kinds: Kind[] = [];
  /** What tags of event attributes begin with, up to the value. */
  readonly #prefixes = new Interner();
  readonly #keysOfEvents: KeyOfEvent[] = [];
  #lastKey: KeyOfEvent | undefined;
  readonly #gaps = new Interner();
  readonly #gapsByCode: (Gap | null)[] = [];
  /** Where in the window the closing quote of the last plain value stands; -1 where something else came after it. */
  #lastQuote = -1;
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
    if (options.activityKey !== undefined) this.#header.activityKey = options.activityKey;
    if (options.timeKey !== undefined) this.#header.timeKey = options.timeKey;
  }

  /** Whether a log has begun: then what was read so far can be given. */
  get begun(): boolean { return this.#sawLog; }

  write(chunk: Uint8Array): void {
    const window = this.#window;
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
    this.#window.drop(this.#scan());
    if (this.#window.bytes.subarray(0, this.#window.length).some((byte) => byte > SPACE)) this.#broken('the file ends inside an element');
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
    const { bytes, view, length: end } = this.#window;
    let at = 0, line = this.#line;
    this.#lastQuote = -1;
    for (;;) {
      for (let byte; at < end && (byte = bytes[at]!) !== LT; at++) if (byte === NEWLINE) line++;
      this.#line = line;
      if (at >= end) return at;
      if (this.#nested === 0 && this.#ignored === 0 && this.#trace >= 0) {
        const next = this.#plain(view, bytes, at, end);
        if (next > 0) { at = next; line = this.#line; continue; }
      }
      this.#lastQuote = -1;
      const close = this.#tag(view, bytes, at, end);
      if (close < 0) return at;
      line += countLines(view, bytes, at, close);
      at = close;
    }
  }

  /** The short way. Returns where the tag at `lt` ends, or 0 where it has not the plain shape. */
  #plain(view: DataView, bytes: Uint8Array, lt: number, end: number): number {
    const first = bytes[lt + 1]!;
    if (!this.#inEvent) {
      if (first !== 0x65 || !startsWith(bytes, lt, end, eventStart)) return this.#plainInTrace(first, view, bytes, lt, end);
      this.#beginEvent();
      this.#open.push(this.#eventElement);
      return lt + eventStart.length;
    }
    if (first === SLASH) {
      if (!startsWith(bytes, lt, end, eventEnd) || this.#open.at(-1) !== this.#eventElement) return 0;
      this.#open.pop();
      this.#endEvent();
      return lt + eventEnd.length;
    }
    // attributes come in the same order in nearly every event: try the one that came after this one last time
    const before = this.#lastKey;
    if (before !== undefined) {
      const guess = before.next;
      if (guess !== undefined && this.#prefixes.follows(guess.prefix, view, bytes, lt)) return this.#plainValues(guess, view, bytes, lt, end);
    }
    for (let s = 0; s < shapes.length; s++) {
      const shape = shapes[s]!;
      if (shape.first !== first) continue;
      if (!startsWith(bytes, lt, end, shape.start)) return 0;
      let i = lt + shape.start.length;
      while (i < end && bytes[i] !== QUOTE) i++;
      if (!startsWith(bytes, i, end, betweenKeyAndValue)) return 0;
      const from = i + betweenKeyAndValue.length;
      if (this.#prefixes.size >= mostKeys) return 0;
      const prefix = this.#prefixes.code(view, bytes, lt, from);
      if (prefix === this.#keysOfEvents.length) this.#addKey(this.#pathPart(this.#text(bytes, lt + shape.start.length, i)), shape.kind, prefix);
      const key = this.#keysOfEvents[prefix]!;
      if (before !== undefined) before.next = key;
      return this.#plainValues(key, view, bytes, lt, end);
    }
    return 0;
  }

  /** The short way for attributes of a trace and for its end. Returns where the tag ends, or 0 where it has not the plain shape. */
  #plainInTrace(first: number, view: DataView, bytes: Uint8Array, lt: number, end: number): number {
    if (this.#global || this.#open.at(-1)!.kind !== 'trace') return 0;
    if (first === SLASH) {
      if (!startsWith(bytes, lt, end, traceEnd)) return 0;
      this.#open.pop();
      this.#endTrace();
      return lt + traceEnd.length;
    }
    for (const shape of shapes) {
      if (shape.first !== first || !startsWith(bytes, lt, end, shape.start)) continue;
      const key = lt + shape.start.length, keyTo = placeOf(QUOTE, view, bytes, key, end);
      if (!startsWith(bytes, keyTo, end, betweenKeyAndValue)) return 0;
      const from = keyTo + betweenKeyAndValue.length, to = placeOf(QUOTE, view, bytes, from, end);
      if (!closes(bytes, to, end)) return 0;
      this.#value(this.#keyText(bytes, key, keyTo), shape.kind, bytes, from, to);
      this.#line += countLines(view, bytes, key, to);
      return to + (bytes[to + 1] === SLASH ? 3 : 4);
    }
    return 0;
  }

  /**
   * Takes the value of the tag at `lt`, and on from value to value as long as what stands between two of them has stood
   * there before. Returns where the last whole tag ends (or, behind a gap, where the tag begins that has not the plain
   * shape), or 0 where not even the first was taken.
   */
  #plainValues(first: KeyOfEvent, view: DataView, bytes: Uint8Array, lt: number, end: number): number {
    let key = first, from = lt + this.#prefixes.lengthOf(first.prefix);
    this.#learnGap(first, view, bytes, from);
    let to = this.#plainValue(key, view, bytes, from, end);
    if (to === 0) return 0;
    for (;;) {
      let gap = key.gap;
      if (gap === undefined) break;
      if (!this.#gaps.follows(gap.code, view, bytes, to)) {
        gap = key.otherGap;
        if (gap === undefined || !this.#gaps.follows(gap.code, view, bytes, to)) break;
      }
      from = to + gap.length;
      if (from >= end) break;
      if (gap.nextEvent) { this.#endEvent(); this.#beginEvent(); }
      this.#line += gap.lines;
      key = gap.to;
      to = this.#plainValue(key, view, bytes, from, end);
      if (to === 0) { this.#lastQuote = -1; return from - this.#prefixes.lengthOf(key.prefix); }
    }
    this.#lastKey = key;
    this.#lastQuote = to;
    return to + (bytes[to + 1] === SLASH ? 3 : 4);
  }

  /** Remembers what stands between the last plain value and the one at `from`, if that is all of the plain shape. */
  #learnGap(key: KeyOfEvent, view: DataView, bytes: Uint8Array, from: number): void {
    const quote = this.#lastQuote, before = this.#lastKey;
    if (quote < 0 || before === undefined || from - quote > longestGap || this.#gaps.size >= mostGaps) return;
    const code = this.#gaps.code(view, bytes, quote, from);
    if (code === this.#gapsByCode.length) {
      const shape = gapShape.exec(this.#decoder.decode(bytes.subarray(quote, from)));
      this.#gapsByCode.push(shape && { code, length: from - quote, lines: countLines(view, bytes, quote, from), nextEvent: shape[1] !== undefined, to: key });
    }
    const gap = this.#gapsByCode[code];
    if (!gap || gap === before.gap || gap === before.otherGap) return;
    before.otherGap = before.gap;
    before.gap = gap;
  }

  /** Takes the value that begins at `from`, if its tag ends plainly behind it. Returns where its closing quote stands, or 0. */
  #plainValue(key: KeyOfEvent, view: DataView, bytes: Uint8Array, from: number, end: number): number {
    const { role, kind } = key;
    let to = from;
    if (kind === 'string') {
      if (role === 'time' || role === 'long') return 0;
      const values = key.values;
      let code = key.last;
      if (code >= 0 && values.follows(code, view, bytes, from) && bytes[from + key.lastLength] === QUOTE) {
        to = from + key.lastLength;
        if (!closes(bytes, to, end)) return 0;
      } else {
        // to the word with a quote in it (H. Warren, Hacker's Delight, 6-1), then to the quote
        let hash = seed;
        for (; to < end; to += 4) {
          const word = view.getInt32(to, true), x = word ^ 0x22222222;
          if (((x - 0x01010101) & ~x & 0x80808080) !== 0) break;
          hash = mix(hash, word);
        }
        for (; to < end && bytes[to] !== QUOTE; to++) hash = mix(hash, bytes[to]!);
        if (!closes(bytes, to, end)) return 0;
        code = values.find(hash, view, bytes, from, to);
        key.last = code;
        key.lastLength = to - from;
      }
      const { codes } = key;
      if (role === 'activity') {
        if (code === codes.length) {
          codes.push(this.#builder.activities.code(this.#text(bytes, from, to)));
          if (countLines(view, bytes, from, to) > 0) { key.role = 'long'; return 0; }
        }
        this.#activity = codes[code]!;
      } else {
        const column = (key.column ??= this.#builder.events.column(key.path, 'text'));
        if (code === codes.length) {
          const text = this.#text(bytes, from, to);
          if (column.kind !== 'text') column.setText(this.#builder.length, text);
          codes.push(column.dictionary.code(text));
          if (countLines(view, bytes, from, to) > 0) { key.role = 'long'; return 0; }
        }
        column.setCode(this.#builder.length, codes[code]!);
      }
      return to;
    }
    while (to < end && bytes[to] !== QUOTE) to++;
    if (!closes(bytes, to, end) || role === 'activity' || role === 'long') return 0;
    if (kind === 'date') {
      const ms = instantOf(bytes, from, to);
      if (ms !== ms) return 0;
      if (role === 'time') this.#time = ms;
      else (key.column ??= this.#builder.events.column(key.path, 'instant')).setInstant(this.#builder.length, ms);
    } else {
      // the long way remembers what type of number it is
      if (role === 'time' || !key.told) { key.told = true; return 0; }
      const value = numberOf(bytes, from, to);
      if (value !== value || (kind === 'int' && !Number.isSafeInteger(value))) return 0;
      (key.column ??= this.#builder.events.column(key.path, 'number')).setNumber(this.#builder.length, value);
    }
    return to;
  }

  #addKey(path: string, kind: Kind, prefix: number): void {
    const role = path.includes('\n') ? 'long' : path === this.#activityPath ? 'activity' : path === this.#timePath ? 'time' : 'other';
    this.#keysOfEvents.push({ path, kind, role, prefix, column: this.#builder.events.columns.get(path), values: new Interner(), codes: [], last: -1, lastLength: 0, next: undefined, gap: undefined, otherGap: undefined, told: false });
    this.#allKeys.add(path);
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
    else if (isAttribute(kind)) path = this.#attribute(kind, bytes);
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
    const code = this.#keys.code(this.#window.view, bytes, from, to);
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
    const number = this.#traceId === undefined ? this.#trace : this.#builder.nameCase(this.#trace, this.#traceId);
    for (const [key, cell] of this.#traceCells) this.#builder.cases.set(key, number, cell);
    this.#trace = -1;
    this.#traceId = undefined;
    this.#traceCells = [];
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
    const name = this.#names.code(this.#window.view, bytes, from, to);
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
      for (const part of [columns, types]) for (const path of part.keys()) if (path.includes('/')) this.#header.nested.set(path, path.split('/'));
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

/** Whether the quote at `at` is followed by the end of an empty element. */
function closes(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 3 >= end) return false;
  return bytes[at + 1] === SLASH ? bytes[at + 2] === GT : bytes[at + 1] === SPACE && bytes[at + 2] === SLASH && bytes[at + 3] === GT;
}

/** The keys of a classifier: parted by spaces, those with a space in them in single quotes (IEEE 1849-2016, 4.1.4). */
function keysOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!).filter((key) => key !== '');
}

