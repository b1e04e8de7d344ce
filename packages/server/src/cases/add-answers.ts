import { recordAnswers } from '@ankomst/core';
import { getDraft } from '@ankomst/store';
import { reachable } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';
import { collectAnswers } from './collect-answers.ts';
import { draftOf, formSetting } from './form-setting.ts';

/** A party adds one page of answers to an application that was sent already (a picture the case waits for, say). */
export async function addAnswers(deps: Deps, party: Party, input: { caseId: string; page: string; once: string; language: string }): Promise<void> {
  const { caseId, page, once, language } = input;
  await actAsParty(deps, { party, caseId, act: 'answer', what: 'add-answers', once }, async (opened, ctx) => {
    const draft = draftOf(await getDraft(deps.store, caseId, opened.subject.personId));
    const pages = reachable(formSetting(opened, draft), draft.typed).pages.filter((one) => one.page.id === page);
    const form = `${opened.rulebook.service}@${opened.rulebook.form.version}`;
    const change = recordAnswers(opened.state, { personId: opened.subject.personId, answers: collectAnswers(pages, form, language) }, ctx);
    return { ...change, drafts: { set: [{ caseId, personId: opened.subject.personId, answers: { [page]: null }, updatedAt: ctx.at }] } };
  });
}
