import { dayOf, giveMandate as give } from '@ankomst/core';
import type { Actor, GivenMandate } from '@ankomst/core';
import { mandatesHeldBy, personByIdentifier } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { personalNumber } from '../people/find-persons.ts';
import { Problem } from '../problem.ts';

export interface GiveInput extends Omit<GivenMandate, 'holder'> {
  /** The representative's personal number: whoever it is must have logged in here once, so that a slip of the pen reaches nobody. */
  number: string;
  once: string;
}

/**
 * A person gives another the right to act: for themselves, or for a company they stand for by law.
 * @throws Problem person-unknown where nobody with this number has been here; DomainError not-yours, bad-mandate
 */
export async function giveMandate(deps: Deps, personId: string, { number, once, ...input }: GiveInput): Promise<string> {
  const holder = await personByIdentifier(deps.store, personalNumber, number);
  if (!holder) throw new Problem('person-unknown');
  const at = deps.clock.now();
  const actor: Actor = input.principal === personId ? { kind: 'person', id: personId } : { kind: 'person', id: personId, onBehalfOf: input.principal };
  const own = input.principal === personId ? [] : await mandatesHeldBy(deps.store, personId);
  const id = deps.ids.next();
  const change = give({ ...input, holder }, own, { id, at, today: dayOf(at, deps.authority.calendar.timeZone), actor });
  const { result } = await deps.store.commit({ ...change, idempotencyKey: `mandate:${personId}:${once}`, result: { id } });
  return (result as { id: string }).id;
}
