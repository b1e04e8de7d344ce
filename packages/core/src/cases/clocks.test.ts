import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActContext, CaseState } from '../act.ts';
import type { CaseEvent, CaseFile } from '../case.ts';
import { clocksOf, type StaffActor } from '../deadline.ts';
import { DomainError } from '../errors.ts';
import type { Rulebook } from '../rulebook.ts';
import { extendDeadline } from './extend-deadline.ts';
import { delayGrounds } from './notice-of-delay.ts';
import { constantOutcome } from './request-to-conclude.ts';
import { runOutDeadline } from './run-clock.ts';

const rulebook = {
  service: 's', applicantRole: 'applicant', unit: 'u',
  roles: [{ role: 'applicant', min: 1, max: 1, may: ['read', 'notify', 'withdraw'] }, { role: 'employer', min: 0, max: 1, may: ['read', 'answer', 'notify'] }],
  requirements: [{
    id: 'union', phase: 'lodged', holder: { partner: 'union' }, needs: { fact: 'case.union-opinion' },
    deadline: { id: 'union', days: 14, from: 'requirement', basis: 'x', holder: 'u', lapsesTo: { fact: 'case.union-opinion', value: 'none' } },
  }],
  deadlines: [{ id: 'single', days: 90, from: 'complete', basis: 'x', holder: 'u', pausedBy: ['answer'], extend: { days: 30, times: 1, basis: 'y' } }],
  facts: [{ name: 'case.union-opinion', about: 'case', type: 'choice', sources: ['partner'], sensitivity: 'ordinary', ground: 'x' }],
  conditions: [], notices: [], tables: {}, letters: {}, text: {},
} as unknown as Rulebook;
const stopped = { at: '2026-01-12T08:00:00.000Z', code: 'condition', conditions: ['salary'] };
const file = (over: Partial<CaseFile> = {}): CaseFile => ({
  id: 'c', number: '', service: 's', rulebook: 'r', phase: 'lodged', parties: [{ personId: 'p', role: 'applicant' }, { personId: 'e', role: 'employer' }], unit: 'u', openedAt: '2026-01-10T08:00:00.000Z',
  lodgedAt: '2026-01-12T08:00:00.000Z', completeAt: '2026-01-12T08:00:00.000Z', openRequests: [], stopped,
  waiting: { reason: 'decision', holder: { kind: 'unit', unit: 'u' }, since: '2026-01-20T08:00:00.000Z' }, waited: [], version: 1, ...over,
});
let n = 0;
const ctx = (at: string): ActContext & { actor: StaffActor } => ({
  at, ids: { next: () => `id-${++n}` }, actor: { kind: 'staff', id: 'sara' }, calendar: { timeZone: 'Europe/Stockholm', holidays: new Set() }, rulebook,
  engine: { version: 't', evaluate: () => { throw new Error('nothing to decide here'); } }, sign: () => 'signed',
});
const state = (over?: Partial<CaseFile>): CaseState => ({ case: file(over), facts: [{ id: 'f', subject: 'case/c', name: 'case.union-opinion', value: 'agrees', source: 'partner', certainty: 'verified', assertedBy: 'partner/union', assertedAt: '2026-01-15T08:00:00.000Z' }] });
const out = (error: unknown): boolean => error instanceof DomainError && error.code === 'out-of-order';

test('an officer prolongs a clock as often as the law says, while it runs; the reason goes to those whose case it is, not to the employer', () => {
  const change = extendDeadline(state(), { deadline: 'single', reason: 'Two registers disagree.', language: 'sv' }, ctx('2026-03-01T08:00:00.000Z'));
  const after = change.cases![0]!;
  assert.equal(clocksOf(rulebook, after, '2026-03-01T08:00:00.000Z', ctx('').calendar)[0]?.due, '2026-05-12');
  assert.deepEqual(change.events!.map((event) => [event.type, event.data['due'], event.data['reason']]), [['DeadlineExtended', '2026-05-12', 'Two registers disagree.']]);
  assert.deepEqual(change.messages!.map((message) => [message.personId, message.text]), [['p', 'Two registers disagree.']]);
  assert.throws(() => extendDeadline({ ...state(), case: after }, { deadline: 'single', reason: 'Again.', language: 'sv' }, ctx('2026-03-02T08:00:00.000Z')), out);
  assert.throws(() => extendDeadline(state(), { deadline: 'single', reason: 'Late.', language: 'sv' }, ctx('2026-06-02T08:00:00.000Z')), out);
  assert.throws(() => extendDeadline(state(), { deadline: 'single', reason: ' ', language: 'sv' }, ctx('2026-03-01T08:00:00.000Z')), (error: unknown) => error instanceof DomainError && error.code === 'reason-missing');
});

test('silence of a partner lets the case go on, and is recorded as what it is; an answer that came is never overwritten', () => {
  const asked = file({ stopped, waiting: { reason: 'union', holder: { kind: 'partner', partner: 'union' }, since: '2026-01-12T08:00:00.000Z' } });
  const at = '2026-02-02T08:00:00.000Z';
  const clock = clocksOf(rulebook, asked, at, ctx(at).calendar).find((one) => one.deadline === 'union')!;
  assert.ok(clock.left < 0);
  const change = runOutDeadline({ case: asked, facts: [] }, { clock }, { ...ctx(at), actor: { kind: 'system', id: 'clock' } });
  assert.deepEqual(change.facts!.map((fact) => [fact.name, fact.value, fact.source, fact.certainty, fact.assertedBy]), [['case.union-opinion', 'none', 'partner', 'stated', 'system/clock']]);
  assert.equal(change.cases![0]!.waiting?.reason, 'decision');
  assert.equal(change.cases![0]!.decisionId, undefined);
  assert.deepEqual(runOutDeadline({ ...state(), case: asked }, { clock }, { ...ctx(at), actor: { kind: 'system', id: 'clock' } }).facts, []);
});

test('the grounds of a delay are what happened, counted, with what is waited for and by whom', () => {
  const event = (type: CaseEvent['type'], at: string): CaseEvent => ({ id: at, caseId: 'c', type, at, actor: { kind: 'system', id: 'x' }, data: {} });
  const waited = [{ reason: 'answer', holder: { kind: 'person' as const, personId: 'p', role: 'applicant' }, from: '2026-01-13T08:00:00.000Z', to: '2026-01-20T08:00:00.000Z' }];
  const grounds = delayGrounds(state({ waited }), [
    event('ApplicationLodged', '2026-01-12T08:00:00.000Z'), event('InformationRequested', '2026-01-13T08:00:00.000Z'), event('CaseNoted', '2026-01-14T08:00:00.000Z'),
    event('InformationRequested', '2026-01-14T08:00:00.000Z'), event('InformationReceived', '2026-01-20T08:00:00.000Z'),
  ], rulebook, '2026-03-01T08:00:00.000Z', ctx('').calendar);
  assert.deepEqual(grounds, {
    done: [{ type: 'ApplicationLodged', on: '2026-01-12', times: 1 }, { type: 'InformationRequested', on: '2026-01-14', times: 2 }, { type: 'InformationReceived', on: '2026-01-20', times: 1 }],
    waits: { reason: 'decision', holder: { kind: 'unit', unit: 'u' }, since: '2026-01-20' }, conditions: ['salary'], daysWithOthers: 7, next: null,
  });
});

test('refusals that all say the same are noticed, whatever dates and numbers stand in them; real answers are not', () => {
  const refused = (words: string): { outcome: 'refused'; words: string } => ({ outcome: 'refused', words });
  const same = Array.from({ length: 12 }, (_, i) => refused(`Vi har många ärenden (26-00${i}), senast ${i} maj.`));
  assert.deepEqual(constantOutcome([...same, ...Array.from({ length: 8 }, () => ({ outcome: 'decided' as const }))]), { words: same[0]!.words, count: 12, of: 20 });
  assert.equal(constantOutcome([...same.slice(0, 9), ...Array.from({ length: 11 }, (_, i) => refused(`Skäl ${'abcdefghijk'[i]}`))]), undefined);
  assert.equal(constantOutcome(Array.from({ length: 20 }, () => ({ outcome: 'decided' as const }))), undefined, 'that all are decided is no alarm');
  assert.equal(constantOutcome(same.slice(0, 3)), undefined, 'too few to say');
});
