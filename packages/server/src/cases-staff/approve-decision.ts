import { approveDecision as approve } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** The second officer agrees with what a colleague proposed: the decision is made. @throws DomainError same-officer, wrong-phase */
export function approveDecision(deps: Deps, input: StaffAct): Promise<void> {
  return handleCase(deps, input, 'approve', 'approve-decision', ({ state }, ctx) => approve(state, ctx));
}
