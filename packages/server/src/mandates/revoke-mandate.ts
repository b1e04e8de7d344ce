import { dayOf, revokeMandate as revoke } from '@ankomst/core';
import type { Actor } from '@ankomst/core';
import { mandateById, mandatesHeldBy } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/** Ends a mandate: from this instant it opens no page, in no session. @throws Problem not-found; DomainError not-yours */
export async function revokeMandate(deps: Deps, personId: string, mandateId: string): Promise<void> {
  const mandate = await mandateById(deps.store, mandateId);
  if (!mandate) throw new Problem('not-found');
  const at = deps.clock.now();
  const actor: Actor = personId === mandate.principal || personId === mandate.holder ? { kind: 'person', id: personId } : { kind: 'person', id: personId, onBehalfOf: mandate.principal };
  const change = revoke(mandate, await mandatesHeldBy(deps.store, personId), { at, today: dayOf(at, deps.authority.calendar.timeZone), actor });
  await deps.store.commit(change);
}
