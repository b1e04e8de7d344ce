import { recordAssessedFacts, type Json } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** An officer records what a document, a colleague's register or an assessment shows. @throws DomainError bad-fact, wrong-phase */
export function recordFacts(deps: Deps, input: StaffAct & { facts: { subject: string; name: string; value: Json; certainty: 'verified' | 'assessed' | 'doubtful'; evidence?: string }[] }): Promise<void> {
  return handleCase(deps, input, 'handle', 'record-facts', ({ state }, ctx) => recordAssessedFacts(state, { facts: input.facts }, ctx));
}
