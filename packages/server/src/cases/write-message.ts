import { receiveMessage } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';

/** The most characters one message holds: some ten pages. */
export const longestMessage = 20_000;

/** A party writes to the authority. */
export async function writeMessage(deps: Deps, party: Party, input: { caseId: string; once: string; text: string; language: string }): Promise<void> {
  const { caseId, once, text, language } = input;
  await actAsParty(deps, { party, caseId, act: 'answer', what: 'write-message', once }, (opened, ctx) =>
    receiveMessage(opened.state, { personId: opened.subject.personId, text, language }, ctx));
}
