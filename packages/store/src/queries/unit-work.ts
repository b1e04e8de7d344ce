import type { Day, Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** Open cases of a unit of one kind, reason, holder and step of age. `step`: how many of the boundaries lie before the case began. */
export interface StockRow { service: string; reason: string | null; holderKind: string | null; step: number; cases: number }

/** What has been added up, and what has not yet been: together the count of this instant. */
const counts = `(select * from case_count union all select * from case_count_change) k`;

/**
 * A unit's open cases counted by what they wait for, who holds that, and age (since lodged, else since opened; in days of
 * UTC). `boundaries`: days, oldest first; who began on one is past it.
 */
export async function stockOfUnit(db: Queryable, unit: string, boundaries: readonly Day[]): Promise<StockRow[]> {
  return db.query(
    `select service, reason, holder_kind as "holderKind", width_bucket(at, array(select (d || 'T00:00Z')::timestamptz from unnest($2::text[]) d)) as step, sum(cases)::int as cases
     from ${counts} where unit = $1 and what = 'open' group by 1, 2, 3, 4 having sum(cases) <> 0`, [unit, boundaries], 'stock_of_unit');
}

/** Adds what has changed to the counts, so that there is little to sum; what they come to stays as it was. */
export async function addUpCounts(db: Queryable): Promise<void> {
  await db.query('select add_up_counts()', [], 'add_up_counts');
}

/** Counts all cases anew: where rows were written past the store. */
export async function recountCases(db: Queryable): Promise<void> {
  await db.query('select recount_cases()');
}

/** What came in and was done on a day, by the robot and by officers; `left`: ended without a decision. */
export interface FlowRow { day: Day; service: string; came: number; robot: number; officers: number; left: number }

/** A unit's work by day (of `timeZone`) and service from an instant on (what came in: from the next quarter of an hour): lodged, decided by the robot and by officers, ended undecided. */
export async function flowOfUnit(db: Queryable, unit: string, from: Instant, timeZone: string): Promise<FlowRow[]> {
  return db.query(`
    with came as (
      select (at at time zone $3)::date as day, service, sum(cases)::int as n from ${counts} where unit = $1 and what = 'came' and at >= $2::timestamptz group by 1, 2 having sum(cases) <> 0),
    done as (
      select (at at time zone $3)::date as day, service, (count(*) filter (where way = 'robot'))::int as robot, (count(*) filter (where way = 'officer'))::int as officers
      from case_outcome where unit = $1 and at >= $2::timestamptz and outcome <> 'stopped' group by 1, 2),
    gone as (
      select (closed_at at time zone $3)::date as day, service, count(*)::int as n from case_file
      where unit = $1 and decided_at is null and closed_at >= $2::timestamptz group by 1, 2)
    select day, service, coalesce(came.n, 0) as came, coalesce(robot, 0) as robot, coalesce(officers, 0) as officers, coalesce(gone.n, 0) as left
    from came full join done using (day, service) full join gone using (day, service) order by day, service`, [unit, from, timeZone], 'flow_of_unit');
}

/**
 * The officers who decided in each service of a unit since an instant: for counting them, so that what fewer than five
 * did is not shown by itself; never to be shown.
 */
export async function peopleBehind(db: Queryable, unit: string, from: Instant): Promise<{ service: string; staff: string[] }[]> {
  return db.query(`select service, array_agg(distinct by) as staff from case_outcome where unit = $1 and at >= $2 and way = 'officer' and outcome <> 'stopped' group by 1 order by 1`, [unit, from], 'people_behind');
}

/** Cases of one week that came to the same end in the same way. */
export interface WeekRow { unit: string; service: string; week: Day; way: 'robot' | 'officer'; outcome: 'granted' | 'refused' | 'dismissed' | 'stopped'; code: string | null; condition: string | null; cases: number }

/**
 * Outcomes by week, unit, service and way, from one Monday to another, both included. A look that stopped on several
 * conditions counts once under each of them, and once with `condition` null. As far as `readOutcomes` has read.
 */
export async function outcomesByWeek(db: Queryable, first: Day, last: Day): Promise<WeekRow[]> {
  return db.query(`
    select unit, service, week, way, outcome, code, condition, cases from outcome_week
    where week between $1::date and $2::date order by 1, 2, 3, 4, 5, 6, 7`, [first, last], 'outcomes_by_week');
}

/** Commits still under way may show up behind places already read: each reading goes back a little. */
const overlap = 1000;
/** So many events at a time: others wait for no more than these. */
const portion = 100_000;

/**
 * Brings `case_outcome` and its count by week (in `timeZone`) up to the event log: every end an officer or the robot
 * came to with a case.
 * @returns how many were new
 */
export async function readOutcomes(db: Queryable, now: Instant, timeZone: string): Promise<number> {
  for (let written = 0; ;) {
    const [row] = await db.query<{ written: number; more: boolean }>(`
      with mark as (select coalesce((select seq from projection where name = 'case_outcome'), 0) as seq),
      log as (select coalesce(max(seq), 0) as top from event),
      till as (select least(top, mark.seq + $4) as seq from mark, log),
      fresh as (
        select e.id, e.case_id, e.at, e.type, e.actor, e.body::jsonb->'data' as data from event e
        where e.seq > (select seq from mark) - $2 and e.seq <= (select seq from till) and e.type in ('DecisionMade', 'AutomationStopped')),
      written as (
        insert into case_outcome (event_id, case_id, service, unit, at, way, outcome, by, code, conditions)
        select x.id, x.case_id, f.service, f.unit, x.at,
          case when x.type = 'DecisionMade' and not (x.data->>'automatic')::boolean then 'officer' else 'robot' end,
          case when x.type = 'DecisionMade' then x.data->>'outcome' else 'stopped' end, coalesce(x.actor->>'id', ''), x.data->>'code',
          coalesce(array(select jsonb_array_elements_text(x.data->'conditions')), '{}')
        from fresh x join case_file f on f.id = x.case_id
        where x.type = 'DecisionMade' or x.data->>'code' <> 'automation-off'
        on conflict (event_id) do nothing returning *),
      counted as (
        insert into outcome_week as w (unit, service, week, way, outcome, code, condition, cases)
        select unit, service, date_trunc('week', at at time zone $3)::date, way, outcome, code, c.condition, count(*)::int
        from written, lateral (select null as condition union all select distinct unnest(conditions)) c
        -- in one order, so that two processes that read at once wait for each other and never in a ring
        group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
        on conflict (unit, service, week, way, outcome, code, condition) do update set cases = w.cases + excluded.cases),
      moved as (
        insert into projection select 'case_outcome', seq, $1::timestamptz from till
        on conflict (name) do update set seq = excluded.seq, at = excluded.at)
      select (select count(*)::int from written) as written, till.seq < log.top as more from till, log`, [now, overlap, timeZone, portion]);
    written += row!.written;
    if (!row!.more) return written;
  }
}
