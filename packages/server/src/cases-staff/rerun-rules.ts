import { rerunRules as rerun } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** Lets the rules look again after facts were corrected; a grant beyond doubt is then the robot's. @throws DomainError wrong-phase */
export function rerunRules(deps: Deps, input: StaffAct): Promise<void> {
  return handleCase(deps, input, 'handle', 'rerun-rules', ({ state }, ctx) => rerun(state, ctx));
}
