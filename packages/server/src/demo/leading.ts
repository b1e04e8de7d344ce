import type { Instant } from '@ankomst/core';
import { automationActs } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { throwSwitch } from '../leading/throw-switch.ts';
import { raiseAlarms } from '../quality/raise-alarms.ts';

const hour = 3_600_000;
/** So long at least the robot must have had nothing to do, for a stop to lie there. */
const stillness = 5 * hour;

/**
 * What a leader finds who opens the desk for the first time: the automation was stopped once and started again by two, at
 * hours in which it did nothing that year, and the alarms that the year's own figures raise. By the very acts the desk
 * has; once.
 */
export async function demoLeading(deps: Deps): Promise<void> {
  const service = 'child-born-in-sweden';
  if ((await automationActs(deps.store, { service })).length > 0) return;
  const stopped = await quietHours(deps, service);
  if (stopped) {
    const act = (minutes: number, what: 'stopped' | 'start-asked' | 'started', by: string, why: string): Promise<void> => {
      const at = new Date(Date.parse(stopped) + minutes * 60_000).toISOString();
      return throwSwitch({ ...deps, clock: { now: () => at } }, { service, step: 'decision', act: what, by, why });
    };
    await act(10, 'stopped', 'ES1201', 'Folkbokföringen sände samma födelser två gånger. Vi stannar tills vi vet att inget barn får två beslut.');
    await act(150, 'start-asked', 'ES1201', 'Dubbletterna känns igen på sitt nummer och gav inga nya ärenden. Folkbokföringen har rättat felet.');
    await act(190, 'started', 'NB5001', 'Har läst loggen tillsammans med Eva: inga dubbla beslut.');
  }
  await raiseAlarms(deps);
}

/** When the latest such hours began in which the robot neither decided nor left anything to people. */
async function quietHours(deps: Deps, service: string): Promise<Instant | undefined> {
  const now = Date.parse(deps.clock.now());
  const rows = await deps.store.query<{ at: Instant; next: Instant }>(
    `with acts as (
       select d.decided_at as at from decision d join case_file f on f.id = d.case_id where f.service = $1
       union all select e.at from event e join case_file f on f.id = e.case_id where f.service = $1 and e.type = 'AutomationStopped')
     select iso(at) as at, iso(next) as next from (select at, lead(at) over (order by at) as next from acts) gaps
     where next - at > $2::int * interval '1 millisecond' and at between $3 and $4 order by at desc limit 200`,
    [service, stillness, new Date(now - 120 * 24 * hour).toISOString(), new Date(now - 40 * 24 * hour).toISOString()]);
  // in working hours, when a leader is there to see it
  const inDaytime = (at: Instant): boolean => { const date = new Date(at); return date.getUTCDay() >= 1 && date.getUTCDay() <= 5 && date.getUTCHours() >= 6 && date.getUTCHours() <= 11; };
  return (rows.find((row) => inDaytime(row.at)) ?? rows[0])?.at;
}
