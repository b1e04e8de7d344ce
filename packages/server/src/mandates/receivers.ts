import { mandateCovers, mandateHolds } from '@ankomst/core';
import { caseFile, mandatesOf } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { todayOf } from '../today.ts';

/** Who receives for this person in this case by a mandate that holds today: they get the same pings. */
export async function receiversFor(deps: Deps, principal: string, caseId: string): Promise<string[]> {
  const mandates = await mandatesOf(deps.store, [principal]);
  if (mandates.length === 0) return [];
  const file = await caseFile(deps.store, caseId);
  const today = todayOf(deps);
  const holders = mandates.filter((one) => file && one.scope.includes('receive') && mandateHolds(one, today) && mandateCovers(one, file)).map((one) => one.holder);
  return [...new Set(holders)];
}
