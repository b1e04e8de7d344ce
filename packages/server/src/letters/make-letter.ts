import { Readable } from 'node:stream';
import type { LetterRecord } from '@ankomst/core';
import { renderLetter, type LetterInput } from '@ankomst/letters';
import type { Deps } from '../deps.ts';

/** What a letter says, and under which name of the rulebook. */
export interface LetterContent {
  /** `grant`, `refuse`, `offer`, … */
  letter: string;
  input: LetterInput;
}

/** Renders a letter, puts its PDF into the document store, and gives the record to commit. */
export async function makeLetter(deps: Deps, content: LetterContent, where: { caseId: string; decisionId?: string; toPersonId: string }): Promise<LetterRecord> {
  const rendered = await renderLetter(content.input);
  const stored = await deps.documents.put(Readable.from([rendered.pdf]), { maxBytes: 20_000_000, claimed: 'application/pdf' });
  return {
    id: deps.ids.next(), ...where, letter: content.letter, language: content.input.language, html: rendered.html,
    pdfSha256: stored.sha256, htmlSha256: rendered.htmlSha256, at: deps.clock.now(),
  };
}
