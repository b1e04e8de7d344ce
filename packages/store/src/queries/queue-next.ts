import { sha256 } from '@ankomst/core';
import type { Day, Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import type { QueuePolicy, StaffSkill } from './queue-policy.ts';

/** Who asks for a case, and what they may be given. */
export interface Taker {
  staffId: string;
  unit: string;
  /** As whom: an approver is given what waits for a second officer. */
  as: ('officer' | 'approver')[];
  /** Empty: whatever the unit has. */
  skills: readonly StaffSkill[];
  languages: readonly string[];
}

/** Which cases they may see, as a condition on `case_file` whose parameters begin at `$9` (the server's `caseFilter`). */
export interface CaseScope { sql: string; params: unknown[] }

/** A case handed out: leased to the taker until `until`, and why it was this one. */
export interface HandedOut {
  caseId: string;
  taker: 'officer' | 'approver';
  /** It was the turn of the oldest. */
  oldest: boolean;
  due: Day | null;
  since: Instant;
  waitsSince: Instant;
  /** The rules that brought it forward. */
  because: string[];
  /** The language of the person that the taker speaks, where that weighed. */
  language: string | null;
  until: Instant;
}

/**
 * Where in the round of so many hand-outs somebody begins (0 to 1): by their id, so that colleagues who begin a day
 * together do not all get the oldest at once.
 */
export function startOfRound(staffId: string): number {
  let sum = 0;
  for (const letter of staffId) sum = (sum * 31 + letter.codePointAt(0)!) % 1000;
  return sum / 1000;
}

/** Is the oldest case handed out at the turn after `turns` of them? Of any number of turns a share of them, give or take one. */
export const oldestIsNext = (turns: number, share: number, start: number): boolean => Math.floor((turns + 1) * share + start) > Math.floor(turns * share + start);

// The same in the statement, on the taker's own count.
const oldestTurn = 'floor((n + 1) * $5::float8 + $6::float8) > floor(n * $5::float8 + $6::float8)';

// A colleague's lease: looked up for each case that is reached, for the leases are many and the cases few.
const notHeld = `not coalesce((select held.until > $3 and held.staff_id <> $1 from lease held where held.case_id = e.case_id), false)`;
const free = `e.open_to_all and (e.snoozed_until is null or e.snoozed_until <= $3) and e.proposer is distinct from $1 and ${notHeld}`;
/** Which cases may be seen. `offset`: of each case as it is reached; the planner would else read all cases to join them. */
const seenIn = (scope: CaseScope): string => `cross join lateral (select from case_file where case_file.id = e.case_id and ${scope.sql} offset 0) seen`;

/** The lanes whose cases the taker may be given. */
const lanes = `
  select l.id, l.taker, l.language, l.language <> '' and $7::jsonb->'languages' ? l.language as spoken from queue_lane l
  where l.unit = $2 and $7::jsonb->'as' ? l.taker
    and ($4::jsonb = '[]' or exists (select from jsonb_array_elements($4::jsonb) s where s->>'service' = l.service
      and (s->>'kind' is null or s->>'kind' = l.kind) and (s->>'level')::int >= l.level and (s->>'language' is null or s->>'language' = l.language)))`;

/** The first of each lane that is free; a row a colleague is being handed at this instant is passed over. */
const firstOf = (order: 'place' | 'since', scope: CaseScope): string => `
  select l.id as lane, l.taker, l.language, l.spoken, q.* from mine l cross join lateral (
    select e.case_id, e.place, e.since, e.waits_since, e.due, e.because from queue_entry e ${seenIn(scope)}
    where e.lane = l.id and ${free}
    order by e.${order}, e.case_id limit 1 for update of e skip locked) q`;

const handOutSql = (scope: CaseScope): string => `
  with turn as materialized (select ${oldestTurn} as oldest from (select coalesce((select turns from queue_turn where staff_id = $1), 0) as n) x),
  mine as materialized (${lanes}),
  heads as (
    select *, place - case when spoken then make_interval(days => ($7::jsonb->>'days')::int) else interval '0' end as rank
      from (${firstOf('place', scope)}) by_place where not (select oldest from turn)
    union all
    select *, since as rank from (${firstOf('since', scope)}) by_age where (select oldest from turn)),
  chosen as materialized (select * from heads order by rank, case_id limit 1),
  leased as (
    insert into lease (case_id, staff_id, since, until) select case_id, $1, $3, $3::timestamptz + make_interval(secs => $8) from chosen
    on conflict (case_id) do update set staff_id = excluded.staff_id, since = excluded.since, until = excluded.until, asked_by = null, asked_at = null
      where lease.until <= $3 or lease.staff_id = $1
    returning case_id, until),
  -- laid aside for as long as the lease: whoever waits for this row then sees it changed and goes on to the next at once
  aside as (update queue_entry e set snoozed_until = l.until from leased l where e.case_id = l.case_id),
  counted as (
    insert into queue_turn select $1, 1 from leased on conflict (staff_id) do update set turns = queue_turn.turns + 1)
  select c.case_id as "caseId", c.taker, (select oldest from turn) as oldest, c.due::text as due, iso(c.since) as since, iso(c.waits_since) as "waitsSince",
    c.because, case when c.spoken then c.language end as language, iso(l.until) as until
  from chosen c join leased l using (case_id)`;

/** Whether anything waits for them that no colleague has. */
const waitingSql = (scope: CaseScope): string => `
  select from (${lanes}) l join queue_entry e on e.lane = l.id ${seenIn(scope)}
  -- spoken to so that all parameters are known: they are the hand-out's
  where ${free} and ($5::float8, $6::float8, $8::float8) is not null limit 1`;

/**
 * Hands somebody the next case and leases it to them, in one statement: no case goes to two. Null where there is none
 * for them, or where a colleague got it in the same instant (`try again` tells the two apart).
 */
export async function handOut(
  db: Queryable, taker: Taker, policy: Pick<QueuePolicy, 'ageingShare' | 'languageDays'>, now: Instant, leaseSeconds: number, scope: CaseScope,
): Promise<HandedOut | null> {
  const params = [
    taker.staffId, taker.unit, now, JSON.stringify(taker.skills), policy.ageingShare, startOfRound(taker.staffId),
    JSON.stringify({ as: taker.as, languages: taker.languages, days: policy.languageDays }), leaseSeconds, ...scope.params,
  ];
  // by name, so that its plan is made once: making it takes longer than handing out
  const name = `hand_out_${sha256(scope.sql).slice(0, 16)}`;
  for (let attempt = 0; attempt < 20; attempt++) {
    const [handed] = await db.query<HandedOut>(handOutSql(scope), params, name);
    if (handed) return handed;
    if ((await db.query(waitingSql(scope), params)).length === 0) return null;
  }
  return null;
}
