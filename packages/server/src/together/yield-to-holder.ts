import { momentText } from '@ankomst/web';
import { leaseOf, staffNames } from '@ankomst/store';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { atTheCase } from './at-the-case.ts';

/**
 * An act on a case that a colleague holds waits for them: who has it and since when is told to whoever may see the case,
 * and asking for it is one press away. The second officer's yes is another's work by its nature and is not asked this.
 * @throws Problem held; not-found for whom the case is not there
 */
export async function yieldToHolder(deps: Deps, staff: Staff, caseId: string, language: string): Promise<void> {
  await atTheCase(deps, staff, caseId);
  const lease = await leaseOf(deps.store, caseId, deps.clock.now());
  if (!lease || lease.staffId === staff.staffId) return;
  const nameOf = await staffNames(deps.store, [lease.staffId]);
  throw new Problem('held', { who: nameOf(lease.staffId), since: momentText(lease.since, { language, timeZone: deps.authority.calendar.timeZone }) });
}
