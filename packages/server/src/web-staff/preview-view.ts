import type { StaffPreviewView } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import type { LetterDecision } from '../letters/compose-letter.ts';
import { previewLetters } from '../letters/preview-letters.ts';

/** The letters of a decision as the light desk shows them. */
export async function previewView(deps: Deps, opened: OpenedCase, decision: LetterDecision): Promise<StaffPreviewView> {
  const letters = await previewLetters(deps, opened, decision);
  return { caseId: opened.file.id, number: opened.file.number, letters: letters.map(({ language, dir, html }) => ({ language, dir, html })) };
}
