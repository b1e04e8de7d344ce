/**
 * An ISO 8601 / XML Schema dateTime in bytes to milliseconds UTC, NaN where it is none.
 * The offset counts (readers that drop it are an hour wrong for every case across a change of
 * summer time); without one the instant is read as UTC. Fractions beyond milliseconds are cut.
 */
export function instantOf(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && bytes[from]! <= 32) from++;
  while (to > from && bytes[to - 1]! <= 32) to--;
  let i = from;
  const negative = bytes[i] === 0x2d;
  if (negative) i++;
  // YYYY-MM-DD
  if (to - i < 10 || bytes[i + 4] !== 0x2d || bytes[i + 7] !== 0x2d) return NaN;
  const year = two(bytes, i) * 100 + two(bytes, i + 2), month = two(bytes, i + 5), day = two(bytes, i + 8);
  const days = epochDay(negative ? -year : year, month, day);
  i += 10;
  if (i === to) return days * 86_400_000;
  // THH:MM
  const separator = bytes[i]!;
  if ((separator !== 0x54 && separator !== 0x74 && separator !== 0x20) || to - i < 6 || bytes[i + 3] !== 0x3a) return NaN;
  const hour = two(bytes, i + 1), minute = two(bytes, i + 4);
  i += 6;
  let second = 0, ms = 0;
  if (i < to && bytes[i] === 0x3a) {
    if (to - i < 3) return NaN;
    second = two(bytes, i + 1);
    i += 3;
    if (i < to && (bytes[i] === 0x2e || bytes[i] === 0x2c)) {
      const start = ++i;
      for (let unit = 100; i < to && bytes[i]! >= 48 && bytes[i]! <= 57; i++, unit /= 10) if (unit >= 1) ms += (bytes[i]! - 48) * unit;
      if (i === start) return NaN;
    }
  }
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second + ms > 0)) return NaN;
  let offset = 0;
  if (i < to) {
    if (bytes[i] === 0x20 && to - i > 1) i++;
    const sign = bytes[i]!;
    if (sign === 0x5a || sign === 0x7a) i++;
    else {
      if ((sign !== 0x2b && sign !== 0x2d) || to - i < 3) return NaN;
      const hours = two(bytes, i + 1);
      i += 3;
      if (i < to && bytes[i] === 0x3a) i++;
      let minutes = 0;
      if (i < to) {
        if (to - i < 2) return NaN;
        minutes = two(bytes, i);
        i += 2;
      }
      if (!(hours <= 18 && minutes <= 59)) return NaN;
      offset = (hours * 60 + minutes) * (sign === 0x2d ? -60_000 : 60_000);
    }
  }
  return i === to ? days * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + ms - offset : NaN;
}

/** Two digits as a number, NaN where they are none. */
export function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48, ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

let lastDay = NaN, lastYear = NaN, lastMonth = NaN, lastResult = NaN;

/**
 * Days since 1970-01-01 of a day in the Gregorian calendar (H. Hinnant, "chrono-compatible
 * low-level date algorithms"); NaN where the calendar has no such day.
 */
export function epochDay(year: number, month: number, day: number): number {
  if (day === lastDay && month === lastMonth && year === lastYear) return lastResult;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  lastYear = year; lastMonth = month; lastDay = day;
  return lastResult = era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
