import type { CaseEvent, Change, LetterRecord, NewFact, Rulebook } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { composeDecisionLetter } from '../letters/compose-letter.ts';
import { makeLetter } from '../letters/make-letter.ts';
import { chance, seededIds } from './random.ts';

/**
 * The letters of an invented decision, by the same renderer as real ones, put into the case's history
 * where they belong: right after the decision.
 */
export async function writeLetters(
  deps: Pick<Deps, 'authority' | 'config' | 'documents'>, change: Change, readers: readonly { personId: string; language: string }[], rulebook: Rulebook, known: readonly NewFact[] = [],
): Promise<Change> {
  const { decision, events = [] } = change;
  const file = change.cases![0]!;
  if (!decision) return change;
  const at = new Date(Date.parse(decision.decidedAt) + 2_000).toISOString();
  const ids = seededIds(chance(Number.parseInt(decision.hash.slice(-8), 16)), () => at);
  const then = { ...deps, ids, clock: { now: () => at } } as Deps;
  const letters: LetterRecord[] = [];
  for (const reader of readers) {
    const content = composeDecisionLetter(then, { file, facts: [...known, ...(change.facts ?? [])], rulebook, protectedPersons: [] }, decision, reader);
    letters.push(await makeLetter(then, content, { caseId: file.id, decisionId: decision.id, toPersonId: reader.personId }));
  }
  const issued = letters.map((letter): CaseEvent => ({
    id: ids.next(), caseId: file.id, type: 'LetterIssued', at, actor: { kind: 'system', id: 'letters' },
    data: { letter: letter.id, kind: letter.letter, to: letter.toPersonId, language: letter.language, pdf: letter.pdfSha256, html: letter.htmlSha256 },
  }));
  const after = events.findLastIndex((event) => event.at === decision.decidedAt) + 1;
  return { ...change, letters, events: [...events.slice(0, after), ...issued, ...events.slice(after)] };
}
