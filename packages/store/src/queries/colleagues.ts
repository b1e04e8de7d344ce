import type { Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** A member of staff, by name. */
export interface Colleague { staffId: string; name: string; unit: string; roles: string[] }

/** Staff on file here, and those of another work identity who have logged in. */
const everybody = `(select id as "staffId", name, unit, roles from staff where active
  union all select staff_id, name, unit, roles from colleague c where not exists (select from staff where id = c.staff_id)) everybody`;

/** Remembers a name as the work identity gave it at a login. */
export async function keepColleague(db: Queryable, { staffId, name, unit, roles, seenAt }: Colleague & { seenAt: Instant }): Promise<void> {
  await db.query(`insert into colleague values ($1, $2, $3, $4, $5)
    on conflict (staff_id) do update set name = excluded.name, unit = excluded.unit, roles = excluded.roles, seen_at = greatest(colleague.seen_at, excluded.seen_at)`,
  [staffId, name, unit, roles, seenAt], 'keep_colleague');
}

/** The colleagues of units, by name. */
export async function colleaguesOf(db: Queryable, units: string[]): Promise<Colleague[]> {
  return db.query<Colleague>(`select * from ${everybody} where unit = any($1) order by name, "staffId"`, [units], 'colleagues_of');
}

/** Those of these ids that are known, by id. */
export async function colleaguesNamed(db: Queryable, staffIds: string[]): Promise<Map<string, Colleague>> {
  const rows = await db.query<Colleague>(`select * from ${everybody} where "staffId" = any($1)`, [staffIds], 'colleagues_named');
  return new Map(rows.map((row) => [row.staffId, row]));
}

/** How somebody wants the desk; empty where they have not said. */
export async function staffSettings(db: Queryable, staffId: string): Promise<{ [key: string]: Json }> {
  const [row] = await db.query<{ settings: { [key: string]: Json } }>('select settings from staff_setting where staff_id = $1', [staffId], 'staff_settings');
  return row?.settings ?? {};
}

/** Keeps what is given, leaves the rest; returns all. */
export async function keepStaffSettings(db: Queryable, staffId: string, settings: { [key: string]: Json }, now: Instant): Promise<{ [key: string]: Json }> {
  const [row] = await db.query<{ settings: { [key: string]: Json } }>(`insert into staff_setting values ($1, $2::jsonb, $3)
    on conflict (staff_id) do update set settings = staff_setting.settings || excluded.settings, updated_at = excluded.updated_at returning settings`,
  [staffId, JSON.stringify(settings), now], 'keep_staff_settings');
  return row!.settings;
}
