import type { Instant, Json } from '@ankomst/core';
import { sha256 } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** Somebody who works here. `id` is the employee number. */
export interface StaffRecord {
  id: string;
  name: string;
  unit: string;
  roles: string[];
  active: boolean;
}

/** Who does it to whom, and when: written in the admin log in the same statement as what is done. */
export interface AdminAct {
  by: string;
  at: Instant;
}

const member = 'id, name, unit, roles, active';
const logged = (act: string, about: string, details = `'{}'::jsonb`): string =>
  `insert into admin_log (at, by_staff, act, about, details) select $1, $2, '${act}', ${about}, ${details} from done returning 1`;

export async function staffById(db: Queryable, id: string): Promise<StaffRecord | null> {
  return (await db.query<StaffRecord>(`select ${member} from staff where id = $1`, [id], 'staff_by_id'))[0] ?? null;
}

/** Staff of these units, or all, by name. */
export async function staffOf(db: Queryable, units?: readonly string[]): Promise<StaffRecord[]> {
  return db.query<StaffRecord>(`select ${member} from staff where $1::text[] is null or unit = any($1) order by unit, name, id`, [units ?? null]);
}

/** Writes a staff member, new or changed; whether they may log in stays as it was. False where nothing is new. */
export async function putStaff(db: Queryable, { by, at }: AdminAct, { id, name, unit, roles }: Omit<StaffRecord, 'active'>): Promise<boolean> {
  const rows = await db.query(`
    with done as (
      insert into staff as s (id, name, unit, roles, since) values ($3, $4, $5, $6, $1)
      on conflict (id) do update set name = excluded.name, unit = excluded.unit, roles = excluded.roles
      where (s.name, s.unit, s.roles) is distinct from (excluded.name, excluded.unit, excluded.roles)
      returning id, unit, roles)
    ${logged('staff-written', 'id', `jsonb_build_object('unit', unit, 'roles', to_jsonb(roles))`)}`, [at, by, id, name, unit, roles]);
  return rows.length > 0;
}

/** Shuts somebody out or lets them in again; shut out, all their logins end. False where it was so already. */
export async function setStaffActive(db: Queryable, { by, at }: AdminAct, id: string, active: boolean): Promise<boolean> {
  const rows = await db.query(`
    with done as (update staff set active = $4 where id = $3 and active <> $4 returning id),
      ended as (delete from session where not $4 and kind = 'staff' and subject in (select id from done)),
      closed as (update staff_invitation set used_at = $1 where not $4 and staff_id in (select id from done) and used_at is null)
    ${logged(active ? 'staff-enabled' : 'staff-disabled', 'id')}`, [at, by, id, active]);
  return rows.length > 0;
}

/** What was done to a staff member, newest first. */
export async function adminLogOf(db: Queryable, about: string, limit = 50): Promise<{ at: Instant; by: string; act: string; details: { [key: string]: Json } }[]> {
  return db.query('select iso(at) as at, by_staff as by, act, details from admin_log where about = $1 order by seq desc limit $2', [about, limit]);
}

/** Keeps an invitation to enrol a key; those made earlier for the same person end. */
export async function inviteStaff(db: Queryable, { by, at }: AdminAct, id: string, token: string, expiresAt: Instant): Promise<boolean> {
  const rows = await db.query(`
    with closed as (update staff_invitation set used_at = $1 where staff_id = $3 and used_at is null),
      done as (insert into staff_invitation (token_hash, staff_id, made_by, made_at, expires_at) select $4, id, $2, $1, $5 from staff where id = $3 and active returning staff_id)
    ${logged('key-invited', 'staff_id')}`, [at, by, id, sha256(token), expiresAt]);
  return rows.length > 0;
}

/** Whom an open invitation is for; null where it is used, too old, or was never made. */
export async function invitedStaff(db: Queryable, token: string, now: Instant): Promise<StaffRecord | null> {
  const [row] = await db.query<StaffRecord>(`
    select s.${member.replaceAll(', ', ', s.')} from staff_invitation i join staff s on s.id = i.staff_id
    where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and s.active`, [sha256(token), now]);
  return row ?? null;
}
