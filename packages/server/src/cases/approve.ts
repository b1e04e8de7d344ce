import { giveApproval, withholdApproval } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';

export interface Approval {
  caseId: string;
  once: string;
  agrees: boolean;
  /** Why not, in the person's own words. */
  reason: string;
}

/**
 * Another party with a say agrees, or does not. Where the rules then say yes, the permit is granted in
 * the very same transaction; where one does not agree nothing is refused: an officer takes the case.
 */
export async function approve(deps: Deps, party: Party, { caseId, once, agrees, reason }: Approval): Promise<void> {
  await actAsParty(deps, { party, caseId, act: 'answer', what: 'approve', once }, (opened, ctx) => ({
    ...agrees
      ? giveApproval(opened.state, { personId: opened.subject.personId }, ctx)
      : withholdApproval(opened.state, { personId: opened.subject.personId, reason }, ctx),
    drafts: { remove: [{ caseId, personId: opened.subject.personId }] },
  }));
}
