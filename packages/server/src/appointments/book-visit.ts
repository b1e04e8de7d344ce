import { bookVisit as book, DomainError, rebookVisit as rebook, type AppointmentRecord, type Instant } from '@ankomst/core';
import { StoreError } from '@ankomst/store';
import { actorOf, type OpenedCase } from '../access/open-case.ts';
import type { Subject } from '../access/policy.ts';
import { actContext } from '../cases/act-context.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { slotAt } from './offer-slots.ts';

/** Where and when. */
export interface Wanted { office: string; startsAt: Instant }
type Person = Extract<Subject, { kind: 'person' }>;

/**
 * A party (let in to `book`) books the visit of the case, or another time instead of the one they have.
 * Of two who want the last desk one gets it; the other is told at once and chooses anew.
 * @throws Problem slot-taken; DomainError wrong-phase, out-of-order
 */
export async function bookVisit(deps: Deps, opened: OpenedCase<Person>, wanted: Wanted, key: string): Promise<void> {
  const { personId } = opened.subject;
  const ctx = actContext(deps, actorOf(opened.subject), opened.rulebook, key);
  const present = bookedVisit(opened.appointments);
  // the same time again: nothing to do, and nothing to give back
  if (present?.office === wanted.office && present.startsAt === wanted.startsAt) return;
  if (!present && opened.appointments.some((one) => one.status === 'arrived' || one.status === 'done')) throw new DomainError('out-of-order');
  const { desks, ...time } = await slotAt(deps, wanted.office, wanted.startsAt);
  for (const desk of desks) {
    const slot = { office: time.office, startsAt: time.startsAt, minutes: time.minutes, desk };
    try {
      await deps.store.commit(present
        ? rebook(opened.state, { personId, appointment: present, slot }, ctx)
        : book(opened.state, { personId, slot, persons: opened.file.parties.map((party) => party.personId) }, ctx));
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
