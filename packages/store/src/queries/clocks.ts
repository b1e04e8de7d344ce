import type { CaseFile, Day, Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** Open cases whose nearest legal date is no later than `until`, after a case, in the order of the date: to look at their clocks. */
export async function casesByLegalDate(db: Queryable, until: Day, after: { on: Day; id: string } | null, limit: number): Promise<{ on: Day; file: CaseFile }[]> {
  return db.query(`select next_legal_date::text as on, state as file from case_file where phase <> 'closed' and next_legal_date <= $1
    and ($2::date is null or (next_legal_date, id) > ($2::date, $3)) order by next_legal_date, id limit $4`, [until, after?.on ?? null, after?.id ?? '', limit], 'cases_by_legal_date');
}

/** What has been told of a clock. `what`: `passed`, `drafted`, or the days before its end. */
export interface ClockTold { caseId: string; deadline: string; start: Day; extended: number; what: string; due: Day; unit: string; toldAt: Instant }
export const toldKey = ({ caseId, deadline, start, extended, what }: Omit<ClockTold, 'due' | 'unit' | 'toldAt'>): string => [caseId, deadline, start, extended, what].join(' ');

/** What has been told of the clocks of these cases already, as keys. */
export async function toldOf(db: Queryable, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<Parameters<typeof toldKey>[0]>(`select case_id as "caseId", deadline, start::text as start, extended, what from clock_told where case_id = any($1)`, [caseIds], 'told_of');
  return new Set(rows.map(toldKey));
}

/** Remembers that it was told; once. */
export async function putTold(db: Queryable, told: ClockTold): Promise<void> {
  await db.query('insert into clock_told values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing',
    [told.caseId, told.deadline, told.start, told.extended, told.what, told.due, told.unit, told.toldAt], 'put_told');
}

/** What the staff of a unit must see of the clocks, most pressing first. */
export interface UnitClock { caseId: string; number: string; service: string; rulebook: string; deadline: string; passed: boolean; due: Day; assignedTo: string | null }

/** Clocks that near their end or have run out, of cases not yet decided. The unit's own, or all where none is given. */
export async function clocksTold(db: Queryable, unit: string | null, limit = 200): Promise<UnitClock[]> {
  return db.query(`
    select t.case_id as "caseId", f.number, f.service, f.rulebook, t.deadline, bool_or(t.what = 'passed') as passed, max(t.due)::text as due, f.assigned_to as "assignedTo"
    from clock_told t join case_file f on f.id = t.case_id
    where ($1::text is null or t.unit = $1) and f.decided_at is null and f.phase <> 'closed'
    group by t.case_id, f.number, f.service, f.rulebook, t.deadline, f.assigned_to order by max(t.due), t.case_id limit $2`, [unit, limit], 'clocks_told');
}

/** Cases in which a notice of delay waits for an officer's hand, by when it must be out. */
export async function delayNoticesWaiting(db: Queryable, unit: string | null, limit = 200): Promise<{ caseId: string; number: string; service: string; due: Day }[]> {
  return db.query(`select id as "caseId", number, service, state->'delayNotice'->>'due' as due from case_file
    where phase = 'lodged' and state ? 'delayNotice' and ($1::text is null or unit = $1) order by state->'delayNotice'->>'due', id limit $2`, [unit, limit], 'delay_notices_waiting');
}

/** Requests to conclude that wait for an answer, the oldest first. */
export async function conclusionsAsked(db: Queryable, unit: string | null, limit = 200): Promise<{ caseId: string; number: string; service: string; askedAt: Instant }[]> {
  return db.query(`select id as "caseId", number, service, state->'conclusion'->>'askedAt' as "askedAt" from case_file
    where state ? 'conclusion' and phase = 'lodged' and not state->'conclusion' ? 'refused' and ($1::text is null or unit = $1)
    order by state->'conclusion'->>'askedAt', id limit $2`, [unit, limit], 'conclusions_asked');
}

/** How the latest requests to conclude ended, the newest first; `reasons`: of a refusal, by language, as its event has them. */
export async function conclusionsAnswered(db: Queryable, limit: number): Promise<{ outcome: 'decided' | 'refused'; reasons: Record<string, string> | null }[]> {
  return db.query(`
    select case when state->'conclusion' ? 'refused' then 'refused' else 'decided' end as outcome,
      (select e.body::jsonb->'data'->'reasons' from event e where e.case_id = f.id and e.type = 'ConclusionDecided' order by e.case_seq desc limit 1) as reasons
    from case_file f where state ? 'conclusion' and (state->'conclusion' ? 'refused' or decided_at is not null)
    order by state->'conclusion'->>'askedAt' desc, id desc limit $1`, [limit], 'conclusions_answered');
}
