import type { Day, Instant } from './time.ts';

/** The authority's calendar: its time zone, its holidays, its working week. */
export interface Calendar {
  timeZone: string;
  /** Days the authority is closed besides weekends. */
  holidays: ReadonlySet<Day>;
  /** ISO weekdays worked, 1 = Monday. Default Monday to Friday. */
  workingWeek?: readonly number[];
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day an instant falls on in a time zone. Law counts days where the authority sits, not in UTC. */
export function dayOf(at: Instant, timeZone: string): Day {
  let format = dayFormats.get(timeZone);
  if (!format) {
    // en-CA with gregory writes yyyy-mm-dd; the calendar is named because locales may default to another
    format = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayFormats.set(timeZone, format);
  }
  return format.format(new Date(at));
}

const utc = (day: Day): Date => new Date(`${day}T00:00:00Z`);
const iso = (date: Date): Day => date.toISOString().slice(0, 10);

export function addDays(day: Day, days: number): Day {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
}

/** The same day so many months on; where the month is shorter, its last day (Regulation 1182/71 art. 3(2)(c)). */
export function addMonths(day: Day, months: number): Day {
  const date = utc(day);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, last));
  return iso(date);
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
}

export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  const weekday = utc(day).getUTCDay() || 7;
  return (calendar.workingWeek ?? [1, 2, 3, 4, 5]).includes(weekday) && !calendar.holidays.has(day);
}

export function addWorkingDays(day: Day, days: number, calendar: Calendar): Day {
  let result = day;
  for (let left = days; left > 0;) {
    result = addDays(result, 1);
    if (isWorkingDay(result, calendar)) left -= 1;
  }
  return result;
}

/** A last day that falls on a day off moves to the next working day (lagen 1930:173 2 §; Regulation 1182/71 art. 3(4)). */
export function nextWorkingDay(day: Day, calendar: Calendar): Day {
  let result = day;
  while (!isWorkingDay(result, calendar)) result = addDays(result, 1);
  return result;
}
