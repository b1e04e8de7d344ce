import { leaseOf, presentAt, staffNames } from '@ankomst/store';
import type { CaseFile } from '@ankomst/core';
import type { StaffPurpose } from '../access/policy.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import type { Someone, Together } from './api.ts';
import { atTheCase } from './at-the-case.ts';

/** Somebody not seen for so long is no longer at the case. */
export const presenceSeconds = 60;

/** Who works on the case, who looks at it, whether it lies aside. @throws Problem not-found */
export async function showTogether(deps: Deps, staff: Staff, caseId: string, purpose?: StaffPurpose): Promise<Together> {
  await atTheCase(deps, staff, caseId, purpose);
  const now = deps.clock.now();
  const [lease, present, [{ snoozed } = { snoozed: null }]] = await Promise.all([
    leaseOf(deps.store, caseId, now),
    presentAt(deps.store, caseId, now, presenceSeconds),
    deps.store.query<{ snoozed: CaseFile['snoozed'] | null }>(`select state->'snoozed' as snoozed from case_file where id = $1`, [caseId], 'snoozed_of'),
  ]);
  const someone = await namesOf(deps, [lease?.staffId, lease?.askedBy, snoozed?.by, ...present.map((one) => one.staffId)]);
  return {
    now,
    lease: lease ? {
      holder: someone(lease.staffId), mine: lease.staffId === staff.staffId, since: lease.since, until: lease.until,
      asked: lease.askedBy && lease.askedAt ? { by: someone(lease.askedBy), at: lease.askedAt } : null,
    } : null,
    present: present.filter((one) => one.staffId !== staff.staffId).map((one) => ({ ...someone(one.staffId), since: one.since })),
    snoozed: snoozed && snoozed.until > now ? { until: snoozed.until, by: someone(snoozed.by), at: snoozed.at, reason: snoozed.reason } : null,
  };
}

/** Staff ids to names; one that never logged in is called by its number. */
export async function namesOf(deps: Deps, ids: readonly (string | null | undefined)[]): Promise<(id: string) => Someone> {
  const nameOf = await staffNames(deps.store, ids);
  return (staffId) => ({ staffId, name: nameOf(staffId) });
}
