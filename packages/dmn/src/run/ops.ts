import * as num from '../values/number.ts';
import { Decimal } from '../values/number.ts';
import {
  FeelDate, FeelDateTime, FeelTime, addTemporal, compareTemporal, divideDuration, divideDurations, equalsTemporal, isDuration, isTemporal,
  multiplyDuration, negateDuration, subtractTemporal, temporalProperty, temporalText, temporalType,
} from '../values/temporal.ts';
import { readWhole } from './reads.ts';
import { work } from './work.ts';
import { FeelContext, FeelFunction, FeelRange } from './values.ts';
import type { FeelValue } from './values.ts';

/** The operators of FEEL on values (DMN 1.5, 10.3.2.13 to 10.3.2.15). `null` where a pair of operands has no meaning. */

const { isNumber } = num;

/** FEEL's name of a value's kind. */
export function kindOf(value: FeelValue): string {
  if (value === null) return 'Null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (isNumber(value)) return 'number';
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelContext) return 'context';
  if (value instanceof FeelRange) return 'range';
  if (value instanceof FeelFunction) return 'function';
  return temporalType(value);
}

/** FEEL `=`. Values of different kinds are neither equal nor unequal (null); anything compares with null. */
export function equals(a: FeelValue, b: FeelValue): boolean | null {
  if (a === b) return true;
  if (a === null || b === null) return false;
  switch (typeof a) {
    case 'string': return typeof b === 'string' ? false : unlike(a, b);
    case 'boolean': return typeof b === 'boolean' ? false : unlike(a, b);
    case 'number': return typeof b === 'number' ? false : isNumber(b) ? num.equals(a, b) : unlike(a, b);
    default: break;
  }
  if (a instanceof Decimal) return isNumber(b) ? num.equals(a, b) : unlike(a, b);
  if (Array.isArray(a)) return Array.isArray(b) ? equalLists(a, b) : unlike(a, b);
  if (Array.isArray(b)) return unlike(a, b);
  if (a instanceof FeelContext) return b instanceof FeelContext ? equalContexts(a, b) : null;
  if (a instanceof FeelRange) return b instanceof FeelRange ? equalRanges(a, b) : null;
  if (a instanceof FeelFunction) return b instanceof FeelFunction ? false : null;
  if (isTemporal(a) && isTemporal(b)) return equalsTemporal(a, b);
  return null;
}

/** A list of one value compares as that value. */
function unlike(a: FeelValue, b: FeelValue): boolean | null {
  if (Array.isArray(a) && !Array.isArray(b)) return a.length === 1 ? equals(a[0]!, b) : null;
  if (Array.isArray(b) && !Array.isArray(a)) return b.length === 1 ? equals(a, b[0]!) : null;
  return null;
}

function equalLists(a: FeelValue[], b: FeelValue[]): boolean {
  if (a.length !== b.length) return false;
  work(a.length);
  for (let i = 0; i < a.length; i++) if (equals(a[i]!, b[i]!) !== true) return false;
  return true;
}

function equalContexts(a: FeelContext, b: FeelContext): boolean {
  readWhole(a);
  readWhole(b);
  if (a.size !== b.size) return false;
  work(a.size);
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || equals(value, other) !== true) return false;
  }
  return true;
}

function equalRanges(a: FeelRange, b: FeelRange): boolean {
  return a.lowIncluded === b.lowIncluded && a.highIncluded === b.highIncluded && a.op === b.op
    && equals(a.low, b.low) === true && equals(a.high, b.high) === true;
}

/** Order of two values, or null where they have none. */
export function compare(a: FeelValue, b: FeelValue): -1 | 0 | 1 | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string') return typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : null;
  if (isNumber(a)) return isNumber(b) ? num.compare(a, b) : null;
  if (isTemporal(a) && isTemporal(b)) return compareTemporal(a, b);
  return null;
}

export function add(a: FeelValue, b: FeelValue): FeelValue {
  if (typeof a === 'string') return typeof b === 'string' ? a + b : null;
  if (isNumber(a)) return isNumber(b) ? num.add(a, b) : null;
  return isTemporal(a) && isTemporal(b) ? addTemporal(a, b) : null;
}

export function subtract(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) return isNumber(b) ? num.sub(a, b) : null;
  return isTemporal(a) && isTemporal(b) ? subtractTemporal(a, b) : null;
}

export function multiply(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) return isNumber(b) ? num.mul(a, b) : isDuration(b) ? multiplyDuration(b, a) : null;
  return isDuration(a) && isNumber(b) ? multiplyDuration(a, b) : null;
}

export function divide(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) return isNumber(b) ? num.div(a, b) : null;
  if (!isDuration(a)) return null;
  return isNumber(b) ? divideDuration(a, b) : isDuration(b) ? divideDurations(a, b) : null;
}

export function power(a: FeelValue, b: FeelValue): FeelValue {
  return isNumber(a) && isNumber(b) ? num.pow(a, b) : null;
}

export function negate(a: FeelValue): FeelValue {
  if (isNumber(a)) return num.neg(a);
  return isDuration(a) ? negateDuration(a) : null;
}

/** Whether a value lies in a range; null where it cannot be compared with the ends. */
export function inRange(value: FeelValue, range: FeelRange): boolean | null {
  if (value === null) return null;
  // Equality is asked of values without an order, too.
  if (range.op === '=') return equals(value, range.low);
  if (range.op === '!=') {
    const same = equals(value, range.low);
    return same === null ? null : !same;
  }
  if (range.op === undefined && (range.low === null || range.high === null)) return null;
  if (range.low === null && range.high === null) return null;
  if (range.low !== null) {
    const c = compare(value, range.low);
    if (c === null) return null;
    if (c < 0 || (c === 0 && !range.lowIncluded)) return false;
  }
  if (range.high !== null) {
    const c = compare(value, range.high);
    if (c === null) return null;
    if (c > 0 || (c === 0 && !range.highIncluded)) return false;
  }
  return true;
}

/** Whether a value equals a member, lies in a range, or is in a list of such. */
export function isIn(value: FeelValue, test: FeelValue): boolean | null {
  if (test instanceof FeelRange) return inRange(value, test);
  if (Array.isArray(test)) {
    work(test.length >> 2);
    if (Array.isArray(value) && equals(value, test) === true) return true;
    for (const t of test) {
      if ((t instanceof FeelRange ? inRange(value, t) : equals(value, t)) === true) return true;
    }
    return false;
  }
  return equals(value, test);
}

/** `value.name` for everything but contexts and lists; undefined where there is no such property. */
export function property(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof FeelRange) {
    switch (name) {
      case 'start': return value.low;
      case 'end': return value.high;
      case 'start included': return value.lowIncluded;
      case 'end included': return value.highIncluded;
      default: return undefined;
    }
  }
  return isTemporal(value) ? temporalProperty(value, name) : undefined;
}

/** The text of a value as `string()` gives it; strings within lists and contexts are quoted. */
export function text(value: FeelValue, quoted = false): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted ? quote(value) : value;
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return num.toText(value);
  work();
  if (Array.isArray(value)) return measured(`[${value.map((v) => text(v, true)).join(', ')}]`);
  if (value instanceof FeelContext) readWhole(value);
  if (value instanceof FeelContext) return measured(`{${[...value].map(([k, v]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(k) ? k : quote(k)}: ${text(v, true)}`).join(', ')}}`);
  if (value instanceof FeelRange) return rangeText(value);
  if (value instanceof FeelFunction) return `function(${(value.parameters ?? []).map((p) => p.name).join(', ')})`;
  return quoted ? `@"${temporalText(value)}"` : temporalText(value);
}

/** Long texts are work. */
function measured(s: string): string {
  work(s.length >> 2);
  return s;
}

function rangeText(r: FeelRange): string {
  if (r.op) return `(${r.op} ${text(r.op === '<' || r.op === '<=' ? r.high : r.low, true)})`;
  return `${r.lowIncluded ? '[' : '('}${text(r.low, true)} .. ${text(r.high, true)}${r.highIncluded ? ']' : ')'}`;
}

function quote(s: string): string {
  return `"${s.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}

/** A date as the start of its day in UTC, where a date and time is wanted (DMN 1.5, 10.3.2.9.4). */
export function dateAsDateTime(date: FeelDate): FeelDateTime {
  return FeelDateTime.of(date, FeelTime.of(0, 0, 0, 0, 0)!);
}
