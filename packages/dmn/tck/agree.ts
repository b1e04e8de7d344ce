import * as num from '../src/values/number.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../src/values/temporal.ts';
import { FeelContext } from '../src/run/values.ts';
import type { FeelValue } from '../src/run/values.ts';

/**
 * Whether a result is the expected one, as the kit's own runners have it: numbers within 1e-8 (or 1e-14 relative),
 * durations by months or nanoseconds, times by wall clock and offset. A text is never a number or a date.
 */
export function agree(actual: FeelValue, expected: FeelValue): boolean {
  if (expected === null || actual === null) return actual === expected;
  if (num.isNumber(expected)) return num.isNumber(actual) && near(actual, expected);
  if (Array.isArray(expected)) return Array.isArray(actual) && actual.length === expected.length && expected.every((e, i) => agree(actual[i]!, e));
  if (expected instanceof FeelContext) {
    return actual instanceof FeelContext && actual.size === expected.size
      && [...expected].every(([k, v]) => actual.has(k) && agree(actual.get(k)!, v));
  }
  if (expected instanceof FeelDate) return actual instanceof FeelDate && actual.epochDay === expected.epochDay;
  if (expected instanceof FeelTime) return actual instanceof FeelTime && actual.nano === expected.nano && actual.knownOffset === expected.knownOffset && (actual.zone === expected.zone || expected.zone === null);
  if (expected instanceof FeelDateTime) {
    return actual instanceof FeelDateTime && actual.epochDay === expected.epochDay && actual.nano === expected.nano && actual.offset === expected.offset;
  }
  if (expected instanceof DayTimeDuration) return actual instanceof DayTimeDuration && actual.nanos === expected.nanos;
  if (expected instanceof YearMonthDuration) return actual instanceof YearMonthDuration && actual.totalMonths === expected.totalMonths;
  return actual === expected;
}

function near(a: num.FeelNumber, b: num.FeelNumber): boolean {
  if (num.equals(a, b)) return true;
  const difference = Math.abs(num.toDouble(num.sub(a, b) ?? a));
  return difference <= 1e-8 || difference <= 1e-14 * Math.abs(num.toDouble(b));
}
