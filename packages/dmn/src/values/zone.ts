/**
 * Offsets of named time zones ("Europe/Stockholm"), from the runtime's own time zone database by
 * way of Intl. Looking an offset up in Intl takes microseconds, so answers are kept.
 */
import { epochDayOf } from './calendar.ts';

const formats = new Map<string, Intl.DateTimeFormat | null>();
const offsets = new Map<string, number>();
/** Both caches are emptied when full, so that hostile input cannot fill the memory with them. */
const MAX_FORMATS = 600;
const MAX_OFFSETS = 50_000;

const ZONE_ID = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

function formatOf(zone: string): Intl.DateTimeFormat | null {
  if (zone.length > 64) return null;
  let format = formats.get(zone);
  if (format === undefined) {
    format = null;
    if (ZONE_ID.test(zone)) {
      try {
        format = new Intl.DateTimeFormat('en-US', {
          timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', era: 'short',
          year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
        });
      } catch {
        // A RangeError is how Intl says that it does not know the zone.
      }
    }
    if (formats.size >= MAX_FORMATS) formats.clear();
    formats.set(zone, format);
  }
  return format;
}

export function isZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/** A JS Date reaches to the year 275760: outside, a year 400 years (or a multiple) nearer has the same calendar. */
function nearer(epochDay: number): number {
  const era = 146_097;
  const limit = 90_000_000;
  if (epochDay > limit) return epochDay - Math.ceil((epochDay - limit) / era) * era;
  if (epochDay < -limit) return epochDay + Math.ceil((-limit - epochDay) / era) * era;
  return epochDay;
}

function lookUp(zone: string, utcSecond: number): number {
  const format = formatOf(zone);
  if (format === null) throw new RangeError(`Unknown time zone ${zone}`);
  let year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, before = false;
  for (const { type, value } of format.formatToParts(utcSecond * 1000)) {
    switch (type) {
      case 'era': before = value.startsWith('B'); break;
      case 'year': year = Number(value); break;
      case 'month': month = Number(value); break;
      case 'day': day = Number(value); break;
      case 'hour': hour = Number(value); break;
      case 'minute': minute = Number(value); break;
      case 'second': second = Number(value); break;
    }
  }
  return epochDayOf(before ? 1 - year : year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - utcSecond;
}

/** Seconds east of UTC in the zone at a moment given as UTC day and second of day. */
export function offsetAtUtc(zone: string, utcDay: number, secondOfDay: number): number {
  const utcSecond = nearer(utcDay) * 86_400 + secondOfDay;
  // A quarter of an hour has one offset, but for those few in which a change from local mean time falls.
  const quarter = Math.floor(utcSecond / 900);
  const key = `${zone} ${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    offset = lookUp(zone, quarter * 900);
    if (lookUp(zone, quarter * 900 + 899) !== offset) return lookUp(zone, utcSecond);
    if (offsets.size >= MAX_OFFSETS) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

/**
 * Seconds east of UTC for a wall-clock time in the zone. A time that occurs twice (clocks set back)
 * is the earlier one; a time that does not occur (clocks set forward) is read with the offset before
 * the change. Both as java.time and ECMAScript's Temporal ("compatible") have it.
 */
export function offsetAtLocal(zone: string, day: number, secondOfDay: number): number {
  const before = offsetAtUtc(zone, day - 1, secondOfDay);
  const after = offsetAtUtc(zone, day + 1, secondOfDay);
  if (before === after) return before;
  const fits = (offset: number): boolean => {
    const utc = secondOfDay - offset;
    const carry = Math.floor(utc / 86_400);
    return offsetAtUtc(zone, day + carry, utc - carry * 86_400) === offset;
  };
  return !fits(before) && fits(after) ? after : before;
}

/** For zones whose offset never changes it is known without a date; else null. */
export function fixedOffset(zone: string): number | null {
  if (!/^(?:Etc\/|UTC$|GMT$|Zulu$)/.test(zone) || !isZone(zone)) return null;
  return offsetAtUtc(zone, 0, 0);
}
