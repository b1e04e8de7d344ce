import { blockSize } from '../log/blocks.ts';
import { binary } from './scanner-binary.ts';
import { LogError } from './log-error.ts';

/** What the scanner asks the reader for, with places in `bytes`. Numbers are NaN where there is none. */
export interface Outside {
  readTime(bytes: Uint8Array, from: number, to: number): number;
  readNumber?(bytes: Uint8Array, from: number, to: number): number;
  readDeclared?(field: number, row: number, line: number, bytes: Uint8Array, from: number, to: number): void;
}

interface Exports {
  memory: WebAssembly.Memory;
  row: WebAssembly.Global<'i32'>; nextCase: WebAssembly.Global<'i32'>; line: WebAssembly.Global<'i32'>; place: WebAssembly.Global<'i32'>; currentCase: WebAssembly.Global<'i32'>;
  seed(value: bigint): void;
  blockSize(): number;
  reserve(room: number, kept: number): number;
  blockOf(key: number): number;
  blockIndexOf(key: number): number;
  textCount(key: number): number;
  textStarts(key: number): number;
  textStore(key: number): number;
  codeOf(key: number, at: number, length: number): number;
  setRow(row: number): void;
  setNextCase(number: number): void;
  setLine(line: number): void;
  setPlace(place: number, ofCase: number): void;
  addXesKey(inTraces: number, kind: number, role: number, prefix: number, length: number): number;
  casesBlock(): number;
  xes(at: number, end: number): number;
  beginCsv(fields: number, delimiter: number, plainTimes: number, zoneSaid: number): void;
  setField(index: number, kind: number, role: number): number;
  csv(at: number, end: number): number;
}

/** Kinds of values and roles of keys, as `scanner/assembly/key.ts` has them. */
export const valueKinds = { text: 0, instant: 1, number: 2, integer: 3, boolean: 4, outside: 5 } as const;
export const keyRoles = { other: 0, activity: 1, time: 2, case: 3 } as const;
/** Where a reader of XES stands: outside traces, in one that it began itself, in one that the scanner began. */
export const places = { log: 0, ownTrace: 1, trace: 2 } as const;

let compiled: WebAssembly.Module | undefined;
/** Drawn anew in each process: see `seed` in the scanner. */
const seed = crypto.getRandomValues(new BigUint64Array(1))[0]!;

/**
 * The inner loop of the readers, in WebAssembly (its source stands in `packages/mining/scanner`): it takes what is plain,
 * row by row, and leaves all else to the reader. The bytes not used yet stand in its memory, in one place: what comes is
 * added at the end, what is used is dropped at the beginning. Where the scanner takes room its memory moves: `bytes` and
 * `view` are to be asked for again after each call.
 */
export class Scanner {
  readonly exports: Exports;
  #buffer: ArrayBuffer | undefined;
  #base = 0;
  #room = 0;
  #bytes!: Uint8Array<ArrayBuffer>;
  #view!: DataView;
  /** Bytes in the window. */
  length = 0;

  constructor(outside: Outside) {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(binary), (character) => character.charCodeAt(0)));
    const instance = new WebAssembly.Instance(compiled, {
      outside: {
        readTime: (from: number, to: number) => outside.readTime(this.bytes, from - this.#base, to - this.#base),
        readNumber: (from: number, to: number) => outside.readNumber!(this.bytes, from - this.#base, to - this.#base),
        readDeclared: (field: number, row: number, line: number, from: number, to: number) => outside.readDeclared!(field, row, line, this.bytes, from - this.#base, to - this.#base),
      },
    });
    this.exports = instance.exports as unknown as Exports;
    this.exports.seed(seed);
    if (this.exports.blockSize() !== blockSize) throw new Error('the scanner and the columns have blocks of different sizes');
    this.#widen(1 << 19);
  }

  /** The window's bytes; some beyond its length may be read, and mean nothing. */
  get bytes(): Uint8Array<ArrayBuffer> { this.#look(); return this.#bytes; }
  /** The same, for words. */
  get view(): DataView { this.#look(); return this.#view; }

  add(chunk: Uint8Array): void {
    if (this.length + chunk.length > this.#room) this.#widen((this.length + chunk.length) * 2);
    this.bytes.set(chunk, this.length);
    this.length += chunk.length;
  }
  drop(count: number): void {
    if (count === 0) return;
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }

  /** Reads on from `at` in the window; gives the place reached. */
  run(what: 'xes' | 'csv', at: number): number {
    try {
      return this.exports[what](this.#base + at, this.#base + this.length) - this.#base;
    } catch (error) {
      // (an error of the reader's own comes through from `Outside`)
      if (error instanceof WebAssembly.RuntimeError) throw new LogError(this.exports.line.value + 1, 'more different texts than there is memory for; split the log into parts');
      throw error;
    }
  }

  /** Where something in the window stands for the scanner. */
  addressOf(at: number): number { return this.#base + at; }

  /** The number of a text in the window, among those of a key. */
  codeOf(key: number, from: number, to: number): number { return this.exports.codeOf(key, this.#base + from, to - from); }
  /** The same of bytes that stand elsewhere. */
  codeOfBytes(key: number, text: Uint8Array): number {
    const at = this.length;
    this.add(text);
    this.length = at;
    return this.codeOf(key, at, at + text.length);
  }

  /** Values of a key in some rows of one block: numbers of texts and truth values, or `null` where none of the block was set. They stand in the scanner's memory, until it is called again. */
  codes(key: number, from: number, to: number): Int32Array | null {
    return this.exports.blockIndexOf(key) === Math.floor(from / blockSize) ? this.#integers(this.exports.blockOf(key), from, to) : null;
  }
  /** Values of a key of numbers or instants. */
  numbers(key: number, from: number, to: number): Float64Array | null {
    if (this.exports.blockIndexOf(key) !== Math.floor(from / blockSize)) return null;
    return new Float64Array(this.exports.memory.buffer, this.exports.blockOf(key) + (from % blockSize) * 8, to - from);
  }
  /** The cases of some rows of one block. */
  cases(from: number, to: number): Int32Array { return this.#integers(this.exports.casesBlock(), from, to); }

  /** How many texts a key has. */
  textCount(key: number): number { return this.exports.textCount(key); }
  /** The bytes of its texts, by number. */
  *textBytes(key: number): Generator<Uint8Array> {
    const { all, starts } = this.#texts(key, 0);
    for (let code = 0; code + 1 < starts.length; code++) yield all.subarray(starts[code]!, starts[code + 1]!);
  }
  /** Its texts from number `from` on. Where all is ASCII (and so a byte a character) they are decoded in one piece. */
  texts(key: number, from: number, decoder: TextDecoder): string[] {
    const { all, starts } = this.#texts(key, from);
    const first = starts[0]!, whole = decoder.decode(all.subarray(first, starts[starts.length - 1]));
    const texts: string[] = [];
    const ascii = whole.length === starts[starts.length - 1]! - first;
    for (let i = 0; i + 1 < starts.length; i++) texts.push(ascii ? whole.slice(starts[i]! - first, starts[i + 1]! - first) : decoder.decode(all.subarray(starts[i], starts[i + 1])));
    return texts;
  }
  #texts(key: number, from: number): { all: Uint8Array; starts: Uint32Array } {
    const { buffer } = this.exports.memory;
    const starts = new Uint32Array(buffer, this.exports.textStarts(key) + from * 4, this.exports.textCount(key) - from + 1);
    return { all: new Uint8Array(buffer, this.exports.textStore(key), starts[starts.length - 1]), starts };
  }

  #integers(block: number, from: number, to: number): Int32Array {
    return new Int32Array(this.exports.memory.buffer, block + (from % blockSize) * 4, to - from);
  }

  #widen(room: number): void {
    this.#base = this.exports.reserve(room, this.length);
    this.#room = room;
    this.#buffer = undefined;
  }
  #look(): void {
    const { buffer } = this.exports.memory;
    if (buffer === this.#buffer) return;
    this.#buffer = buffer;
    this.#bytes = new Uint8Array(buffer, this.#base, this.#room + 8);
    this.#view = new DataView(buffer, this.#base, this.#room + 8);
  }
}
