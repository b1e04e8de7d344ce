import { issueLetters, type LetterRecord } from '@ankomst/core';
import type { LoadedCase } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { composeDecisionLetter, outcomeLetter } from './compose-letter.ts';
import { letterReaders } from './letter-readers.ts';
import { makeLetter } from './make-letter.ts';
import { paperErrand } from './paper.ts';
import { protectedIn } from './protected-in.ts';

/**
 * Writes the letters of a decision: one for each party who is to be told, in their language and as their role gets it,
 * by the renderer that also makes the preview. Kept with their hashes; phones ping; who has not read it on the third day
 * gets it on paper, at once whom nobody can read it for. `key` makes a repeat harmless.
 */
export async function issueDecisionLetters(deps: Deps, caseId: string, decisionId: string, key: string): Promise<void> {
  await actOnCase(deps, { kind: 'system', id: 'letters' }, caseId, async ({ loaded, state, ctx }) => {
    if (loaded.letters.some((letter) => letter.decisionId === decisionId)) return null;
    const decision = loaded.decisions.find((one) => one.id === decisionId);
    if (!decision) throw new Problem('not-found');
    const about = { ...loaded, rulebook: ctx.rulebook, protectedPersons: await protectedIn(deps, loaded.file) };
    const readers = await letterReaders(deps, about, outcomeLetter[decision.outcome]);
    const letters: LetterRecord[] = [];
    for (const { personId, language } of readers) {
      const content = composeDecisionLetter(deps, about, decision, { personId, language });
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
