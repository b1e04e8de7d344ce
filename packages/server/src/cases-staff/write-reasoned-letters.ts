import { concerned, type DraftTexts, type Json, type LetterRecord, type OutboxItem } from '@ankomst/core';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { composeWrittenLetter } from '../letters/compose-letter.ts';
import { letterReaders } from '../letters/letter-readers.ts';
import { makeLetter } from '../letters/make-letter.ts';
import { paperErrand } from '../letters/paper.ts';

/**
 * The letters of what an officer has written, one for each whose case it is, with the words in their language (or the
 * binding one, where there are none in it), and the errands that put them on paper where they are not read.
 */
export async function writeReasonedLetters(deps: Deps, opened: OpenedCase, letter: string, reasons: DraftTexts, own: Record<string, Json>): Promise<{ letters: LetterRecord[]; paper: OutboxItem[] }> {
  const written: { letters: LetterRecord[]; paper: OutboxItem[] } = { letters: [], paper: [] };
  for (const { personId, language, hasAccount } of await letterReaders(deps, opened, letter, concerned(opened.file, opened.rulebook))) {
    const spoken = reasons[language] === undefined ? deps.authority.languages.binding : language;
    const content = composeWrittenLetter(deps, { file: opened.file, facts: opened.facts, rulebook: opened.rulebook, protectedPersons: opened.standing.protectedPersons }, letter, { personId, language: spoken }, { ...own, reason: reasons[spoken] ?? '' });
    const record = await makeLetter(deps, content, { caseId: opened.file.id, toPersonId: personId });
    written.letters.push(record);
    written.paper.push(paperErrand(deps, record, hasAccount));
  }
  return written;
}
