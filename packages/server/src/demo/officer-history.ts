import {
  addDays, answerRequest, approveDecision, assessCase, assignCase, dayOf, giveApproval, noteCase, permitTerms, proposeDecision, reasonsOf, recordAssessedFacts,
  requestInformation, returnDecision, sendMessage, subject, type Actor, type Assessment, type ConditionResult, type Instant, type Json, type PermitTerms,
} from '@ankomst/core';
import type { CaseRun } from './case-run.ts';
import { lastOf, person, type Cast, type Roles } from './cast.ts';
import type { Family } from './families.ts';

/** The robot left it: an officer looks, asks where something is missing, and decides; refusals by two. */
export function handledByOfficer(run: CaseRun, family: Family, roles: Roles, cast: Cast): void {
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
