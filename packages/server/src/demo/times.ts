import { addDays, dayOf, nextWorkingDay, type Calendar, type Instant } from '@ankomst/core';
import { instantOf } from '../appointments/wall-clock.ts';
import type { Chance } from './random.ts';

/** When people of the history act: staff in office hours, families in the evenings, machines at night. */
export interface Times {
  /** A moment in office hours, at least so many days (a fraction counts) after. */
  office(after: Instant, days: number): Instant;
  /** A waking moment of a family, at least so many days after. */
  home(after: Instant, days: number): Instant;
  /** A few minutes after. */
  soon(after: Instant, minutes?: number): Instant;
  /** At dawn of the first working day so many days after: when partners' batches come. */
  dawn(after: Instant, days: number): Instant;
}

const plus = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export function times(luck: Chance, calendar: Calendar): Times {
  const zone = calendar.timeZone;
  const later = (after: Instant, candidate: Instant): Instant => (candidate > after ? candidate : plus(after, luck.between(2, 40) * 60_000));
  const within = (after: Instant, days: number, from: number, to: number, workingOnly: boolean): Instant => {
    const earliest = plus(after, days * 86_400_000);
    let day = dayOf(earliest, zone);
    if (workingOnly) day = nextWorkingDay(day, calendar);
    let at = instantOf({ day, time: clock(luck.between(from, to)) }, zone);
    if (at <= after) {
      day = addDays(day, 1);
      if (workingOnly) day = nextWorkingDay(day, calendar);
      at = instantOf({ day, time: clock(luck.between(from, to)) }, zone);
    }
    // seconds, so that not all of history happens on the minute
    return later(after, plus(at, luck.between(0, 59_999)));
  };
  return {
    office: (after, days) => within(after, days, 8 * 60, 16 * 60 + 20, true),
    home: (after, days) => within(after, days, 7 * 60, 22 * 60, false),
    dawn: (after, days) => within(after, days, 5 * 60, 6 * 60, true),
    soon: (after, minutes) => plus(after, (minutes ?? luck.between(2, 25)) * 60_000 + luck.between(0, 59_999)),
  };
}
