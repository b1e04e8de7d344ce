import { lodgeApplication as lodge } from '@ankomst/core';
import { getDraft } from '@ankomst/store';
import { reachable } from '@ankomst/web';
import { DomainError } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';
import { collectAnswers } from './collect-answers.ts';
import { draftOf, formSetting } from './form-setting.ts';

/**
 * The first party confirms what is known, adds what was not, and sends. The answers are those of the
 * person's draft, pruned to the questions that are shown; the draft goes when they are facts.
 * @throws DomainError answers-missing with the pages still to do; wrong-phase where somebody else sent first
 */
export async function lodgeApplication(deps: Deps, party: Party, input: { caseId: string; once: string; language: string }): Promise<void> {
  const { caseId, once, language } = input;
  await actAsParty(deps, { party, caseId, act: 'answer', what: 'lodge', once }, async (opened, ctx) => {
    const draft = draftOf(await getDraft(deps.store, caseId, opened.subject.personId));
    const { pages, done } = reachable(formSetting(opened, draft), draft.typed);
    if (!done && opened.file.phase === 'offered') {
      throw new DomainError('answers-missing', { pages: pages.filter((page) => !page.done).map(({ page }) => page.id) });
    }
    const form = `${opened.rulebook.service}@${opened.rulebook.form.version}`;
    const change = lodge(opened.state, { personId: opened.subject.personId, answers: collectAnswers(pages, form, language) }, ctx);
    return { ...change, drafts: { remove: [{ caseId, personId: opened.subject.personId }] } };
  });
}
