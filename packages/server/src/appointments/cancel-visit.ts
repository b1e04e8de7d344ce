import { cancelVisit as cancel, DomainError } from '@ankomst/core';
import { actorOf, type OpenedCase } from '../access/open-case.ts';
import { actContext } from '../cases/act-context.ts';
import type { Deps } from '../deps.ts';
import { bookedVisit } from './book-visit.ts';

/** A party (let in to `book`) gives the booked time back; the case waits for a new one. @throws DomainError out-of-order where none is booked */
export async function cancelVisit(deps: Deps, opened: OpenedCase, key: string): Promise<void> {
  const appointment = bookedVisit(opened.appointments);
  if (!appointment) throw new DomainError('out-of-order');
  await deps.store.commit(cancel(opened.state, { appointment }, actContext(deps, actorOf(opened.subject), opened.rulebook, key)));
}
