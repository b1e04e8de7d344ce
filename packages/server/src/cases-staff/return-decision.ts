import { returnDecision as giveBack } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** The second officer sends a proposal back, and says what is lacking. @throws DomainError same-officer, wrong-phase; Problem bad-request without words */
export function returnDecision(deps: Deps, input: StaffAct & { because: string }): Promise<void> {
  const because = input.because.trim();
  if (!because) throw new Problem('bad-request');
  return handleCase(deps, input, 'approve', 'return-decision', ({ state }, ctx) => giveBack(state, { because }, ctx));
}
