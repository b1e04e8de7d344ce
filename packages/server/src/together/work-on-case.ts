import { clearWorkFields, saveWorkField, workFieldsOf } from '@ankomst/store';
import type { WorkField as Stored } from '@ankomst/store';
import type { StaffPurpose } from '../access/policy.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import type { SavedField, Someone, WorkField } from './api.ts';
import { atTheCase } from './at-the-case.ts';
import { namesOf } from './show-together.ts';
import { aroundCase } from './topics.ts';

/** What is being written in a case: one's own, and what colleagues share. @throws Problem not-found */
export async function workOnCase(deps: Deps, staff: Staff, caseId: string, purpose?: StaffPurpose): Promise<WorkField[]> {
  await atTheCase(deps, staff, caseId, purpose);
  const fields = await workFieldsOf(deps.store, caseId, staff.staffId);
  const someone = await namesOf(deps, fields.map((one) => one.staffId));
  return fields.map((one) => told(one, someone));
}

/** Saves a field as it is typed, unless a colleague has written it since it was seen: then theirs comes back and nothing is lost on either side. */
export async function saveWork(deps: Deps, { staff, caseId, field, value, version, shared }: { staff: Staff; caseId: string; field: string; value: string; version: number; shared: boolean }): Promise<SavedField> {
  await atTheCase(deps, staff, caseId);
  const { saved, now } = await saveWorkField(deps.store, caseId, { field, owner: shared ? '' : staff.staffId, value, version, staffId: staff.staffId, updatedAt: deps.clock.now() });
  if (saved && shared) deps.live.changed([aroundCase(caseId)]);
  return { saved, now: told(now, await namesOf(deps, [now.staffId])) };
}

/** Takes away what has become an act, or is not wanted any more. */
export async function clearWork(deps: Deps, { staff, caseId, fields }: { staff: Staff; caseId: string; fields: string[] }): Promise<void> {
  await atTheCase(deps, staff, caseId);
  await clearWorkFields(deps.store, caseId, fields, staff.staffId);
  deps.live.changed([aroundCase(caseId)]);
}

const told = ({ field, owner, value, version, staffId, updatedAt }: Stored, someone: (id: string) => Someone): WorkField =>
  ({ field, shared: owner === '', value, version, by: someone(staffId), at: updatedAt });
