import type { Actor, Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

/** One look, or one refused: written before anything is shown. */
export interface Access {
  at: Instant;
  actor: Actor;
  /** Whose data. */
  personIds: string[];
  caseId?: string;
  purpose: string;
  /** The legal basis, or the access rule that granted or refused. */
  basis?: string;
  /** What was looked at: a use case, a list, a document. */
  what: string;
  granted: boolean;
  detail?: Json;
}

/** Appends to the access log; returns its number. */
export async function logAccess(db: Queryable, access: Access): Promise<number> {
  const [row] = await db.query<{ seq: number }>(
    `with entry as (
       insert into access_log (at, actor, purpose, basis, what, granted, case_id, detail)
       values ($1, $2::jsonb, $3, $4, $5, $6, $7, $8::jsonb) returning seq),
     persons as (insert into access_log_person select seq, p from entry, unnest($9::text[]) p on conflict do nothing)
     select seq from entry`,
    [access.at, JSON.stringify(access.actor), access.purpose, access.basis ?? null, access.what, access.granted, access.caseId ?? null,
      access.detail === undefined ? null : JSON.stringify(access.detail), access.personIds], 'log_access');
  return row!.seq;
}

const entry = `seq, iso(at) as at, actor, purpose, basis, what, granted, case_id as "caseId", detail,
  (select coalesce(json_agg(p.person_id order by p.person_id), '[]') from access_log_person p where p.seq = access_log.seq) as "personIds"`;

/** Who looked at a person's data, newest first. */
export async function accessesTo(db: Queryable, personId: string, { before, limit = 100 }: { before?: number; limit?: number } = {}): Promise<(Access & { seq: number })[]> {
  return records(await db.query<object>(
    `select ${entry} from access_log where seq in (select seq from access_log_person where person_id = $1) and ($2::bigint is null or seq < $2)
     order by seq desc limit $3`, [personId, before ?? null, limit], 'accesses_to'));
}

/** Who looked at a case, refused looks too, newest first; staff by name. */
export async function accessesToCase(db: Queryable, caseId: string, limit = 200): Promise<(Access & { seq: number; staffName?: string })[]> {
  return records(await db.query<object>(
    `select ${entry}, case when actor->>'kind' = 'staff' then coalesce((select name from staff where id = actor->>'id'), (select name from colleague where staff_id = actor->>'id')) end as "staffName"
     from access_log where case_id = $1 order by seq desc limit $2`, [caseId, limit], 'accesses_to_case'));
}
