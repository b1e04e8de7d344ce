import { dayOf, type Calendar, type Day, type Instant } from '@ankomst/core';
import { addUpCounts, outcomesByWeek, raiseAlarm, readOutcomes, type WeekRow } from '@ankomst/store';
import type { Json } from '@ankomst/core';
import type { Worker } from '../areas.ts';
import type { Deps } from '../deps.ts';
import { findAlarms, type Series } from './find-alarms.ts';

/** Whole weeks that are looked at. */
const weeksBack = 26;
const weekMs = 7 * 86_400_000;

/** Brings the outcomes up to date and raises the alarms of the last whole week. @returns how many are new */
export async function raiseAlarms(deps: Pick<Deps, 'store' | 'clock' | 'authority' | 'ids'>): Promise<number> {
  const now = deps.clock.now();
  const { calendar } = deps.authority;
  await readOutcomes(deps.store, now, calendar.timeZone);
  const weeks = wholeWeeks(now, calendar);
  const found = findAlarms(seriesOf(await outcomesByWeek(deps.store, weeks[0]!, weeks.at(-1)!), weeks));
  let raised = 0;
  for (const alarm of found) {
    if (await raiseAlarm(deps.store, { ...alarm, id: deps.ids.next(), evidence: alarm.evidence as unknown as Json, raisedAt: now })) raised += 1;
  }
  return raised;
}

/** The Mondays of the last whole weeks, oldest first. */
function wholeWeeks(now: Instant, calendar: Pick<Calendar, 'timeZone'>): Day[] {
  const today = Date.parse(dayOf(now, calendar.timeZone));
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * 86_400_000;
  return Array.from({ length: weeksBack }, (_, index) => new Date(monday - (weeksBack - index) * weekMs).toISOString().slice(0, 10));
}

/** The counted weeks as series: grants among the ends of each way, and among the robot's looks those each condition stopped. */
export function seriesOf(rows: readonly WeekRow[], weeks: readonly Day[]): Series[] {
  // what the switch kept back says something of people, nothing of the cases
  const own = rows.filter((row) => row.code !== 'automation-stopped' && weeks.includes(row.week));
  const places = [...new Set(own.map((row) => `${row.unit} ${row.service} ${row.way}`))];
  return places.flatMap((place): Series[] => {
    const here = own.filter((row) => `${row.unit} ${row.service} ${row.way}` === place);
    const { unit, service, way } = here[0]!;
    const counted = (counts: (row: WeekRow) => boolean): Series['weeks'] => weeks.map((week) => {
      const then = here.filter((row) => row.week === week);
      const sum = (rowsOf: readonly WeekRow[]): number => rowsOf.reduce((total, row) => total + row.cases, 0);
      return { week, n: sum(then.filter((row) => row.condition === null)), k: sum(then.filter(counts)) };
    });
    const conditions = [...new Set(here.flatMap((row) => row.condition ?? []))];
    return [
      { unit, service, way, measure: 'granted', weeks: counted((row) => row.condition === null && row.outcome === 'granted') },
      ...conditions.map((condition): Series => ({ unit, service, way, measure: `stopped/${condition}`, weeks: counted((row) => row.condition === condition) })),
    ];
  });
}

/** Reads what was decided and adds up the counts of cases every ten seconds, and looks for alarms every hour. */
export const qualityWorker: Worker = (deps) => {
  let round = Promise.resolve(), rounds = 0;
  const look = (): void => {
    const alarms = rounds % 360 === 0;
    rounds += 1;
    round = round.then(async () => {
      try {
        if (alarms) await raiseAlarms(deps);
        else await readOutcomes(deps.store, deps.clock.now(), deps.authority.calendar.timeZone);
        await addUpCounts(deps.store);
      } catch (error) {
        deps.log.error({ error: (error as Error).name }, 'outcomes not read');
      }
    });
  };
  look();
  const timer = setInterval(look, 10_000);
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
};
