import { GT, LT, NEWLINE, placeOf, QUOTE, same, SLASH, SPACE } from './bytes';
import { instantOf } from './instant';
import { ACTIVITY, BLOCK, BLOCK_BITS, BOOLEAN, Gap, INSTANT, INTEGER, Key, NUMBER, TEXT } from './key';
import { readNumber, readTime } from './outside';
import { Texts } from './texts';

/**
 * The plain parts of XES: whole beginnings of traces (`<trace>` and its attributes), whole events, and ends of traces,
 * whose tags are spelled the plain way (`<string key="…" value="…"/>`) and whose keys the reader has told. What is not
 * plain, or not whole, is left to the reader from its first byte on, with nothing of it taken.
 */

/** Most keys of one table; a log with more gives the rest to the reader. */
const mostKeys: u32 = 256, longestGap: u32 = 400, longestText: usize = 1 << 20;

/** Keys by what their tags begin with. */
@unmanaged
class Table {
  prefixes: Texts = new Texts();
  keys: usize = heap.alloc(mostKeys << 2);
  @inline
  at(code: u32): Key { return changetype<Key>(load<usize>(this.keys + (<usize>code << 2))); }
  clear(row: u32): void { for (let k: u32 = 0; k < this.prefixes.size; k++) this.at(k).clear(row); }
}
const ofEvents = new Table(), ofTraces = new Table();
let activity: Key = changetype<Key>(0);
/** Numbers of the cases of the block of events being read. */
const cases: usize = heap.alloc(<usize>BLOCK << 2);

/** Told by the reader, and told back: the row and the case that come next, the line, and the place (0 outside traces, 1 in one that the reader began, 2 in one begun here). */
export let row: u32 = 0, nextCase: u32 = 0, line: u32 = 0, place: u32 = 0;
/** The case that events are of. */
export let currentCase: u32 = 0;
export function setRow(value: u32): void { row = value; }
export function setNextCase(value: u32): void { nextCase = value; }
export function setLine(value: u32): void { line = value; }
export function setPlace(value: u32, ofCase: u32): void { place = value; currentCase = ofCase; }
export function casesBlock(): usize { return cases; }

/** Tells a key of traces or of events; what its tags begin with stands at `prefix`. Returns its address, or 0 where there is no room. */
export function addXesKey(inTraces: bool, kind: u32, role: u32, prefix: usize, length: u32): usize {
  const table = inTraces ? ofTraces : ofEvents;
  if (table.prefixes.size == mostKeys || table.prefixes.known(prefix, length) >= 0) return 0;
  const key = new Key(kind, role);
  key.prefix = heap.alloc(length + 8);
  memory.copy(key.prefix, prefix, length);
  key.prefixLength = length;
  store<usize>(table.keys + (<usize>table.prefixes.code(prefix, length) << 2), changetype<usize>(key));
  if (role == ACTIVITY) activity = key;
  return changetype<usize>(key);
}

const EVENT: u64 = 0x3e746e6576653c, TRACE: u64 = 0x3e65636172743c, sevenBytes: u64 = 0xffffffffffffff; // "<event>", "<trace>"
const EVENT_END: u64 = 0x3e746e6576652f3c, TRACE_END: u64 = 0x3e65636172742f3c; // "</event>", "</trace>"
/** `" value=`, and a quote behind it */
const VALUE: u64 = 0x3d65756c61762022;

/** Reads what is plain between `at` and `end`; returns where something begins that is not, or where a block of rows is full. */
export function xes(at: usize, end: usize): usize {
  while (true) {
    const begun = line;
    const lt = blanks(at, end);
    if (lt + 8 > end) { line = begun; return at; }
    const word = load<u64>(lt);
    if (place) {
      if ((word & sevenBytes) == EVENT) {
        const reached = events(lt, end);
        if (reached == lt || (row & (BLOCK - 1)) == 0) return reached;
        at = reached;
      } else if (word == TRACE_END && place == 2) {
        at = lt + 8;
        place = 0;
      } else return lt;
    } else {
      if ((word & sevenBytes) != TRACE) return lt;
      const reached = beginning(lt, end);
      if (reached == lt) return lt;
      at = reached;
      if ((nextCase & (BLOCK - 1)) == 0) return at;
    }
  }
}

/** The beginning of a trace, at `lt`. Returns where its first event (or its end) begins, or `lt`. */
function beginning(lt: usize, end: usize): usize {
  const begun = line;
  let at = lt + 7, before = changetype<Key>(0);
  while (true) {
    at = blanks(at, end);
    if (at + 8 > end) break;
    const word = load<u64>(at);
    if ((word & sevenBytes) == EVENT || word == TRACE_END) {
      currentCase = nextCase++;
      place = 2;
      return at;
    }
    const key = keyAt(ofTraces, before, at, end);
    if (!key) break;
    const to = value(key, at + key.prefixLength, end, nextCase);
    if (to == 0) break;
    before = key;
    at = behind(to);
  }
  ofTraces.clear(nextCase);
  line = begun;
  return lt;
}

/** Events, from the one at `lt` on. Returns where what comes after the last whole plain one begins. */
function events(lt: usize, end: usize): usize {
  /** Up to where all is taken, and the line there. */
  let taken = lt, takenLine = line;
  let at = lt + 7;
  let before = changetype<Key>(0);
  /** The closing quote of the last value, the line there, and the event and line that began behind it: for the gap to be learned. */
  let quote: usize = 0, quoteLine: u32 = 0, began: usize = 0, beganLine: u32 = 0;
  while (true) {
    at = blanks(at, end);
    if (at + 8 > end) break;
    const word = load<u64>(at);
    if (word == EVENT_END) {
      if (!endEvent()) break;
      taken = at + 8;
      takenLine = line;
      if ((row & (BLOCK - 1)) == 0) return taken;
      at = blanks(taken, end);
      if (at + 8 > end || (load<u64>(at) & sevenBytes) != EVENT) { line = takenLine; return taken; }
      // two events behind one value would be an empty one: that has no activity and never comes here
      began = taken = at;
      beganLine = takenLine = line;
      at += 7;
      continue;
    }
    let key = keyAt(ofEvents, before, at, end);
    if (!key) break;
    let from = at + key.prefixLength;
    if (quote) learn(before, quote, quoteLine, began, beganLine, from, key);
    let to = value(key, from, end, row);
    // from value to value, as long as what stands between two of them has stood there before
    while (to) {
      let gap = changetype<Gap>(key.gap);
      if (!gap || to + gap.length > end || !same(gap.bytes, to, gap.length)) {
        gap = changetype<Gap>(key.otherGap);
        if (!gap || to + gap.length > end || !same(gap.bytes, to, gap.length)) break;
      }
      if (gap.event) {
        if (!endEvent()) { to = 0; break; }
        taken = to + gap.event;
        takenLine = line + gap.linesToEvent;
        if ((row & (BLOCK - 1)) == 0) { line = takenLine; return taken; }
      }
      line += gap.lines;
      from = to + gap.length;
      key = changetype<Key>(gap.to);
      to = value(key, from, end, row);
    }
    if (to == 0) break;
    before = key;
    quote = to;
    quoteLine = line;
    began = 0;
    at = behind(to);
  }
  ofEvents.clear(row);
  line = takenLine;
  return taken;
}

/** Ends the event of `row`, if it has an activity. */
@inline
function endEvent(): bool {
  if (!activity || activity.row != <i32>row) return false;
  store<i32>(cases + (<usize>(row & (BLOCK - 1)) << 2), currentCase);
  row++;
  return true;
}

/** The key whose tag begins at `at`; the one that came after `before` last time is tried first. */
function keyAt(table: Table, before: Key, at: usize, end: usize): Key {
  if (before) {
    const next = changetype<Key>(before.next);
    if (next && at + next.prefixLength < end && same(next.prefix, at, next.prefixLength)) return next;
  }
  if (load<u8>(at) != LT) return changetype<Key>(0);
  let quote = placeOf(QUOTE, GT, at, end);
  if (quote + 1 >= end || load<u8>(quote) != QUOTE) return changetype<Key>(0);
  quote = placeOf(QUOTE, NEWLINE, quote + 1, end);
  if (quote + 9 >= end || load<u64>(quote) != VALUE || load<u8>(quote + 8) != QUOTE) return changetype<Key>(0);
  const code = table.prefixes.known(at, quote + 9 - at);
  if (code < 0) return changetype<Key>(0);
  const key = table.at(code);
  if (before) before.next = changetype<usize>(key);
  return key;
}

/** Takes the value that begins at `from`, if its tag ends plainly behind it. Returns where its closing quote stands, or 0. */
function value(key: Key, from: usize, end: usize, row: u32): usize {
  if (key.kind == TEXT) {
    let to: usize;
    if (key.last >= 0) {
      to = from + key.lastLength;
      if (to < end && load<u8>(to) == QUOTE && same(key.lastAt, from, key.lastLength)) {
        if (!closes(to, end)) return 0;
        key.setCode(row, key.last);
        return to;
      }
    }
    // a text over several lines is left to the reader, which counts them
    to = placeOf(QUOTE, NEWLINE, from, end);
    if (!closes(to, end) || to - from > longestText) return 0;
    key.setCode(row, key.codeOf(from, to - from, true));
    return to;
  }
  const to = placeOf(QUOTE, NEWLINE, from, end);
  if (!closes(to, end)) return 0;
  if (key.kind == INSTANT) {
    let ms = instantOf(from, to, false);
    if (ms != ms) ms = readTime(from, to);
    if (ms != ms) return 0;
    key.setNumber(row, ms);
  } else if (key.kind == BOOLEAN) {
    const word = load<u64>(from);
    if (to - from == 4 && <u32>word == 0x65757274) key.setCode(row, 1); // true
    else if (to - from == 5 && (word & 0xffffffffff) == 0x65736c6166) key.setCode(row, 0); // false
    else return 0;
  } else {
    const number = readNumber(from, to);
    if (number != number || (key.kind == INTEGER && (trunc(number) != number || abs(number) > 9007199254740991))) return 0;
    key.setNumber(row, number);
  }
  return to;
}

/** Whether a closing quote stands at `at`, and the end of an empty element behind it. */
@inline
function closes(at: usize, end: usize): bool {
  if (at + 3 >= end || load<u8>(at) != QUOTE) return false;
  const next = load<u8>(at + 1);
  return next == SLASH ? load<u8>(at + 2) == GT : next == SPACE && load<u8>(at + 2) == SLASH && load<u8>(at + 3) == GT;
}
/** Where the tag ends whose value's closing quote stands at `quote`. */
@inline
function behind(quote: usize): usize { return quote + (load<u8>(quote + 1) == SLASH ? 3 : 4); }

/** Passes over blanks, counting lines. */
@inline
function blanks(at: usize, end: usize): usize {
  for (let byte: u8; at < end && (byte = load<u8>(at)) <= SPACE; at++) if (byte == NEWLINE) line++;
  return at;
}

/**
 * Remembers what stands between the closing quote at `quote` and the value at `from`: the end of the tag, blanks, perhaps
 * the end of the event and the beginning of the next, and the attribute's name. A log has few of them, and they are most
 * of its bytes: where the same comes again it is compared, not read.
 */
function learn(before: Key, quote: usize, quoteLine: u32, began: usize, beganLine: u32, from: usize, to: Key): void {
  const length = <u32>(from - quote);
  if (length > longestGap) return;
  const known = changetype<Gap>(before.gap);
  // the older one makes room
  const gap = before.otherGap ? changetype<Gap>(before.otherGap) : new Gap();
  if (!gap.bytes) gap.bytes = heap.alloc(longestGap + 8);
  memory.copy(gap.bytes, quote, length);
  gap.length = length;
  gap.lines = line - quoteLine;
  gap.event = began ? <u32>(began - quote) : 0;
  gap.linesToEvent = began ? beganLine - quoteLine : 0;
  gap.to = changetype<usize>(to);
  before.otherGap = changetype<usize>(known);
  before.gap = changetype<usize>(gap);
}
