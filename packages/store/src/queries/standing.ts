import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** What is known of a case and of a staff member besides the case itself, when it is asked who may see it. */
export interface StandingRow {
  /** Parties of the case with protected identity. */
  protectedPersons: string[];
  /** What ties the staff member to somebody in the case: self, family, represents, declared. */
  interests: string[];
  /** The broken glass in force. */
  brokenGlass: string | null;
}

/** How a staff member (or, with null, anybody else) stands to a case at an instant. */
export async function standingIn(db: Queryable, caseId: string, staffId: string | null, at: Instant): Promise<StandingRow> {
  const [row] = await db.query<StandingRow>(
    `select
       (select coalesce(json_agg(distinct p.person_id), '[]') from case_party p join person_protection t on t.person_id = p.person_id and t.ended_at is null where p.case_id = $1) as "protectedPersons",
       (select coalesce(json_agg(distinct tie.kind), '[]') from (
          select i.kind from interests_of($2) i join case_party p on p.person_id = i.person_id where p.case_id = $1
          union all select 'declared' from declared_conflict d join case_file c on c.number = d.case_number where d.staff_id = $2 and c.id = $1 and d.ended_at is null) tie) as interests,
       (select id from broken_glass where staff_id = $2 and case_id = $1 and at <= $3 and until > $3 order by at desc limit 1) as "brokenGlass"`,
    [caseId, staffId, at], 'standing_in');
  return row!;
}

/** Of some persons, those with protected identity. */
export async function protectedAmong(db: Queryable, personIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>(`select person_id as id from person_protection where person_id = any($1) and ended_at is null`, [personIds], 'protected_among');
  return rows.map(({ id }) => id);
}

export type ProtectionKind = 'marking' | 'protected-registration';

/** Marks a person as protected; nothing where they already are. */
export async function markProtected(db: Queryable, mark: { personId: string; kind: ProtectionKind; at: Instant; by: string }): Promise<void> {
  await db.query(`insert into person_protection (person_id, kind, since, marked_by) values ($1, $2, $3, $4) on conflict do nothing`, [mark.personId, mark.kind, mark.at, mark.by], 'mark_protected');
}

export async function endProtection(db: Queryable, ended: { personId: string; at: Instant; by: string }): Promise<void> {
  await db.query(`update person_protection set ended_at = $2, ended_by = $3 where person_id = $1 and ended_at is null`, [ended.personId, ended.at, ended.by], 'end_protection');
}
