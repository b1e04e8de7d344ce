import { completePart, DomainError, factSet, lodgeApplication as lodge, subject } from '@ankomst/core';
import type { Answer, Json, LodgeInput } from '@ankomst/core';
import { getDraft } from '@ankomst/store';
import { reachable, type ReachablePage } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { organisationByNumber } from '../people/organisations.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';
import { collectAnswers } from './collect-answers.ts';
import { draftOf, fileKey, formSetting, type Draft } from './form-setting.ts';
import { formStage } from './form-stage.ts';

/**
 * A party confirms what is known, adds what was not, and sends: the application, or the own part of it (an
 * employer's). The answers are those of the party's draft, pruned to the questions that are shown; these leave the
 * draft as they become facts, and what else lies there (a message half written) stays.
 * @throws DomainError answers-missing with the pages still to do; wrong-phase where somebody else sent first; organisation-unknown. Problem neighbour-down
 */
export async function lodgeApplication(deps: Deps, party: Party, input: { caseId: string; once: string; language: string }): Promise<void> {
  const { caseId, once, language } = input;
  await actAsParty(deps, { party, caseId, act: 'answer', what: 'lodge', once }, async (opened, ctx) => {
    const { personId } = opened.subject;
    const draft = draftOf(await getDraft(deps.store, caseId, personId));
    const { pages, done } = reachable(formSetting(opened, draft), draft.typed);
    const stage = formStage(opened);
    if (!done && stage !== 'sent') {
      throw new DomainError('answers-missing', { pages: pages.filter((page) => !page.done).map(({ page }) => page.id) });
    }
    const form = `${opened.rulebook.service}@${opened.rulebook.form.version}`;
    const answers = collectAnswers(pages, form, language);
    const change = stage === 'part'
      ? completePart(opened.state, { personId, answers }, ctx)
      : lodge(opened.state, { personId, answers, joins: await namedOrganisations(deps, opened, answers) }, ctx);
    return { ...change, drafts: { set: [{ caseId, personId, answers: leftOf(pages, draft), updatedAt: ctx.at }] } };
  });
}

/** What is left of a draft when these pages are sent: fields that were not asked any more stay as typed, whatever was asked goes, with its files. */
function leftOf(pages: readonly ReachablePage[], { typed, files }: Draft): { [key: string]: Json } {
  const keys = new Set(pages.flatMap((page) => page.questions.map((asked) => asked.key)));
  const asked = (field: string): boolean => [...keys].some((key) => field === key || field.startsWith(`${key}.`));
  const left = pages.map(({ page }): [string, Json] => {
    const rest = Object.entries(typed[page.id] ?? {}).filter(([field]) => !asked(field));
    return [page.id, rest.length > 0 ? Object.fromEntries(rest) as Json : null];
  });
  return { ...Object.fromEntries(left), ...Object.fromEntries(files.filter((file) => keys.has(file.key)).map((file) => [fileKey(file.id), null])) };
}

/** Organisations the answers name by number and that are not in the case yet. @throws DomainError organisation-unknown */
async function namedOrganisations(deps: Deps, { file, facts, rulebook }: OpenedCase<Party>, answers: readonly Answer[]): Promise<NonNullable<LodgeInput['joins']>> {
  const joins: NonNullable<LodgeInput['joins']> = [];
  for (const { to, by } of rulebook.apply?.invite ?? []) {
    if (!by || file.parties.some((party) => party.role === to)) continue;
    const number = answers.find((one) => one.fact === by)?.value ?? factSet(facts).get(subject.case(file.id), by)?.value;
    if (typeof number !== 'string') continue;
    const organisation = await organisationByNumber(deps, number);
    if (!organisation) throw new DomainError('organisation-unknown', { fact: by });
    joins.push({ party: { personId: organisation.personId, role: to }, known: organisation.facts });
  }
  return joins;
}
