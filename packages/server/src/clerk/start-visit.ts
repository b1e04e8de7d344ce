import { startVisit as start } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleVisit, type VisitAct } from './handle-visit.ts';

/** The family is here. @throws DomainError out-of-order */
export function startVisit(deps: Deps, input: VisitAct): Promise<void> {
  return handleVisit(deps, input, 'start-visit', ({ state }, appointment, ctx) => start(state, { appointment }, ctx));
}
