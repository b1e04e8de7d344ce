import { epochDay, instantOf } from './instant.ts';
import { zoneReader } from './zone.ts';

/** Reads an instant from bytes, in milliseconds UTC; NaN where they hold none. */
export type InstantReader = (bytes: Uint8Array, from: number, to: number) => number;

/**
 * A reader of dates and times. `format` in the letters of Unicode TR 35: `yyyy MM dd HH mm ss SSS`,
 * one letter for numbers without leading zero, `yy` (1970 to 2069), `MMM` for English month names,
 * `h` with `a` for AM and PM, `XXX` for an offset, quotes around words; without it, ISO 8601.
 * `zone` (IANA) is where times without an offset are local; UTC if not said. Throws `RangeError`
 * for a format or a zone that cannot be.
 */
export function instantReader(format?: string, zone?: string): InstantReader {
  const local = zone === undefined || zone === 'UTC' ? (ms: number): number => ms : zoneReader(zone);
  if (format === undefined) {
    return (bytes, from, to) => {
      const ms = instantOf(bytes, from, to);
      return hasOffset(bytes, from, to) ? ms : local(ms);
    };
  }
  const steps = compile(format);
  return (bytes, from, to) => {
    while (from < to && bytes[from]! <= 32) from++;
    while (to > from && bytes[to - 1]! <= 32) to--;
    const read: Read = { at: from, year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0, offset: NaN, afternoon: -1 };
    for (const step of steps) if (!step(read, bytes, to)) return NaN;
    if (read.at !== to) return NaN;
    if (read.afternoon >= 0) {
      if (read.hour < 1 || read.hour > 12) return NaN;
      read.hour = read.hour % 12 + read.afternoon * 12;
    }
    if (read.hour > 24 || read.minute > 59 || read.second > 60 || (read.hour === 24 && read.minute + read.second + read.ms > 0)) return NaN;
    const ms = epochDay(read.year, read.month, read.day) * 86_400_000 + ((read.hour * 60 + read.minute) * 60 + read.second) * 1000 + read.ms;
    return Number.isNaN(read.offset) ? local(ms) : ms - read.offset * 60_000;
  };
}

/** Whether an ISO date with time says how far from UTC it is. */
export function hasOffset(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = to - 1; i > from + 10 && i >= to - 7; i--) {
    const byte = bytes[i]!;
    if (byte === 0x5a || byte === 0x7a || byte === 0x2b || byte === 0x2d) return true;
  }
  return false;
}

interface Read { at: number; year: number; month: number; day: number; hour: number; minute: number; second: number; ms: number; offset: number; afternoon: number }
type Step = (read: Read, bytes: Uint8Array, to: number) => boolean;
type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const parts: Record<string, Part> = { y: 'year', M: 'month', d: 'day', H: 'hour', h: 'hour', m: 'minute', s: 'second' };
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function compile(format: string): Step[] {
  return [...format.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g)].map((match): Step => {
    const [whole, quoted, letter] = match;
    if (letter === undefined) return literal(quoted === undefined ? whole : quoted === '' ? "'" : quoted.replaceAll("''", "'"));
    const length = whole.length;
    if (whole === 'MMM' || whole === 'MMMM') return monthName(length === 4);
    if (letter === 'S') return fraction;
    if (letter === 'X' || letter === 'x' || letter === 'Z') return offset;
    if (letter === 'a') return half;
    const part = parts[letter];
    if (!part || length > (part === 'year' ? 4 : 2)) throw new RangeError(`date format "${format}": "${whole}" is not known`);
    if (whole === 'yy') return number('year', 2, 2, (value) => (value < 70 ? 2000 + value : 1900 + value));
    return number(part, part === 'year' ? 4 : length, part === 'year' ? 4 : 2);
  });
}

function number(part: Part, least: number, most: number, meaning: (value: number) => number = (value) => value): Step {
  return (read, bytes, to) => {
    let value = 0, digits = 0;
    for (; digits < most && read.at < to; digits++, read.at++) {
      const digit = bytes[read.at]! - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    read[part] = meaning(value);
    return digits >= least;
  };
}

function literal(text: string): Step {
  const wanted = new TextEncoder().encode(text);
  return (read, bytes, to) => {
    if (read.at + wanted.length > to) return false;
    for (const byte of wanted) if (bytes[read.at++] !== byte) return false;
    return true;
  };
}

const letters = (read: Read, bytes: Uint8Array, to: number): string => {
  const from = read.at;
  while (read.at < to && (bytes[read.at]! | 0x20) >= 0x61 && (bytes[read.at]! | 0x20) <= 0x7a) read.at++;
  return String.fromCharCode(...bytes.subarray(from, Math.min(read.at, from + 20))).toLowerCase();
};

const monthName = (long: boolean): Step => (read, bytes, to) => {
  const name = letters(read, bytes, to);
  read.month = months.indexOf(name.slice(0, 3)) + 1;
  return read.month > 0 && (long || name.length <= 4);
};

const half: Step = (read, bytes, to) => {
  const name = letters(read, bytes, to);
  read.afternoon = name === 'pm' ? 1 : 0;
  return name === 'am' || name === 'pm';
};

/** As many digits as there are; what is beyond milliseconds is cut. */
const fraction: Step = (read, bytes, to) => {
  const from = read.at;
  let unit = 100;
  for (; read.at < to && bytes[read.at]! >= 48 && bytes[read.at]! <= 57; read.at++, unit /= 10) if (unit >= 1) read.ms += (bytes[read.at]! - 48) * unit;
  return read.at > from;
};

const offset: Step = (read, bytes, to) => {
  const match = /^(?:[zZ]|([+-])(\d\d):?(\d\d)?)/.exec(String.fromCharCode(...bytes.subarray(read.at, Math.min(to, read.at + 6))));
  if (!match) return false;
  read.at += match[0].length;
  read.offset = match[1] === undefined ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
  return Math.abs(read.offset) <= 18 * 60;
};
