import { assessCase, DomainError, permitTerms, proposeDecision as propose, reasonsOf, type Assessment, type PermitTerms, type ProposedDecision } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** What an officer has chosen: which way, on which of the rulebook's conditions, and the permit where it is a grant. */
export interface DecisionChoice {
  outcome: 'granted' | 'refused' | 'dismissed';
  /** Condition ids the decision rests on. */
  conditions: string[];
  note?: string;
  /** Where the rules come to no terms, or others are to hold. */
  permit?: PermitTerms;
}

/**
 * An officer decides by hand. A grant takes effect at once; anything against the person is only proposed
 * and waits for a second officer. A refusal rests on conditions the rules find not met, or on ones they cannot settle,
 * which the officer has weighed and says why in their own words; never on one that is met.
 * @throws DomainError reason-missing, permit-terms, wrong-phase
 */
export function proposeDecision(deps: Deps, input: StaffAct & DecisionChoice): Promise<void> {
  return handleCase(deps, input, 'handle', 'propose-decision', ({ state, file }, ctx) => {
    // a proposal waits for a second officer: it is approved or sent back, never put aside by another
    if (file.proposal) throw new DomainError('wrong-phase', { phase: file.phase });
    return propose(state, chosenDecision(input, assessCase(state, ctx)), ctx);
  });
}

/** The proposal as the domain takes it, from what the officer chose and what the rules say now. Pure. */
export function chosenDecision(choice: DecisionChoice, assessment: Assessment): ProposedDecision {
  const note = choice.note?.trim();
  const chosen = assessment.conditions.filter((one) => choice.conditions.includes(one.condition));
  if (choice.outcome === 'granted') {
    const permit = choice.permit ?? permitTerms(assessment.permit) ?? null;
    const reasons = chosen.length > 0 ? chosen : assessment.conditions.filter((one) => one.status === 'met' || one.status === 'doubtful');
    return { outcome: 'granted', reasons: reasonsOf(reasons), permit, ...(note ? { note } : {}) };
  }
  const weighed = (status: string): boolean => note !== undefined && note !== '' && (status === 'unknown' || status === 'doubtful');
  const against = chosen.filter((one) => one.status === 'not met' || weighed(one.status) || (choice.outcome === 'dismissed' && one.status === 'unknown'));
  if (against.length === 0 || against.length < chosen.length) throw new DomainError('reason-missing');
  return { outcome: choice.outcome, reasons: reasonsOf(against), permit: null, ...(note ? { note } : {}) };
}
