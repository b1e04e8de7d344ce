import { factSet } from '@ankomst/core';
import { renderLetter } from '@ankomst/letters';
import { direction } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { composeDecisionLetter, nameIn, outcomeLetter, type LetterDecision } from './compose-letter.ts';
import { letterForRole, letterReaders } from './letter-readers.ts';

/** A letter as it would go out. */
export interface PreviewedLetter { language: string; dir: 'ltr' | 'rtl'; html: string; pdf: Uint8Array; /** Names of those it goes to; empty where it stands here only as the binding text. */ to: string[] }

/** The letters of a decision as they would go out, by the renderer that will print them: each once in each language, the binding one first. Nothing is kept. */
export async function previewLetters(deps: Deps, opened: OpenedCase, decision: LetterDecision): Promise<PreviewedLetter[]> {
  const { file, rulebook } = opened;
  const { binding } = deps.authority.languages;
  const letter = outcomeLetter[decision.outcome];
  const readers = await letterReaders(deps, opened, letter);
  const [first] = readers;
  const all = first && !readers.some((reader) => reader.language === binding) ? [{ ...first, language: binding }, ...readers] : readers;
  const inOrder = [...all.filter((reader) => reader.language === binding), ...all.filter((reader) => reader.language !== binding)];
  const keyOf = (reader: { personId: string; language: string }): string => `${letterForRole(file, rulebook, reader.personId, letter)} ${reader.language}`;
  const shown = new Map(inOrder.toReversed().map((reader) => [keyOf(reader), reader]));
  const known = factSet(opened.facts);
  const letters: PreviewedLetter[] = [];
  for (const [key, reader] of [...shown].reverse()) {
    const { input } = composeDecisionLetter(deps, { ...opened, protectedPersons: opened.standing.protectedPersons }, decision, reader);
    const { html, pdf } = await renderLetter(input);
    letters.push({ language: input.language, dir: direction(input.language), html, pdf, to: readers.filter((one) => keyOf(one) === key).map((one) => nameIn(known, one.personId)).filter(Boolean) });
  }
  return letters;
}
