import { NEWLINE, placeOf, QUOTE, RETURN, same } from './bytes';
import { instantOf } from './instant';
import { ACTIVITY, BLOCK, CASE, INSTANT, Key, OUTSIDE, TEXT, TIME } from './key';
import { readDeclared, readTime } from './outside';
import { line, row, setLine, setRow } from './xes';

/**
 * The plain lines of a table: each has as many fields as the first, no quote inside quotes and no line break in a field,
 * a case, an activity, and a time that can be read. All others are left to the reader, with nothing of them taken.
 */

let fields: usize = 0, count: u32 = 0, delimiter: u8 = 0, iso: bool = false, offsetNeeded: bool = false;
/** Of the line being read, 16 bytes a field: where it begins and ends, its number (-1: not looked up, -2: nothing), whether it stood in quotes. */
let marks: usize = 0;

/** Begins a table. `plainTimes`: no format was said, so that the usual spelling is read here; `zoneSaid`: times without an offset are not UTC. */
export function beginCsv(fieldCount: u32, delimiterByte: u8, plainTimes: bool, zoneSaid: bool): void {
  count = fieldCount;
  delimiter = delimiterByte;
  iso = plainTimes;
  offsetNeeded = zoneSaid;
  fields = heap.alloc(<usize>count << 2);
  marks = heap.alloc(<usize>count << 4);
}

/** Tells a field; returns its address. */
export function setField(index: u32, kind: u32, role: u32): usize {
  const key = new Key(kind, role);
  store<usize>(fields + (<usize>index << 2), changetype<usize>(key));
  return changetype<usize>(key);
}

@inline
function fieldAt(index: u32): Key { return changetype<Key>(load<usize>(fields + (<usize>index << 2))); }

/** Reads plain lines between `at` and `end`; returns where a line begins that is not plain or not whole, or where a block of rows is full. */
export function csv(at: usize, end: usize): usize {
  while (at < end) {
    const first = load<u8>(at);
    // an empty line is none
    if (first == NEWLINE) { setLine(line + 1); at++; continue; }
    if (first == RETURN && at + 1 < end && load<u8>(at + 1) == NEWLINE) { setLine(line + 1); at += 2; continue; }
    const next = lineAt(at, end);
    if (next == 0) return at;
    take();
    setRow(row + 1);
    setLine(line + 1);
    at = next;
    if ((row & (BLOCK - 1)) == 0) return at;
  }
  return at;
}

let time: f64 = NaN;

/** Finds the fields of the line at `at`, without taking them. Returns where the next line begins, or 0. */
function lineAt(at: usize, end: usize): usize {
  time = NaN;
  let mark = marks;
  for (let k: u32 = 0; k < count; k++, mark += 16) {
    const key = fieldAt(k);
    if (at >= end) return 0;
    const quoted = load<u8>(at) == QUOTE;
    const from = quoted ? at + 1 : at;
    let to: usize, code: i32 = -1;
    // what a line says, the next often says again
    if (key.last >= 0 && key.lastQuoted == quoted && from + key.lastLength + 1 < end && ends(to = from + key.lastLength, quoted) && same(key.lastAt, from, key.lastLength)) code = key.last;
    else {
      to = quoted ? placeOf(QUOTE, NEWLINE, from, end) : placeOf(delimiter, NEWLINE, from, end);
      if (to >= end || (quoted && load<u8>(to) != QUOTE)) return 0;
    }
    // what comes behind the field
    let after = quoted ? to + 1 : to;
    if (after >= end) return 0;
    if (load<u8>(after) == RETURN && after + 1 < end && load<u8>(after + 1) == NEWLINE) after++;
    else if (!quoted && load<u8>(after) == NEWLINE && to > from && load<u8>(to - 1) == RETURN) to--;
    if (load<u8>(after) != (k + 1 == count ? NEWLINE : delimiter)) return 0;
    at = after + 1;
    const role = key.role;
    if (from == to) {
      if (role == CASE || role == ACTIVITY) return 0;
      if (!quoted) code = -2;
    } else if (role == TIME) {
      if (iso) time = instantOf(from, to, offsetNeeded);
      if (time != time) time = readTime(from, to);
      if (time != time) return 0;
    }
    store<usize>(mark, from);
    store<usize>(mark, to, 4);
    store<i32>(mark, code, 8);
    store<u32>(mark, quoted ? 1 : 0, 12);
  }
  return at;
}

/** Whether a field may end at `at`: before its closing quote, or before a delimiter or the end of the line. */
@inline
function ends(at: usize, quoted: bool): bool {
  const byte = load<u8>(at);
  return quoted ? byte == QUOTE : byte == delimiter || byte == NEWLINE || (byte == RETURN && load<u8>(at + 1) == NEWLINE);
}

/** Takes the fields of the line that was found. */
function take(): void {
  let mark = marks;
  for (let k: u32 = 0; k < count; k++, mark += 16) {
    const key = fieldAt(k);
    const code = load<i32>(mark, 8);
    if (key.role == TIME) { key.setNumber(row, time); continue; }
    if (code == -2) continue;
    if (key.kind == OUTSIDE) { readDeclared(k, row, line, load<usize>(mark), load<usize>(mark, 4)); continue; }
    if (code >= 0) { key.setCode(row, code); continue; }
    const from = load<usize>(mark), length = load<usize>(mark, 4) - from;
    key.setCode(row, key.codeOf(from, length, load<u32>(mark, 12) != 0));
  }
}
