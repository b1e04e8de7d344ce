/** The inner loop of the log readers. See ../../src/import/scanner.ts for its other side. */
import { seedWith } from './bytes';
import { BLOCK, Key } from './key';

export { addXesKey, casesBlock, currentCase, line, nextCase, place, row, setLine, setNextCase, setPlace, setRow, xes } from './xes';
export { beginCsv, csv, setField } from './csv';

export function seed(value: u64): void { seedWith(value); }
export function blockSize(): u32 { return BLOCK; }

let window: usize = 0;
/** The place where the reader puts bytes, with room for `room` of them; the first `kept` that are there are kept. */
export function reserve(room: usize, kept: usize): usize {
  const wider = heap.alloc(room + 16);
  if (window) { memory.copy(wider, window, kept); heap.free(window); }
  return window = wider;
}

/** What is known of a key: where its block is, which block that is, and its texts. */
export function blockOf(key: Key): usize { return key.block; }
export function blockIndexOf(key: Key): i32 { return key.blockIndex; }
export function textCount(key: Key): u32 { return key.texts.size; }
export function textStarts(key: Key): usize { return key.texts.starts; }
export function textStore(key: Key): usize { return key.texts.store; }
/** The number of a text that the reader found itself. */
export function codeOf(key: Key, at: usize, length: usize): i32 { return key.texts.code(at, length); }
