/**
 * The proleptic Gregorian calendar with astronomical years (year 0 exists), as ISO 8601 and XSD 1.1
 * have it. Days count from 1970-01-01. All numbers stay far inside the safe range.
 */

export const MAX_YEAR = 999_999_999;
export const NANOS_PER_SECOND = 1_000_000_000;
export const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

export interface Civil { year: number; month: number; day: number }

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : LENGTHS[month - 1]!;
}

export function isCivil(year: number, month: number, day: number): boolean {
  return Number.isInteger(year) && year >= -MAX_YEAR && year <= MAX_YEAR && Number.isInteger(month) && month >= 1 && month <= 12 &&
    Number.isInteger(day) && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since 1970-01-01. Years start in March here, so that the leap day is the last of its year. */
export function epochDayOf(year: number, month: number, day: number): number {
  if (year > 0 && year < 10_000) {
    // The same in 32-bit integers, for nearly all dates there are.
    const y = month <= 2 ? year - 1 : year;
    const century = (y / 100) | 0;
    const days = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 | 0;
    return y * 365 + (y >> 2) - century + (century >> 2) + days + day - 719_469;
  }
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function civilOf(epochDay: number): Civil {
  const z = epochDay + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

export const MIN_EPOCH_DAY = epochDayOf(-MAX_YEAR, 1, 1);
export const MAX_EPOCH_DAY = epochDayOf(MAX_YEAR, 12, 31);

/** 1 is Monday, 7 Sunday (ISO 8601; DMN property `weekday`). */
export function weekdayOf(epochDay: number): number {
  return ((((epochDay + 3) % 7) + 7) % 7) + 1;
}

export function dayOfYear(year: number, month: number, day: number): number {
  return epochDayOf(year, month, day) - epochDayOf(year, 1, 1) + 1;
}

/** ISO 8601 week: week 1 holds the year's first Thursday. */
export function weekOfYear(epochDay: number): number {
  const thursday = epochDay - weekdayOf(epochDay) + 4;
  return Math.floor((thursday - epochDayOf(civilOf(thursday).year, 1, 1)) / 7) + 1;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;
