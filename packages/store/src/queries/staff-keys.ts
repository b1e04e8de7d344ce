import type { Instant } from '@ankomst/core';
import { sha256 } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import type { AdminAct, StaffRecord } from './staff.ts';

/** A passkey or security key of a staff member: the public half. */
export interface StaffKey {
  /** Credential id, base64url. */
  id: string;
  staffId: string;
  label: string;
  deviceBound: boolean;
  createdAt: Instant;
  usedAt: Instant | null;
  revokedAt: Instant | null;
}

/** What a login is checked against. `publicKey`: COSE key, base64url. */
export interface KeyOnFile {
  id: string;
  publicKey: string;
  counter: number;
  deviceBound: boolean;
  /** Whose it is, where it may be used: the key not revoked, its owner not shut out. */
  owner: StaffRecord | null;
}

export interface NewKey {
  id: string;
  publicKey: string;
  counter: number;
  deviceBound: boolean;
  transports: string[];
  label: string;
}

/** The key with this credential id; null where there is none. */
export async function keyById(db: Queryable, id: string): Promise<KeyOnFile | null> {
  const [row] = await db.query<KeyOnFile>(`
    select k.id, translate(encode(k.public_key, 'base64'), E'+/=\\n', '-_') as "publicKey", k.counter, k.device_bound as "deviceBound",
      case when k.revoked_at is null and s.active then jsonb_build_object('id', s.id, 'name', s.name, 'unit', s.unit, 'roles', to_jsonb(s.roles), 'active', s.active) end as owner
    from staff_key k join staff s on s.id = k.staff_id where k.id = $1`, [id], 'staff_key_by_id');
  return row ?? null;
}

/** Keeps that a key was used, with its new counter. False where another login counted as far meanwhile: a clone, or a replay. */
export async function keyUsed(db: Queryable, id: string, counter: number, at: Instant): Promise<boolean> {
  return (await db.query('update staff_key set counter = $2, used_at = $3 where id = $1 and revoked_at is null and (counter < $2 or (counter = 0 and $2 = 0)) returning 1', [id, counter, at], 'staff_key_used')).length > 0;
}

/** Enrols a key by an open invitation, which is then used. False where the invitation is not open, or the key is on file. */
export async function enrolKey(db: Queryable, token: string, at: Instant, key: NewKey): Promise<boolean> {
  const rows = await db.query(`
    with used as (
      update staff_invitation i set used_at = $2 from staff s
      where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and s.id = i.staff_id and s.active and not exists (select 1 from staff_key where id = $3)
      returning i.staff_id),
    done as (
      insert into staff_key (id, staff_id, public_key, counter, device_bound, transports, label, created_at)
      select $3, staff_id, decode($4, 'base64'), $5, $6, $7, $8, $2 from used returning id, staff_id, device_bound)
    insert into admin_log (at, by_staff, act, about, details)
    select $2, staff_id, 'key-enrolled', staff_id, jsonb_build_object('key', left(id, 12), 'deviceBound', device_bound) from done returning 1`,
  [sha256(token), at, key.id, base64(key.publicKey), key.counter, key.deviceBound, key.transports, key.label]);
  return rows.length > 0;
}

/** Keeps a key that came with the staff member (the demonstration's key cabinet). Nothing where it is on file. */
export async function putKey(db: Queryable, { by, at }: AdminAct, staffId: string, key: NewKey): Promise<void> {
  await db.query(`
    with done as (
      insert into staff_key (id, staff_id, public_key, counter, device_bound, transports, label, created_at)
      values ($3, $4, decode($5, 'base64'), $6, $7, $8, $9, $1) on conflict do nothing returning id, staff_id)
    insert into admin_log (at, by_staff, act, about, details)
    select $1, $2, 'key-enrolled', staff_id, jsonb_build_object('key', left(id, 12)) from done`,
  [at, by, key.id, staffId, base64(key.publicKey), key.counter, key.deviceBound, key.transports, key.label]);
}

/** A key is lost or given back: it opens nothing any more, and the logins of its owner end. False where it was revoked already. */
export async function revokeKey(db: Queryable, { by, at }: AdminAct, staffId: string, id: string): Promise<boolean> {
  const rows = await db.query(`
    with done as (update staff_key set revoked_at = $1 where id = $4 and staff_id = $3 and revoked_at is null returning id, staff_id),
      ended as (delete from session where kind = 'staff' and subject in (select staff_id from done))
    insert into admin_log (at, by_staff, act, about, details)
    select $1, $2, 'key-revoked', staff_id, jsonb_build_object('key', left(id, 12)) from done returning 1`, [at, by, staffId, id]);
  return rows.length > 0;
}

/** The keys of these staff members, revoked ones too. */
export async function keysOf(db: Queryable, staffIds: readonly string[]): Promise<StaffKey[]> {
  return db.query<StaffKey>(`
    select id, staff_id as "staffId", label, device_bound as "deviceBound", iso(created_at) as "createdAt", iso(used_at) as "usedAt", iso(revoked_at) as "revokedAt"
    from staff_key where staff_id = any($1) order by staff_id, created_at, id`, [staffIds]);
}

/** PostgreSQL reads base64 with its padding. */
const base64 = (url: string): string => Buffer.from(url, 'base64url').toString('base64');
