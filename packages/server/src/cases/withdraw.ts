import { withdrawApplication } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';

/** A party takes the application, or the offer, back. Nothing is decided; a new one may be sent later. */
export async function withdraw(deps: Deps, party: Party, { caseId, once }: { caseId: string; once: string }): Promise<void> {
  await actAsParty(deps, { party, caseId, act: 'withdraw', what: 'withdraw', once }, (opened, ctx) =>
    withdrawApplication(opened.state, { personId: opened.subject.personId }, ctx));
}
