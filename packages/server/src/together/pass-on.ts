import { addDays, dayOf, handOverCase, snoozeCase, wakeCase, type HandOverTo } from '@ankomst/core';
import { releaseLease } from '@ankomst/store';
import { handleCase, type StaffAct } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { tell } from './hold-case.ts';
import { colleaguesAt, handlingUnits } from './notes.ts';
import { aroundCase } from './topics.ts';

/** A case lies aside for at most so many days: longer would be a queue nobody sees. */
const longestDays = 60;

/** Hands the case to a colleague of the unit, or to another unit's queue, and says why; lets it go. @throws Problem bad-request where the case is not theirs to get */
export async function passOn(deps: Deps, { to, reason, ...act }: StaffAct & { to: HandOverTo; reason: string }): Promise<void> {
  const why = reason.trim();
  if (!why) throw new Problem('bad-request');
  await handleCase(deps, act, 'handle', 'hand-over', async ({ state, file }, ctx) => {
    if ('unit' in to ? !handlingUnits(deps).includes(to.unit) || to.unit === file.unit
      : !(await colleaguesAt(deps, file)).some((one) => one.staffId === to.staffId && one.roles.includes('officer'))) throw new Problem('bad-request');
    return handOverCase(state, { to, reason: why }, ctx);
  });
  await releaseLease(deps.store, act.caseId, act.staff.staffId);
  deps.live.changed([aroundCase(act.caseId)]);
  if ('staffId' in to) await tell(deps, { staffId: to.staffId, kind: 'handed-over', caseId: act.caseId, by: act.staff.staffId, text: why });
}

/** Lays the case aside until the beginning of a day, or until something comes in. @throws Problem bad-request for a day that is none, past, or too far off */
export async function layAside(deps: Deps, { until, reason, ...act }: StaffAct & { until: string; reason: string }): Promise<void> {
  const { timeZone } = deps.authority.calendar;
  const today = dayOf(deps.clock.now(), timeZone);
  const real = !Number.isNaN(Date.parse(until)) && new Date(until).toISOString().startsWith(until);
  if (!real || until <= today || until > addDays(today, longestDays) || !reason.trim()) throw new Problem('bad-request');
  await handleCase(deps, act, 'handle', 'snooze', ({ state }, ctx) => snoozeCase(state, { until: dawnOf(until, timeZone), reason: reason.trim() }, ctx));
  await releaseLease(deps.store, act.caseId, act.staff.staffId);
  deps.live.changed([aroundCase(act.caseId)]);
}

/** Takes it up again before its day. */
export async function takeUp(deps: Deps, act: StaffAct): Promise<void> {
  await handleCase(deps, act, 'handle', 'wake', ({ state }, ctx) => wakeCase(state, ctx));
  deps.live.changed([aroundCase(act.caseId)]);
}

/** The instant at which a day begins in a time zone, to the hour: summer time is minded. */
function dawnOf(day: string, timeZone: string): string {
  const noonBefore = Date.parse(`${day}T00:00:00Z`) - 12 * 3_600_000;
  for (let hour = 0; hour <= 26; hour++) {
    const instant = new Date(noonBefore + hour * 3_600_000).toISOString();
    if (dayOf(instant, timeZone) === day) return instant;
  }
  throw new Error(`no beginning of ${day} in ${timeZone}`);
}
