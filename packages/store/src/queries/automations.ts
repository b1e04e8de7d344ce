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

/** What the robot did in a service: how many it granted and left to officers since an instant, and open cases that only the switch kept it from. */
export interface RobotWork { service: string; granted: number; toOfficer: number; keptBack: number }

export async function robotWork(db: Queryable, since: Instant): Promise<RobotWork[]> {
  return db.query(`
    with work as (
      select service, (count(*) filter (where outcome = 'granted'))::int as granted, (count(*) filter (where outcome = 'stopped'))::int as "toOfficer"
      from case_outcome where at >= $1 and way = 'robot' group by 1),
    kept as (
      select f.service, count(distinct f.id)::int as "keptBack" from case_outcome o join case_file f on f.id = o.case_id
      where o.code = 'automation-stopped' and f.phase = 'lodged' and f.state->'stopped'->>'code' = 'automation-stopped' group by 1)
    select service, coalesce(granted, 0) as granted, coalesce("toOfficer", 0) as "toOfficer", coalesce("keptBack", 0) as "keptBack"
    from work full join kept using (service) order by 1`, [since], 'robot_work');
}
