import { breakGlass as keep, keepOpenedFor, logAccess } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { actorOf, outlineFor } from './open-case.ts';
import type { Subject } from './policy.ts';

/** For how long a broken glass lets its breaker read, in minutes. */
export const glassMinutes = 60;

/**
 * Opens a case of another unit in an emergency: to read, for an hour, with a reason that the leader of the case's unit
 * reads and the person is shown. It lifts neither protected identity nor a conflict of interest. Refused tries are logged.
 * @returns until when. @throws Problem not-found where there is no case, or no glass to break
 */
export async function breakTheGlass(deps: Deps, staff: Extract<Subject, { kind: 'staff' }>, name: string, caseId: string, reason: string): Promise<string> {
  const outline = await outlineFor(deps, staff, caseId);
  if (!outline) throw new Problem('not-found');
  const verdict = deps.access.judge(staff, 'breakGlass', { ...outline, purpose: 'break-glass' });
  const at = deps.clock.now(), id = deps.ids.next();
  await logAccess(deps.store, {
    at, actor: actorOf(staff), personIds: outline.case.parties.map((party) => party.personId), caseId, purpose: verdict.allowed ? 'break-glass' : 'none',
    basis: verdict.allowed ? verdict.rule : verdict.reason, what: 'break-glass', granted: verdict.allowed, detail: { unit: staff.unit, ...(verdict.allowed ? { glass: id } : {}) },
  });
  if (!verdict.allowed) throw new Problem('not-found');
  const until = new Date(Date.parse(at) + glassMinutes * 60_000).toISOString();
  await keep(deps.store, { id, staffId: staff.staffId, staffName: name, staffUnit: staff.unit, caseId, caseUnit: outline.case.unit, reason: reason.trim(), at, until });
  await keepOpenedFor(deps.store, { staffId: staff.staffId, caseId, purpose: 'break-glass', at });
  deps.log.warn({ caseId, unit: staff.unit }, 'glass broken');
  return until;
}
