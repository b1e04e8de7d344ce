import type { Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/**
 * What the OpenID Provider keeps between two requests. Ids are random and worth something (a code, a token): like a
 * session's token they are never stored but as their hash, by the caller.
 */
export interface OpRecord {
  model: string;
  id: string;
  payload: { [key: string]: Json };
  grantId?: string;
  uid?: string;
  expiresAt?: Instant;
}

const alive = '(expires_at is null or expires_at > $3)';

export async function putOpRecord(db: Queryable, { model, id, payload, grantId, uid, expiresAt }: OpRecord): Promise<void> {
  await db.query(`
    insert into op_record (model, id, payload, grant_id, uid, expires_at) values ($1, $2, $3::jsonb, $4, $5, $6)
    on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, expires_at = excluded.expires_at`,
  [model, id, JSON.stringify(payload), grantId ?? null, uid ?? null, expiresAt ?? null], 'op_record_put');
}

export async function opRecord(db: Queryable, model: string, id: string, now: Instant): Promise<OpRecord['payload'] | null> {
  return (await db.query<{ payload: OpRecord['payload'] }>(`select payload from op_record where model = $1 and id = $2 and ${alive}`, [model, id, now], 'op_record_get'))[0]?.payload ?? null;
}

export async function opRecordByUid(db: Queryable, model: string, uid: string, now: Instant): Promise<OpRecord['payload'] | null> {
  return (await db.query<{ payload: OpRecord['payload'] }>(`select payload from op_record where model = $1 and uid = $2 and ${alive}`, [model, uid, now]))[0]?.payload ?? null;
}

/** Marks it used (the provider refuses a second use and takes back what the first gave). */
export async function consumeOpRecord(db: Queryable, model: string, id: string, seconds: number): Promise<void> {
  await db.query(`update op_record set payload = payload || jsonb_build_object('consumed', $3::bigint) where model = $1 and id = $2`, [model, id, seconds], 'op_record_consume');
}

/** Takes it away and gives what it held: to be used once, whoever else asks at the same time. */
export async function takeOpRecord(db: Queryable, model: string, id: string, now: Instant): Promise<OpRecord['payload'] | null> {
  return (await db.query<{ payload: OpRecord['payload'] }>(`delete from op_record where model = $1 and id = $2 and ${alive} returning payload`, [model, id, now], 'op_record_take'))[0]?.payload ?? null;
}

export async function dropOpRecord(db: Queryable, model: string, id: string): Promise<void> {
  await db.query('delete from op_record where model = $1 and id = $2', [model, id], 'op_record_drop');
}

/** All that was given on one grant: its codes and tokens. */
export async function dropOpGrant(db: Queryable, grantId: string): Promise<void> {
  await db.query('delete from op_record where grant_id = $1', [grantId], 'op_record_drop_grant');
}

/** Clears away what has expired, invitations long past with it. */
export async function sweepOpRecords(db: Queryable, now: Instant): Promise<number> {
  return (await db.query('delete from op_record where expires_at <= $1 returning 1', [now])).length;
}
