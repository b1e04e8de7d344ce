import { renderLetter } from '@ankomst/letters';
import { direction, type StaffPreviewView } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { composeDecisionLetter, outcomeLetter, type LetterDecision } from '../letters/compose-letter.ts';
import { letterForRole, letterReaders } from '../letters/letter-readers.ts';

/** The letters as they would go out, by the renderer that will print them: each once in each language, the binding one first. Nothing is kept. */
export async function previewView(deps: Deps, opened: OpenedCase, decision: LetterDecision): Promise<StaffPreviewView> {
  const { file, rulebook } = opened;
  const { binding } = deps.authority.languages;
  const letter = outcomeLetter[decision.outcome];
  const readers = await letterReaders(deps, opened, letter);
  const [first] = readers;
  const all = first && !readers.some((reader) => reader.language === binding) ? [{ ...first, language: binding }, ...readers] : readers;
  const inOrder = [...all.filter((reader) => reader.language === binding), ...all.filter((reader) => reader.language !== binding)];
  const shown = new Map(inOrder.toReversed().map((reader) => [`${letterForRole(file, rulebook, reader.personId, letter)} ${reader.language}`, reader]));
  const letters: StaffPreviewView['letters'] = [];
  for (const reader of [...shown.values()].reverse()) {
    const { input } = composeDecisionLetter(deps, opened, decision, reader);
    const { html } = await renderLetter(input);
    letters.push({ language: input.language, dir: direction(input.language), html });
  }
  return { caseId: file.id, number: file.number, letters };
}
