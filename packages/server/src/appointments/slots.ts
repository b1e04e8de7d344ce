import { addDays, type Day, type Instant } from '@ankomst/core';
import { instantOf, weekdayOf, type Weekday } from './wall-clock.ts';

/** When an office receives visitors, in its own wall time. */
export interface VisitingHours {
  timeZone: string;
  /** Opening hours by weekday; a weekday left out is closed. */
  hours: Partial<Record<Weekday, { from: string; to: string }[]>>;
  /** Length of one visit in minutes. */
  slotMinutes: number;
  /** How many visits may begin at the same time (desks). */
  capacity: number;
}

export interface Slot {
  startsAt: Instant;
  minutes: number;
  /** Places still free at that time; at least 1. */
  free: number;
}

/** Visits already booked: when they begin. One entry for each visit. */
export type Taken = Iterable<Instant>;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Every time a visit may begin on a day, booked or not, in order. Closed days and holidays give none. */
export function startTimes(office: VisitingHours, day: Day, isHoliday: (day: Day) => boolean): Instant[] {
  if (isHoliday(day)) return [];
  const starts: Instant[] = [];
  for (const { from, to } of office.hours[weekdayOf(day)] ?? []) {
    for (let at = minutesOf(from); at + office.slotMinutes <= minutesOf(to); at += office.slotMinutes) {
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
  const count = new Map<Instant, number>();
  for (const at of input.taken) count.set(at, (count.get(at) ?? 0) + 1);
  const earliest = new Date(Date.parse(now) + leadMinutes * 60_000).toISOString();
  return startTimes(office, day, isHoliday)
    .filter((startsAt) => startsAt >= earliest)
    .map((startsAt) => ({ startsAt, minutes: office.slotMinutes, free: office.capacity - (count.get(startsAt) ?? 0) }))
    .filter((slot) => slot.free > 0);
}

/** The next days, from a day on, that have at least one free slot. Looks `horizon` days ahead and no further. */
export function daysWithRoom(input: {
  office: VisitingHours; from: Day; taken: Taken; now: Instant; isHoliday: (day: Day) => boolean; days: number; horizon?: number;
}): { day: Day; free: number }[] {
  const taken = [...input.taken];
  const found: { day: Day; free: number }[] = [];
  for (let ahead = 0; ahead < (input.horizon ?? 90) && found.length < input.days; ahead += 1) {
    const day = addDays(input.from, ahead);
    const free = freeSlots({ ...input, day, taken }).reduce((sum, slot) => sum + slot.free, 0);
    if (free > 0) found.push({ day, free });
  }
  return found;
}
