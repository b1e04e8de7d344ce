import { notified } from '@ankomst/core';
import { renderLetter } from '@ankomst/letters';
import { direction, type StaffPreviewView } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { composeDecisionLetter, type LetterDecision } from '../letters/compose-letter.ts';
import { readersOf } from '../letters/issue-decision-letters.ts';

/** The letter as it would go out, by the renderer that will print it: once in each language, the binding one first. Nothing is kept. */
export async function previewView(deps: Deps, opened: OpenedCase, decision: LetterDecision): Promise<StaffPreviewView> {
  const binding = deps.authority.languages.binding;
  const readers = await readersOf(deps, notified(opened.file, opened.rulebook));
  const byLanguage = new Map([...readers].reverse().map((reader) => [reader.language, reader]));
  const first = byLanguage.get(binding) ?? (readers[0] && { ...readers[0], language: binding });
  const shown = [...(first ? [first] : []), ...[...byLanguage.values()].filter((reader) => reader.language !== binding)];
  const letters: StaffPreviewView['letters'] = [];
  for (const reader of shown) {
    const { input } = composeDecisionLetter(deps, opened, decision, reader);
    const { html } = await renderLetter(input);
    letters.push({ language: input.language, dir: direction(input.language), html });
  }
  return { caseId: opened.file.id, number: opened.file.number, letters };
}
