/** Durations (DMN 1.5, 10.3.2.3.7 and 10.3.2.3.8): months, or nanoseconds; never a mix of the two. */
import { NANOS_PER_DAY, NANOS_PER_SECOND } from './calendar.ts';
import { div, fromBigInt, scaleBigInt, unscaleBigInt, type FeelNumber } from './number.ts';

/** More than the longest span between two dates; a longer duration has no value (null). */
const MAX_DAYS = 1_000_000_000_000n;
const DAY = BigInt(NANOS_PER_DAY);
const SECOND = BigInt(NANOS_PER_SECOND);
const MAX_NANOS = MAX_DAYS * DAY;
const MAX_MONTHS = Number.MAX_SAFE_INTEGER;

const DAY_TIME = /^(-?)P(?:(\d{1,20})D)?(?:(T)(?:(\d{1,20})H)?(?:(\d{1,20})M)?(?:(\d{1,20})(?:\.(\d{0,9}))?S)?)?$/;
const YEAR_MONTH = /^(-?)P(?:(\d{1,16})Y)?(?:(\d{1,16})M)?$/;

/** "days and time duration": exact nanoseconds, at most 10^12 days. */
export class DayTimeDuration {
  readonly nanos: bigint;
  private constructor(nanos: bigint) {
    this.nanos = nanos;
  }
  static ofNanos(nanos: bigint | null): DayTimeDuration | null {
    return nanos === null || nanos > MAX_NANOS || nanos < -MAX_NANOS ? null : new DayTimeDuration(nanos);
  }
  static ofSeconds(seconds: number): DayTimeDuration {
    return new DayTimeDuration(BigInt(seconds) * SECOND);
  }
  /** Reads XSD dayTimeDuration ("P1DT2H", "-PT0.5S"); null where the text is none. */
  static parse(text: string): DayTimeDuration | null {
    const found = DAY_TIME.exec(text);
    if (!found || text.endsWith('P') || text.endsWith('T')) return null;
    const [, sign, days, , hours, minutes, seconds, fraction] = found;
    const nanos = BigInt(days ?? 0) * DAY + (BigInt(hours ?? 0) * 3600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0)) * SECOND +
      BigInt((fraction ?? '').padEnd(9, '0'));
    return DayTimeDuration.ofNanos(sign ? -nanos : nanos);
  }
  /** Whole seconds, cut off towards zero, as a JS number (exact below 2^53). */
  get wholeSeconds(): number {
    return Number(this.nanos / SECOND);
  }
  get days(): number { return Number(this.nanos / DAY); }
  get hours(): number { return Number((this.nanos % DAY) / (3600n * SECOND)); }
  get minutes(): number { return Number((this.nanos % (3600n * SECOND)) / (60n * SECOND)); }
  get seconds(): number { return Number((this.nanos % (60n * SECOND)) / SECOND); }
  toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    const size = this.nanos < 0n ? -this.nanos : this.nanos;
    const days = size / DAY;
    const rest = Number(size % DAY);
    const second = Math.floor(rest / NANOS_PER_SECOND);
    const fraction = fractionText(rest % NANOS_PER_SECOND);
    const [h, m, s] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
    const time = `${h ? `${h}H` : ''}${m ? `${m}M` : ''}${s || fraction ? `${s}${fraction}S` : ''}`;
    return `${this.nanos < 0n ? '-' : ''}P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

/** "years and months duration": whole months in the safe range. */
export class YearMonthDuration {
  readonly totalMonths: number;
  private constructor(months: number) {
    this.totalMonths = months;
  }
  static ofMonths(months: number): YearMonthDuration | null {
    return months > MAX_MONTHS || months < -MAX_MONTHS ? null : new YearMonthDuration(months + 0);
  }
  /** Reads XSD yearMonthDuration ("P1Y8M", "-P11M"); null where the text is none. */
  static parse(text: string): YearMonthDuration | null {
    const found = YEAR_MONTH.exec(text);
    if (!found || text.endsWith('P')) return null;
    const [, sign, years, months] = found;
    const total = Number(years ?? 0) * 12 + Number(months ?? 0);
    return YearMonthDuration.ofMonths(sign ? -total : total);
  }
  get years(): number { return Math.trunc(this.totalMonths / 12) + 0; }
  get months(): number { return (this.totalMonths % 12) + 0; }
  toString(): string {
    if (this.totalMonths === 0) return 'P0M';
    const size = Math.abs(this.totalMonths);
    const [y, m] = [Math.floor(size / 12), size % 12];
    return `${this.totalMonths < 0 ? '-' : ''}P${y ? `${y}Y` : ''}${m ? `${m}M` : ''}`;
  }
  toJSON(): string {
    return this.toString();
  }
}

export type Duration = DayTimeDuration | YearMonthDuration;

/** ".5" for 500,000,000 ns, nothing for 0. */
export function fractionText(nanos: number): string {
  return nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
}

export function parseDuration(text: string): Duration | null {
  return YearMonthDuration.parse(text) ?? DayTimeDuration.parse(text);
}

function monthsOf(value: bigint | null): YearMonthDuration | null {
  return value === null ? null : YearMonthDuration.ofMonths(Number(value));
}

/** Sum of two durations of one kind; null for different kinds. */
export function addDurations(a: Duration, b: Duration): Duration | null {
  if (a instanceof DayTimeDuration) return b instanceof DayTimeDuration ? DayTimeDuration.ofNanos(a.nanos + b.nanos) : null;
  return b instanceof YearMonthDuration ? YearMonthDuration.ofMonths(a.totalMonths + b.totalMonths) : null;
}

export function negateDuration(d: Duration): Duration {
  return (d instanceof DayTimeDuration ? DayTimeDuration.ofNanos(-d.nanos) : YearMonthDuration.ofMonths(-d.totalMonths))!;
}

export function absDuration(d: Duration): Duration {
  return (d instanceof DayTimeDuration ? d.nanos < 0n : d.totalMonths < 0) ? negateDuration(d) : d;
}

/** duration * number; parts of a nanosecond or of a month are cut off. */
export function multiplyDuration(d: Duration, n: FeelNumber): Duration | null {
  return d instanceof DayTimeDuration ? DayTimeDuration.ofNanos(scaleBigInt(d.nanos, n)) : monthsOf(scaleBigInt(BigInt(d.totalMonths), n));
}

/** duration / number, as multiplyDuration; null for 0. */
export function divideDuration(d: Duration, n: FeelNumber): Duration | null {
  return d instanceof DayTimeDuration ? DayTimeDuration.ofNanos(unscaleBigInt(d.nanos, n)) : monthsOf(unscaleBigInt(BigInt(d.totalMonths), n));
}

/** duration / duration as a number; null for different kinds and for a zero divisor. */
export function divideDurations(a: Duration, b: Duration): FeelNumber | null {
  if (a instanceof DayTimeDuration) return b instanceof DayTimeDuration ? div(fromBigInt(a.nanos)!, fromBigInt(b.nanos)!) : null;
  return b instanceof YearMonthDuration ? div(a.totalMonths, b.totalMonths) : null;
}
