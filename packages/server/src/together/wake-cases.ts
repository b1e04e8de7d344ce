import { resetClock, type Actor } from '@ankomst/core';
import { caseFile, casesAsideUntil, HopelessErrand } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { tell } from './hold-case.ts';
import { aroundCase } from './topics.ts';

const clock: Actor = { kind: 'system', id: 'clock' };

/** Cases that lay aside and whose day has come are taken up: an event says so, and who laid it aside is told. @returns how many */
export async function wakeCases(deps: Deps): Promise<number> {
  const cases = await casesAsideUntil(deps.store, deps.clock.now());
  for (const caseId of cases) {
    // the day itself wakes it, in `settle`; somebody may have been faster
    await actOnCase(deps, clock, caseId, ({ state, ctx }) => (state.case.snoozed && state.case.snoozed.until <= ctx.at ? resetClock(state, ctx) : null));
  }
  return cases.length;
}

/** Tells the officer who laid a case aside that it is back, and why; once. @throws HopelessErrand where the case is gone */
export async function tellWoken(deps: Deps, caseId: string, told: { staffId: string; text: string }, key: string): Promise<void> {
  if (!await caseFile(deps.store, caseId)) throw new HopelessErrand('the case is gone');
  await tell(deps, { staffId: told.staffId, kind: 'woken', caseId, by: told.staffId, text: told.text }, key);
  deps.live.changed([aroundCase(caseId)]);
}
