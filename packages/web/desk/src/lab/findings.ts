import type { LabFinding } from '../../../../server/src/rule-lab/api.ts';
import { hasWord, say } from '../words/say.ts';

/** Inputs in a reader's words: `Has a name: yes, In the country: unknown`. */
export const whenWords = ({ when, whenWords: words }: LabFinding): string => {
  const parts = Object.entries(words ?? when ?? {}).map(([column, is]) => `${column}: ${is}`);
  return parts.length > 0 ? parts.join(', ') : say('lab.difference.always');
};

/** A finding as a sentence in the reader's language, where the app has one; else what kind it is (unless that is `named` beside it), and the engine's own words. */
export function findingWords(one: LabFinding, named = false): string {
  const sentence = `lab.finding.${one.code}.words`;
  if (hasWord(sentence)) return say(sentence, { rows: one.rows.join(', '), when: whenWords(one), language: one.reason?.language ?? '' });
  const kind = !named && hasWord(`lab.finding.${one.code}`) ? `${say(`lab.finding.${one.code}`)}: ` : '';
  return `${kind}${one.message}${one.hint ? ` – ${one.hint}` : ''}`;
}
