import type { Day, Instant } from '@ankomst/core';

/** A moment as a clock on the office's wall shows it. */
export interface WallTime {
  day: Day;
  /** `HH:MM`, 24 hours. */
  time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(timeZone: string): Intl.DateTimeFormat {
  let found = formats.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA-u-nu-latn-ca-gregory', {
      timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    });
    formats.set(timeZone, found);
  }
  return found;
}

/** What the wall clock shows at an instant in a time zone (IANA name). */
export function wallTimeOf(at: Instant, timeZone: string): WallTime {
  const parts = Object.fromEntries(format(timeZone).formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

const offsets = new Map<string, { before: number; after: number }>();

/** What a zone is ahead of UTC around a day, in milliseconds: half a day before it begins and half a day after it ends. */
function offsetsAround(day: Day, timeZone: string): { before: number; after: number } {
  const key = `${timeZone} ${day}`;
  let known = offsets.get(key);
  if (!known) {
    const midnight = Date.parse(`${day}T00:00:00Z`);
    known = { before: offsetAt(midnight - 12 * 3_600_000, timeZone), after: offsetAt(midnight + 36 * 3_600_000, timeZone) };
    offsets.set(key, known);
  }
  return known;
}

function offsetAt(ms: number, timeZone: string): number {
  const shown = wallTimeOf(new Date(ms).toISOString(), timeZone);
  return Date.parse(`${shown.day}T${shown.time}:00Z`) - ms;
}

/**
 * The instant at which the wall clock of a time zone shows that day and time.
 * An hour that is skipped in spring gives the instant an hour later; one that comes
 * twice in autumn gives the first. Opening hours never lie there, but embassies are many.
 */
export function instantOf(wall: WallTime, timeZone: string): Instant {
  const asUtc = Date.parse(`${wall.day}T${wall.time}:00Z`);
  const { before, after } = offsetsAround(wall.day, timeZone);
  const candidates = before === after ? [asUtc - before] : [asUtc - before, asUtc - after].filter((ms) => ms + offsetAt(ms, timeZone) === asUtc);
  const ms = candidates.length > 0 ? Math.min(...candidates) : Math.max(asUtc - before, asUtc - after);
  return new Date(ms).toISOString();
}

/** ISO weekday of a day: 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
