import {
  answerRequest, approveDecision, assessCase, assignCase, bookVisit, cancelVisit, cardFailed, cardProduced, checkIdentity, giveApproval, handOutCard,
  lodgeApplication, noteCase, orderCard, passDeadline, permitTerms, proposeDecision, rebookVisit, reasonsOf, receiveMessage, recordAssessedFacts, reorderCard, requestInformation,
  returnDecision, sendMessage, startVisit, subject, takePhoto, withdrawApplication, withholdApproval,
  addDays, dayOf, type ActContext, type Actor, type Answer, type Assessment, type Calendar, type CaseFile, type ConditionResult, type DocumentRecord, type Instant, type Json, type PermitTerms,
} from '@ankomst/core';
import type { CaseRun } from './case-run.ts';
import type { Family } from './families.ts';
import type { Chance } from './random.ts';
import type { Times } from './times.ts';

/** The people and places a history is played with. */
export interface Cast {
  luck: Chance;
  times: Times;
  calendar: Calendar;
  officers: Actor[];
  approvers: Actor[];
  clerkAt(office: string): Actor;
  context(at: Instant, actor: Actor, file?: CaseFile): ActContext;
  /** A free time of a service centre near the family on or after a day, taken from the day's desks. */
  takeSlot(city: string, from: string): { office: string; startsAt: Instant; minutes: number };
  /** Records a document of the case's person and gives its id: a passport's picture, a photo. */
  document(run: CaseRun, personId: string, name: string, fact: string, at: Instant): DocumentRecord;
  /** The words of an officer, in the family's language. */
  words: { requestPassport: Record<string, string>; thanks: Record<string, string> };
}

/** Who is who in the run. */
export interface Roles {
  childId: string;
  /** In the order of `family.custodians`. */
  guardians: { personId: string; language: string }[];
}

const partner = (id: string): Actor => ({ kind: 'partner', id });
const person = (id: string): Actor => ({ kind: 'person', id });
const system: Actor = { kind: 'system', id: 'clock' };

/**
 * Plays what became of one family's case from the offer on, until it is closed or `until` is reached;
 * whatever would have happened later stays undone, so that the case waits just where it would.
 */
export function playHistory(run: CaseRun, family: Family, roles: Roles, cast: Cast, until: Instant): void {
  try {
    const guarded = guardTime(run, cast, until);
    offerAnswered(guarded, family, roles, cast);
    if (run.file.phase === 'lodged' && run.file.waiting?.holder.kind !== 'person') handledByOfficer(guarded, family, roles, cast);
    if (run.file.phase === 'decided') cardMade(guarded, family, roles, cast);
  } catch (stop) {
    if (!(stop instanceof TheFuture)) throw stop;
  }
}

/** Raised by an act that would lie after the end of the history. */
class TheFuture extends Error {}

/** A run that records the law's clocks as they pass, and stops at the end of the history. */
function guardTime(run: CaseRun, cast: Cast, until: Instant): CaseRun {
  return {
    get file() { return run.file; }, get state() { return run.state; }, get steps() { return run.steps; },
    get permit() { return run.permit; }, get appointment() { return run.appointment; }, get card() { return run.card; },
    act(at, actor, doIt, besides) {
      const legal = run.file.waiting?.nextLegalDate;
      if (legal) {
        const passed = cast.times.dawn(`${addDays(legal.on, 1)}T00:00:00.000Z`, 0);
        if (passed < at && passed > run.steps.at(-1)!.at && passed <= until) {
          run.act(passed, system, (state, ctx) => passDeadline(state, { deadline: legal.deadline, due: legal.on, basis: legal.basis }, ctx), { idempotencyKey: deadlineKey(run.file.id, legal) });
        }
      }
      if (at > until) throw new TheFuture();
      run.act(at, actor, doIt, besides);
    },
  };
}
const deadlineKey = (caseId: string, legal: { deadline: string; on: string }): string => `deadline:${caseId}:${legal.deadline}:${legal.on}`;

const lastOf = (run: CaseRun): Instant => run.steps.at(-1)!.at;

/** Every guardian's part: confirm and send, agree or not. */
function offerAnswered(run: CaseRun, family: Family, roles: Roles, cast: Cast): void {
  const { luck, times } = cast;
  const [first, second] = roles.guardians;
  if (!first || luck.happens(0.012)) return; // never answers
  const sent = times.home(lastOf(run), luck.wait(6, 75));
  if (luck.happens(0.012)) return run.act(sent, person(first.personId), (state, ctx) => withdrawApplication(state, { personId: first.personId }, ctx));
  const picture = family.passport ? cast.document(run, roles.childId, 'passport.jpg', 'person.passport-image', sent) : undefined;
  const answers = passportAnswers(family, roles.childId, picture?.id);
  run.act(sent, person(first.personId), (state, ctx) => lodgeApplication(state, { personId: first.personId, answers }, ctx), picture ? { documents: [picture] } : {});
  if (luck.happens(0.04)) {
    run.act(times.home(sent, luck.wait(2, 9)), person(first.personId), (state, ctx) => receiveMessage(state, { personId: first.personId, text: cast.words.thanks[first.language] ?? cast.words.thanks['en']!, language: first.language }, ctx));
  }
  if (!second) return;
  const answered = times.home(lastOf(run), luck.wait(2.5, 40));
  if (luck.happens(0.02)) run.act(answered, person(second.personId), (state, ctx) => withholdApproval(state, { personId: second.personId, reason: luck.pick(['', 'Vi har inte bestämt var barnet ska bo.', 'I want us to wait.']) }, ctx));
  else run.act(answered, person(second.personId), (state, ctx) => giveApproval(state, { personId: second.personId }, ctx));
}

function passportAnswers(family: Family, childId: string, image?: string): Answer[] {
  const of = (fact: string, value: Json): Answer => ({ fact, personId: childId, value });
  if (!family.passport) return [of('person.passport-exists', false)];
  return [
    of('person.passport-exists', true), of('person.passport-number', family.passport.number), of('person.passport-country', family.passport.country),
    of('person.passport-valid-to', family.passport.validTo), ...(image ? [{ ...of('person.passport-image', [image]), evidence: image }] : []),
  ];
}

/** The robot left it: an officer looks, asks where something is missing, and decides; refusals by two. */
function handledByOfficer(run: CaseRun, family: Family, roles: Roles, cast: Cast): void {
  const { luck, times } = cast;
  const officer = luck.pick(cast.officers);
  run.act(times.office(lastOf(run), luck.wait(7, 45)), officer, (state, ctx) => assignCase(state, { staffId: officer.id }, ctx));
  const guardian = roles.guardians[0]!;
  if (!family.passport) askForPassport(run, family, roles, cast, officer, guardian);
  else if (family.passport.validTo < dayOf(lastOf(run), cast.calendar.timeZone)) passportRenewed(run, family, roles, cast, officer, guardian);
  const disagrees = roles.guardians.find(({ personId }) => run.state.facts.findLast((fact) => fact.subject === subject.party(run.file.id, personId) && fact.name === 'party.approval')?.value === false);
  if (disagrees && luck.happens(0.6)) {
    run.act(times.home(lastOf(run), 2 + luck.wait(10, 40)), person(disagrees.personId), (state, ctx) => giveApproval(state, { personId: disagrees.personId }, ctx));
  }
  if (run.file.stopped?.conditions.includes('fee')) {
    run.act(times.office(lastOf(run), luck.wait(3, 20)), officer, (state, ctx) => recordAssessedFacts(state, { facts: [{ subject: subject.case(run.file.id), name: 'case.fee-paid', value: true, certainty: 'verified' }] }, ctx));
  }
  if (luck.happens(0.1)) run.act(times.office(lastOf(run), luck.wait(2, 10)), officer, (state, ctx) => noteCase(state, { text: 'Jämfört med föräldrarnas ärenden.' }, ctx));
  if (run.file.phase !== 'lodged') return;
  const at = times.office(lastOf(run), luck.wait(5, 40));
  const assessment = assessCase(run.state, cast.context(at, officer, run.file));
  const against = assessment.conditions.filter(({ condition, status, basis }) => ['sponsor', 'custody', 'citizenship'].includes(condition) && status === 'not met' && basis.length > 0);
  if (against.length > 0) return refuseByTwo(run, cast, officer, against, at);
  const permit = termsFrom(assessment, at, family, cast);
  const reasons = reasonsOf(assessment.conditions.filter((one) => one.status === 'met' || one.status === 'doubtful'));
  run.act(at, officer, (state, ctx) => proposeDecision(state, { outcome: 'granted', reasons, permit }, ctx));
}

/** The passport had run out: the family is told, and brings the new one to an officer. */
function passportRenewed(run: CaseRun, family: Family, roles: Roles, cast: Cast, officer: Actor, guardian: Roles['guardians'][number]): void {
  const { luck, times } = cast;
  const text = cast.words.requestPassport[guardian.language] ?? cast.words.requestPassport['en']!;
  run.act(times.soon(lastOf(run), luck.between(15, 90)), officer, (state, ctx) => sendMessage(state, { personId: guardian.personId, text, language: guardian.language }, ctx));
  const seen = (name: string, value: Json) => ({ subject: subject.person(roles.childId), name, value, certainty: 'verified' as const });
  run.act(times.office(lastOf(run), 5 + luck.wait(15, 60)), officer, (state, ctx) => recordAssessedFacts(state, { facts: [
    seen('person.passport-number', `N${luck.between(1_000_000, 9_999_999)}`), seen('person.passport-valid-to', addDays(family.bornOn, luck.between(3, 5) * 365)),
  ] }, ctx));
}

function askForPassport(run: CaseRun, family: Family, roles: Roles, cast: Cast, officer: Actor, guardian: Roles['guardians'][number]): void {
  const { luck, times } = cast;
  const text = cast.words.requestPassport[guardian.language] ?? cast.words.requestPassport['en']!;
  const asked = times.soon(lastOf(run), luck.between(15, 90));
  run.act(asked, officer, (state, ctx) => requestInformation(state, {
    to: guardian.personId, text, language: guardian.language, answerBy: addDays(dayOf(asked, cast.calendar.timeZone), 21),
    facts: [{ fact: 'person.passport-number', of: roles.childId }, { fact: 'person.passport-valid-to', of: roles.childId }],
  }, ctx));
  const answered = times.home(asked, luck.wait(12, 60));
  const number = String(luck.between(1_000_000, 9_999_999));
  const validTo = addDays(family.bornOn, luck.between(3, 5) * 365);
  run.act(answered, person(guardian.personId), (state, ctx) => answerRequest(state, {
    personId: guardian.personId, request: state.case.openRequests[0]!.id, text: '', language: guardian.language,
    answers: [
      { fact: 'person.passport-exists', personId: roles.childId, value: true }, { fact: 'person.passport-number', personId: roles.childId, value: `N${number}` },
      { fact: 'person.passport-country', personId: roles.childId, value: family.child.citizenships[0]! }, { fact: 'person.passport-valid-to', personId: roles.childId, value: validTo },
    ],
  }, ctx));
  if (luck.happens(0.3)) run.act(times.office(answered, 1), officer, (state, ctx) => sendMessage(state, { personId: guardian.personId, text: cast.words.thanks[guardian.language] ?? cast.words.thanks['en']!, language: guardian.language }, ctx));
}

function refuseByTwo(run: CaseRun, cast: Cast, officer: Actor, because: ConditionResult[], at: Instant): void {
  const { luck, times } = cast;
  const propose = (when: Instant): void => run.act(when, officer, (state, ctx) => proposeDecision(state, { outcome: 'refused', reasons: reasonsOf(because), permit: null }, ctx));
  const second = luck.pick(cast.approvers.filter((one) => one.id !== officer.id));
  propose(at);
  if (luck.happens(0.15)) {
    run.act(times.office(at, luck.wait(1, 5)), second, (state, ctx) => returnDecision(state, { because: 'Skriv ut vilken dag tillståndet upphörde.' }, ctx));
    propose(times.office(lastOf(run), luck.wait(1, 5)));
  }
  run.act(times.office(lastOf(run), luck.wait(2, 9)), second, (state, ctx) => approveDecision(state, ctx));
}

/** The terms the rules come to; where a fact they need is missing, a year or the passport's end, as the officer sees fit. */
function termsFrom(assessment: Assessment, at: Instant, family: Family, cast: Cast): PermitTerms {
  const terms = permitTerms(assessment.permit);
  if (terms) return terms;
  const from = dayOf(at, cast.calendar.timeZone);
  const limit = family.passport && family.passport.validTo > from ? family.passport.validTo : addDays(from, 365);
  return { kind: 'temporary', ground: 'family', validFrom: from, validTo: limit };
}

/** One visit: identity, photo, card; then the card comes and is handed out. */
function cardMade(run: CaseRun, family: Family, roles: Roles, cast: Cast): void {
  const { luck, times } = cast;
  const guardian = luck.pick(roles.guardians).personId;
  const city = family.child.address?.city ?? 'Stockholm';
  const slotAfter = (at: Instant) => cast.takeSlot(city, addDays(dayOf(at, cast.calendar.timeZone), luck.between(3, 20)));
  const persons = [roles.childId, guardian];
  const book = (at: Instant): void => {
    const slot = slotAfter(at);
    run.act(at, person(guardian), (state, ctx) => bookVisit(state, { personId: guardian, slot, persons }, ctx));
  };
  book(times.home(lastOf(run), luck.wait(4, 45)));
  if (luck.happens(0.09)) {
    const slot = slotAfter(run.appointment!.startsAt);
    run.act(times.soon(lastOf(run), luck.between(60, 1200)), person(guardian), (state, ctx) => rebookVisit(state, { personId: guardian, appointment: run.appointment!, slot }, ctx));
  } else if (luck.happens(0.03)) {
    run.act(times.soon(lastOf(run), luck.between(60, 1200)), person(guardian), (state, ctx) => cancelVisit(state, { appointment: run.appointment! }, ctx));
    book(times.home(lastOf(run), luck.wait(5, 20)));
  }
  visit(run, roles, cast);
  cardComes(run, cast);
}

function visit(run: CaseRun, roles: Roles, cast: Cast): void {
  const { luck, times } = cast;
  const clerk = cast.clerkAt(run.appointment!.office);
  const arrived = times.soon(run.appointment!.startsAt, luck.between(0, 9));
  run.act(arrived, clerk, (state, ctx) => startVisit(state, { appointment: run.appointment! }, ctx));
  run.act(times.soon(lastOf(run), luck.between(1, 4)), clerk, (state, ctx) => checkIdentity(state, { appointment: run.appointment!, agrees: true }, ctx));
  const photo = cast.document(run, roles.childId, 'photo.jpg', 'case.photo', lastOf(run));
  run.act(times.soon(lastOf(run), luck.between(1, 5)), clerk, (state, ctx) => takePhoto(state, { appointment: run.appointment!, photoSha256: photo.sha256 }, ctx), { documents: [photo] });
  run.act(times.soon(lastOf(run), luck.between(1, 2)), clerk, (state, ctx) => orderCard(state, { appointment: run.appointment!, permit: run.permit!, photoSha256: photo.sha256 }, ctx));
}

function cardComes(run: CaseRun, cast: Cast): void {
  const { luck, times } = cast;
  const producer = partner('card-producer');
  const clerk = cast.clerkAt(run.appointment!.office);
  if (luck.happens(0.02)) {
    run.act(times.dawn(lastOf(run), luck.between(2, 4)), producer, (state, ctx) => cardFailed(state, { order: run.card!, problem: luck.pick(['photo-unusable', 'chip-failed']) }, ctx));
    run.act(times.office(lastOf(run), 0.1), clerk, (state, ctx) => reorderCard(state, { order: run.card! }, ctx));
  }
  run.act(times.dawn(lastOf(run), luck.between(4, 8)), producer, (state, ctx) => cardProduced(state, { order: run.card!, cardNumber: `SE${luck.between(10_000_000, 99_999_999)}` }, ctx));
  run.act(times.office(lastOf(run), 1 + luck.wait(4, 25)), clerk, (state, ctx) => handOutCard(state, { order: run.card! }, ctx));
}
