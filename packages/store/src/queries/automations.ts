import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

/** What the robot does in a service that can be stopped by itself. There is one step today: deciding. */
export type AutomationStep = 'decision';

export interface AutomationAct {
  service: string;
  step: AutomationStep;
  /** `start-asked`: somebody wants it to run again; it stands still until another agrees (`started`). */
  act: 'stopped' | 'start-asked' | 'started';
  by: string;
  at: Instant;
  why: string;
  /** Of `started`: who had asked. */
  askedBy?: string;
}

/** Why an act on the switch was not done; `done` where it was. */
export type SwitchAnswer = 'done' | 'already-stopped' | 'not-stopped' | 'already-asked' | 'not-asked' | 'same-person';

/** Throws the switch, in one transaction that waits for the decisions under way: once it is back, the robot decides nothing more. */
export async function recordAutomationAct(db: Queryable, act: Omit<AutomationAct, 'askedBy'>): Promise<SwitchAnswer> {
  const [row] = await db.query<{ answer: SwitchAnswer }>(
    'select record_automation_act($1, $2, $3, $4, $5, $6) as answer', [act.service, act.step, act.act, act.by, act.at, act.why], 'record_automation_act');
  return row!.answer;
}

/** All that was ever done to the switches, newest first; of one service where it is named. */
export async function automationActs(db: Queryable, { service, limit = 500 }: { service?: string; limit?: number } = {}): Promise<AutomationAct[]> {
  return records(await db.query<object>(
    `select service, step, act, by, iso(at) as at, why, asked_by as "askedBy" from automation_act
     where $1::text is null or service = $1 order by seq desc limit $2`, [service ?? null, limit], 'automation_acts'));
}

/** The automations that stand still now, each with the act that stopped it. */
export async function stoppedAutomations(db: Queryable): Promise<AutomationAct[]> {
  return records(await db.query<object>(
    `select s.service, s.step, s.act, s.by, iso(s.at) as at, s.why from (select distinct service, step from automation_act) a,
       lateral (select * from automation_act l where l.service = a.service and l.step = a.step and l.act = 'stopped' order by seq desc limit 1) s
     where automation_stopped(a.service, a.step) order by s.service, s.step`, [], 'stopped_automations'));
}

/**
 * What the robot did in a service: how many it granted and left to officers since an instant; open cases that only the
 * switch kept it from, those of them that nobody has taken up (`free`), and those it is about to look at again (`coming`).
 */
export interface RobotWork { service: string; granted: number; toOfficer: number; keptBack: number; free: number; coming: number }

/** Open cases that a stop left behind, as far as outcomes have been read, and whether an officer has one in hand. */
const keptBack = `
  select distinct f.id, f.service,
    f.assigned_to is null and not f.state ? 'proposal' and jsonb_array_length(coalesce(f.state->'openRequests', '[]')) = 0
      and not exists (select from lease l where l.case_id = f.id and l.until > $1) as free,
    exists (select from outbox b where b.case_id = f.id and b.topic = 'try-again' and b.state in ('due', 'leased')) as coming
  from case_outcome o join case_file f on f.id = o.case_id
  where o.code = 'automation-stopped' and f.phase = 'lodged' and f.state->'stopped'->>'code' = 'automation-stopped'`;

export async function robotWork(db: Queryable, since: Instant, now: Instant): Promise<RobotWork[]> {
  return db.query(`
    with recursive services as (
      select min(service) as service from case_outcome
      union all select (select min(o.service) from case_outcome o where o.service > s.service) from services s where s.service is not null),
    work as (
      -- service by service, each from its own stretch of an index; of all at once the whole table would be read
      select s.service, o.granted, o."toOfficer" from services s cross join lateral (
        select (count(*) filter (where outcome = 'granted'))::int as granted, (count(*) filter (where outcome = 'stopped'))::int as "toOfficer"
        from case_outcome where service = s.service and at >= $2 and way = 'robot') o where o.granted + o."toOfficer" > 0),
    kept as (
      select service, count(*)::int as "keptBack", (count(*) filter (where free and not coming))::int as free, (count(*) filter (where coming))::int as coming
      from (${keptBack}) k group by 1)
    select service, coalesce(granted, 0) as granted, coalesce("toOfficer", 0) as "toOfficer", coalesce("keptBack", 0) as "keptBack", coalesce(free, 0) as free, coalesce(coming, 0) as coming
    from work full join kept using (service) order by 1`, [now, since], 'robot_work');
}

/** That the robot was to look again at what a stop had left behind. `cases`: how many it was asked to. */
export interface AutomationRetry { service: string; step: AutomationStep; by: string; at: Instant; why: string; cases: number }

/** So many a second are looked at again: what else the house has to send is not held up by thousands of them. */
const aSecond = 20;

/**
 * Has the robot look again, one after the other, at the cases of a service that a stop left behind and nobody has taken
 * up since: an errand for each (`try-again`), none twice. @returns how many
 */
export async function tryKeptBack(db: Queryable, { service, step, by, at, why }: Omit<AutomationRetry, 'cases'>): Promise<number> {
  const [row] = await db.query<{ cases: number }>(`
    with kept as materialized (select id, row_number() over (order by id) as place from (${keptBack} and f.service = $2) k where free and not coming),
    asked as (
      insert into automation_retry (service, step, by, at, why, cases) select $2, $3, $4, $1, $5, count(*)::int from kept having count(*) > 0 returning seq, cases),
    errands as (
      insert into outbox (id, key, topic, case_id, payload, created_at, due_at)
      select k, k, 'try-again', kept.id, jsonb_build_object('by', $4::text), $1, $1::timestamptz + place * interval '1 second' / ${aSecond}
      from kept, asked, lateral (select 'try-again:' || asked.seq || ':' || kept.id as k) x)
    select coalesce((select cases from asked), 0) as cases`, [at, service, step, by, why], 'try_kept_back');
  return row!.cases;
}

/** When the robot was asked to look again, newest first. */
export async function automationRetries(db: Queryable, limit = 200): Promise<AutomationRetry[]> {
  return db.query('select service, step, by, iso(at) as at, why, cases from automation_retry order by seq desc limit $1', [limit], 'automation_retries');
}
