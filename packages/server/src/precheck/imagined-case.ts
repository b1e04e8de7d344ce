import { dayOf, factSet, plainOpeningFacts } from '@ankomst/core';
import type { CaseFile, Day, Fact, FactSet, Instant, Party, PrecheckDefinition, Rulebook, RuleDates } from '@ankomst/core';
import type { Answers, FormSetting } from '@ankomst/web';

/** A case that nobody has: whoever tries is every party of it at once, and it lives only as long as the request. */
export interface Imagined {
  rulebook: Rulebook;
  precheck: PrecheckDefinition;
  file: CaseFile;
  /** What the opening of a case would say by itself of somebody about whom nothing is on file. */
  opening: Fact[];
  dates: RuleDates;
}

/** @returns undefined where the service may not be tried */
export function imaginedCase(rulebook: Rulebook, at: Instant, timeZone: string): Imagined | undefined {
  const { precheck } = rulebook;
  if (!precheck) return undefined;
  const parties: Party[] = rulebook.roles.map(({ role }) => ({ personId: `imagined-${role}`, role }));
  const today = dayOf(at, timeZone);
  const file: CaseFile = {
    id: 'imagined', number: '', service: rulebook.service, rulebook: rulebook.hash, phase: 'offered', parties, unit: rulebook.unit, openedAt: at,
    openRequests: [], waiting: null, waited: [], version: 0,
  };
  return { rulebook, precheck, file, opening: plainOpeningFacts(rulebook, file.id, at), dates: { application: today, decision: today } };
}

/**
 * The questions of the try as a form: the service's own pages in the order the try names them, whoever answers them
 * in earnest. Nothing is required: what somebody leaves open is not known yet, and the answer says what hangs on it.
 */
export function tryForm({ rulebook, precheck, file, opening, dates }: Imagined): FormSetting & { today: Day } {
  const me = file.parties.find((party) => party.role === rulebook.applicantRole)!;
  const pages = precheck.pages.flatMap((id) => rulebook.form.pages.find((page) => page.id === id) ?? []);
  return {
    caseId: file.id, facts: rulebook.facts, applicantRole: rulebook.applicantRole, parties: file.parties, me, names: {}, files: [], tables: rulebook.tables,
    today: dates.application, onFile: factSet(opening),
    form: {
      version: rulebook.form.version,
      pages: pages.map((page) => ({ ...page, role: me.role, questions: page.questions.map((question) => ({ ...question, required: false })) })),
    },
  };
}

/** What was answered as facts of the imagined case, stated by whoever tries. */
export function imaginedFacts(imagined: Imagined, answered: readonly { key: string; name: string; subject: string }[], answers: Answers): FactSet {
  const at = imagined.file.openedAt;
  return factSet([...imagined.opening, ...answered.flatMap(({ key, name, subject: about }): Fact[] => {
    const answer = answers[key];
    return answer?.kind === 'given'
      ? [{ id: key, subject: about, name, value: answer.value, source: 'applicant', certainty: 'stated', assertedBy: `person/${imagined.file.parties[0]!.personId}`, assertedAt: at }]
      : [];
  })]);
}
