import { cancelVisit as cancel, DomainError } from '@ankomst/core';
import { actAsParty, type Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { bookedVisit } from './book-visit.ts';

/** A party gives the booked time back; the case waits for a new one. @throws DomainError out-of-order where none is booked */
export async function cancelVisit(deps: Deps, party: Party, caseId: string, once: string): Promise<void> {
  await actAsParty(deps, { party, caseId, act: 'book', what: 'cancel-visit', once }, ({ appointments, state }, ctx) => {
    const appointment = bookedVisit(appointments);
    if (!appointment) throw new DomainError('out-of-order');
    return cancel(state, { appointment }, ctx);
  });
}
