import { factSet, mayBeAsked, type Assessment, type CaseFile, type Fact, type OpenRequest, type Rulebook } from '@ankomst/core';
import { subjectOf } from '@ankomst/core';

/** A fact that may be asked of the applicant's side, and whose it is. The key goes through a form and back. */
export interface Askable { key: string; fact: string; of: string }

/**
 * What an officer may ask for: facts the form asks of parties and that are not on file, or whose answer is
 * doubted or may have changed (`mayBeAsked`, invariant 5). Facts of a party's own part (an approval) have their own way.
 */
export function askableFacts(file: CaseFile, facts: readonly Fact[], rulebook: Rulebook, assessment: Assessment | undefined): Askable[] {
  const known = factSet(facts);
  const found: Askable[] = [];
  for (const question of rulebook.form.pages.flatMap((page) => page.questions)) {
    const definition = rulebook.facts.find((one) => one.name === question.fact);
    if (!definition || definition.about !== 'person' || !definition.sources.includes('applicant')) continue;
    for (const party of file.parties.filter((one) => one.role === (question.of ?? rulebook.applicantRole))) {
      const key = subjectOf(rulebook, file, question.fact, party.personId);
      if (key !== undefined && !mayBeAsked(key, question.fact, known, assessment)) continue;
      const askable = { key: `${question.fact}@${party.personId}`, fact: question.fact, of: party.personId };
      if (!found.some((one) => one.key === askable.key)) found.push(askable);
    }
  }
  return found;
}

/** The facts of a request out of the keys a form sent. Unknown keys are left out: only what was offered can be asked. */
export function requestedFacts(keys: readonly string[], askable: readonly Askable[]): OpenRequest['facts'] {
  return askable.filter((one) => keys.includes(one.key)).map(({ fact, of }) => ({ fact, of }));
}
