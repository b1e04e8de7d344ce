import { issueLetters, notified, type LetterRecord } from '@ankomst/core';
import { accountsOf, type LoadedCase } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { composeDecisionLetter } from './compose-letter.ts';
import { makeLetter } from './make-letter.ts';
import { paperErrand } from './paper.ts';

/** Whom the authority writes to, and in which language: their account's, else the binding one. */
export async function readersOf(deps: Deps, personIds: readonly string[]): Promise<{ personId: string; language: string; hasAccount: boolean }[]> {
  const accounts = await accountsOf(deps.store, personIds);
  return personIds.map((personId) => {
    const account = accounts.findLast((one) => one.personId === personId);
    return { personId, language: account?.language ?? deps.authority.languages.binding, hasAccount: account !== undefined };
  });
}

/**
 * Writes the letters of a decision: one for each party who is to be told, in their language, by the renderer
 * that also makes the preview. Kept with their hashes; phones ping; who has not read it on the third day gets
 * it on paper, who has no account at all at once. `key` makes a repeat harmless.
 */
export async function issueDecisionLetters(deps: Deps, caseId: string, decisionId: string, key: string): Promise<void> {
  await actOnCase(deps, { kind: 'system', id: 'letters' }, caseId, async ({ loaded, state, ctx }) => {
    if (loaded.letters.some((letter) => letter.decisionId === decisionId)) return null;
    const decision = loaded.decisions.find((one) => one.id === decisionId);
    if (!decision) throw new Problem('not-found');
    const readers = await readersOf(deps, notified(loaded.file, ctx.rulebook));
    const letters: LetterRecord[] = [];
    for (const { personId, language } of readers) {
      const content = composeDecisionLetter(deps, { ...loaded, rulebook: ctx.rulebook }, decision, { personId, language });
      letters.push(await makeLetter(deps, content, { caseId, decisionId, toPersonId: personId }));
    }
    const change = issueLetters(state, { letters, about: 'decision' }, ctx);
    change.outbox!.push(...letters.map((letter, index) => paperErrand(deps, letter, readers[index]!.hasAccount)));
    return change;
  }, key);
}

/** A letter already issued, or undefined. */
export function letterOf(loaded: Pick<LoadedCase, 'letters'>, letterId: string): LetterRecord | undefined {
  return loaded.letters.find((one) => one.id === letterId);
}
