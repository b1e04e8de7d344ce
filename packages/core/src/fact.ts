import type { Json } from './json.ts';
import type { Day, Instant } from './time.ts';

/** What a fact is about. A party fact is about one person's part in one case (an approval, say). */
export type About = 'person' | 'case' | 'party' | 'relation';

/**
 * The key of a fact's subject:
 * `person/<personId>`, `case/<caseId>`, `party/<caseId>/<personId>`,
 * `relation/<personId>/<otherPersonId>` (read: the first person is … of the other).
 */
export type SubjectKey = string;

export const subject = {
  person: (personId: string): SubjectKey => `person/${personId}`,
  case: (caseId: string): SubjectKey => `case/${caseId}`,
  party: (caseId: string, personId: string): SubjectKey => `party/${caseId}/${personId}`,
  relation: (personId: string, otherId: string): SubjectKey => `relation/${personId}/${otherId}`,
};

export type FactSource = 'applicant' | 'document' | 'register' | 'officer' | 'partner';

/**
 * How sure the authority is. `verified`: seen in a register or an authentic document.
 * `stated`: somebody said so. `assessed`: an officer weighed it. `doubtful`: contradicted
 * or questioned; a doubtful fact never carries an automatic decision.
 */
export type Certainty = 'verified' | 'stated' | 'assessed' | 'doubtful';

/** What is known, by whom, since when. Never overwritten: a newer fact supersedes. */
export interface Fact {
  id: string;
  subject: SubjectKey;
  /** Name in the fact catalogue, e.g. `person.birth-date`. */
  name: string;
  value: Json;
  source: FactSource;
  certainty: Certainty;
  /** Who asserted it: an actor reference such as `person/…`, `staff/…`, `partner/population-register`, `robot`. */
  assertedBy: string;
  assertedAt: Instant;
  /** Since when it holds, where that differs from when it was told. */
  holdsFrom?: Day;
  /** What it rests on: a document id, an event's `jti`, a message id. */
  evidence?: string;
  /** The question as it was put: form version and language, so that an officer sees the exact words. */
  asked?: { form: string; page: string; language: string };
}

/** A fact about to be recorded; the store keeps the earlier one and marks it superseded. */
export type NewFact = Fact;

/**
 * The current facts by subject and name: the newest not superseded.
 * Where sources disagree the others stay in the history and the case shows the difference.
 */
export interface FactSet {
  get(subjectKey: SubjectKey, name: string): Fact | undefined;
  all(): readonly Fact[];
}

/** The current facts out of a list in the order they were asserted; later supersedes earlier. */
export function factSet(facts: Iterable<Fact>): FactSet {
  const current = new Map<string, Fact>();
  for (const fact of facts) current.set(`${fact.subject}\u0000${fact.name}`, fact);
  return {
    get: (subjectKey, name) => current.get(`${subjectKey}\u0000${name}`),
    all: () => [...current.values()],
  };
}
