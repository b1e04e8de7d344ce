import {
  subject, type Day, type Fact, type FactDefinition, type FactSet, type FormDefinition, type FormPage, type FormQuestion, type Json, type Party, type SubjectKey,
} from '@ankomst/core';

/**
 * Where a form is filled in: which form, who stands in the case, who is answering, and what is on file.
 * Everything the renderer, the parser and the pruner need besides what was typed.
 */
export interface FormSetting {
  caseId: string;
  form: FormDefinition;
  /** The rulebook's fact catalogue. */
  facts: readonly FactDefinition[];
  applicantRole: string;
  parties: readonly Party[];
  /** The person answering, and in which role. */
  me: Party;
  /** Facts on file before this draft: what is here is shown, never asked. */
  onFile: FactSet;
  /** Names to show, by person id. */
  names: Readonly<Record<string, string>>;
  /** Files uploaded into the draft, by question key. */
  files: readonly DraftFile[];
  /** The rulebook's tables: lists of codes are among them. */
  tables?: Readonly<Record<string, readonly Json[]>>;
  /** Today, where the authority sits: what is soon, or past, is remarked on. Without it nothing is. */
  today?: Day;
}

export interface DraftFile {
  id: string;
  /** The question it answers. */
  key: string;
  name: string;
  size: number;
  mediaType: string;
}

/** A question as it is put to one person about one subject: the definition with its roles made into people. */
export interface AskedQuestion {
  /**
   * Name of the field in the form and of the answer in the draft: the fact's name, and whose it is where
   * that is not the applicant: `person.name`, `person.address@guardian.2`, `relation.lives-with>guardian.1`.
   */
  key: string;
  question: FormQuestion;
  definition: FactDefinition;
  subject: SubjectKey;
  /** Whose fact. */
  person: Party;
  /** At the other end of a relation. */
  to?: Party;
  /** The fact on file, if any. */
  fact?: Fact;
}

/** Parties in a role, in the order of the case. */
export function inRole(setting: Pick<FormSetting, 'parties'>, role: string): Party[] {
  return setting.parties.filter((party) => party.role === role);
}

/** A page's questions, one for each subject they are about. Unknown facts are left to the content checker. */
export function askedOn(page: FormPage, setting: FormSetting): AskedQuestion[] {
  return page.questions.flatMap((question) => askedFor(question, page, setting));
}

function askedFor(question: FormQuestion, page: FormPage, setting: FormSetting): AskedQuestion[] {
  const definition = setting.facts.find((fact) => fact.name === question.fact);
  if (!definition) return [];
  if (definition.about === 'case') {
    // one for the whole case, also while the applicant's place is still empty
    const person = inRole(setting, setting.applicantRole)[0] ?? setting.me;
    const key = subject.case(setting.caseId);
    return [{ key: question.fact, question, definition, subject: key, person, fact: setting.onFile.get(key, definition.name) }];
  }
  const role = question.of ?? (definition.about === 'party' ? page.role : setting.applicantRole);
  // A fact about somebody's part in the case (a confirmation, an approval) only that person can give.
  const people = definition.about === 'party' && role === setting.me.role ? [setting.me] : ends(role, page, setting);
  const others = question.to === undefined ? [undefined] : ends(question.to, page, setting);
  return people.flatMap((person) => others.map((to) => {
    const subjectKey = subjectOf(definition, person, to, setting);
    const fact = setting.onFile.get(subjectKey, definition.name);
    return { key: keyOf(question.fact, person, to, setting), question, definition, subject: subjectKey, person, to, fact };
  }));
}

/** Who stands at an end: on a page that each answers for themselves, only the one answering. */
function ends(role: string, page: FormPage, setting: FormSetting): Party[] {
  return page.each && role === setting.me.role ? [setting.me] : inRole(setting, role);
}

function subjectOf(definition: FactDefinition, person: Party, to: Party | undefined, setting: FormSetting): SubjectKey {
  switch (definition.about) {
    case 'case': return subject.case(setting.caseId);
    case 'party': return subject.party(setting.caseId, person.personId);
    case 'relation': return subject.relation(person.personId, (to ?? setting.me).personId);
    case 'person': return subject.person(person.personId);
  }
}

function keyOf(fact: string, person: Party, to: Party | undefined, setting: FormSetting): string {
  return fact + (person.role === setting.applicantRole ? '' : `@${place(person, setting)}`) + (to && to.role !== setting.applicantRole ? `>${place(to, setting)}` : '');
}
/** `guardian.1`: the order of parties never changes, so neither does the key. */
function place(party: Party, setting: FormSetting): string {
  return `${party.role}.${inRole(setting, party.role).findIndex((p) => p.personId === party.personId) + 1}`;
}

/** What has been typed on one page, exactly as it was: field name to text, or texts where there are several. */
export type Raw = { [name: string]: string | string[] };
/** Raw by page id: what a draft holds. */
export type Typed = { [page: string]: Raw };

/** What a question has been answered with. */
export type Answer =
  | { kind: 'given'; value: Json }
  /** The fact on file, said to be right. */
  | { kind: 'confirmed'; value: Json }
  /** Said to be wrong, with what is right in the person's own words. */
  | { kind: 'disputed'; value: Json; says: string };

/** Answers by question key. */
export type Answers = { [key: string]: Answer };

export function one(raw: Raw, name: string): string {
  const value = raw[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
export function many(raw: Raw, name: string): string[] {
  const value = raw[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
