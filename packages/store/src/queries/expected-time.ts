import type { AgeRow, Curve, Day, Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** A kind of case whose decision times are comparable. `kind`: what the fact `case.kind` says, empty where there is none. */
export interface CaseKind { service: string; kind: string }
/** From when days are counted: the sending of the application, or its completeness. */
export type Stage = 'lodged' | 'complete';

/** Commits still under way may show up behind places already read: each reading goes back a little. */
const overlap = 1000;

/**
 * Brings `case_time` up to the event log: only cases with events since the last reading are looked at.
 * @returns how many were written
 */
export async function readCaseTimes(db: Queryable, now: Instant): Promise<number> {
  const [mark] = await db.query<{ seq: number }>(`select seq from projection where name = 'case_time'`, [], 'case_time_mark');
  // Two statements, not one with a condition: the planner would read every case each time.
  const which = mark ? 'f.id = any(array(select distinct case_id from event where seq > $2::bigint))' : '$2::bigint = 0';
  const [row] = await db.query<{ written: number }>(`
    with top as (select coalesce(max(seq), 0) as seq from event),
    written as (
      insert into case_time
      select f.id, f.service, coalesce(k.value #>> '{}', ''), f.lodged_at, (f.state->>'completeAt')::timestamptz, f.decided_at,
        case when f.decided_at is null then f.closed_at end
      from case_file f left join fact k on k.subject = 'case/' || f.id and k.name = 'case.kind' and k.superseded_by is null
      where f.lodged_at is not null and ${which}
      on conflict (case_id) do update set kind = excluded.kind, complete_at = excluded.complete_at, decided_at = excluded.decided_at, left_at = excluded.left_at
        where (case_time.kind, case_time.complete_at, case_time.decided_at, case_time.left_at)
          is distinct from (excluded.kind, excluded.complete_at, excluded.decided_at, excluded.left_at)
      returning 1),
    marked as (insert into projection select 'case_time', seq, $1::timestamptz from top on conflict (name) do update set seq = excluded.seq, at = excluded.at)
    select count(*)::int as written from written`, [now, mark ? Math.max(0, mark.seq - overlap) : 0], mark ? 'read_case_times' : 'read_all_case_times');
  return row!.written;
}

/** Counts anew who waits since which day. */
export async function countQueue(db: Queryable): Promise<void> {
  await db.query(`
    with now as (
      select service, kind, (lodged_at at time zone 'UTC')::date as day, count(*)::int as open from case_time
      where decided_at is null and left_at is null group by 1, 2, 3),
    gone as (delete from queue_day q where not exists (select from now n where (n.service, n.kind, n.day) = (q.service, q.kind, q.day)))
    insert into queue_day select * from now on conflict (service, kind, day) do update set open = excluded.open where queue_day.open <> excluded.open`, [], 'count_queue');
}

/** Ages at which cases came under observation, were decided or left, in a period that ends at `at`; what came later is not looked at. */
export async function ageRows(db: Queryable, from: Instant, at: Instant): Promise<(CaseKind & { stage: Stage; rows: AgeRow[] })[]> {
  return db.query(`
    with started as (
      select service, kind, 'lodged' as stage, lodged_at as start, decided_at, left_at from case_time
      union all select service, kind, 'complete', complete_at, decided_at, left_at from case_time where complete_at is not null),
    seen as (
      select service, kind, stage, coalesce(decided_at < $2::timestamptz, false) as decided,
        greatest(0, floor(extract(epoch from $1::timestamptz - start) / 86400))::int as entry,
        floor(extract(epoch from least(decided_at, left_at, $2::timestamptz) - start) / 86400)::int as exit
      from started where start < $2 and coalesce(decided_at, left_at, $2) >= greatest($1::timestamptz, start)),
    steps as (
      select service, kind, stage, entry as day, 1 as entered, 0 as decided, 0 as left from seen
      union all select service, kind, stage, exit, 0, decided::int, (not decided)::int from seen),
    days as (select service, kind, stage, day, sum(entered) as entered, sum(decided) as decided, sum("left") as "left" from steps group by 1, 2, 3, 4)
    select service, kind, stage, json_agg(json_build_object('day', day, 'entered', entered, 'decided', decided, 'left', "left") order by day) as rows
    from days group by 1, 2, 3 order by 1, 2, 3`, [from, at], 'age_rows');
}

export interface ExpectedTime extends CaseKind {
  stage: Stage;
  computedAt: Instant;
  /** Beginning of the period it is worked out from. */
  fromAt: Instant;
  /** Decisions in the period; cases open at its end, or ended in it without a decision. */
  decided: number;
  open: number;
  p50: number | null;
  p90: number | null;
  curve: Curve;
}

/** Puts the latest figures in place of the earlier ones, all at once. */
export async function putExpectedTimes(db: Queryable, times: readonly ExpectedTime[]): Promise<void> {
  await db.query(`
    with new as (select * from jsonb_to_recordset($1::jsonb) as x(service text, kind text, stage text, "computedAt" timestamptz, "fromAt" timestamptz, decided int, open int, p50 int, p90 int, curve jsonb)),
    gone as (delete from expected_time e where not exists (select from new n where (n.service, n.kind, n.stage) = (e.service, e.kind, e.stage)))
    insert into expected_time select * from new on conflict (service, kind, stage) do update set computed_at = excluded.computed_at, from_at = excluded.from_at,
      decided = excluded.decided, open = excluded.open, p50 = excluded.p50, p90 = excluded.p90, curve = excluded.curve`, [JSON.stringify(times)], 'put_expected_times');
}

export async function expectedTimes(db: Queryable): Promise<ExpectedTime[]> {
  return db.query(`select service, kind, stage, iso(computed_at) as "computedAt", iso(from_at) as "fromAt", decided, open, p50, p90, curve
    from expected_time order by service, kind, stage`, [], 'expected_times');
}

/** A case as the queue sees it: of what kind, since when, and what is expected of its kind now. */
export interface CaseInQueue extends CaseKind {
  lodgedAt: Instant;
  completeAt: Instant | null;
  /** Cases of the same kind that have waited longer, and all that wait. */
  before: number;
  waiting: number;
}

/** Where an open case stands among those of its kind; null where it waits for no decision. A sum over days and one day's walk, however long the queue. */
export async function placeInQueue(db: Queryable, caseId: string): Promise<CaseInQueue | null> {
  const [row] = await db.query<CaseInQueue>(`
    select c.service, c.kind, iso(c.lodged_at) as "lodgedAt", iso(c.complete_at) as "completeAt",
      ((select coalesce(sum(open), 0) from queue_day q where q.service = c.service and q.kind = c.kind and q.day < (c.lodged_at at time zone 'UTC')::date)
        + (select count(*) from case_time o where o.service = c.service and o.kind = c.kind and o.decided_at is null and o.left_at is null
            and o.lodged_at >= date_trunc('day', c.lodged_at at time zone 'UTC') at time zone 'UTC' and (o.lodged_at, o.case_id) < (c.lodged_at, c.case_id)))::int as before,
      (select coalesce(sum(open), 0) from queue_day q where q.service = c.service and q.kind = c.kind)::int as waiting
    from case_time c where c.case_id = $1 and c.decided_at is null and c.left_at is null`, [caseId], 'place_in_queue');
  return row ?? null;
}

/** Cases waiting, by kind and by how many whole days they have waited, in steps of 30. */
export async function queueAges(db: Queryable, today: Day): Promise<(CaseKind & { days: number; open: number })[]> {
  return db.query(`select service, kind, greatest(0, ($1::date - day) / 30 * 30) as days, sum(open)::int as open from queue_day group by 1, 2, 3 order by 1, 2, 3`, [today], 'queue_ages');
}

export interface Prediction { caseId: string; stage: Stage; madeAt: Instant; p50On: Day | null; p90On: Day | null }

/** Cases open at an instant that have been given no answer yet for the stage they are in. */
export async function withoutPrediction(db: Queryable, at: Instant, limit: number): Promise<(CaseKind & { caseId: string; stage: Stage; start: Instant })[]> {
  return db.query(`
    select c.case_id as "caseId", c.service, c.kind, s.stage, iso(s.start) as start
    from case_time c, lateral (select case when complete_at <= $1::timestamptz then 'complete' else 'lodged' end as stage,
      case when complete_at <= $1::timestamptz then complete_at else lodged_at end as start) s
    where c.lodged_at <= $1::timestamptz and coalesce(c.decided_at, 'infinity') > $1::timestamptz and coalesce(c.left_at, 'infinity') > $1::timestamptz
      and not exists (select from prediction p where p.case_id = c.case_id and p.stage = s.stage)
      and exists (select from expected_time e where e.service = c.service and e.kind = c.kind and e.stage = s.stage)
    limit $2`, [at, limit], 'without_prediction');
}

/** Keeps answers as first given: a later one for the same case and stage changes nothing, unless the first could say nothing. */
export async function keepPredictions(db: Queryable, predictions: readonly Prediction[]): Promise<void> {
  if (predictions.length === 0) return;
  await db.query(`insert into prediction select "caseId", stage, "madeAt", "p50On", "p90On"
    from jsonb_to_recordset($1::jsonb) as x("caseId" text, stage text, "madeAt" timestamptz, "p50On" date, "p90On" date)
    on conflict (case_id, stage) do update set made_at = excluded.made_at, p50_on = excluded.p50_on, p90_on = excluded.p90_on
      where prediction.p50_on is null and excluded.p50_on is not null`, [JSON.stringify(predictions)], 'keep_predictions');
}

export async function countPredictions(db: Queryable): Promise<number> {
  const [row] = await db.query<{ n: number }>('select count(*)::int as n from prediction', [], 'count_predictions');
  return row!.n;
}

/** How the answers of the past held. */
export interface PredictionError extends CaseKind {
  stage: Stage;
  /** Predicted cases decided in the period, and the median of the days the half-way day was wrong by. */
  decided: number;
  medianDays: number | null;
  /**
   * Answers whose outcome the period showed: decided in it, or still open when their nine-tenths day passed in it.
   * `kept`: of these, decided by that day. An honest p90 keeps nine of ten.
   */
  judged: number;
  kept: number;
}

/** What answers were worth in the days from `from` to `at`; the days of a decision are those of `timeZone`. */
export async function predictionErrors(db: Queryable, from: Instant, at: Instant, timeZone: string): Promise<PredictionError[]> {
  return db.query(`
    with outcome as (
      select c.service, c.kind, p.stage, p.p50_on, p.p90_on, (c.decided_at at time zone $3)::date as decided_on
      from prediction p join case_time c using (case_id)
      where c.decided_at >= $1::timestamptz and c.decided_at < $2::timestamptz and p.made_at <= c.decided_at
      union all
      select c.service, c.kind, p.stage, p.p50_on, p.p90_on, null
      from prediction p join case_time c using (case_id)
      where p.p90_on >= ($1::timestamptz at time zone $3)::date and p.p90_on < ($2::timestamptz at time zone $3)::date
        and coalesce(c.decided_at, 'infinity') >= $2::timestamptz and c.left_at is null and p.made_at < $2::timestamptz)
    select service, kind, stage, (count(*) filter (where decided_on is not null))::int as decided,
      percentile_disc(0.5) within group (order by abs(decided_on - p50_on)) as "medianDays",
      (count(*) filter (where p90_on is not null))::int as judged, (count(*) filter (where decided_on <= p90_on))::int as kept
    from outcome group by 1, 2, 3 order by 1, 2, 3`, [from, at, timeZone], 'prediction_errors');
}
