import { cancelVisit as cancel, DomainError } from '@ankomst/core';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { bookedVisit } from './book-visit.ts';

/** A party gives the booked time back; the case waits for a new one. @throws DomainError out-of-order where none is booked */
export async function cancelVisit(deps: Deps, personId: string, caseId: string, key: string): Promise<void> {
  await actOnCase(deps, { kind: 'person', id: personId }, caseId, ({ loaded, state, ctx }) => {
    const appointment = bookedVisit(loaded.appointments);
    if (!appointment) throw new DomainError('out-of-order');
    return cancel(state, { appointment }, ctx);
  }, key);
}
