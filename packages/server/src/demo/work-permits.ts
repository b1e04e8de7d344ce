import {
  addDays, answerRequest, approveDecision, assessCase, assignCase, beginApplication, completePart, dayOf, lodgeApplication, partnerAnswered, permitTerms, proposeDecision, reasonsOf,
  recordAssessedFacts, recordPayment, requestInformation, requestPayment, returnDecision, subject, withdrawApplication,
  type Actor, type Answer, type Day, type Instant, type Json, type PaymentRecord,
} from '@ankomst/core';
import { cardMade } from './card-history.ts';
import { beginRun, type CaseRun } from './case-run.ts';
import { lastOf, partner, person, type Cast } from './cast.ts';
import type { Employer } from './employers.ts';
import { upTo } from './history.ts';
import { namings } from './names.ts';

/** Where those come from whose embassies the authority has, and which they visit. */
const origins: readonly (readonly [number, { country: string; embassy: string }])[] = [
  [4, { country: 'BR', embassy: 'brasilia' }], [3, { country: 'ET', embassy: 'addis-ababa' }], [3, { country: 'UA', embassy: 'kyiv' }],
];

/** One who is offered a job, and what is out of the ordinary about it. */
interface Hire { applicant: string; language: string; answers: Answer[]; embassy: string; employer: Employer; trouble: Trouble }
type Trouble = 'none' | 'low-pay' | 'union-objects' | 'passport-unknown';
const troubles: readonly (readonly [number, Trouble])[] = [[74, 'none'], [12, 'low-pay'], [6, 'union-objects'], [8, 'passport-unknown']];

/** Plays one application for a work permit from `at` on, until it is over or `until` is reached. Returns the run and who is written to. */
export function playWorkPermit(employer: Employer, at: Instant, cast: Cast, ids: { next(): string }, until: Instant): { run: CaseRun; applicant: string; language: string } {
  const { luck } = cast;
  const { country, embassy } = luck.weighted(origins);
  const applicant = ids.next();
  const born = `${luck.between(1970, 2002)}-0${luck.between(1, 9)}-${luck.between(10, 28)}`;
  const naming = namings.find((one) => one.country === country)!;
  const given = luck.pick(luck.happens(0.5) ? naming.female : naming.male);
  const said: Record<string, Json> = {
    'person.name': { given, family: luck.pick(naming.family) }, 'person.birth-date': born, 'person.citizenships': [country],
    'person.passport-number': `${country}${luck.between(100_000, 999_999)}`, 'person.passport-country': country, 'person.passport-valid-to': addDays(dayOf(at, cast.calendar.timeZone), luck.between(900, 3200)),
    'case.in-sweden': false, 'case.employer-number': employer.number,
  };
  const opening = beginApplication({ party: { personId: applicant, role: 'applicant' }, known: [] }, cast.context(at, person(applicant)));
  const run = beginRun(at, opening, employer.facts, { context: cast.context, keepOutbox: () => false });
  const hire: Hire = { applicant, language: naming.languages[0]!, answers: answersOf(applicant, said), embassy, employer, trouble: luck.weighted(troubles) };
  upTo(run, cast, until, (guarded) => {
    appliedFor(guarded, hire, cast);
    if (run.file.phase === 'lodged') answeredByPartners(guarded, hire, cast);
    if (run.file.stopped && run.file.phase === 'lodged') decidedByOfficer(guarded, hire, cast);
    if (run.file.phase === 'decided' && run.permit) cardMade(guarded, { city: embassy, holder: applicant, bookers: [applicant] }, cast);
  });
  return { run, applicant, language: hire.language };
}

const answersOf = (personId: string, said: Record<string, Json>): Answer[] => Object.entries(said).map(([fact, value]) => ({ fact, value, ...(fact.startsWith('case.') ? {} : { personId }) }));

/** The applicant's part, the employer's, and the fee; some leave it. */
function appliedFor(run: CaseRun, { applicant, answers, employer, trouble }: Hire, cast: Cast): void {
  const { luck, times } = cast;
  const me = person(applicant), owner: Actor = { kind: 'person', id: employer.signatory.id, onBehalfOf: employer.record.id };
  if (luck.happens(0.03)) return; // begun and left
  const sent = times.home(lastOf(run), luck.wait(0.6, 8));
  const picture = cast.document(run, applicant, 'passport.jpg', 'person.passport-image', sent);
  const shown: Answer = { fact: 'person.passport-image', personId: applicant, value: [picture.id], evidence: picture.id };
  run.act(sent, me, (state, ctx) => lodgeApplication(state, { personId: applicant, answers: [...answers, shown], joins: [{ party: { personId: employer.record.id, role: 'employer' }, known: employer.facts }] }, ctx), { documents: [picture] });
  if (luck.happens(0.02)) return run.act(times.home(lastOf(run), luck.wait(2, 9)), me, (state, ctx) => withdrawApplication(state, { personId: applicant }, ctx));
  if (luck.happens(0.05)) return; // the employer does not answer
  run.act(times.office(lastOf(run), luck.wait(1.8, 14)), owner, (state, ctx) => completePart(state, { personId: employer.record.id, answers: answersOf(employer.record.id, offer(employer, trouble, sent, cast)) }, ctx));
  const payer = luck.happens(0.7) ? { personId: employer.record.id, actor: owner } : { personId: applicant, actor: me };
  let payment: PaymentRecord | undefined;
  run.act(times.soon(lastOf(run), luck.happens(0.8) ? luck.between(3, 40) : luck.between(600, 6000)), payer.actor, (state, ctx) => {
    const asked = requestPayment(state, { personId: payer.personId }, ctx);
    payment = asked.payment;
    return asked.change;
  });
  run.act(times.soon(lastOf(run), luck.between(1, 6)), partner('payments'), (state, ctx) => recordPayment(state, { payment: payment!, receipt: `R-${luck.between(100_000, 999_999)}` }, ctx));
}

function offer(employer: Employer, trouble: Trouble, sent: Instant, cast: Cast): Record<string, Json> {
  const { luck } = cast;
  const day = (days: number): Day => addDays(dayOf(sent, cast.calendar.timeZone), days);
  return {
    'case.offer-occupation': luck.pick(employer.occupations), 'case.offer-duties': 'Enligt anställningsavtalet', 'case.offer-place': employer.place,
    'case.offer-salary': (trouble === 'low-pay' ? luck.between(290, 340) : luck.between(352, 520)) * 10_000,
    'case.offer-hours': 100, 'case.offer-hours-week': 40, 'case.offer-date': day(-5), 'case.offer-from': day(luck.between(40, 90)), 'case.offer-permanent': true,
    'case.offer-collective-agreement': employer.bound ? 'bound' : 'equivalent',
    'case.insurance-health': true, 'case.insurance-life': true, 'case.insurance-injury': true, 'case.insurance-pension': true,
    'case.advertised-where': 'job-bank', 'case.advertised-from': day(-30), 'case.advertised-to': day(-12), 'case.union-way': 'ask',
  };
}

/** The country that issued the passport, then the union; the last answer lets the robot look. */
function answeredByPartners(run: CaseRun, { trouble }: Hire, cast: Cast): void {
  const { luck, times } = cast;
  while (run.file.phase === 'lodged' && run.file.waiting?.holder.kind === 'partner') {
    const { reason } = run.file.waiting;
    if (reason === 'passport-answer') run.act(times.soon(lastOf(run), luck.between(1, 20)), partner('passports'), (state, ctx) => partnerAnswered(state, { requirement: reason, value: trouble === 'passport-unknown' ? 'unknown' : 'valid' }, ctx));
    else run.act(times.office(lastOf(run), 0.3 + luck.wait(2.2, 8)), partner(reason), (state, ctx) => partnerAnswered(state, { requirement: reason, value: trouble === 'union-objects' ? 'objects' : luck.happens(0.8) ? 'agrees' : 'none' }, ctx));
  }
}

/** The robot left it: an officer takes it, asks where something can be mended, and decides; refusals by two. */
function decidedByOfficer(run: CaseRun, hire: Hire, cast: Cast): void {
  const { luck, times } = cast;
  const officer = luck.pick(cast.officers);
  run.act(times.office(lastOf(run), 1 + luck.wait(4, 20)), officer, (state, ctx) => assignCase(state, { staffId: officer.id }, ctx));
  if (hire.trouble === 'passport-unknown') {
    askedForPassport(run, hire, cast, officer);
    run.act(times.office(lastOf(run), luck.wait(1, 6)), officer, (state, ctx) => recordAssessedFacts(state, { facts: [{ subject: subject.person(hire.applicant), name: 'person.passport-status', value: 'valid', certainty: 'verified' }] }, ctx));
    if (run.file.phase !== 'lodged') return;
  }
  const at = times.office(lastOf(run), luck.wait(2, 15));
  const assessment = assessCase(run.state, cast.context(at, officer, run.file));
  const against = assessment.conditions.filter(({ status, basis }) => status === 'not met' && basis.length > 0);
  // a union's objection is weighed; pay under the floor is not
  if (against.some((one) => one.condition !== 'terms')) return refused(run, cast, officer, reasonsOf(against), at);
  const from = dayOf(at, cast.calendar.timeZone);
  const permit = permitTerms(assessment.permit) ?? { kind: 'temporary', ground: 'work', validFrom: from, validTo: addDays(from, 730) };
  run.act(at, officer, (state, ctx) => proposeDecision(state, { outcome: 'granted', reasons: reasonsOf(assessment.conditions.filter((one) => one.status === 'met' || one.status === 'doubtful')), permit }, ctx));
}

function askedForPassport(run: CaseRun, { applicant, language }: Hire, cast: Cast, officer: Actor): void {
  const { luck, times } = cast;
  const asked = times.soon(lastOf(run), luck.between(15, 90));
  run.act(asked, officer, (state, ctx) => requestInformation(state, {
    to: applicant, text: cast.words.showPassport[language] ?? cast.words.showPassport['en']!, language, answerBy: addDays(dayOf(asked, cast.calendar.timeZone), 14), facts: [{ fact: 'person.passport-image', of: applicant }],
  }, ctx));
  const answered = times.home(asked, luck.wait(4, 12));
  const picture = cast.document(run, applicant, 'passport-page.jpg', 'person.passport-image', answered);
  run.act(answered, person(applicant), (state, ctx) => answerRequest(state, {
    personId: applicant, request: state.case.openRequests[0]!.id, text: '', language, answers: [{ fact: 'person.passport-image', personId: applicant, value: [picture.id], evidence: picture.id }],
  }, ctx), { documents: [picture] });
}

function refused(run: CaseRun, cast: Cast, officer: Actor, reasons: ReturnType<typeof reasonsOf>, at: Instant): void {
  const { luck, times } = cast;
  const second = luck.pick(cast.approvers.filter((one) => one.id !== officer.id));
  const propose = (when: Instant): void => run.act(when, officer, (state, ctx) => proposeDecision(state, { outcome: 'refused', reasons, permit: null }, ctx));
  propose(at);
  if (luck.happens(0.2)) {
    run.act(times.office(at, luck.wait(1, 4)), second, (state, ctx) => returnDecision(state, { because: 'Fråga arbetsgivaren om lönen räknar med tilläggen.' }, ctx));
    propose(times.office(lastOf(run), luck.wait(1, 4)));
  }
  run.act(times.office(lastOf(run), luck.wait(1, 5)), second, (state, ctx) => approveDecision(state, ctx));
}
