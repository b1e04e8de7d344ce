import { addMonths, dayOf, factSet, nameText, partiesIn, subject, type CaseFile, type ConditionResult, type DecisionRecord, type Fact, type Json, type PersonName, type Reason, type Rulebook } from '@ankomst/core';
import type { LetterInput } from '@ankomst/letters';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import type { LetterContent } from './make-letter.ts';
import { addressLines } from './send-paper-letter.ts';
import { letterWords } from './words.ts';

/** The case a letter is about. */
export interface LetterCase { file: CaseFile; facts: readonly Fact[]; rulebook: Rulebook }
/** To whom, in which language. */
export interface Reader { personId: string; language: string }

/** What of a decision stands in its letter: of a stored one, or of one that is only proposed. */
export type LetterDecision = Pick<DecisionRecord, 'outcome' | 'automatic' | 'decidedAt' | 'reasons' | 'permit' | 'note'>;

const letterOf = { granted: 'grant', refused: 'refuse', dismissed: 'dismiss' } as const;

/** The letter of a decision: its reasons are those of the decision's trace, each with its law. */
export function composeDecisionLetter(deps: Deps, about: LetterCase, decision: LetterDecision, reader: Reader): LetterContent {
  const zone = deps.authority.calendar.timeZone;
  const decidedOn = dayOf(decision.decidedAt, zone);
  return compose(deps, about, letterOf[decision.outcome], reader, decision.reasons, decidedOn, {
    decidedOn, automatic: String(decision.automatic), note: decision.note ?? '',
    validFrom: decision.permit?.validFrom ?? decidedOn, validTo: decision.permit?.validTo ?? decidedOn,
  });
}

/** A letter that is no decision: an offer, a question, that a yes is asked for, that an officer has the case. `request`: which question. */
export function composeNewsLetter(deps: Deps, about: LetterCase, letter: string, reader: Reader, request?: string): LetterContent {
  const { file, rulebook } = about;
  const today = dayOf(deps.clock.now(), deps.authority.calendar.timeZone);
  const facts = factSet(about.facts);
  const applicant = partiesIn(file, rulebook.applicantRole)[0]!;
  const asked = file.openRequests.find((one) => one.id === request);
  const stopped = (file.stopped?.conditions ?? []).flatMap((condition) => reasonFor(condition, rulebook));
  return compose(deps, about, letter, reader, stopped, today, {
    born: facts.get(subject.person(applicant.personId), 'person.birth-date')?.value ?? today,
    by: file.waiting?.nextLegalDate?.on ?? addMonths(today, 1),
    question: asked?.text ?? '',
  });
}

/** A letter whose own words are given: what an officer has written, a day. */
export function composeWrittenLetter(deps: Deps, about: LetterCase, letter: string, reader: Reader, own: Record<string, Json>): LetterContent {
  return compose(deps, about, letter, reader, [], dayOf(deps.clock.now(), deps.authority.calendar.timeZone), own);
}

/** Of a condition that stopped the robot only its name and law are told: what was found is the officer's to say. */
function reasonFor(condition: string, rulebook: Rulebook): Reason[] {
  const definition = rulebook.conditions.find((one) => one.id === condition);
  return definition ? [{ condition, reason: `condition.${condition}`, basis: definition.basis, row: null }] : [];
}

function compose(
  deps: Deps, { file, facts, rulebook }: LetterCase, letter: string, reader: Reader, reasons: readonly Pick<ConditionResult & Reason, 'reason' | 'basis'>[],
  date: string, own: Record<string, Json>,
): LetterContent {
  const { authority, config } = deps;
  const binding = authority.languages.binding;
  const templates = rulebook.letters[letter] ?? {};
  const language = templates[reader.language] !== undefined ? reader.language : binding;
  const markdown = templates[language];
  if (markdown === undefined) throw new Error(`the rulebook ${rulebook.service} ${rulebook.version} has no letter ${letter}`);
  const messages = messagesOf(deps, language, rulebook);
  const words = letterWords(language);
  const known = factSet(facts);
  const nameOf = (personId: string): string => nameText(known.get(subject.person(personId), 'person.name')?.value as PersonName | undefined);
  const applicant = nameOf(partiesIn(file, rulebook.applicantRole)[0]!.personId) || words.unnamed;
  const unit = authority.units.find((one) => one.id === file.unit)?.names;
  const input: LetterInput = {
    markdown, language, bindingLanguage: binding,
    arguments: {
      applicant, web: config.publicUrl.host, phone: authority.contact.phone ?? '', unit: unit?.[language] ?? file.unit, caseNumber: file.number, ...own,
    },
    reasons: reasons.map(({ reason, basis }) => ({ text: messages.format(inLetter(letter, reason, messages), { applicant }), basis: basis.map((id) => lawOf(rulebook, id, binding)) })),
    letterhead: {
      authority: authority.names[language] ?? authority.names[binding] ?? authority.id,
      addressLines: [...(authority.contact.post ?? []).slice(1), ...[authority.contact.phone, authority.contact.web].filter((line) => line !== undefined)],
      caseNumber: file.number, date,
      recipient: { name: nameOf(reader.personId), addressLines: addressLines(known.get(subject.person(reader.personId), 'person.address')?.value ?? null) },
      labels: { caseNumber: words.caseNumber, date: words.date, legalBasis: words.legalBasis, page: words.page },
    },
    ...(language !== binding ? { bindingNote: words.binding } : {}),
  };
  return { letter, input };
}

/** A provision as it is cited: the law is cited in the language it is written in. */
function lawOf(rulebook: Rulebook, id: string, binding: string): { label: string; url?: string } {
  const law = rulebook.legalBasis.find((one) => one.id === id);
  return { label: law?.label[binding] ?? id, ...(law?.url ? { url: law.url } : {}) };
}

/** A reason as it stands in a decision against the person: without what was still to come while it was awaited (`….decided`, where the content has it). */
function inLetter(letter: string, reason: string, messages: { has(key: string): boolean }): string {
  const decided = `${reason}.decided`;
  return (letter === letterOf.refused || letter === letterOf.dismissed) && messages.has(decided) ? decided : reason;
}
