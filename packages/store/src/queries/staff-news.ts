import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** What a colleague wants of somebody. */
export interface StaffNews { id: string; staffId: string; kind: 'mention' | 'handed-over' | 'asked' | 'declined' | 'woken'; caseId: string; by: string; at: Instant; text: string }
export interface StaffNewsSeen extends Omit<StaffNews, 'staffId'> { number: string; byName: string | null; readAt: Instant | null }

export async function tellStaff(db: Queryable, { id, staffId, kind, caseId, by, at, text }: StaffNews): Promise<void> {
  await db.query('insert into staff_news values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing', [id, staffId, kind, caseId, by, at, text], 'tell_staff');
}

/**
 * The latest news of somebody, newest first: of cases they may still open.
 * @param allowed a condition on `case_file` as `c`, with its parameters from $3 on
 */
export async function newsOf(db: Queryable, staffId: string, allowed: { sql: string; params: unknown[] }, limit = 100): Promise<StaffNewsSeen[]> {
  return db.query<StaffNewsSeen>(`select n.id, n.kind, n.case_id as "caseId", c.number, n.by_staff as by, coalesce(s.name, m.name) as "byName", iso(n.at) as at, n.text, iso(n.read_at) as "readAt"
    from staff_news n join case_file c on c.id = n.case_id left join staff s on s.id = n.by_staff left join colleague m on m.staff_id = n.by_staff
    where n.staff_id = $1 and (${allowed.sql}) order by n.at desc, n.id limit $2`, [staffId, limit, ...allowed.params]);
}

/** Cases that lie aside until an instant that has come, longest ago first. */
export async function casesAsideUntil(db: Queryable, now: Instant, limit = 500): Promise<string[]> {
  const rows = await db.query<{ id: string }>(`select id from case_file where state ? 'snoozed' and state->'snoozed'->>'until' <= $1 and phase <> 'closed' order by state->'snoozed'->>'until' limit $2`, [now, limit], 'cases_aside_until');
  return rows.map(({ id }) => id);
}

/** Marks news as read: the ones named, or all. */
export async function readNews(db: Queryable, staffId: string, ids: string[] | null, now: Instant): Promise<void> {
  await db.query('update staff_news set read_at = $3 where staff_id = $1 and read_at is null and ($2::text[] is null or id = any($2))', [staffId, ids, now]);
}
