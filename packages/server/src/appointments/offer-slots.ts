import { addDays, dayOf, type Day, type Instant } from '@ankomst/core';
import type { Office } from '@ankomst/content';
import { appointmentsOfOffice } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { daysWithRoom, freeSlots, type Slot } from './slots.ts';
import { instantOf } from './wall-clock.ts';

/** The offices where a card can be made: the authority's service centres, in the content's order. */
export function visitOffices(deps: Deps): Office[] {
  return deps.authority.offices.filter((office) => office.kind === 'service-centre');
}

/** An office by id. @throws Problem not-found */
export function visitOffice(deps: Deps, id: string): Office {
  const office = visitOffices(deps).find((one) => one.id === id);
  if (!office) throw new Problem('not-found');
  return office;
}

/** What an office can offer: the next days with room, and the free times of one of them. */
export interface OfferedSlots {
  office: Office;
  days: { day: Day; free: number }[];
  day: Day | undefined;
  slots: Slot[];
}

const isHoliday = (deps: Deps) => (day: Day): boolean => deps.authority.calendar.holidays.has(day);

/** The next ten days with room at an office, from tomorrow on, and the free times of `day` (default: the first of them). */
export async function offerSlots(deps: Deps, officeId: string, day?: Day): Promise<OfferedSlots> {
  const office = visitOffice(deps, officeId);
  const now = deps.clock.now();
  const from = addDays(dayOf(now, office.timeZone), 1);
  const horizon = 60;
  const until = instantOf({ day: addDays(from, horizon), time: '00:00' }, office.timeZone);
  const taken = await takenTimes(deps, office.id, now, until);
  const days = daysWithRoom({ office, from, taken, now, isHoliday: isHoliday(deps), days: 10, horizon });
  const chosen = days.some((one) => one.day === day) ? day : days[0]?.day;
  return { office, days, day: chosen, slots: chosen ? freeSlots({ office, day: chosen, taken, now, isHoliday: isHoliday(deps) }) : [] };
}

/** The slot at an office and time, if it can still be had: every desk free then. @throws Problem slot-taken */
export async function slotAt(deps: Deps, officeId: string, startsAt: Instant): Promise<Slot & { office: string }> {
  const office = visitOffice(deps, officeId);
  const taken = await takenTimes(deps, office.id, startsAt, new Date(Date.parse(startsAt) + 1).toISOString());
  const slot = freeSlots({ office, day: dayOf(startsAt, office.timeZone), taken, now: deps.clock.now(), isHoliday: isHoliday(deps) })
    .find((one) => one.startsAt === startsAt);
  if (!slot) throw new Problem('slot-taken');
  return { ...slot, office: office.id };
}

async function takenTimes(deps: Deps, office: string, from: Instant, to: Instant): Promise<{ startsAt: Instant; desk?: number }[]> {
  return (await appointmentsOfOffice(deps.store, office, from, to)).filter((one) => one.status !== 'cancelled');
}
