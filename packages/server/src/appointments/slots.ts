import { addDays, type Day, type Instant } from '@ankomst/core';
import { instantOf, weekdayOf } from './wall-clock.ts';

/** When an office receives visitors, in its own wall time, as the authority's content says it. */
export interface VisitingHours {
  timeZone: string;
  /** Opening hours by ISO weekday (1 = Monday); a weekday in no entry is closed. */
  hours: readonly { days: readonly number[]; open: string; close: string }[];
  /** Minutes of one visit, and how many may begin at the same time (desks). */
  visits: { slotMinutes: number; capacity: number };
}

export interface Slot {
  startsAt: Instant;
  minutes: number;
  /** Desks still free at that time, lowest first; at least one. */
  desks: number[];
}

/** Visits already booked: when each begins and at which desk (1 where nothing is said). */
export type Taken = Iterable<{ startsAt: Instant; desk?: number }>;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Every time a visit may begin on a day, booked or not, in order. Closed days and holidays give none. */
export function startTimes(office: VisitingHours, day: Day, isHoliday: (day: Day) => boolean): Instant[] {
  if (isHoliday(day)) return [];
  const starts: Instant[] = [];
  const { slotMinutes } = office.visits;
  for (const { open, close } of office.hours.filter((hours) => hours.days.includes(weekdayOf(day)))) {
    for (let at = minutesOf(open); at + slotMinutes <= minutesOf(close); at += slotMinutes) {
      starts.push(instantOf({ day, time: timeOf(at) }, office.timeZone));
    }
  }
  return starts.sort();
}

/**
 * The free slots of a day: open, in the future (at least `leadMinutes` from now), and with a desk left.
 * What the store holds decides in the end: two people may see the same last slot, one gets it.
 */
export function freeSlots(input: {
  office: VisitingHours; day: Day; taken: Taken; now: Instant; isHoliday: (day: Day) => boolean; leadMinutes?: number;
}): Slot[] {
  const { office, day, now, isHoliday, leadMinutes = 60 } = input;
  const takenDesks = new Map<Instant, Set<number>>();
  for (const { startsAt, desk = 1 } of input.taken) takenDesks.set(startsAt, (takenDesks.get(startsAt) ?? new Set()).add(desk));
  const earliest = new Date(Date.parse(now) + leadMinutes * 60_000).toISOString();
  const desks = Array.from({ length: office.visits.capacity }, (_, index) => index + 1);
  return startTimes(office, day, isHoliday)
    .filter((startsAt) => startsAt >= earliest)
    .map((startsAt) => ({ startsAt, minutes: office.visits.slotMinutes, desks: desks.filter((desk) => !takenDesks.get(startsAt)?.has(desk)) }))
    .filter((slot) => slot.desks.length > 0);
}

/** The next days, from a day on, that have at least one free slot. Looks `horizon` days ahead and no further. */
export function daysWithRoom(input: {
  office: VisitingHours; from: Day; taken: Taken; now: Instant; isHoliday: (day: Day) => boolean; days: number; horizon?: number;
}): { day: Day; free: number }[] {
  const taken = [...input.taken];
  const found: { day: Day; free: number }[] = [];
  for (let ahead = 0; ahead < (input.horizon ?? 90) && found.length < input.days; ahead += 1) {
    const day = addDays(input.from, ahead);
    const free = freeSlots({ ...input, day, taken }).reduce((sum, slot) => sum + slot.desks.length, 0);
    if (free > 0) found.push({ day, free });
  }
  return found;
}
