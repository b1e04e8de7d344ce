/** Dates, times, and dates with times (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.6; texts as XSD 1.1, plus "@zone"). */
import { MAX_EPOCH_DAY, MIN_EPOCH_DAY, NANOS_PER_DAY, NANOS_PER_SECOND, civilOf, daysInMonth, epochDayOf, isCivil, weekdayOf } from './calendar.ts';
import { DayTimeDuration, fractionText } from './duration.ts';
import { fixedOffset, isZone, offsetAtLocal, offsetAtUtc } from './zone.ts';

/** XSD: a time zone offset lies between -14:00 and +14:00. */
const MAX_OFFSET = 14 * 3600;

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

export class FeelDate {
  readonly epochDay: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** The canonical text, once it is known. */
  #text: string | undefined;
  private constructor(epochDay: number, year: number, month: number, day: number, text?: string) {
    this.epochDay = epochDay;
    this.year = year;
    this.month = month;
    this.day = day;
    this.#text = text;
  }
  /** Null for a day that is not in the calendar or a year outside -999999999..999999999. */
  static of(year: number, month: number, day: number): FeelDate | null {
    return isCivil(year, month, day) ? new FeelDate(epochDayOf(year, month, day), year, month, day) : null;
  }
  /** Days since 1970-01-01; null outside the range of years. */
  static ofEpochDay(epochDay: number): FeelDate | null {
    if (!(epochDay >= MIN_EPOCH_DAY && epochDay <= MAX_EPOCH_DAY)) return null;
    const { year, month, day } = civilOf(epochDay);
    return new FeelDate(epochDay, year, month, day);
  }
  /** "2026-03-01", "-0044-03-15", "999999999-12-31"; null where the text is no date. */
  static parse(text: string): FeelDate | null {
    // Years of four digits, nearly all there are, without a regular expression.
    if (text.length === 10 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45) {
      const [y1, y2, m, d] = [digits2(text, 0), digits2(text, 2), digits2(text, 5), digits2(text, 8)];
      const year = y1 * 100 + y2;
      if (y1 < 0 || y2 < 0 || m < 1 || m > 12 || d < 1 || d > daysInMonth(year, m)) return null;
      return new FeelDate(epochDayOf(year, m, d), year, m, d, text);
    }
    const found = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/.exec(text);
    if (!found || (found[1] && found[2] === '0000')) return null;
    return FeelDate.of(Number(found[1]! + found[2]!), Number(found[3]), Number(found[4]));
  }
  get weekday(): number {
    return weekdayOf(this.epochDay);
  }
  plusDays(days: number): FeelDate | null {
    return FeelDate.ofEpochDay(this.epochDay + days);
  }
  /** The same day some months on, or that month's last day where it is shorter (31 January + 1 month = 28 February). */
  plusMonths(months: number): FeelDate | null {
    const total = this.year * 12 + this.month - 1 + months;
    const year = Math.floor(total / 12);
    const month = total - year * 12 + 1;
    return FeelDate.of(year, month, Math.min(this.day, daysInMonth(year, month)));
  }
  toString(): string {
    return (this.#text ??= this.written());
  }
  private written(): string {
    const size = Math.abs(this.year);
    return `${this.year < 0 ? '-' : ''}${size < 1000 ? String(size).padStart(4, '0') : size}-${two(this.month)}-${two(this.day)}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** The two digits at `at` as a number, or -1. */
function digits2(text: string, at: number): number {
  const a = text.charCodeAt(at) - 48;
  const b = text.charCodeAt(at + 1) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -1;
}

const CLOCK = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:(Z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@(.+))?$/;

interface Clock { nano: number; nextDay: boolean; offset: number | null; zone: string | null }

function parseClock(text: string): Clock | null {
  const found = CLOCK.exec(text);
  if (!found) return null;
  const [h, m, s] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const fraction = Number((found[4] ?? '').padEnd(9, '0'));
  if (m > 59 || s > 59) return null;
  // 24:00:00 is the midnight at the end of the day.
  const nextDay = h === 24;
  if (h > 24 || (nextDay && (m > 0 || s > 0 || fraction > 0))) return null;
  let offset: number | null = null;
  if (found[5]) offset = 0;
  else if (found[6]) {
    const [oh, om, os] = [Number(found[7]), Number(found[8]), Number(found[9] ?? 0)];
    offset = oh * 3600 + om * 60 + os;
    if (om > 59 || os > 59 || offset > MAX_OFFSET) return null;
    if (found[6] === '-') offset = 0 - offset;
  }
  const zone = found[10] ?? null;
  if (zone !== null && !isZone(zone)) return null;
  return { nano: nextDay ? 0 : (h * 3600 + m * 60 + s) * NANOS_PER_SECOND + fraction, nextDay, offset, zone };
}

function clockText(nano: number): string {
  const second = Math.floor(nano / NANOS_PER_SECOND);
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}${fractionText(nano % NANOS_PER_SECOND)}`;
}

function zoneText(offset: number | null, zone: string | null): string {
  if (zone !== null) return `@${zone}`;
  if (offset === null) return '';
  if (offset === 0) return 'Z';
  const size = Math.abs(offset);
  const seconds = size % 60;
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds ? `:${two(seconds)}` : ''}`;
}

/** A time of day: local, with an offset, or in a zone (whose offset is open until there is a date). */
export class FeelTime {
  /** Nanoseconds since midnight. */
  readonly nano: number;
  /** Seconds east of UTC, or null. */
  readonly offset: number | null;
  readonly zone: string | null;
  private constructor(nano: number, offset: number | null, zone: string | null) {
    this.nano = nano;
    this.offset = offset;
    this.zone = zone;
  }
  /** `second` may have a fraction, given as nanoseconds apart; null for a time that is not on the clock. */
  static of(hour: number, minute: number, second: number, nanos: number, offset: number | null): FeelTime | null {
    const fits = (n: number, max: number): boolean => Number.isInteger(n) && n >= 0 && n <= max;
    if (!fits(hour, 23) || !fits(minute, 59) || !fits(second, 59) || !fits(nanos, NANOS_PER_SECOND - 1)) return null;
    if (offset !== null && !(Math.abs(offset) <= MAX_OFFSET)) return null;
    return new FeelTime((hour * 3600 + minute * 60 + second) * NANOS_PER_SECOND + nanos, offset === null ? null : offset + 0, null);
  }
  static ofNano(nano: number, offset: number | null, zone: string | null): FeelTime {
    return new FeelTime(nano, zone === null ? offset : null, zone);
  }
  /** "13:20:00", "13:20:00.5+02:00", "13:20:00@Europe/Oslo"; null where the text is no time. */
  static parse(text: string): FeelTime | null {
    const clock = parseClock(text);
    return clock && new FeelTime(clock.nano, clock.offset, clock.zone);
  }
  get hour(): number { return Math.floor(this.nano / (3600 * NANOS_PER_SECOND)); }
  get minute(): number { return Math.floor(this.nano / (60 * NANOS_PER_SECOND)) % 60; }
  get second(): number { return Math.floor(this.nano / NANOS_PER_SECOND) % 60; }
  /** The offset where it is known without a date. */
  get knownOffset(): number | null {
    return this.zone === null ? this.offset : fixedOffset(this.zone);
  }
  /** Round the clock: 23:00 + 2 hours = 01:00. */
  plusNanos(nanos: bigint): FeelTime {
    const day = BigInt(NANOS_PER_DAY);
    const nano = Number((((BigInt(this.nano) + nanos) % day) + day) % day);
    return new FeelTime(nano, this.offset, this.zone);
  }
  toString(): string {
    return clockText(this.nano) + zoneText(this.offset, this.zone);
  }
  toJSON(): string {
    return this.toString();
  }
}

/** A date with a time: local, with an offset, or in a zone. */
export class FeelDateTime {
  /** Days since 1970-01-01 and nanoseconds since midnight, both by the wall clock. */
  readonly epochDay: number;
  readonly nano: number;
  /** Seconds east of UTC; with a zone, the offset the zone has at this moment; null for a local time. */
  readonly offset: number | null;
  readonly zone: string | null;
  #date: FeelDate | undefined;
  private constructor(epochDay: number, nano: number, offset: number | null, zone: string | null) {
    this.epochDay = epochDay;
    this.nano = nano;
    this.offset = offset;
    this.zone = zone;
  }
  /** Null outside the range of years. */
  static ofWallClock(epochDay: number, nano: number, offset: number | null, zone: string | null): FeelDateTime | null {
    if (!(epochDay >= MIN_EPOCH_DAY && epochDay <= MAX_EPOCH_DAY)) return null;
    if (zone !== null) offset = offsetAtLocal(zone, epochDay, Math.floor(nano / NANOS_PER_SECOND));
    return new FeelDateTime(epochDay, nano, offset, zone);
  }
  static of(date: FeelDate, time: FeelTime): FeelDateTime {
    return FeelDateTime.ofWallClock(date.epochDay, time.nano, time.offset, time.zone)!;
  }
  /** Midnight of a date, local. */
  static ofDate(date: FeelDate): FeelDateTime {
    return new FeelDateTime(date.epochDay, 0, null, null);
  }
  /** "2026-03-01T10:00:00", with "Z", "+01:00" or "@Europe/Oslo" behind; a date alone is its midnight. Null where the text is none. */
  static parse(text: string): FeelDateTime | null {
    const t = text.indexOf('T');
    const date = FeelDate.parse(t < 0 ? text : text.slice(0, t));
    if (date === null) return null;
    if (t < 0) return FeelDateTime.ofDate(date);
    const clock = parseClock(text.slice(t + 1));
    return clock && FeelDateTime.ofWallClock(date.epochDay + (clock.nextDay ? 1 : 0), clock.nano, clock.offset, clock.zone);
  }
  get date(): FeelDate {
    return (this.#date ??= FeelDate.ofEpochDay(this.epochDay)!);
  }
  get time(): FeelTime {
    return FeelTime.ofNano(this.nano, this.offset, this.zone);
  }
  get year(): number { return this.date.year; }
  get month(): number { return this.date.month; }
  get day(): number { return this.date.day; }
  get weekday(): number { return weekdayOf(this.epochDay); }
  get hour(): number { return Math.floor(this.nano / (3600 * NANOS_PER_SECOND)); }
  get minute(): number { return Math.floor(this.nano / (60 * NANOS_PER_SECOND)) % 60; }
  get second(): number { return Math.floor(this.nano / NANOS_PER_SECOND) % 60; }
  /** Nanoseconds since 1970-01-01T00:00:00, UTC where an offset is known, else by the wall clock. */
  get epochNanos(): bigint {
    return BigInt(this.epochDay) * BigInt(NANOS_PER_DAY) + BigInt(this.nano - (this.offset ?? 0) * NANOS_PER_SECOND);
  }
  /** -1, 0, 1 by the moment, or null where one is local and the other is not. */
  compareTo(other: FeelDateTime, unit: number = 1): -1 | 0 | 1 | null {
    if ((this.offset === null) !== (other.offset === null)) return null;
    const a = this.nano - (this.offset ?? 0) * NANOS_PER_SECOND;
    const b = other.nano - (other.offset ?? 0) * NANOS_PER_SECOND;
    const dayA = this.epochDay + Math.floor(a / NANOS_PER_DAY);
    const dayB = other.epochDay + Math.floor(b / NANOS_PER_DAY);
    if (dayA !== dayB) return dayA < dayB ? -1 : 1;
    const difference = Math.floor((a - Math.floor(a / NANOS_PER_DAY) * NANOS_PER_DAY) / unit) - Math.floor((b - Math.floor(b / NANOS_PER_DAY) * NANOS_PER_DAY) / unit);
    return difference === 0 ? 0 : difference < 0 ? -1 : 1;
  }
  /** A span of exact time later; in a zone, across its clock changes. */
  plusNanos(nanos: bigint): FeelDateTime | null {
    const day = BigInt(NANOS_PER_DAY);
    const moment = (this.zone === null ? BigInt(this.epochDay) * day + BigInt(this.nano) : this.epochNanos) + nanos;
    let nano = moment % day;
    if (nano < 0n) nano += day;
    const epochDay = Number((moment - nano) / day);
    if (this.zone === null) return FeelDateTime.ofWallClock(epochDay, Number(nano), this.offset, null);
    if (epochDay < MIN_EPOCH_DAY - 1 || epochDay > MAX_EPOCH_DAY + 1) return null;
    const offset = offsetAtUtc(this.zone, epochDay, Math.floor(Number(nano) / NANOS_PER_SECOND));
    const local = Number(nano) + offset * NANOS_PER_SECOND;
    const carry = Math.floor(local / NANOS_PER_DAY);
    const wallDay = epochDay + carry;
    return wallDay < MIN_EPOCH_DAY || wallDay > MAX_EPOCH_DAY ? null : new FeelDateTime(wallDay, local - carry * NANOS_PER_DAY, offset, this.zone);
  }
  plusMonths(months: number): FeelDateTime | null {
    const date = this.date.plusMonths(months);
    return date && FeelDateTime.ofWallClock(date.epochDay, this.nano, this.zone === null ? this.offset : null, this.zone);
  }
  toString(): string {
    return `${this.date.toString()}T${clockText(this.nano)}${zoneText(this.offset, this.zone)}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** The DMN property `time offset` as a duration; null for a local time. */
export function offsetDuration(offset: number | null): DayTimeDuration | null {
  return offset === null ? null : DayTimeDuration.ofSeconds(offset);
}
