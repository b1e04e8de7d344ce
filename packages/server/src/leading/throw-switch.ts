import { DomainError } from '@ankomst/core';
import { recordAutomationAct, type AutomationAct } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/**
 * Stops an automation, asks to start it again, or agrees to that as the second person. Stopped, it decides nothing
 * from the moment this returns, in any process; what it would have granted goes to officers with the words of why.
 * Pressed twice it is done once.
 * @throws Problem not-found (no such automation), conflict (it stands otherwise by now); DomainError same-officer
 */
export async function throwSwitch(deps: Deps, given: Pick<AutomationAct, 'service' | 'step' | 'act' | 'by' | 'why'>): Promise<void> {
  if (!deps.authority.services.some((one) => one.service === given.service)) throw new Problem('not-found');
  const answer = await recordAutomationAct(deps.store, { ...given, at: deps.clock.now() });
  await deps.store.readSwitches();
  deps.log.info({ service: given.service, step: given.step, act: given.act, answer }, 'automation switch');
  if (answer === 'same-person') throw new DomainError('same-officer');
  if (answer === 'not-stopped' || answer === 'not-asked') throw new Problem('conflict');
}
