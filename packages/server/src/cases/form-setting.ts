import { actFacts, factSet, nameText, subject } from '@ankomst/core';
import type { DraftRecord, FormPage, Json, PersonName, Rulebook } from '@ankomst/core';
import type { DraftFile, FormSetting, Typed } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import { Problem } from '../problem.ts';
import type { Party } from './act-as-party.ts';

/** A person's draft in a case: fields as typed by page, and files uploaded into it. */
export interface Draft {
  typed: Typed;
  files: DraftFile[];
}

const filePrefix = 'file:';

/** Key of an uploaded file in the draft's answers; the value is null once it is removed again. */
export const fileKey = (documentId: string): string => filePrefix + documentId;

/** The draft as the forms read it. Keys of the draft's answers are page ids, or files. */
export function draftOf(record: DraftRecord | null): Draft {
  const typed: Typed = {};
  const files: DraftFile[] = [];
  for (const [key, value] of Object.entries(record?.answers ?? {})) {
    if (value === null) continue;
    if (key.startsWith(filePrefix)) files.push(value as unknown as DraftFile);
    else typed[key] = value as Typed[string];
  }
  return { typed, files };
}

/** A draft file as it is kept. */
export function draftFile(file: DraftFile): Json {
  return file as unknown as Json;
}

/** The page on which each party with a say approves: the one that asks for the approval. */
export function approvalPageOf(rulebook: Rulebook): FormPage | undefined {
  return rulebook.form.pages.find((page) => page.questions.some((question) => question.fact === actFacts.approval));
}

/** The form the first party fills in before sending: all pages but the approval, which sending itself gives. */
export function applicationForm(rulebook: Rulebook): Rulebook['form'] {
  const approval = approvalPageOf(rulebook);
  return { ...rulebook.form, pages: rulebook.form.pages.filter((page) => page !== approval) };
}

/** All that the form's renderer and parser need of this case, for the person who answers. */
export function formSetting({ file, facts, rulebook, subject: { personId } }: OpenedCase<Party>, draft: Draft): FormSetting {
  const me = file.parties.find((party) => party.personId === personId);
  if (!me) throw new Problem('not-found');
  return {
    caseId: file.id,
    form: applicationForm(rulebook),
    facts: rulebook.facts,
    applicantRole: rulebook.applicantRole,
    parties: file.parties,
    me,
    onFile: factSet(facts),
    names: partyNames({ file, facts }),
    files: draft.files,
    tables: rulebook.tables,
  };
}

/** Names to show, by person id: empty for somebody not yet named. */
export function partyNames({ file, facts }: Pick<OpenedCase, 'file' | 'facts'>): Record<string, string> {
  const set = factSet(facts);
  return Object.fromEntries(file.parties.map(({ personId }) =>
    [personId, nameText(set.get(subject.person(personId), 'person.name')?.value as PersonName | undefined)
      || String(set.get(subject.person(personId), 'organisation.name')?.value ?? '')]));
}

/** The applicant's name; empty where not yet named. */
export function applicantName(opened: Pick<OpenedCase, 'file' | 'facts' | 'rulebook'>): string {
  const applicant = opened.file.parties.find((party) => party.role === opened.rulebook.applicantRole);
  return applicant ? partyNames(opened)[applicant.personId] ?? '' : '';
}
