import * as num from '../../values/number.ts';
import type { FeelNumber } from '../../values/number.ts';
import {
  DayTimeDuration, FeelDate, FeelDateTime, FeelTime, dayOfWeek, dayOfYear, identicalTemporal, isTemporal, monthOfYear, monthsBetween,
  parseDuration, weekOfYear,
} from '../../values/temporal.ts';
import { equals, kindOf } from '../../run/ops.ts';
import type { FeelValue } from '../../run/values.ts';
import type { Signature } from './define.ts';

/** Conversions to dates, times and durations (DMN 1.5, 10.3.4.1) and date functions (10.3.4.6, 10.3.4.9). */

function asDate(from: string | FeelDate | FeelDateTime): FeelValue {
  if (typeof from === 'string') return FeelDate.parse(from);
  return from instanceof FeelDateTime ? from.date : from;
}

function asTime(from: string | FeelTime | FeelDate | FeelDateTime): FeelValue {
  if (typeof from === 'string') return FeelTime.parse(from);
  if (from instanceof FeelDateTime) return from.time;
  return from instanceof FeelDate ? FeelTime.of(0, 0, 0, 0, 0) : from;
}

function asDateTime(from: string | FeelDate | FeelDateTime): FeelValue {
  if (typeof from === 'string') return FeelDateTime.parse(from);
  return from instanceof FeelDate ? FeelDateTime.of(from, FeelTime.of(0, 0, 0, 0, 0)!) : from;
}

function timeOf(hour: FeelNumber, minute: FeelNumber, second: FeelNumber, offset: DayTimeDuration | null | undefined): FeelValue {
  if (typeof hour !== 'number' || typeof minute !== 'number') return null;
  const whole = num.floor(second);
  if (typeof whole !== 'number') return null;
  const rest = num.sub(second, whole);
  const nanos = rest === null ? null : num.mul(rest, 1_000_000_000);
  const cut = nanos === null ? null : num.floor(nanos);
  if (typeof cut !== 'number') return null;
  return FeelTime.of(hour, minute, whole, cut, offset instanceof DayTimeDuration ? offset.wholeSeconds : null);
}

function dateOf(year: FeelNumber, month: FeelNumber, day: FeelNumber): FeelValue {
  return typeof year === 'number' && typeof month === 'number' && typeof day === 'number' ? FeelDate.of(year, month, day) : null;
}

function identical(a: FeelValue, b: FeelValue): FeelValue {
  if (a === null || b === null) return a === b;
  if (isTemporal(a) && isTemporal(b)) return identicalTemporal(a, b);
  return kindOf(a) === kindOf(b) && equals(a, b) === true;
}

const DAY = 'date: date|date and time';

export const TEMPORAL: Record<string, Signature[]> = {
  date: [
    { parameters: 'from: string|date|date and time', run: ([from]) => asDate(from) },
    { parameters: 'year: number, month: number, day: number', run: ([y, m, d]) => dateOf(y, m, d) },
  ],
  time: [
    { parameters: 'from: string|time|date|date and time', run: ([from]) => asTime(from) },
    { parameters: 'hour: number, minute: number, second: number, offset?: duration?', run: ([h, m, s, offset]) => timeOf(h, m, s, offset) },
  ],
  'date and time': [
    { parameters: 'from: string|date|date and time', run: ([from]) => asDateTime(from) },
    { parameters: 'date: date|date and time, time: time', run: ([date, time]) => FeelDateTime.of(date instanceof FeelDateTime ? date.date : date, time) },
  ],
  duration: [{ parameters: 'from: string|duration', run: ([from]) => (typeof from === 'string' ? parseDuration(from) : from) }],
  'years and months duration': [{ parameters: 'from: date|date and time, to: date|date and time', run: ([from, to]) => monthsBetween(from, to) }],
  'day of year': [{ parameters: DAY, run: ([d]) => dayOfYear(d) }],
  'day of week': [{ parameters: DAY, run: ([d]) => dayOfWeek(d) }],
  'month of year': [{ parameters: DAY, run: ([d]) => monthOfYear(d) }],
  'week of year': [{ parameters: DAY, run: ([d]) => weekOfYear(d) }],
  now: [{ parameters: '', run: (_, run) => run.now }],
  today: [{ parameters: '', run: (_, run) => run.now.date }],
  is: [{ parameters: 'value1?: any, value2?: any', run: ([a, b]) => (a === undefined && b === undefined ? null : identical(a ?? null, b ?? null)) }],
};
