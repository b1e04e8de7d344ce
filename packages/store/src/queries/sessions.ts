import type { Instant, Json } from '@ankomst/core';
import { sha256 } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

export interface Session {
  kind: 'person' | 'staff';
  /** Person id or staff id. */
  subject: string;
  createdAt: Instant;
  seenAt: Instant;
  /** Ends when unused for so long. */
  idleSeconds: number;
  /** Ends then in any case. */
  endsAt: Instant;
  data: { [key: string]: Json };
  /** Staff known here: their unit and roles as they are now, whatever they were at login. */
  staff?: { unit: string; roles: string[] };
}

const session = 'kind, subject, iso(created_at) as "createdAt", iso(seen_at) as "seenAt", idle_seconds as "idleSeconds", iso(ends_at) as "endsAt", data, case when kind = \'staff\' then (select jsonb_build_object(\'unit\', unit, \'roles\', to_jsonb(roles)) from staff where id = subject) end as staff';
// Whoever is shut out has no session any more, from the next request on.
const alive = `ends_at > $2 and seen_at + idle_seconds * interval '1 second' > $2
  and not exists (select 1 from staff where kind = 'staff' and staff.id = subject and not staff.active)`;

/** Starts a session under a token (random, made by the caller, at least 128 bits). Only its hash is stored. */
export async function createSession(db: Queryable, token: string, { kind, subject, createdAt, idleSeconds, endsAt, data }: Omit<Session, 'seenAt'>): Promise<void> {
  await db.query('insert into session values ($1, $2, $3, $4, $4, $5, $6, $7::jsonb)',
    [sha256(token), kind, subject, createdAt, idleSeconds, endsAt, JSON.stringify(data)], 'create_session');
}

/** The session of a token and that it was used now, in one round trip; null where there is none or it has ended. */
export async function touchSession(db: Queryable, token: string, now: Instant): Promise<Session | null> {
  const [row] = await db.query<Session>(`update session set seen_at = greatest(seen_at, $2) where token_hash = $1 and ${alive} returning ${session}`, [sha256(token), now], 'touch_session');
  return row ? known(row) : null;
}

/** The same without marking it used: for background requests, which must not keep a session alive. */
export async function getSession(db: Queryable, token: string, now: Instant): Promise<Session | null> {
  const [row] = await db.query<Session>(`select ${session} from session where token_hash = $1 and ${alive}`, [sha256(token), now], 'get_session');
  return row ? known(row) : null;
}

/** Nothing of staff where there is nothing. */
function known({ staff, ...row }: Session): Session {
  return staff ? { ...row, staff } : row;
}

/** Keeps something in the session (merged key by key). False where it has ended. */
export async function setSessionData(db: Queryable, token: string, now: Instant, data: { [key: string]: Json }): Promise<boolean> {
  return (await db.query(`update session set data = data || $3::jsonb where token_hash = $1 and ${alive} returning 1`, [sha256(token), now, JSON.stringify(data)])).length > 0;
}

/** Gives the session a new token, as at login and at each rise of privilege: a token seen before is worth nothing. */
export async function rotateSession(db: Queryable, token: string, fresh: string, now: Instant): Promise<boolean> {
  return (await db.query(`update session set token_hash = $3 where token_hash = $1 and ${alive} returning 1`, [sha256(token), now, sha256(fresh)])).length > 0;
}

export async function endSession(db: Queryable, token: string): Promise<void> {
  await db.query('delete from session where token_hash = $1', [sha256(token)]);
}

/** A session as its owner sees it among the others; `handle` names it without opening it. */
export interface OwnSession { handle: string; createdAt: Instant; seenAt: Instant; endsAt: Instant; data: { [key: string]: Json }; current: boolean }

/** Where somebody is logged in now, latest first. `token`: the one that asks. */
export async function sessionsOf(db: Queryable, kind: Session['kind'], subject: string, now: Instant, token: string): Promise<OwnSession[]> {
  return db.query<OwnSession>(`
    select left(token_hash, 20) as handle, iso(created_at) as "createdAt", iso(seen_at) as "seenAt", iso(ends_at) as "endsAt", data, token_hash = $4 as current
    from session where kind = $1 and ${alive} and subject = $3 order by seen_at desc`, [kind, now, subject, sha256(token)]);
}

/** Ends one of somebody's sessions by its handle. */
export async function endSessionByHandle(db: Queryable, kind: Session['kind'], subject: string, handle: string): Promise<boolean> {
  return (await db.query('delete from session where kind = $1 and subject = $2 and left(token_hash, 20) = $3 returning 1', [kind, subject, handle])).length > 0;
}

/** Ends all sessions of somebody, on every device. */
export async function endSessionsOf(db: Queryable, kind: Session['kind'], subject: string): Promise<number> {
  return (await db.query('delete from session where kind = $1 and subject = $2 returning 1', [kind, subject])).length;
}

/** Clears away sessions that have ended. */
export async function sweepSessions(db: Queryable, now: Instant): Promise<number> {
  return (await db.query(`delete from session where not (ends_at > $1 and seen_at + idle_seconds * interval '1 second' > $1) returning 1`, [now])).length;
}
