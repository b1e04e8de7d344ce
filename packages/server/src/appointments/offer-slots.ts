import { addDays, applies, dayOf, daysBetween, factSet, isDay, partiesIn, subject, type Day, type Instant } from '@ankomst/core';
import type { Office } from '@ankomst/content';
import { appointmentsOfOffice } from '@ankomst/store';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { daysWithRoom, freeSlots, type Slot } from './slots.ts';
import { instantOf } from './wall-clock.ts';

/** Every office that receives visitors: service centres and embassies, in the content's order. */
export function visitOffices(deps: Deps): Office[] {
  return deps.authority.offices;
}

/**
 * The offices where this case's visit can be: of the kind that its next step at an office names, a service centre
 * where none does; of embassies those that serve a country of the applicant, or all where none is known to.
 */
export function officesFor(deps: Deps, { file, facts, rulebook }: Pick<OpenedCase, 'file' | 'facts' | 'rulebook'>): Office[] {
  const set = factSet(facts);
  const step = rulebook.requirements.find((one) => 'office' in one.holder && applies(one, rulebook, file, set));
  const kind = step && 'office' in step.holder ? step.holder.office : 'service-centre';
  const offices = visitOffices(deps).filter((office) => office.kind === kind);
  if (kind !== 'embassy') return offices;
  const applicant = partiesIn(file, rulebook.applicantRole)[0]?.personId ?? '';
  const countries = set.get(subject.person(applicant), 'person.citizenships')?.value;
  const near = offices.filter((office) => Array.isArray(countries) && office.serves?.some((country) => countries.includes(country)));
  return near.length > 0 ? near : offices;
}

/** An office by id. @throws Problem not-found */
export function visitOffice(deps: Deps, id: string): Office {
  const office = visitOffices(deps).find((one) => one.id === id);
  if (!office) throw new Problem('not-found');
  return office;
}

/** What an office can offer: days with room, and the free times of one of them. */
export interface OfferedSlots {
  office: Office;
  days: { day: Day; free: number }[];
  /** The day whose times are shown; undefined where there is no room at all. */
  day: Day | undefined;
  slots: Slot[];
  /** Where the days before and after those shown begin. */
  earlier: Day | undefined;
  later: Day | undefined;
}

const horizon = 90;
const shown = 10;
const isHoliday = (deps: Deps) => (day: Day): boolean => deps.authority.calendar.holidays.has(day);

/**
 * Days with room at an office and the free times of `day` (default: the first of them). Ten days at a time,
 * from tomorrow or `from` on, at most three months ahead.
 */
export async function offerSlots(deps: Deps, officeId: string, asked: { day?: Day; from?: Day } = {}): Promise<OfferedSlots> {
  const office = visitOffice(deps, officeId);
  const now = deps.clock.now();
  const first = addDays(dayOf(now, office.timeZone), 1);
  const last = addDays(first, horizon);
  const from = isDay(asked.from) && asked.from > first && asked.from < last ? asked.from : first;
  const midnight = (day: Day): Instant => instantOf({ day, time: '00:00' }, office.timeZone);
  const taken = await takenTimes(deps, office.id, midnight(from), midnight(last));
  const common = { office, taken, now, isHoliday: isHoliday(deps) };
  const days = daysWithRoom({ ...common, from, days: shown + 1, horizon: daysBetween(from, last) });
  const later = days[shown]?.day;
  const day = days.slice(0, shown).some((one) => one.day === asked.day) ? asked.day : days[0]?.day;
  return {
    office, days: days.slice(0, shown), day, slots: day ? freeSlots({ ...common, day }) : [], later,
    earlier: from > first ? first : undefined,
  };
}


/** The slot at an office and time with the desks still free then: none where it is taken, past, or no such time. @throws Problem not-found */
export async function slotAt(deps: Deps, officeId: string, startsAt: Instant): Promise<Slot> {
  const office = visitOffice(deps, officeId);
  const none = { startsAt, minutes: office.visits.slotMinutes, desks: [] };
  if (Number.isNaN(Date.parse(startsAt)) || new Date(startsAt).toISOString() !== startsAt) return none;
  const taken = await takenTimes(deps, office.id, startsAt, new Date(Date.parse(startsAt) + 1).toISOString());
  return freeSlots({ office, day: dayOf(startsAt, office.timeZone), taken, now: deps.clock.now(), isHoliday: isHoliday(deps) })
    .find((one) => one.startsAt === startsAt) ?? none;
}

async function takenTimes(deps: Deps, office: string, from: Instant, to: Instant): Promise<{ startsAt: Instant; desk?: number }[]> {
  return (await appointmentsOfOffice(deps.store, office, from, to)).filter((one) => one.status !== 'cancelled');
}
