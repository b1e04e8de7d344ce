import { midnightOf } from './midnight.ts';

/** When an office works: hours of the wall clock by weekday, days off, and the zone the wall hangs in. */
export interface CalendarPlan {
  /** IANA time zone, as `Europe/Stockholm`. */
  zone: string;
  /** Opening hours by weekday, `["08:00", "12:00"]` each, to `"24:00"` at most; a weekday left out is free. */
  week: Partial<Record<Weekday, readonly (readonly [string, string])[]>>;
  /** Days off, `2026-06-06`. */
  holidays?: readonly string[];
  /** Hours of single days that differ from their weekday's (an eve, a Saturday worked); they win over holidays. */
  days?: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** Times between instants. The calendar that never closes is `always`. */
export interface Clock {
  /** Milliseconds of work from one instant to another (negative when `to` is earlier); NaN of NaN. */
  between(from: number, to: number): number;
  /** The first instant at which `ms` of work are done that began at `from`; NaN where the plan does not open so long any more, or of an `ms` that is negative or without end. */
  after(from: number, ms: number): number;
  /** The end of so many days (or working days) after the day of `from`; a clock on no wall knows no days and has none of this. */
  dayEnd?(from: number, days: number, only?: 'working'): number;
}

/** Real time: every millisecond counts. */
export const always: Clock = { between: (from, to) => to - from, after: (from, ms) => (ms >= 0 && ms < Infinity ? from + ms : NaN) };

/** A plan that cannot be read: which part, and what was expected. */
export class CalendarError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CalendarError';
  }
}

const DAY = 86_400_000;
const weekdays: readonly Weekday[] = ['thursday', 'friday', 'saturday', 'sunday', 'monday', 'tuesday', 'wednesday']; // 1970-01-01 was a Thursday

/** Monday to Friday, the same hours each day. */
export function officeHours(zone: string, from: string, to: string, holidays: readonly string[] = []): WorkingCalendar {
  const hours = [[from, to]] as const;
  return new WorkingCalendar({ zone, holidays, week: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours } });
}

/**
 * Working time is the set of instants at which a clock on the office's wall shows an opening hour of that
 * day. So it is exact when summer time begins (an hour that never was is not worked) and ends (an hour that
 * comes twice counts twice). Years are laid out when first asked about; a question then costs two binary searches.
 */
export class WorkingCalendar implements Clock {
  readonly #hoursOf: (day: number) => readonly (readonly [number, number])[];
  readonly #offset: (instant: number) => number;
  /** The last day on which the office opens, in days since 1970; infinite where it opens every week, -infinite where never. */
  readonly #lastOpen: number;
  /** Working intervals in time order, and the work done before each begins. */
  #starts = new Float64Array(0);
  #ends = new Float64Array(0);
  #before = new Float64Array(0);
  /** Days since 1970 (UTC) that are laid out: `[first, last)`. */
  #first = 0;
  #last = 0;

  /** @throws CalendarError where the plan cannot be read. */
  constructor(plan: CalendarPlan) {
    this.#offset = zoneOffset(plan.zone);
    for (const name of Object.keys(plan.week)) if (!weekdays.includes(name as Weekday)) throw new CalendarError(`"${name}" is no weekday: expected monday, tuesday, …`);
    const week = weekdays.map((name) => hoursOf(plan.week[name] ?? [], name));
    const special = new Map<number, readonly (readonly [number, number])[]>();
    for (const day of plan.holidays ?? []) special.set(dayOf(day), []);
    for (const [day, hours] of Object.entries(plan.days ?? {})) special.set(dayOf(day), hoursOf(hours, day));
    this.#hoursOf = (day) => special.get(day) ?? week[((day % 7) + 7) % 7]!;
    this.#lastOpen = week.some((hours) => hours.length > 0) ? Infinity : Math.max(-Infinity, ...[...special].filter(([, hours]) => hours.length > 0).map(([day]) => day));
  }

  between(from: number, to: number): number {
    // laid out for both first: work is counted from the first day laid out
    if (from === from && to === to) this.#cover(Math.min(from, to), Math.max(from, to));
    return this.#worked(to) - this.#worked(from);
  }

  after(from: number, ms: number): number {
    if (Number.isNaN(from) || !(ms >= 0 && ms < Infinity)) return NaN;
    if (ms > 0 && this.#lastOpen < Infinity && !(this.between(from, Math.max(from, (this.#lastOpen + 2) * DAY)) >= ms)) return NaN;
    let target = 0;
    // what is worked is counted from the first day laid out, so anew after more is laid out
    for (let until = from; ; until += 366 * DAY) {
      this.#cover(from, until);
      target = this.#worked(from) + ms;
      const count = this.#starts.length;
      if (count > 0 && this.#before[count - 1]! + this.#ends[count - 1]! - this.#starts[count - 1]! >= target) break;
    }
    if (ms === 0) return from;
    let low = 0, high = this.#before.length - 1; // the last interval before whose end the target is not yet passed
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#before[middle]! < target) low = middle; else high = middle - 1;
    }
    return this.#starts[low]! + (target - this.#before[low]!);
  }

  /**
   * The midnight on the wall that ends the `days`-th day after the day of `from`, as periods of law end: the day of the
   * event itself is not counted (in the Union Regulation 1182/71, art. 3). `working`: only days on which the office opens count.
   * NaN where there are not so many.
   */
  dayEnd(from: number, days: number, only?: 'working'): number {
    if (Number.isNaN(from)) return NaN;
    let { day } = this.wall(from);
    if (only === undefined) day += days;
    else {
      for (let left = days; left > 0; day++) {
        if (day >= this.#lastOpen) return NaN;
        if (this.#hoursOf(day + 1).length > 0) left--;
      }
    }
    return midnightOf(day + 1, this.#offset);
  }

  /** Working intervals that touch `[from, to)`, cut to it: to draw closed hours, and to test. */
  intervals(from: number, to: number): [number, number][] {
    this.#cover(from, to);
    const found: [number, number][] = [];
    for (let i = Math.max(0, this.#at(from)); i < this.#starts.length && this.#starts[i]! < to; i++) {
      if (this.#ends[i]! > from) found.push([Math.max(from, this.#starts[i]!), Math.min(to, this.#ends[i]!)]);
    }
    return found;
  }

  /** The number of the day (since 1970-01-01) and the milliseconds of it that the wall clock shows. */
  wall(instant: number): { day: number; ms: number } {
    const local = instant + this.#offset(instant);
    const day = Math.floor(local / DAY);
    return { day, ms: local - day * DAY };
  }

  /** Work from the first day laid out to an instant. */
  #worked(instant: number): number {
    if (Number.isNaN(instant)) return NaN;
    this.#cover(instant, instant);
    const i = this.#at(instant);
    return i < 0 ? 0 : this.#before[i]! + Math.min(instant, this.#ends[i]!) - this.#starts[i]!;
  }

  /** The last interval that begins at or before an instant; -1 for none. */
  #at(instant: number): number {
    let low = -1, high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= instant) low = middle; else high = middle - 1;
    }
    return low;
  }

  /** Lays out the days around `[from, to]`, and those between. */
  #cover(from: number, to: number): void {
    const first = Math.floor(from / DAY) - 2, last = Math.floor(to / DAY) + 3;
    if (this.#last > this.#first && first >= this.#first && last <= this.#last) return;
    const known = this.#last > this.#first;
    // each time twice as much: a log that goes on for decades is laid out in a few steps
    const more = known ? Math.max(400, this.#last - this.#first) : 400;
    const begin = known ? Math.min(this.#first, first < this.#first ? first - more : Infinity) : first - more;
    const end = known ? Math.max(this.#last, last > this.#last ? last + more : -Infinity) : last + more;
    if (!Number.isFinite(first) || !Number.isFinite(last) || end - begin > 1_500_000) throw new CalendarError('times too far apart for a calendar (two thousand years at most)');
    this.#first = begin;
    this.#last = end;
    const starts: number[] = [], ends: number[] = [];
    const edge = this.#last * DAY;
    // in each stretch of one offset the wall clock runs straight: hours are shifted and cut to the stretch
    for (let at = this.#first * DAY; at < edge;) {
      const offset = this.#offset(at);
      const until = this.#change(at, edge, offset);
      for (let day = Math.floor((at + offset) / DAY), stop = Math.ceil((until + offset) / DAY); day < stop; day++) {
        for (const [open, close] of this.#hoursOf(day)) {
          const start = Math.max(at, day * DAY + open - offset), end = Math.min(until, day * DAY + close - offset);
          if (start >= end) continue;
          if (ends.at(-1) === start) ends[ends.length - 1] = end;
          else { starts.push(start); ends.push(end); }
        }
      }
      at = until;
    }
    this.#starts = Float64Array.from(starts);
    this.#ends = Float64Array.from(ends);
    this.#before = new Float64Array(starts.length);
    for (let i = 1; i < starts.length; i++) this.#before[i] = this.#before[i - 1]! + ends[i - 1]! - starts[i - 1]!;
  }

  /** When the zone's offset next changes, looking day by day and then halving. */
  #change(from: number, edge: number, offset: number): number {
    for (let day = from; day < edge; day += DAY) {
      const next = Math.min(day + DAY, edge);
      if (this.#offset(next) === offset) continue;
      let low = day, high = next;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (this.#offset(middle) === offset) low = middle; else high = middle;
      }
      return high;
    }
    return edge;
  }
}

/**
 * How many milliseconds a zone's wall clock is ahead of UTC, by instant.
 * @throws CalendarError of no such zone.
 */
export function zoneOffset(zone: string): (instant: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    throw new CalendarError(`"${zone}" is no time zone: expected an IANA name as Europe/Stockholm`);
  }
  return (instant) => {
    const text = format.format(instant);
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
    if (!match?.[1]) return 0;
    return (match[1] === '-' ? -1 : 1) * ((Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4] ?? 0)) * 1000;
  };
}

function hoursOf(hours: readonly (readonly [string, string])[], where: string): readonly (readonly [number, number])[] {
  const parsed = hours.map(([from, to]) => [timeOf(from, where), timeOf(to, where)] as const).sort((a, b) => a[0] - b[0]);
  parsed.forEach(([from, to], i) => {
    if (from >= to) throw new CalendarError(`${where}: hours that end before they begin (work past midnight is two entries)`);
    if (i > 0 && from < parsed[i - 1]![1]) throw new CalendarError(`${where}: hours that overlap`);
  });
  return parsed;
}

function timeOf(text: string, where: string): number {
  const match = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  const ms = match ? ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3] ?? 0)) * 1000 : NaN;
  if (!(ms <= DAY) || Number(match![2]) > 59) throw new CalendarError(`${where}: "${text}" is no time of day: expected 00:00 to 24:00`);
  return ms;
}

/** The number of a date's day since 1970-01-01. */
function dayOf(text: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) throw new CalendarError(`"${text}" is no date: expected 2026-06-06`);
  return ms / DAY;
}
