import { bookVisit as book, DomainError, rebookVisit as rebook, type AppointmentRecord, type Instant } from '@ankomst/core';
import { StoreError } from '@ankomst/store';
import { actAsParty, type Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { officesFor, slotAt } from './offer-slots.ts';

/** Where and when. */
export interface Wanted { office: string; startsAt: Instant }

/**
 * A party books the visit of the case, or another time instead of the one they have. Of two who want
 * the last desk one gets it; the other is told at once and chooses anew.
 * @throws Problem slot-taken, not-found; DomainError wrong-phase, out-of-order
 */
export async function bookVisit(deps: Deps, party: Party, caseId: string, wanted: Wanted, once: string): Promise<void> {
  const { startsAt, minutes, desks } = await slotAt(deps, wanted.office, wanted.startsAt);
  const act = { party, caseId, act: 'book', what: 'book-visit', once } as const;
  for (const desk of desks) {
    const slot = { office: wanted.office, startsAt, minutes, desk };
    try {
      await actAsParty(deps, act, ({ appointments, file, facts, rulebook, state, subject: { personId } }, ctx) => {
        if (!officesFor(deps, { file, facts, rulebook }).some((one) => one.id === wanted.office)) throw new Problem('not-found');
        const present = bookedVisit(appointments);
        if (present) return rebook(state, { personId, appointment: present, slot }, ctx);
        if (appointments.some((one) => one.status === 'arrived' || one.status === 'done')) throw new DomainError('out-of-order');
        return book(state, { personId, slot, persons: file.parties.filter((one) => rulebook.roles.find((role) => role.role === one.role)?.is !== 'organisation').map((one) => one.personId) }, ctx);
      });
      return;
    } catch (error) {
      // somebody took this desk meanwhile: the next one may be free
      if (!(error instanceof StoreError && error.code === 'slot-taken')) throw error;
    }
  }
  // taken, unless by this very form sent twice: then it is answered as the first time
  await actAsParty(deps, act, () => { throw new Problem('slot-taken'); });
}

/** The visit that is to come, if one is booked. */
export function bookedVisit(appointments: readonly AppointmentRecord[]): AppointmentRecord | undefined {
  return appointments.find((one) => one.status === 'booked');
}
