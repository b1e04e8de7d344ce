import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** Who works on a case, since when and until when unless renewed. `askedBy`: who would like to have it. */
export interface Lease { caseId: string; staffId: string; since: Instant; until: Instant; askedBy: string | null; askedAt: Instant | null }

const lease = (of: string): string => `${of}.case_id as "caseId", ${of}.staff_id as "staffId", iso(${of}.since) as since, iso(${of}.until) as until, ${of}.asked_by as "askedBy", iso(${of}.asked_at) as "askedAt"`;

/**
 * Takes a case, or holds it longer, in one statement: it is had by at most one at any instant, whoever asks at once.
 * @param seconds how long unless renewed
 * @returns the lease as it now is: the asker's, or the colleague's who has it
 */
export async function takeLease(db: Queryable, { caseId, staffId, now, seconds }: { caseId: string; staffId: string; now: Instant; seconds: number }): Promise<Lease> {
  for (;;) {
    const [taken] = await db.query<Lease>(`insert into lease as l (case_id, staff_id, since, until) values ($1, $2, $3, $3::timestamptz + $4 * interval '1 second')
      on conflict (case_id) do update set staff_id = excluded.staff_id, until = greatest(case when l.staff_id = excluded.staff_id then l.until end, excluded.until),
        since = case when l.staff_id = excluded.staff_id and l.until > excluded.since then l.since else excluded.since end,
        asked_by = case when l.staff_id = excluded.staff_id then l.asked_by end, asked_at = case when l.staff_id = excluded.staff_id then l.asked_at end
      where l.staff_id = excluded.staff_id or l.until <= excluded.since
      returning ${lease('l')}`, [caseId, staffId, now, seconds], 'take_lease');
    const held = taken ?? await leaseOf(db, caseId, now);
    if (held) return held; // none: let go between the two looks, so it is tried again
  }
}

/** Holds on to a lease that has not run out; undefined where it has, or a colleague has the case. */
export async function renewLease(db: Queryable, { caseId, staffId, now, seconds }: { caseId: string; staffId: string; now: Instant; seconds: number }): Promise<Lease | undefined> {
  const [row] = await db.query<Lease>(`update lease l set until = greatest(until, $3::timestamptz + $4 * interval '1 second')
    where case_id = $1 and staff_id = $2 and until > $3 returning ${lease('l')}`, [caseId, staffId, now, seconds], 'renew_lease');
  return row;
}

/** The lease in force, if there is one. */
export async function leaseOf(db: Queryable, caseId: string, now: Instant): Promise<Lease | undefined> {
  return (await db.query<Lease>(`select ${lease('l')} from lease l where case_id = $1 and until > $2`, [caseId, now], 'lease_of'))[0];
}

/** Lets a case go. False where it was not theirs. */
export async function releaseLease(db: Queryable, caseId: string, staffId: string): Promise<boolean> {
  return (await db.query('delete from lease where case_id = $1 and staff_id = $2 returning 1', [caseId, staffId], 'release_lease')).length > 0;
}

/** Asks whoever has the case for it. The lease with who has it; undefined where nobody else has. The first to ask stays the one who asked. */
export async function askForLease(db: Queryable, { caseId, staffId, now }: { caseId: string; staffId: string; now: Instant }): Promise<Lease | undefined> {
  const [row] = await db.query<Lease>(`update lease l set asked_by = coalesce(asked_by, $2), asked_at = coalesce(asked_at, $3)
    where case_id = $1 and staff_id <> $2 and until > $3 returning ${lease('l')}`, [caseId, staffId, now], 'ask_lease');
  return row;
}

/** Gives the case to the colleague who asked, for `seconds`; undefined where nobody asked or it is no longer theirs to give. */
export async function giveLease(db: Queryable, { caseId, staffId, now, seconds }: { caseId: string; staffId: string; now: Instant; seconds: number }): Promise<Lease | undefined> {
  const [row] = await db.query<Lease>(`update lease l set staff_id = asked_by, since = $3, until = $3::timestamptz + $4 * interval '1 second', asked_by = null, asked_at = null
    where case_id = $1 and staff_id = $2 and asked_by is not null and until > $3 returning ${lease('l')}`, [caseId, staffId, now, seconds], 'give_lease');
  return row;
}

/** "Not now": returns who had asked, if anybody. */
export async function declineLease(db: Queryable, { caseId, staffId, now }: { caseId: string; staffId: string; now: Instant }): Promise<string | undefined> {
  const [row] = await db.query<{ asked: string }>(`update lease l set asked_by = null, asked_at = null
    from (select case_id, asked_by from lease where case_id = $1 for update) before
    where l.case_id = before.case_id and l.staff_id = $2 and l.asked_by is not null and l.until > $3 returning before.asked_by as asked`, [caseId, staffId, now], 'decline_lease');
  return row?.asked;
}

/** Somebody has the case on the screen, seen now. True where they were not there before. */
export async function seePresence(db: Queryable, { caseId, staffId, now, seconds }: { caseId: string; staffId: string; now: Instant; seconds: number }): Promise<boolean> {
  const [row] = await db.query<{ came: boolean }>(`insert into presence as p values ($1, $2, $3, $3)
    on conflict (case_id, staff_id) do update set seen_at = excluded.seen_at,
      since = case when p.seen_at + $4 * interval '1 second' > excluded.seen_at then p.since else excluded.since end
    returning since = $3 as came`, [caseId, staffId, now, seconds], 'see_presence');
  return row!.came;
}

export async function endPresence(db: Queryable, caseId: string, staffId: string): Promise<void> {
  await db.query('delete from presence where case_id = $1 and staff_id = $2', [caseId, staffId], 'end_presence');
}

/** Who looks at the case now: seen within so many seconds. */
export async function presentAt(db: Queryable, caseId: string, now: Instant, seconds: number): Promise<{ staffId: string; since: Instant }[]> {
  return db.query(`select staff_id as "staffId", iso(since) as since from presence
    where case_id = $1 and seen_at + $3 * interval '1 second' > $2 order by since, staff_id`, [caseId, now, seconds], 'present_at');
}
