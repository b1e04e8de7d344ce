import { zoneOffset } from './calendar.ts';
import { midnightOf } from './midnight.ts';

const DAY = 86_400_000;

/** The period an instant is in, of periods given by their beginnings and the end of the last; -1 for none. */
export function periodOf(periods: readonly number[], instant: number): number {
  if (!(instant >= periods[0]!) || instant >= periods.at(-1)!) return -1;
  let low = 0, high = periods.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (periods[middle]! <= instant) low = middle; else high = middle - 1;
  }
  return low;
}

/** Beginnings of the periods of `length` milliseconds that cover `[from, to]`, and the end of the last one. */
export function evenPeriods(from: number, to: number, length: number): number[] {
  if (!(length > 0) || !(to >= from)) return [];
  const count = Math.floor((to - from) / length) + 1;
  return Array.from({ length: count + 1 }, (_, i) => from + i * length);
}

/**
 * Days, weeks (from Monday, ISO 8601) or months of a zone's own calendar that cover `[from, to]`: the instants
 * in which they begin, and the end of the last one. A week in which summer time begins has an hour less.
 */
export function calendarPeriods(zone: string, from: number, to: number, unit: 'day' | 'week' | 'month'): number[] {
  if (!(to >= from)) return [];
  const offset = zoneOffset(zone);
  const midnight = (day: number): number => midnightOf(day, offset);
  const today = Math.floor((from + offset(from)) / DAY);
  const begins = new Date(today * DAY);
  let step = 0;
  const next = (): number => {
    if (unit === 'month') return Date.UTC(begins.getUTCFullYear(), begins.getUTCMonth() + step++, 1) / DAY;
    const first = unit === 'week' ? today - ((((today + 3) % 7) + 7) % 7) : today; // day 0 was a Thursday
    return first + (unit === 'week' ? 7 : 1) * step++;
  };
  const periods = [midnight(next())];
  while (periods.at(-1)! <= to) periods.push(midnight(next()));
  return periods;
}
