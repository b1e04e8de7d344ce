import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** Something a staff member has said may make them biased, about a case or a person. */
export interface DeclaredConflict {
  id: string;
  staffId: string;
  /** Whether or not there is such a case: nobody learns by declaring. */
  caseNumber: string | null;
  personId: string | null;
  reason: string;
  declaredAt: Instant;
}

export async function declareConflict(db: Queryable, conflict: DeclaredConflict): Promise<void> {
  await db.query(`insert into declared_conflict (id, staff_id, case_number, person_id, reason, declared_at) values ($1, $2, $3, $4, $5, $6)`,
    [conflict.id, conflict.staffId, conflict.caseNumber, conflict.personId, conflict.reason, conflict.declaredAt], 'declare_conflict');
}

/** Ends one of the staff member's own; false where there is none. */
export async function endConflict(db: Queryable, ended: { id: string; staffId: string; at: Instant }): Promise<boolean> {
  const rows = await db.query(`update declared_conflict set ended_at = $3 where id = $1 and staff_id = $2 and ended_at is null returning 1`, [ended.id, ended.staffId, ended.at], 'end_conflict');
  return rows.length > 0;
}

/** What a staff member has declared and not ended, newest first. */
export async function conflictsOf(db: Queryable, staffId: string): Promise<DeclaredConflict[]> {
  return db.query(
    `select id, staff_id as "staffId", case_number as "caseNumber", person_id as "personId", reason, iso(declared_at) as "declaredAt"
     from declared_conflict d where staff_id = $1 and ended_at is null order by d.declared_at desc, id desc`, [staffId], 'conflicts_of');
}

/** The number by which a staff member is known as a person. */
export async function putStaffPerson(db: Queryable, known: { staffId: string; kind: string; value: string; at: Instant }): Promise<void> {
  await db.query(`insert into staff_person (staff_id, kind, value, at) values ($1, $2, $3, $4) on conflict (staff_id) do update set kind = excluded.kind, value = excluded.value, at = excluded.at`,
    [known.staffId, known.kind, known.value, known.at], 'put_staff_person');
}

export async function hasStaffPerson(db: Queryable, staffId: string): Promise<boolean> {
  return (await db.query(`select 1 from staff_person where staff_id = $1`, [staffId], 'has_staff_person')).length > 0;
}
