import { requestToConclude as request } from '@ankomst/core';
import { delayTexts } from '../cases-staff/delay-words.ts';
import type { Deps } from '../deps.ts';
import { expectedDecision } from '../expected/expected-decision.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';

/** A party asks that the case be decided. What a refusal would have to explain is drafted from the case's events at once, so that the officer begins with them. */
export async function requestToConclude(deps: Deps, party: Party, { caseId, once }: { caseId: string; once: string }): Promise<void> {
  await actAsParty(deps, { party, caseId, act: 'withdraw', what: 'request-to-conclude', once }, async (opened, ctx) => {
    const expectedBy = (await expectedDecision(deps, caseId))?.most ?? null;
    const texts = await delayTexts(deps, { state: opened.state, events: opened.events, rulebook: opened.rulebook, expectedBy });
    return request(opened.state, { personId: opened.subject.personId, texts }, ctx);
  });
}
