/**
 * An instant written the way nearly all logs write it, `YYYY-MM-DDTHH:MM:SS[.fff][Z|±HH:MM]` (a space may stand for the
 * T), to milliseconds UTC; NaN for all else, also for what is another spelling of an instant. Fractions beyond
 * milliseconds are cut; without an offset UTC is meant, or, where `offsetNeeded`, it is NaN.
 */
export function instantOf(from: usize, to: usize, offsetNeeded: bool): f64 {
  if (to - from < 19 || load<u8>(from + 4) != 0x2d || load<u8>(from + 7) != 0x2d || load<u8>(from + 13) != 0x3a || load<u8>(from + 16) != 0x3a) return NaN;
  const separator = load<u8>(from + 10);
  if (separator != 0x54 && separator != 0x20) return NaN;
  const century = two(from), years = two(from + 2), month = two(from + 5), day = two(from + 8), hour = two(from + 11), minute = two(from + 14), second = two(from + 17);
  // a digit that is none makes its number negative
  if ((century | years | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) return NaN;
  const days = epochDay(century * 100 + years, month, day);
  if (days == i32.MIN_VALUE) return NaN;
  let at = from + 19, ms: i32 = 0;
  if (at < to && load<u8>(at) == 0x2e) {
    let unit: i32 = 100, digit: i32;
    const start = ++at;
    for (; at < to && <u32>(digit = <i32>load<u8>(at) - 48) <= 9; at++) { ms += digit * unit; unit /= 10; }
    if (at == start) return NaN;
  }
  let offset: i32 = 0;
  if (at == to) { if (offsetNeeded) return NaN; }
  else if (load<u8>(at) == 0x5a) { if (at + 1 != to) return NaN; }
  else {
    const sign = load<u8>(at);
    if ((sign != 0x2b && sign != 0x2d) || to - at != 6 || load<u8>(at + 3) != 0x3a) return NaN;
    const hours = two(at + 1), minutes = two(at + 4);
    if ((hours | minutes) < 0 || hours > 18 || minutes > 59) return NaN;
    offset = (hours * 60 + minutes) * (sign == 0x2d ? -60_000 : 60_000);
  }
  return <f64>days * 86_400_000 + <f64>(((hour * 60 + minute) * 60 + second) * 1000 + ms - offset);
}

/** Two digits as a number, negative where they are none. */
@inline
function two(at: usize): i32 {
  const tens = <i32>load<u8>(at) - 48, ones = <i32>load<u8>(at + 1) - 48;
  return <u32>tens <= 9 && <u32>ones <= 9 ? tens * 10 + ones : -1;
}

let lastYear: i32 = -1, lastMonth: i32 = -1, lastDay: i32 = -1, lastResult: i32 = 0;

/** Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms"); the least number where the calendar has no such day. */
function epochDay(year: i32, month: i32, day: i32): i32 {
  if (day == lastDay && month == lastMonth && year == lastYear) return lastResult;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return i32.MIN_VALUE;
  const y = month <= 2 ? year - 1 : year;
  const era = (y >= 0 ? y : y - 399) / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  lastYear = year; lastMonth = month; lastDay = day;
  return lastResult = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
}

function daysIn(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}
