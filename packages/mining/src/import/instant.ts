/**
 * An ISO 8601 / XML Schema dateTime in bytes to milliseconds UTC, NaN where it is none.
 * The offset counts (readers that drop it are an hour wrong for every case across a change of
 * summer time); without one the instant is read as UTC. Fractions beyond milliseconds are cut.
 */
export function instantOf(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && bytes[from]! <= 32) from++;
  while (to > from && bytes[to - 1]! <= 32) to--;
  let i = from;
  const digits = (count: number): number => {
    let value = 0;
    for (let end = i + count; i < end; i++) {
      const digit = i < to ? bytes[i]! - 48 : -1;
      if (digit < 0 || digit > 9) return NaN;
      value = value * 10 + digit;
    }
    return value;
  };
  const skip = (byte: number): boolean => i < to && bytes[i] === byte && (i++, true);
  const negative = skip(0x2d);
  const year = digits(4);
  if (!skip(0x2d)) return NaN;
  const month = digits(2);
  if (!skip(0x2d)) return NaN;
  const day = digits(2);
  let ms = 0;
  if (i < to) {
    if (!(skip(0x54) || skip(0x74) || skip(0x20))) return NaN;
    const hour = digits(2);
    if (!skip(0x3a)) return NaN;
    const minute = digits(2);
    const second = skip(0x3a) ? digits(2) : 0;
    if (hour > 24 || minute > 59 || second > 60) return NaN;
    ms = ((hour * 60 + minute) * 60 + second) * 1000;
    if (skip(0x2e) || skip(0x2c)) {
      const start = i;
      for (let unit = 100; i < to && bytes[i]! >= 48 && bytes[i]! <= 57; i++, unit /= 10) if (unit >= 1) ms += (bytes[i]! - 48) * unit;
      if (i === start) return NaN;
    }
    if (i < to) {
      if (skip(0x5a) || skip(0x7a)) { /* UTC */ } else {
        const west = bytes[i] === 0x2d;
        if (!(skip(0x2b) || skip(0x2d))) return NaN;
        const hours = digits(2);
        skip(0x3a);
        const minutes = i < to ? digits(2) : 0;
        ms += (west ? 1 : -1) * (hours * 60 + minutes) * 60_000;
      }
    }
  }
  if (i !== to || !(month >= 1 && month <= 12 && day >= 1 && day <= 31) || Number.isNaN(year)) return NaN;
  return epochDay(negative ? -year : year, month, day) * 86_400_000 + ms;
}

/** Days since 1970-01-01 of a day in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function epochDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}
