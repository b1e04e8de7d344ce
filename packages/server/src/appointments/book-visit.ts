import { bookVisit as book, DomainError, rebookVisit as rebook, type AppointmentRecord, type Instant } from '@ankomst/core';
import { StoreError } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { slotAt } from './offer-slots.ts';

/** Where and when. */
export interface Wanted { office: string; startsAt: Instant }

/**
 * A party books the visit of the case, or another time instead of the one they have. Of two who want
 * the last desk one gets it; the other is told at once and chooses anew.
 * @throws Problem slot-taken; DomainError wrong-phase, out-of-order
 */
export async function bookVisit(deps: Deps, personId: string, caseId: string, wanted: Wanted, key: string): Promise<void> {
  const { desks, ...time } = await slotAt(deps, wanted.office, wanted.startsAt);
  for (const desk of desks) {
    const slot = { office: time.office, startsAt: time.startsAt, minutes: time.minutes, desk };
    try {
      await actOnCase(deps, { kind: 'person', id: personId }, caseId, ({ loaded, state, ctx }) => {
        const present = bookedVisit(loaded.appointments);
        if (present) return rebook(state, { personId, appointment: present, slot }, ctx);
        if (loaded.appointments.some((one) => one.status === 'arrived' || one.status === 'done')) throw new DomainError('out-of-order');
        return book(state, { personId, slot, persons: loaded.file.parties.map((party) => party.personId) }, ctx);
      }, key);
      return;
    } catch (error) {
      // somebody took this desk meanwhile: the next one may be free
      if (!(error instanceof StoreError && error.code === 'slot-taken')) throw error;
    }
  }
  throw new Problem('slot-taken');
}

/** The visit that is to come, if one is booked. */
export function bookedVisit(appointments: readonly AppointmentRecord[]): AppointmentRecord | undefined {
  return appointments.find((one) => one.status === 'booked');
}
