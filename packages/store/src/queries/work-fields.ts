import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** Something being written in a case. `owner`: whose own it is; empty where colleagues share it. */
export interface WorkField { field: string; owner: string; value: string; version: number; staffId: string; updatedAt: Instant }

const work = 'field, owner, value, version, staff_id as "staffId", iso(updated_at) as "updatedAt"';

/** What somebody is writing in a case: their own and the shared. */
export async function workFieldsOf(db: Queryable, caseId: string, staffId: string): Promise<WorkField[]> {
  return db.query<WorkField>(`select ${work} from work_field where case_id = $1 and owner in ('', $2) order by owner, field`, [caseId, staffId], 'work_fields_of');
}

/**
 * Saves a field if its version is still the one seen (0: there was none).
 * @returns what now stands there, and whether it is what was given
 */
export async function saveWorkField(db: Queryable, caseId: string, { field, owner, value, version, staffId, updatedAt }: WorkField): Promise<{ saved: boolean; now: WorkField }> {
  const [row] = await db.query<WorkField>(`insert into work_field as w (case_id, owner, field, value, version, staff_id, updated_at) select $1, $2, $3, $4, 1, $6, $7
      where $5 = 0 or exists (select from work_field where case_id = $1 and owner = $2 and field = $3)
    on conflict (case_id, owner, field) do update set value = excluded.value, version = w.version + 1, staff_id = excluded.staff_id, updated_at = excluded.updated_at
      where w.version = $5 or w.value = excluded.value
    returning ${work}`, [caseId, owner, field, value, version, staffId, updatedAt], 'save_work_field');
  if (row) return { saved: true, now: row };
  const [theirs] = await db.query<WorkField>(`select ${work} from work_field where case_id = $1 and owner = $2 and field = $3`, [caseId, owner, field]);
  // cleared meanwhile: what is typed goes on as the first version
  return theirs ? { saved: false, now: theirs } : saveWorkField(db, caseId, { field, owner, value, version: 0, staffId, updatedAt });
}

/** Takes away what has become an act. */
export async function clearWorkFields(db: Queryable, caseId: string, fields: string[], staffId: string): Promise<void> {
  await db.query(`delete from work_field where case_id = $1 and field = any($2) and owner in ('', $3)`, [caseId, fields, staffId], 'clear_work_fields');
}
