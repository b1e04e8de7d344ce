// The invariants of the architecture, held against the rules as released: whatever the facts, whoever acts in
// whatever order, the robot only ever grants, and only on facts beyond doubt; every open case waits for one thing;
// every decision replays to the same bytes.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  answerRequest, approveDecision, assignCase, createRuleEngine, DomainError, giveApproval, lodgeApplication, openOffer, proposeDecision, replay, requestInformation,
  rerunRules, subject, withdrawApplication, withholdApproval, type ActContext, type Actor, type CaseState, type Change, type DecisionRecord, type Fact, type Json,
} from '@ankomst/core';
import { loadAuthority } from '../src/index.ts';

const authority = loadAuthority(join(import.meta.dirname, '../../../content/sweden'));
const rulebook = authority.service('child-born-in-sweden')!;
const engine = createRuleEngine();

/** Ids that count and a clock that stands, so that a failing case is the same when it is run again. */
function world(at: string): { ctx(actor: Actor): ActContext; tick(days: number): void } {
  let n = 0;
  let now = Date.parse(at);
  return {
    tick: (days) => { now += days * 86_400_000; },
    ctx: (actor) => ({
      at: new Date(now).toISOString(), ids: { next: () => `id-${++n}` }, actor, calendar: authority.calendar, rulebook, engine,
      sign: (payload) => `signed.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.x`,
    }),
  };
}

/** The case after a change, as the store would give it back. */
function after(state: CaseState, change: Change): CaseState {
  const file = change.cases![0]!;
  return { case: { ...file, version: file.version + 1 }, facts: [...state.facts, ...(change.facts ?? [])] };
}

const person = (id: string): Actor => ({ kind: 'person', id });
const officer: Actor = { kind: 'staff', id: 'sara' };
const second: Actor = { kind: 'staff', id: 'omar' };
const fact = (subjectKey: string, name: string, value: Json, over: Partial<Fact> = {}): Fact => ({
  id: `known-${subjectKey}-${name}`, subject: subjectKey, name, value, source: 'register', certainty: 'verified', assertedBy: 'partner/population-register', assertedAt: '2026-01-01T00:00:00.000Z', ...over,
});

const parents = { sarah: '198604092384', adam: '198402142397' };
const birth = (over: Record<string, Json> = {}): Record<string, Json> => ({
  child: { number: '202611032383', name: { given: 'Mona', family: 'Doe' }, birthDate: '2026-11-03', birthCountry: 'SE', birthPlace: 'Uppsala', citizenships: ['SY'], maritalStatus: 'unmarried', sex: 'female', address: { lines: ['Storgatan 1', '753 31 Uppsala'] }, ...over },
  parents: [{ number: parents.sarah, relation: 'mother' }, { number: parents.adam, relation: 'father' }],
  custodians: [parents.sarah, parents.adam], livesWith: [parents.sarah, parents.adam],
});
const permits = (over: Partial<Record<'sarah' | 'adam', Record<string, Json>>> = {}): Fact[] => (['sarah', 'adam'] as const).flatMap((who) => Object.entries({
  'person.citizenships': ['SY'], 'person.permit-kind': 'permanent', 'person.permit-ground': 'protection', 'person.permit-valid-from': '2021-05-01', ...over[who],
}).map(([name, value]) => fact(subject.person(who), name, value as Json)));

const open = (data: Record<string, Json>, known: Fact[], ctx: ActContext): CaseState => {
  const event = { partner: 'population-register', messageId: 'm-1', type: 'ChildBorn', occurredOn: '2026-11-03', data };
  const change = openOffer({ event, persons: { '202611032383': 'mona', [parents.sarah]: 'sarah', [parents.adam]: 'adam' }, known }, ctx);
  return { case: { ...change.cases![0]!, version: 1 }, facts: [...known, ...change.facts!] };
};
const passport = (validTo: Json): { fact: string; personId: string; value: Json }[] => [
  { fact: 'person.passport-exists', personId: 'mona', value: true }, { fact: 'person.passport-number', personId: 'mona', value: 'N012345' },
  { fact: 'person.passport-country', personId: 'mona', value: 'SY' }, { fact: 'person.passport-valid-to', personId: 'mona', value: validTo },
  { fact: 'person.passport-image', personId: 'mona', value: { document: 'd-1', sha256: 'ab', name: 'pass.jpg' } },
];

test('the film: one guardian sends, the other approves, and in that act the permit is there', () => {
  const { ctx } = world('2026-11-10T09:00:00.000Z');
  let state = open(birth(), permits(), ctx({ kind: 'partner', id: 'population-register' }));
  assert.equal(state.case.waiting?.reason, 'confirm-and-apply');
  state = after(state, lodgeApplication(state, { personId: 'sarah', answers: passport('2031-11-01') }, ctx(person('sarah'))));
  assert.deepEqual([state.case.waiting?.reason, state.case.waiting?.holder], ['approve', { kind: 'person', personId: 'adam', role: 'guardian' }]);
  const change = giveApproval(state, { personId: 'adam' }, ctx(person('adam')));
  assert.equal(change.decision?.outcome, 'granted', JSON.stringify(change.events?.map((event) => [event.type, event.data])));
  assert.equal(change.decision?.automatic, true);
  assert.ok(change.permit && change.permit.validTo !== null && change.permit.validTo <= '2031-11-01');
  assert.ok(change.decision!.reasons.every((reason) => reason.basis.length > 0 && reason.row));
  assert.equal(change.cases![0]!.waiting?.reason, 'book-visit');
  assert.deepEqual(replay(change.decision!, rulebook, engine), { same: true, differences: [] });
});

const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constant(null), fc.boolean(), fc.integer(), fc.string(),
  fc.constantFrom('SE', 'SY', 'XXA', 'permanent', 'temporary', 'none', 'protection', 'work', '2026-11-03', '2020-01-01', '2031-11-01', 'unmarried', 'married'),
  fc.constantFrom<Json>(['SY'], ['SE'], [], {}, { given: '' }, { single: 'Hiba' }, [null]),
);
const sound = { 'person.permit-kind': 'permanent', 'person.permit-ground': 'protection', 'person.permit-valid-from': '2021-05-01', 'person.citizenships': ['SY'] } as const;
/** Mostly sound, so that grants happen too; sometimes anything at all, or nothing. */
const parentFacts = fc.record(Object.fromEntries(Object.entries(sound).map(([name, value]) => [name, fc.oneof({ weight: 8, arbitrary: fc.constant(value as Json) }, { weight: 1, arbitrary: anything })]))) as fc.Arbitrary<Record<string, Json>>;
const child = fc.record({
  birthCountry: fc.oneof({ weight: 8, arbitrary: fc.constant<Json>('SE') }, { weight: 1, arbitrary: anything }),
  birthDate: fc.oneof({ weight: 8, arbitrary: fc.constant<Json>('2026-11-03') }, { weight: 1, arbitrary: anything }),
  citizenships: fc.oneof({ weight: 8, arbitrary: fc.constant<Json>(['SY']) }, { weight: 1, arbitrary: anything }),
  name: fc.oneof({ weight: 8, arbitrary: fc.constant<Json>({ given: 'Mona', family: 'Doe' }) }, { weight: 1, arbitrary: anything }),
  maritalStatus: fc.oneof({ weight: 8, arbitrary: fc.constant<Json>('unmarried') }, { weight: 1, arbitrary: anything }),
});
type Step = 'lodge-sarah' | 'lodge-adam' | 'approve-sarah' | 'approve-adam' | 'withhold-adam' | 'withdraw' | 'ask' | 'answer' | 'assign' | 'rerun' | 'propose-refusal' | 'approve-refusal' | 'wait';
const anySteps = fc.array(fc.constantFrom<Step>('lodge-sarah', 'lodge-sarah', 'lodge-adam', 'approve-sarah', 'approve-adam', 'approve-adam', 'approve-adam', 'withhold-adam', 'withdraw', 'ask', 'answer', 'assign', 'rerun', 'propose-refusal', 'approve-refusal', 'wait'), { minLength: 1, maxLength: 9 });
/** One in four goes the straight way, so that the facts alone decide. */
const steps = fc.oneof({ weight: 1, arbitrary: fc.constant<Step[]>(['lodge-sarah', 'approve-adam']) }, { weight: 3, arbitrary: anySteps });

test('whatever the facts and whoever acts: grants only, on facts beyond doubt; one waiting reason; replay to the byte', () => {
  const seen = { granted: 0, toOfficer: 0, byHand: 0 };
  fc.assert(fc.property(child, parentFacts, parentFacts, fc.constantFrom<Json>('2031-11-01', '2031-11-01', '2026-11-09', 'soon', null), steps, fc.constantFrom(...(['verified', 'verified', 'verified', 'doubtful'] as const)), (born, sarah, adam, passportTo, list, certainty) => {
    const { ctx, tick } = world('2026-11-10T09:00:00.000Z');
    const known = permits({ sarah, adam }).map((one) => ({ ...one, certainty }));
    let state = open(birth(born as Record<string, Json>), known, ctx({ kind: 'partner', id: 'population-register' }));
    const decisions: DecisionRecord[] = [];
    for (const step of list) {
      let change: Change;
      try {
        change = act(step, state, passportTo, ctx);
      } catch (error) {
        assert.ok(error instanceof DomainError, `${step}: ${(error as Error).stack}`);
        continue;
      }
      tick(1);
      state = after(state, change);
      if (change.decision) decisions.push(change.decision);
      if (change.events!.some((event) => event.type === 'AutomationStopped')) seen.toOfficer += 1;
      // invariant 3
      assert.equal(state.case.waiting === null, state.case.phase === 'closed', JSON.stringify(state.case));
      if (change.permit) assert.ok(change.permit.validTo === null || change.permit.validFrom <= change.permit.validTo);
    }
    assert.ok(decisions.length <= 1, 'a case is decided once');
    for (const decision of decisions) {
      if (decision.automatic) {
        seen.granted += 1;
        // invariant 1, and that nothing was granted on doubt
        assert.equal(decision.outcome, 'granted');
        assert.ok(decision.assessment.conditions.every((condition) => condition.status === 'met'));
        assert.ok(decision.assessment.facts.every((one) => one.certainty !== 'doubtful' || !decision.assessment.conditions.some((condition) => condition.facts.includes(`${one.subject} ${one.name}`))));
        assert.equal(certainty, 'verified');
      } else seen.byHand += 1;
      assert.deepEqual(replay(decision, rulebook, engine), { same: true, differences: [] });
    }
  }), { numRuns: 1500 });
  // the test would be empty if its cases never got there
  assert.ok(seen.granted >= 8 && seen.toOfficer >= 20 && seen.byHand >= 5, JSON.stringify(seen));
});

function act(step: Step, state: CaseState, passportTo: Json, ctx: (actor: Actor) => ActContext): Change {
  switch (step) {
    case 'lodge-sarah': return lodgeApplication(state, { personId: 'sarah', answers: passport(passportTo) }, ctx(person('sarah')));
    case 'lodge-adam': return lodgeApplication(state, { personId: 'adam', answers: [] }, ctx(person('adam')));
    case 'approve-sarah': return giveApproval(state, { personId: 'sarah' }, ctx(person('sarah')));
    case 'approve-adam': return giveApproval(state, { personId: 'adam' }, ctx(person('adam')));
    case 'withhold-adam': return withholdApproval(state, { personId: 'adam', reason: 'we live apart' }, ctx(person('adam')));
    case 'withdraw': return withdrawApplication(state, { personId: 'sarah' }, ctx(person('sarah')));
    case 'ask': return requestInformation(state, { to: 'sarah', facts: [{ fact: 'person.passport-image', of: 'mona' }], text: 'Send a picture of the passport', language: 'en' }, ctx(officer));
    case 'answer': return answerRequest(state, { personId: 'sarah', request: state.case.openRequests[0]?.id ?? '', answers: passport(passportTo), text: 'here', language: 'en' }, ctx(person('sarah')));
    case 'assign': return assignCase(state, { staffId: 'sara' }, ctx(officer));
    case 'rerun': return rerunRules(state, ctx(officer));
    case 'propose-refusal': return proposeDecision(state, { outcome: 'refused', reasons: [{ condition: 'home', reason: 'home.no', basis: ['UtlL-5-3e'], row: null }], permit: null }, ctx(officer));
    case 'approve-refusal': return approveDecision(state, ctx(second));
    case 'wait': throw new DomainError('wrong-phase');
  }
}

test('a refusal needs a reason with its law and a second officer, who is not the first', () => {
  const { ctx } = world('2026-11-10T09:00:00.000Z');
  let state = open(birth(), permits({ sarah: { 'person.permit-kind': 'none' }, adam: { 'person.permit-kind': 'none' } }), ctx({ kind: 'partner', id: 'population-register' }));
  state = after(state, lodgeApplication(state, { personId: 'sarah', answers: passport('2031-11-01') }, ctx(person('sarah'))));
  state = after(state, giveApproval(state, { personId: 'adam' }, ctx(person('adam'))));
  assert.deepEqual([state.case.waiting?.reason, state.case.stopped?.code], ['decision', 'condition']);
  assert.throws(() => proposeDecision(state, { outcome: 'refused', reasons: [], permit: null }, ctx(officer)), { code: 'reason-missing' });
  // on a condition that is met nobody is refused, whoever proposed it
  assert.throws(() => approveDecision(after(state, act('propose-refusal', state, null, ctx)), ctx(second)), { code: 'reason-missing' });
  const sponsor = { condition: 'sponsor', reason: 'sponsor.no', basis: ['UtlL-5-3-1-2a'], row: null };
  state = after(state, proposeDecision(state, { outcome: 'refused', reasons: [sponsor], permit: null }, ctx(officer)));
  assert.equal(state.case.waiting?.reason, 'second-officer');
  assert.throws(() => approveDecision(state, ctx(officer)), { code: 'same-officer' });
  const change = approveDecision(state, ctx(second));
  assert.deepEqual([change.decision?.outcome, change.decision?.automatic, change.cases![0]!.phase, change.cases![0]!.closedAs], ['refused', false, 'closed', 'refused']);
});

test('what is on file may not be asked for again; what a person said and a condition fails on, may', () => {
  const { ctx } = world('2026-11-10T09:00:00.000Z');
  let state = open(birth(), permits(), ctx({ kind: 'partner', id: 'population-register' }));
  state = after(state, lodgeApplication(state, { personId: 'sarah', answers: [{ fact: 'person.passport-exists', personId: 'mona', value: false }] }, ctx(person('sarah'))));
  state = after(state, giveApproval(state, { personId: 'adam' }, ctx(person('adam'))));
  assert.equal(state.case.waiting?.reason, 'decision');
  const ask = (name: string): Change => requestInformation(state, { to: 'sarah', facts: [{ fact: name, of: 'mona' }], text: 'Has she one now?', language: 'en' }, ctx(officer));
  assert.throws(() => ask('person.birth-date'), { code: 'already-on-file' });
  state = after(state, ask('person.passport-exists'));
  assert.equal(state.case.waiting?.reason, 'answer');
  const change = answerRequest(state, { personId: 'sarah', request: state.case.openRequests[0]!.id, answers: passport('2031-11-01'), text: '', language: 'en' }, ctx(person('sarah')));
  assert.equal(change.decision?.outcome, 'granted', 'the passport came, and the robot looked again');
});
