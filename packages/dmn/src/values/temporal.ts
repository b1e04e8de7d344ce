/**
 * Dates, times and durations as FEEL has them, and the operations on them whatever their kind.
 * `null` is FEEL's answer where an operation has no meaning (a date plus a date, a local time
 * against one with an offset) or leaves the range (years -999999999..999999999).
 */
import { MONTHS, NANOS_PER_DAY, NANOS_PER_SECOND, WEEKDAYS, dayOfYear as dayOfCivilYear, weekOfYear as weekOfDay } from './calendar.ts';
import { DayTimeDuration, YearMonthDuration, addDurations, negateDuration, parseDuration, type Duration } from './duration.ts';
import { FeelDate, FeelDateTime, FeelTime, offsetDuration } from './moment.ts';

export { DayTimeDuration, YearMonthDuration, absDuration, addDurations, divideDuration, divideDurations, multiplyDuration, negateDuration, parseDuration } from './duration.ts';
export type { Duration } from './duration.ts';
export { FeelDate, FeelDateTime, FeelTime } from './moment.ts';

export type Moment = FeelDate | FeelTime | FeelDateTime;
export type Temporal = Moment | Duration;

export function isDuration(value: unknown): value is Duration {
  return value instanceof DayTimeDuration || value instanceof YearMonthDuration;
}
export function isTemporal(value: unknown): value is Temporal {
  return value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime || isDuration(value);
}

/** FEEL's name of the value's type. */
export function temporalType(value: Temporal): 'date' | 'time' | 'date and time' | 'days and time duration' | 'years and months duration' {
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelTime) return 'time';
  return value instanceof DayTimeDuration ? 'days and time duration' : 'years and months duration';
}

/** What an at-literal denotes: @"2026-03-01", @"10:00:00", @"2026-03-01T10:00:00", @"P1Y", @"PT1H"; null for anything else. */
export function parseTemporal(text: string): Temporal | null {
  if (text.startsWith('P') || text.startsWith('-P')) return parseDuration(text);
  return FeelDate.parse(text) ?? (text.includes('T') ? FeelDateTime.parse(text) : null) ?? FeelTime.parse(text);
}

/** The canonical text, as FEEL's `string()` gives it. */
export function temporalText(value: Temporal): string {
  return value.toString();
}

const signOf = (n: number | bigint): -1 | 0 | 1 => (n < 0 ? -1 : n > 0 ? 1 : 0);

function compareTimes(a: FeelTime, b: FeelTime, unit: number): -1 | 0 | 1 | null {
  const whole = (nano: number): number => Math.floor(nano / unit);
  if (a.zone !== null && a.zone === b.zone) return signOf(whole(a.nano) - whole(b.nano));
  const [x, y] = [a.knownOffset, b.knownOffset];
  // A zone whose offset depends on the date cannot be compared with another one without a date.
  if ((a.zone !== null && x === null) || (b.zone !== null && y === null) || (x === null) !== (y === null)) return null;
  return signOf(whole(a.nano - (x ?? 0) * NANOS_PER_SECOND) - whole(b.nano - (y ?? 0) * NANOS_PER_SECOND));
}

/** Order of two values of one kind; null for different kinds, and for a local time against one with offset or zone. */
export function compareTemporal(a: Temporal, b: Temporal): -1 | 0 | 1 | null {
  if (a instanceof FeelDate) return b instanceof FeelDate ? signOf(a.epochDay - b.epochDay) : null;
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? a.compareTo(b) : null;
  if (a instanceof FeelTime) return b instanceof FeelTime ? compareTimes(a, b, 1) : null;
  if (a instanceof YearMonthDuration) return b instanceof YearMonthDuration ? signOf(a.totalMonths - b.totalMonths) : null;
  return b instanceof DayTimeDuration ? signOf(a.nanos - b.nanos) : null;
}

/**
 * FEEL `=`. Times are equal when hour, minute, second and offset are (DMN 1.5, table 42, compares
 * those properties, and `second` has no fraction), so parts of a second do not tell two times
 * apart here, though they do in `<`. Null for different kinds.
 */
export function equalsTemporal(a: Temporal, b: Temporal): boolean | null {
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? a.compareTo(b, NANOS_PER_SECOND) === 0 : null;
  if (a instanceof FeelTime) return b instanceof FeelTime ? compareTimes(a, b, NANOS_PER_SECOND) === 0 : null;
  return temporalType(a) === temporalType(b) ? compareTemporal(a, b) === 0 : null;
}

/** FEEL `is()`: the same kind and the same value with the same offset or zone. */
export function identicalTemporal(a: Temporal, b: Temporal): boolean {
  return temporalType(a) === temporalType(b) && a.toString() === b.toString();
}

function addDuration(moment: Moment, duration: Duration): Moment | null {
  if (duration instanceof YearMonthDuration) return moment instanceof FeelTime ? null : moment.plusMonths(duration.totalMonths);
  if (moment instanceof FeelDate) {
    // A date is its midnight; what is left of a day afterwards is cut off.
    const day = BigInt(NANOS_PER_DAY);
    const part = duration.nanos % day;
    return moment.plusDays(Number((duration.nanos - part) / day) - (part < 0n ? 1 : 0));
  }
  return moment.plusNanos(duration.nanos);
}

/** FEEL `+`: moment + duration, duration + moment, duration + duration; else null. */
export function addTemporal(a: Temporal, b: Temporal): Temporal | null {
  if (isDuration(a)) return isDuration(b) ? addDurations(a, b) : addDuration(b, a);
  return isDuration(b) ? addDuration(a, b) : null;
}

function asDateTime(value: Moment): FeelDateTime | null {
  if (value instanceof FeelDateTime) return value;
  // Against a date with time, a date is its midnight in UTC.
  return value instanceof FeelDate ? FeelDateTime.ofWallClock(value.epochDay, 0, 0, null) : null;
}

/** FEEL `-`: moment - moment of one kind (days and time duration), moment - duration, duration - duration; else null. */
export function subtractTemporal(a: Temporal, b: Temporal): Temporal | null {
  if (isDuration(b)) return isDuration(a) ? addDurations(a, negateDuration(b)) : addDuration(a, negateDuration(b));
  if (isDuration(a)) return null;
  if (a instanceof FeelDate && b instanceof FeelDate) return DayTimeDuration.ofNanos(BigInt(a.epochDay - b.epochDay) * BigInt(NANOS_PER_DAY));
  if (a instanceof FeelTime && b instanceof FeelTime) {
    if (compareTimes(a, b, 1) === null) return null;
    const offsets = a.zone !== null && a.zone === b.zone ? 0 : (a.knownOffset ?? 0) - (b.knownOffset ?? 0);
    return DayTimeDuration.ofNanos(BigInt(a.nano - b.nano - offsets * NANOS_PER_SECOND));
  }
  const [x, y] = [asDateTime(a), asDateTime(b)];
  if (x === null || y === null || (x.offset === null) !== (y.offset === null)) return null;
  return DayTimeDuration.ofNanos(x.epochNanos - y.epochNanos);
}

/** FEEL `years and months duration(from, to)`: whole months between the calendar days. */
export function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): YearMonthDuration {
  let months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) months--;
  else if (months < 0 && to.day > from.day) months++;
  return YearMonthDuration.ofMonths(months)!;
}

const ofDay = (value: FeelDate | FeelDateTime): FeelDate => (value instanceof FeelDate ? value : value.date);

/** 1 to 366. */
export function dayOfYear(value: FeelDate | FeelDateTime): number {
  const { year, month, day } = ofDay(value);
  return dayOfCivilYear(year, month, day);
}
/** "Monday" to "Sunday". */
export function dayOfWeek(value: FeelDate | FeelDateTime): string {
  return WEEKDAYS[value.weekday - 1]!;
}
/** "January" to "December". */
export function monthOfYear(value: FeelDate | FeelDateTime): string {
  return MONTHS[value.month - 1]!;
}
/** The ISO 8601 week, 1 to 53. */
export function weekOfYear(value: FeelDate | FeelDateTime): number {
  return weekOfDay(value.epochDay);
}

const DATE_PROPERTIES = new Set(['year', 'month', 'day', 'weekday']);
const TIME_PROPERTIES = new Set(['hour', 'minute', 'second']);
const ZONE_PROPERTIES = new Set(['time offset', 'timezone']);

/** A property by its FEEL name (DMN 1.5, tables 65 to 68): `date.year`, `time.time offset`, `duration.days`; undefined where the kind has none of that name. */
export function temporalProperty(value: Temporal, name: string): number | string | DayTimeDuration | null | undefined {
  if (value instanceof DayTimeDuration) {
    return name === 'days' || name === 'hours' || name === 'minutes' || name === 'seconds' ? value[name] : undefined;
  }
  if (value instanceof YearMonthDuration) return name === 'years' || name === 'months' ? value[name] : undefined;
  if (!(value instanceof FeelTime) && DATE_PROPERTIES.has(name)) return value[name as 'year' | 'month' | 'day' | 'weekday'];
  if (value instanceof FeelDate) return undefined;
  if (TIME_PROPERTIES.has(name)) return value[name as 'hour' | 'minute' | 'second'];
  if (!ZONE_PROPERTIES.has(name)) return undefined;
  return name === 'timezone' ? value.zone : offsetDuration(value instanceof FeelTime ? value.knownOffset : value.offset);
}
