import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** A case opened in an emergency. */
export interface BrokenGlass {
  id: string;
  staffId: string;
  staffName: string;
  staffUnit: string;
  caseId: string;
  caseUnit: string;
  reason: string;
  at: Instant;
  until: Instant;
}
/** As the leader reads it. */
export interface GlassReport extends BrokenGlass {
  number: string;
  seenBy: string | null;
  seenAt: Instant | null;
  judgedRight: boolean | null;
  note: string | null;
}

export async function breakGlass(db: Queryable, glass: BrokenGlass): Promise<void> {
  await db.query(
    `insert into broken_glass (id, staff_id, staff_name, staff_unit, case_id, case_unit, reason, at, until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [glass.id, glass.staffId, glass.staffName, glass.staffUnit, glass.caseId, glass.caseUnit, glass.reason, glass.at, glass.until], 'break_glass');
}

/** Glass broken to the cases of a unit (null: of all), what nobody has read yet first, then newest first. */
export async function brokenGlassOf(db: Queryable, unit: string | null, limit = 100): Promise<GlassReport[]> {
  return db.query(
    `select g.id, g.staff_id as "staffId", g.staff_name as "staffName", g.staff_unit as "staffUnit", g.case_id as "caseId", g.case_unit as "caseUnit", g.reason, iso(g.at) as at, iso(g.until) as until,
       c.number, g.seen_by as "seenBy", iso(g.seen_at) as "seenAt", g.judged_right as "judgedRight", g.note
     from broken_glass g join case_file c on c.id = g.case_id where $1::text is null or g.case_unit = $1 order by g.seen_at is not null, g.at desc, g.id limit $2`, [unit, limit], 'broken_glass_of');
}

/** The leader of the unit has read one and says whether it was right. False where there is none unread in the unit, or it is the own. */
export async function seeBrokenGlass(db: Queryable, seen: { id: string; unit: string; by: string; at: Instant; right: boolean; note: string }): Promise<boolean> {
  const rows = await db.query(
    `update broken_glass set seen_by = $3, seen_at = $4, judged_right = $5, note = $6 where id = $1 and case_unit = $2 and staff_id <> $3 and seen_at is null returning 1`,
    [seen.id, seen.unit, seen.by, seen.at, seen.right, seen.note], 'see_broken_glass');
  return rows.length > 0;
}
