import { checkIdentity as check } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleVisit, type VisitAct } from './handle-visit.ts';

/** The clerk has seen the child and the passport; what differs is written down for an officer. @throws DomainError out-of-order */
export function checkIdentity(deps: Deps, input: VisitAct & { agrees: boolean; note: string }): Promise<void> {
  const note = input.note.trim();
  return handleVisit(deps, input, 'check-identity', ({ state }, appointment, ctx) => check(state, { appointment, agrees: input.agrees, ...(note ? { note } : {}) }, ctx));
}
