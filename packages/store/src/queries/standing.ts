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
  /** What they said they opened the case for, the last time they said it. */
  openedFor: string | null;
}

/** How a staff member (or, with null, anybody else) stands to a case at an instant. */
export async function standingIn(db: Queryable, caseId: string, staffId: string | null, at: Instant): Promise<StandingRow> {
  const [row] = await db.query<StandingRow>(
    `select
       (select coalesce(json_agg(distinct p.person_id), '[]') from case_party p join person_protection t on t.person_id = p.person_id and t.ended_at is null where p.case_id = $1) as "protectedPersons",
       (select coalesce(json_agg(distinct tie.kind), '[]') from (
          select i.kind from interests_of($2) i join case_party p on p.person_id = i.person_id where p.case_id = $1
          union all select 'declared' from declared_conflict d join case_file c on c.number = d.case_number where d.staff_id = $2 and c.id = $1 and d.ended_at is null) tie) as interests,
       (select id from broken_glass where staff_id = $2 and case_id = $1 and at <= $3 and until > $3 order by at desc limit 1) as "brokenGlass",
       (select purpose from opened_for where staff_id = $2 and case_id = $1) as "openedFor"`,
    [caseId, staffId, at], 'standing_in');
  return row!;
}

/** Of some persons, those with protected identity. */
export async function protectedAmong(db: Queryable, personIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>(`select person_id as id from person_protection where person_id = any($1) and ended_at is null`, [personIds], 'protected_among');
  return rows.map(({ id }) => id);
}

/** Remembers what a staff member opens a case for. */
export async function keepOpenedFor(db: Queryable, { staffId, caseId, purpose, at }: { staffId: string; caseId: string; purpose: string; at: Instant }): Promise<void> {
  await db.query(`insert into opened_for (staff_id, case_id, purpose, at) values ($1, $2, $3, $4)
    on conflict (staff_id, case_id) do update set purpose = excluded.purpose, at = excluded.at`, [staffId, caseId, purpose, at], 'keep_opened_for');
}
