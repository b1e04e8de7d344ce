import { assignCase as assign } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** An officer takes a case, or gives it back to the unit. */
export function assignCase(deps: Deps, input: StaffAct & { to: 'me' | 'unit' }): Promise<void> {
  return handleCase(deps, input, 'handle', 'assign-case', ({ state }, ctx) => assign(state, { staffId: input.to === 'me' ? input.staff.staffId : null }, ctx));
}
