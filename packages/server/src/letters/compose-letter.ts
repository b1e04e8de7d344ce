import { addMonths, assess, dayOf, factSet, nameText, partiesIn, ruleDates, subject, type CaseEvent, type CaseFile, type DecisionRecord, type Fact, type FactSet, type Json, type PersonName, type Reason, type Rulebook } from '@ankomst/core';
import type { LetterInput } from '@ankomst/letters';
import { pageContext } from '@ankomst/web';
import { eyeOf } from '../access/household.ts';
import { partyNames } from '../cases/form-setting.ts';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import { factsBehind, plainValue } from './facts-behind.ts';
import { todayOf } from '../today.ts';
import { reasonKeys, told } from '../web/case-words.ts';
import { letterForRole } from './letter-readers.ts';
import type { LetterContent } from './make-letter.ts';
import { addressLines } from './send-paper-letter.ts';
import { letterWords } from './words.ts';

/**
 * The case a letter is about; its events tell who said what. Of those whose identity is protected no letter says where
 * they live, not even their own: it goes by an envelope that does not either.
 */
export interface LetterCase { file: CaseFile; facts: readonly Fact[]; rulebook: Rulebook; protectedPersons: readonly string[]; events?: readonly CaseEvent[] }
/** To whom, in which language. */
export interface Reader { personId: string; language: string }

/** What of a decision stands in its letter: of a stored one, or of one that is only proposed. */
export type LetterDecision = Pick<DecisionRecord, 'outcome' | 'automatic' | 'decidedAt' | 'reasons' | 'permit' | 'note'> & Partial<Pick<DecisionRecord, 'assessment'>>;

/** The letter of each outcome. */
export const outcomeLetter = { granted: 'grant', refused: 'refuse', dismissed: 'dismiss' } as const;

/** The letter of a decision: its reasons are those of the decision's trace, each with its law, and against the person with the facts it turned on. */
export function composeDecisionLetter(deps: Deps, about: LetterCase, decision: LetterDecision, reader: Reader): LetterContent {
  const zone = deps.authority.calendar.timeZone;
  const decidedOn = dayOf(decision.decidedAt, zone);
  const reasons = decision.outcome === 'granted' ? decision.reasons : withFacts(deps, about, decision, reader);
  return compose(deps, about, outcomeLetter[decision.outcome], reader, reasons, decidedOn, {
    decidedOn, automatic: String(decision.automatic), note: decision.note ?? '',
    validFrom: decision.permit?.validFrom ?? decidedOn, validTo: decision.permit?.validTo ?? decidedOn,
  });
}

/** A letter that is no decision: an offer, a question, that a yes is asked for, that an officer has the case. `request`: which question. */
export function composeNewsLetter(deps: Deps, about: LetterCase, letter: string, reader: Reader, request?: string): LetterContent {
  const { file, rulebook } = about;
  const today = todayOf(deps);
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
  return compose(deps, about, letter, reader, [], todayOf(deps), own);
}

/** The reasons, each followed by the facts that decided it, as far as this reader sees them. */
function withFacts(deps: Deps, { file, facts, rulebook, protectedPersons, events = [] }: LetterCase, decision: LetterDecision, reader: Reader): LetterReason[] {
  const { calendar, languages: { binding } } = deps.authority;
  const assessment = decision.assessment ?? assess(rulebook, file, factSet(facts), ruleDates(file, decision.decidedAt, calendar), deps.engine);
  const language = writtenIn(rulebook, letterFor(outcomeLetter[decision.outcome], file, rulebook, reader), reader, binding);
  const messages = messagesOf(deps, language, rulebook);
  const ctx = pageContext({
    language, service: (key, args) => (messages.has(key) ? messages.format(key, args) : undefined), bindingLanguage: binding, timeZone: calendar.timeZone,
    csrf: '', once: () => '', path: '', now: decision.decidedAt, assets: { css: '', js: '', mark: '' },
  });
  const eye = eyeOf(reader.personId, file, rulebook, protectedPersons), names = partyNames({ file, facts: [...facts] });
  return decision.reasons.map((reason) => ({
    ...reason, more: factsBehind(assessment, reason.condition, { rulebook, facts, events, names }, eye, ctx).map((fact) => `${fact.label}: ${plainValue(fact.value)} (${fact.source}).`).join(' '),
  }));
}

type LetterReason = Pick<Reason, 'reason' | 'basis' | 'told'> & { more?: string };

const letterFor = (letter: string, file: CaseFile, rulebook: Rulebook, reader: Reader): string => letterForRole(file, rulebook, reader.personId, letter) ?? letter;

/** The reader's language where the letter is written in it, else the binding one. */
const writtenIn = (rulebook: Rulebook, letter: string, reader: Reader, binding: string): string =>
  (rulebook.letters[letter]?.[reader.language] !== undefined ? reader.language : binding);

/** Of a condition that stopped the robot only its name and law are told: what was found is the officer's to say. */
function reasonFor(condition: string, rulebook: Rulebook): Reason[] {
  const definition = rulebook.conditions.find((one) => one.id === condition);
  return definition ? [{ condition, reason: `condition.${condition}`, basis: definition.basis, row: null }] : [];
}

function compose(
  deps: Deps, { file, facts, rulebook, protectedPersons }: LetterCase, usual: string, reader: Reader, reasons: readonly LetterReason[],
  date: string, own: Record<string, Json>,
): LetterContent {
  const { authority, config } = deps;
  const binding = authority.languages.binding;
  const letter = letterFor(usual, file, rulebook, reader);
  const language = writtenIn(rulebook, letter, reader, binding);
  const markdown = rulebook.letters[letter]?.[language];
  if (markdown === undefined) throw new Error(`the rulebook ${rulebook.service} ${rulebook.version} has no letter ${letter}`);
  const messages = messagesOf(deps, language, rulebook);
  const words = letterWords(language);
  const known = factSet(facts);
  const nameOf = (personId: string | undefined): string => nameIn(known, personId ?? '');
  const applicant = nameOf(partiesIn(file, rulebook.applicantRole)[0]?.personId) || words.unnamed;
  const unit = authority.units.find((one) => one.id === file.unit)?.names;
  const input: LetterInput = {
    markdown, language, bindingLanguage: binding,
    arguments: {
      applicant, web: config.publicUrl.host, phone: authority.contact.phone ?? '', unit: unit?.[language] ?? file.unit, caseNumber: file.number, ...own,
    },
    reasons: reasons.map(({ basis, more, ...reason }) => ({
      text: [messages.format(inLetter(usual, reason, messages), { ...told(reason), applicant }), more].filter(Boolean).join(' '), basis: basis.map((id) => lawOf(rulebook, id, binding)),
    })),
    letterhead: {
      authority: authority.names[language] ?? authority.names[binding] ?? authority.id,
      addressLines: [...(authority.contact.post ?? []).slice(1), ...[authority.contact.phone, authority.contact.web].filter((line) => line !== undefined)],
      caseNumber: file.number, date,
      recipient: { name: nameOf(reader.personId), addressLines: protectedPersons.includes(reader.personId) ? [] : addressLines(known.get(subject.person(reader.personId), 'person.address')?.value ?? null) },
      labels: { caseNumber: words.caseNumber, date: words.date, legalBasis: words.legalBasis, page: words.page },
    },
    ...(language !== binding ? { bindingNote: words.binding } : {}),
  };
  return { letter, input };
}

/** The name of a person or an organisation; empty where there is none on file. */
export function nameIn(known: FactSet, personId: string): string {
  const key = subject.person(personId);
  return nameText(known.get(key, 'person.name')?.value as PersonName | undefined) || String(known.get(key, 'organisation.name')?.value ?? '');
}

/** A provision as it is cited: the law is cited in the language it is written in. */
function lawOf(rulebook: Rulebook, id: string, binding: string): { label: string; url?: string } {
  const law = rulebook.legalBasis.find((one) => one.id === id);
  return { label: law?.label[binding] ?? id, ...(law?.url ? { url: law.url } : {}) };
}

/** The message of a reason, as it stands in this letter. */
function inLetter(letter: string, reason: Pick<Reason, 'reason' | 'told'>, messages: { has(key: string): boolean }): string {
  const keys = reasonKeys(reason, letter === outcomeLetter.refused || letter === outcomeLetter.dismissed);
  return keys.find((key) => messages.has(key)) ?? reason.reason;
}
