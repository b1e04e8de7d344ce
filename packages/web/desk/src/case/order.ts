import type { CaseAnswer, FactAnswer } from '../../../../server/src/desk-case/api.ts';

/** All facts of a case in the order they are shown. */
export const allFacts = (found: CaseAnswer): FactAnswer[] => found.facts.flatMap((group) => group.facts);

/** What is to be looked at, in the order it is shown. */
export const openFacts = (found: CaseAnswer): FactAnswer[] => allFacts(found).filter((one) => one.open);

/** The neighbour of what is selected: the first where nothing is, the end where there is no more. */
export function neighbour(keys: readonly string[], selected: string | undefined, step: 1 | -1): string | undefined {
  const at = selected === undefined ? -1 : keys.indexOf(selected);
  if (at < 0) return keys[step > 0 ? 0 : keys.length - 1];
  return keys[Math.min(keys.length - 1, Math.max(0, at + step))];
}

/** What is selected when a fact has been settled: the next thing to look at after it, else the first there is. */
export function afterSettled(open: readonly string[], settled: string): string | undefined {
  const at = open.indexOf(settled);
  return open[at + 1] ?? open.find((key) => key !== settled);
}

/** The outcome an officer most likely means: a grant where the rules say so, else nothing chosen for them. */
export const likelyOutcome = (found: CaseAnswer): 'granted' | undefined => (found.assessment?.outcome === 'GRANT' ? 'granted' : undefined);

/**
 * Whether deciding so asks for words: a refusal on what the rules cannot settle is weighed by the officer, and so is a
 * grant although a condition is not met or not known.
 */
export function needsWords(found: CaseAnswer, outcome: string, reasons: readonly string[]): boolean {
  const status = new Map((found.assessment?.conditions ?? []).map((one) => [one.id, one.status]));
  if (outcome === 'granted') return [...status.values()].some((one) => one === 'not met' || one === 'unknown');
  return reasons.some((id) => status.get(id) === 'doubtful' || (outcome === 'refused' && status.get(id) === 'unknown'));
}
