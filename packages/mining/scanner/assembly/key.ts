import { Texts } from './texts';

/** Rows are handed over in blocks: the reader's side keeps its columns in blocks of the same size (`log/blocks.ts`). */
export const BLOCK_BITS: u32 = 12;
export const BLOCK: u32 = 1 << BLOCK_BITS;

/** What a key's values are. Texts are numbers of `texts`; booleans 0 and 1; `OUTSIDE` is taken by the reader's side, cell by cell. */
export const TEXT: u32 = 0, INSTANT: u32 = 1, NUMBER: u32 = 2, INTEGER: u32 = 3, BOOLEAN: u32 = 4, OUTSIDE: u32 = 5;
export const OTHER: u32 = 0, ACTIVITY: u32 = 1, TIME: u32 = 2, CASE: u32 = 3;

/** What stands between the closing quote of one value and the value after it, as it stood there once (see `xes.ts`). */
@unmanaged
export class Gap {
  bytes: usize = 0;
  length: u32 = 0;
  lines: u32 = 0;
  /** Where the event begins that begins in this gap, and the lines up to there; 0 where none does. */
  event: u32 = 0;
  linesToEvent: u32 = 0;
  to: usize = 0;
}

/** An attribute or a column: how it is recognised, its texts, and its values in the block of rows being read. */
@unmanaged
export class Key {
  kind: u32 = 0;
  role: u32 = 0;
  /** XES: what its tags begin with, up to the value. */
  prefix: usize = 0;
  prefixLength: u32 = 0;
  texts: Texts = changetype<Texts>(0);
  /** Numbers (i32) of texts and booleans, or values (f64); -1 or NaN where a row has none. */
  block: usize = 0;
  /** Which block that is; -1 where nothing was set yet. */
  blockIndex: i32 = -1;
  /** The last row that was set. */
  row: i32 = -1;
  /** The text met last: it often comes again. CSV: whether it stood in quotes. */
  last: i32 = -1;
  lastQuoted: bool = false;
  lastLength: u32 = 0;
  /** XES: the key that came after this one last time, and what stood between them, the last two times. */
  next: usize = 0;
  gap: usize = 0;
  otherGap: usize = 0;

  constructor(kind: u32, role: u32) {
    this.kind = kind;
    this.role = role;
    if (kind == TEXT) this.texts = new Texts();
    this.block = heap.alloc(<usize>BLOCK << (this.wide ? 3 : 2));
  }

  get wide(): bool { return this.kind == INSTANT || this.kind == NUMBER || this.kind == INTEGER; }

  @inline
  setCode(row: u32, code: i32): void {
    if (this.blockIndex != <i32>(row >> BLOCK_BITS)) this.turn(row);
    store<i32>(this.block + (<usize>(row & (BLOCK - 1)) << 2), code);
    this.row = row;
  }
  @inline
  setNumber(row: u32, value: f64): void {
    if (this.blockIndex != <i32>(row >> BLOCK_BITS)) this.turn(row);
    store<f64>(this.block + (<usize>(row & (BLOCK - 1)) << 3), value);
    this.row = row;
  }
  /** As if the row had never been set. */
  clear(row: u32): void {
    if (this.row != <i32>row) return;
    if (this.wide) this.setNumber(row, NaN);
    else this.setCode(row, -1);
    this.row = -1;
  }

  /** Takes a text and remembers it as the last. */
  @inline
  codeOf(at: usize, length: usize, quoted: bool): i32 {
    const code = this.texts.code(at, length);
    this.last = code;
    this.lastLength = <u32>length;
    this.lastQuoted = quoted;
    return code;
  }
  @inline
  get lastAt(): usize { return this.texts.store + this.texts.startOf(this.last); }

  private turn(row: u32): void {
    this.blockIndex = row >> BLOCK_BITS;
    if (this.wide) for (let i: usize = 0; i < BLOCK; i++) store<f64>(this.block + (i << 3), NaN);
    else memory.fill(this.block, 0xff, <usize>BLOCK << 2);
  }
}
