// Christopher's film through the domain, on the rulebook as released: each step waits for one thing, and the robot grants.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  approveDecision, assessCase, beginApplication, completePart, createRuleEngine, factSet, joinCase, lodgeApplication, partnerAnswered, proposeDecision, reasonsOf,
  recordPayment, replay, requestPayment, subject,
  type ActContext, type Actor, type Answer, type CaseState, type Change, type Fact, type Json,
} from '@ankomst/core';
import { loadAuthority } from '../src/index.ts';

const authority = loadAuthority(join(import.meta.dirname, '../../../content/sweden'));
const rulebook = authority.service('work-permit')!;
const engine = createRuleEngine();

function world(at: string): { ctx(actor: Actor): ActContext; tick(days: number): void } {
  let n = 0, now = Date.parse(at);
  return {
    tick: (days) => { now += days * 86_400_000; },
    ctx: (actor) => ({ at: new Date(now).toISOString(), ids: { next: () => `id-${++n}` }, actor, calendar: authority.calendar, rulebook, engine, sign: () => 'signed' }),
  };
}
const after = (state: CaseState, change: Change): CaseState => ({ case: { ...change.cases![0]!, version: change.cases![0]!.version + 1 }, facts: [...state.facts, ...(change.facts ?? [])] });
const christopher: Actor = { kind: 'person', id: 'christopher' };
const karin: Actor = { kind: 'staff', id: 'karin' }, jonas: Actor = { kind: 'staff', id: 'jonas' };
const maria: Actor = { kind: 'person', id: 'maria', onBehalfOf: 'solrosen' };
const known = (personId: string, facts: Record<string, Json>): Fact[] => Object.entries(facts).map(([name, value]) => ({
  id: `known-${personId}-${name}`, subject: subject.person(personId), name, value, source: 'register', certainty: 'verified', assertedBy: 'partner/register', assertedAt: '2026-11-01T00:00:00.000Z',
}));
const solrosen = known('solrosen', { 'organisation.name': 'Restaurang Solrosen AB', 'organisation.number': '5561234567', 'organisation.status': 'active', 'organisation.registered-on': '2019-03-01', 'organisation.employer-registered': true, 'organisation.reported': false });
const answers = (facts: Record<string, Json>, personId = 'christopher'): Answer[] => Object.entries(facts).map(([fact, value]) => ({ fact, personId, value }));
const about = { 'person.name': { given: 'Christopher', family: 'Souza Lima' }, 'person.birth-date': '1991-04-12', 'person.citizenships': ['BR'], 'person.passport-number': 'FZ123456', 'person.passport-country': 'BR', 'person.passport-valid-to': '2031-05-20', 'person.passport-image': { document: 'd-1', sha256: 'ab', name: 'pass.jpg' } };
const job = (salary: number): Record<string, Json> => ({
  'case.offer-occupation': '5120', 'case.offer-duties': 'Lagar mat', 'case.offer-place': 'Uppsala', 'case.offer-salary': salary, 'case.offer-hours': 100, 'case.offer-hours-week': 40,
  'case.offer-date': '2026-10-25', 'case.offer-from': '2026-12-15', 'case.offer-permanent': true, 'case.offer-collective-agreement': 'bound',
  'case.insurance-health': true, 'case.insurance-life': true, 'case.insurance-injury': true, 'case.insurance-pension': true,
  'case.advertised-where': 'job-bank', 'case.advertised-from': '2026-10-05', 'case.advertised-to': '2026-10-20', 'case.union-way': 'ask',
});

/** The waiting reasons on the way, and the change that ended it. */
function play(salary: number, opinion: Json): { waited: string[]; last: Change; state: CaseState } {
  const { ctx, tick } = world('2026-11-12T12:00:00.000Z');
  const waited: string[] = [];
  let state: CaseState = { case: undefined as never, facts: [] };
  let last: Change = {};
  const step = (change: Change): void => { last = change; state = after(state, change); waited.push(state.case.waiting!.reason); };
  step(beginApplication({ party: { personId: 'christopher', role: 'applicant' }, known: [] }, ctx(christopher)));
  assert.equal(factSet(state.facts).get(subject.case(state.case.id), 'case.kind')?.value, 'first');
  step(lodgeApplication(state, { personId: 'christopher', answers: answers({ ...about, 'case.in-sweden': false, 'case.employer-number': '5561234567' }), joins: [{ party: { personId: 'solrosen', role: 'employer' }, known: solrosen }] }, ctx(christopher)));
  tick(2);
  step(completePart({ ...state, facts: [...state.facts, ...solrosen] }, { personId: 'solrosen', answers: answers(job(salary), 'solrosen') }, ctx(maria)));
  state = { ...state, facts: [...state.facts, ...solrosen.filter((one) => !state.facts.includes(one))] };
  const { change, payment } = requestPayment(state, { personId: 'solrosen' }, ctx(maria));
  assert.equal(payment.amount, 220_000);
  step(change);
  assert.equal(state.case.completeAt, undefined);
  step(recordPayment(state, { payment: { ...payment, status: 'requested' } as typeof payment, receipt: 'r-1' }, ctx({ kind: 'partner', id: 'payments' })));
  assert.ok(state.case.completeAt, 'nothing more is awaited of the parties: the clock of 90 days begins');
  step(partnerAnswered(state, { requirement: 'passport-answer', value: 'valid' }, ctx({ kind: 'partner', id: 'passports' })));
  tick(3);
  step(partnerAnswered(state, { requirement: 'union', value: opinion }, ctx({ kind: 'partner', id: 'union' })));
  return { waited, last, state };
}

test('the film: he applies, the employer adds its part and pays, the partners answer, the robot grants', () => {
  const { waited, last } = play(3_447_000, 'agrees');
  assert.deepEqual(waited, ['confirm-and-apply', 'employer-part', 'pay', 'pay', 'passport-answer', 'union', 'book-visit']);
  assert.equal(last.decision?.outcome, 'granted', JSON.stringify(last.events?.map((event) => [event.type, event.data])));
  assert.equal(last.decision?.automatic, true);
  assert.deepEqual([last.permit?.validFrom, last.permit?.validTo, last.permit?.ground], ['2026-12-15', '2028-12-15', 'work']);
  assert.deepEqual(replay(last.decision!, rulebook, engine), { same: true, differences: [] });
});

test('one krona under the floor: to an officer, with that condition alone, and no decision', () => {
  const { waited, last, state } = play(3_446_900, 'agrees');
  assert.equal(waited.at(-1), 'decision');
  assert.equal(last.decision, undefined);
  assert.deepEqual(state.case.stopped?.conditions, ['salary']);
  // an officer's refusal tells the figure, and is the same when it is played again
  const { ctx } = world('2026-11-13T12:00:00.000Z');
  const assessment = assessCase(state, ctx(karin));
  assert.deepEqual(assessment.conditions.find((one) => one.condition === 'salary')?.told, { floor: 3_447_000 });
  const proposed = after(state, proposeDecision(state, { outcome: 'refused', reasons: reasonsOf(assessment.conditions.filter((one) => one.condition === 'salary')), permit: null }, ctx(karin)));
  const refused = approveDecision(proposed, ctx(jonas)).decision!;
  assert.deepEqual(refused.reasons.map(({ reason, told }) => ({ reason, told })), [{ reason: 'reason.salary-short', told: { floor: 3_447_000 } }]);
  assert.deepEqual(replay(refused, rulebook, engine), { same: true, differences: [] });
});

test('the union objects: to an officer, with the terms alone', () => {
  const { last, state } = play(3_447_000, 'objects');
  assert.equal(last.decision, undefined);
  assert.deepEqual(state.case.stopped?.conditions, ['terms']);
});

test('an extension takes over what stands, and asks the tax agency before it is decided', () => {
  const { ctx } = world('2028-10-01T12:00:00.000Z');
  const { state: earlier } = play(3_447_000, 'agrees');
  const own = known('christopher', about).map((one): Fact => ({ ...one, source: 'applicant', certainty: 'stated' }));
  const permit = known('christopher', { 'person.permit-ground': 'work', 'person.permit-valid-from': '2026-12-15', 'person.permit-valid-to': '2028-12-15', 'person.personal-number': '199104120000' });
  let state: CaseState = { case: undefined as never, facts: [...own, ...permit, ...solrosen] };
  state = after(state, beginApplication({ party: { personId: 'christopher', role: 'applicant' }, known: [...own, ...permit], earlier: { case: earlier.case, facts: earlier.facts } }, ctx(christopher)));
  const on = (name: string): Json | undefined => factSet(state.facts).get(subject.case(state.case.id), name)?.value;
  assert.deepEqual([on('case.kind'), on('case.in-sweden'), on('case.offer-occupation'), on('case.promised-salary'), on('case.offer-salary')], ['extension', true, '5120', 3_447_000, undefined]);
  assert.deepEqual(state.case.parties.map((party) => party.role), ['applicant', 'employer']);
  state = after(state, lodgeApplication(state, { personId: 'christopher', answers: answers({ 'case.same-employer': true }) }, ctx(christopher)));
  assert.equal(state.case.waiting?.reason, 'employer-part');
  state = after(state, completePart(state, { personId: 'solrosen', answers: answers({ 'case.offer-salary': 3_700_000, 'case.union-way': 'ask' }, 'solrosen') }, ctx(maria)));
  const { change, payment } = requestPayment(state, { personId: 'christopher' }, ctx(christopher));
  assert.equal(payment.amount, 150_000);
  state = after(state, change);
  state = after(state, recordPayment(state, { payment, receipt: 'r-2' }, ctx({ kind: 'partner', id: 'payments' })));
  state = after(state, partnerAnswered(state, { requirement: 'passport-answer', value: 'valid' }, ctx({ kind: 'partner', id: 'passports' })));
  assert.deepEqual([state.case.waiting?.reason, state.case.waiting?.holder], ['salary-answer', { kind: 'partner', partner: 'tax' }]);
  state = after(state, partnerAnswered(state, { requirement: 'salary-answer', value: 'as-promised' }, ctx({ kind: 'partner', id: 'tax' })));
  const last = partnerAnswered(state, { requirement: 'union', value: 'none' }, ctx({ kind: 'partner', id: 'union' }));
  assert.equal(last.decision?.outcome, 'granted', JSON.stringify(last.events?.map((event) => [event.type, event.data])));
  assert.deepEqual([last.permit?.validFrom, last.permit?.validTo], ['2028-12-16', '2030-12-16']);
});

test('the employer begins: the applicant is asked in, joins, sends, and nothing is asked of the employer again', () => {
  const { ctx } = world('2026-11-12T12:00:00.000Z');
  let state: CaseState = { case: undefined as never, facts: [...solrosen] };
  state = after(state, beginApplication({ party: { personId: 'solrosen', role: 'employer' }, known: solrosen, answers: answers(job(3_447_000), 'solrosen') }, ctx(maria)));
  assert.equal(state.case.waiting?.reason, 'invite');
  state = after(state, completePart(state, { personId: 'solrosen', answers: [] }, ctx(maria)));
  state = after(state, joinCase(state, { party: { personId: 'christopher', role: 'applicant' }, known: [] }, ctx(christopher)));
  assert.equal(state.case.waiting?.reason, 'confirm-and-apply');
  state = after(state, lodgeApplication(state, { personId: 'christopher', answers: answers({ ...about, 'case.in-sweden': false }) }, ctx(christopher)));
  assert.equal(state.case.waiting?.reason, 'pay');
});
