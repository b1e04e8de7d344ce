import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** A mark of protected identity that is in force. `kind`: which of the marks the content names. */
export interface Protection {
  personId: string;
  kind: string;
  since: Instant;
  by: string;
  reason: string;
  /** The provision as it read when the mark was made. */
  ground: string;
  /** Who has asked that it be ended, when and why; null where nobody has. */
  ending: { by: string; at: Instant; reason: string } | null;
}

/** The marks in force of some persons. */
export async function protectionsOf(db: Queryable, personIds: readonly string[]): Promise<Protection[]> {
  return db.query<Protection>(
    `select person_id as "personId", kind, iso(since) as since, marked_by as by, reason, ground,
       case when ending_asked_by is not null then jsonb_build_object('by', ending_asked_by, 'at', iso(ending_asked_at), 'reason', ending_reason) end as ending
     from person_protection where person_id = any($1) and ended_at is null order by person_id`, [personIds], 'protections_of');
}

/** Marks a person as protected; false where they already are. */
export async function markProtected(db: Queryable, mark: { personId: string; kind: string; reason: string; ground: string; at: Instant; by: string }): Promise<boolean> {
  const rows = await db.query(`insert into person_protection (person_id, kind, since, marked_by, reason, ground) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1`,
    [mark.personId, mark.kind, mark.at, mark.by, mark.reason, mark.ground], 'mark_protected');
  return rows.length > 0;
}

/** Asks that a mark be ended; false where there is none, or somebody has asked already. */
export async function askToEndProtection(db: Queryable, asked: { personId: string; reason: string; at: Instant; by: string }): Promise<boolean> {
  const rows = await db.query(`update person_protection set ending_asked_by = $2, ending_asked_at = $3, ending_reason = $4
    where person_id = $1 and ended_at is null and ending_asked_by is null returning 1`, [asked.personId, asked.by, asked.at, asked.reason], 'ask_to_end_protection');
  return rows.length > 0;
}

/** Ends a mark whose ending another has asked for; false where nobody has, or only the one who agrees. */
export async function endProtection(db: Queryable, ended: { personId: string; at: Instant; by: string }): Promise<boolean> {
  const rows = await db.query(`update person_protection set ended_at = $2, ended_by = $3
    where person_id = $1 and ended_at is null and ending_asked_by is not null and ending_asked_by <> $3 returning 1`, [ended.personId, ended.at, ended.by], 'end_protection');
  return rows.length > 0;
}

/** The mark stays: the asking is taken away. Where nobody asked nothing is changed. */
export async function keepProtection(db: Queryable, personId: string): Promise<void> {
  await db.query(`update person_protection set ending_asked_by = null, ending_asked_at = null, ending_reason = null where person_id = $1 and ended_at is null`, [personId], 'keep_protection');
}

/** How many of a unit's staff are named for protected people, besides one. */
export async function namedForProtected(db: Queryable, unit: string, besides: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(`select count(*)::int as count from (
    select id, roles from staff where unit = $1 and active union select staff_id, roles from colleague where unit = $1 and not exists (select 1 from staff where id = staff_id)) s
    where 'protected' = any(s.roles) and 'officer' = any(s.roles) and s.id <> $2`, [unit, besides], 'named_for_protected');
  return row!.count;
}
