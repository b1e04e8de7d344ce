import { rerunRules } from '@ankomst/core';
import { readOutcomes, tryKeptBack } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/**
 * A leader has the robot look again at the cases of a service that a stop left behind: those that no officer has taken
 * up. What it grants it grants as it would have then; the rest stays with the officers.
 * @returns how many it will look at
 * @throws Problem not-found (no such automation), conflict (it stands still)
 */
export async function tryAgain(deps: Deps, { service, by, why }: { service: string; by: string; why: string }): Promise<number> {
  if (!deps.authority.services.some((one) => one.service === service)) throw new Problem('not-found');
  await deps.store.readSwitches();
  if (deps.store.stopped(service)) throw new Problem('conflict');
  const at = deps.clock.now();
  await readOutcomes(deps.store, at, deps.authority.calendar.timeZone);
  const cases = await tryKeptBack(deps.store, { service, step: 'decision', by, at, why });
  deps.log.info({ service, cases }, 'cases left by a stop are tried again');
  return cases;
}

/** The errand of one of them. Nothing where somebody took the case up meanwhile, or the automation was stopped again. */
export async function tryCaseAgain(deps: Deps, caseId: string, by: string, key: string): Promise<void> {
  await actOnCase(deps, { kind: 'staff', id: by }, caseId, ({ state, ctx }) => {
    const { phase, stopped, assignedTo, proposal, openRequests } = state.case;
    const left = phase === 'lodged' && stopped?.code === 'automation-stopped' && !assignedTo && !proposal && openRequests.length === 0;
    return left && ctx.robotStopped === undefined ? rerunRules(state, ctx) : null;
  }, key);
}
