import { test } from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { accessRequests } from '../testing/access-requests.ts';
import { createCedarJudge } from './judge-by-cedar.ts';
import { judgeByHand } from './judge-by-hand.ts';
import { readPolicies } from './read-policies.ts';

const content = join(import.meta.dirname, '../../../../content/sweden');
const policies = readPolicies(content);
const silent = { error: () => assert.fail('the engine failed') };
const seed = 20261123;

test('20,000 requests: the policies of the content and the same written by hand say the same, for the same reasons, and each policy has been met', () => {
  const cedar = createCedarJudge(policies, silent), requests = accessRequests(seed);
  const met = new Set<string>();
  for (let at = 0; at < 20_000; at++) {
    const { asker, act, outline } = requests.next();
    const verdict = cedar.judge(asker, act, outline);
    assert.deepEqual(verdict, judgeByHand.judge(asker, act, outline), `request ${at} of seed ${seed}`);
    for (const id of verdict.policies) met.add(id);
  }
  const ofNotes = policies.policies.filter(({ source }) => source.includes('readNote')).map(({ id }) => id);
  assert.deepEqual(policies.policies.map(({ id }) => id).filter((id) => !met.has(id)).sort(), ofNotes.sort());
});

test('a sealed note is opened by its writer and by those it is sealed to', () => {
  const cedar = createCedarJudge(policies, silent), requests = accessRequests(seed);
  const said = { true: 0, false: 0 };
  for (let at = 0; at < 1_000; at++) {
    const { subject, note } = requests.note();
    const may = cedar.mayReadNote(subject, note);
    assert.equal(may, judgeByHand.mayReadNote(subject, note), `note ${at} of seed ${seed}`);
    said[`${may}`]++;
  }
  assert.ok(said.true > 100 && said.false > 100);
});

test('where the engine fails nobody is let in, and one line says that it failed', () => {
  const requests = accessRequests(seed);
  const broken = [
    () => { throw new Error('engine gone'); },
    () => ({ type: 'failure' as const, errors: [{ message: 'broken' }], warnings: [] }),
    // a prohibition that could not be evaluated is left out by the engine: what then is allowed is not believed
    () => ({ type: 'success' as const, warnings: [], response: { decision: 'allow' as const, diagnostics: { reason: ['party'], errors: [{ policyId: 'own-case', error: { message: 'no such attribute' } }] } } }),
  ];
  for (const ask of broken) {
    let lines = 0;
    const judge = createCedarJudge(policies, { error: () => { lines++; } }, ask as never);
    const { asker, act, outline } = { ...requests.next(), asker: { kind: 'person' as const, personId: 'p1' } };
    assert.deepEqual(judge.judge(asker, act, outline), { allowed: false, reason: 'engine-failed', policies: [] });
    assert.equal(lines, 1);
  }
});
