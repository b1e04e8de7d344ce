import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DomainError, type Assessment, type ConditionResult } from '@ankomst/core';
import { chosenDecision, type DecisionChoice } from './propose-decision.ts';

const condition = (id: string, status: ConditionResult['status']): ConditionResult => ({
  condition: id, status, kind: 'objective', row: `${id}-row`, basis: [`law-${id}`], reason: `reason.${id}`, facts: [], missing: [], doubted: [],
});
const assessment = (conditions: ConditionResult[]): Assessment => ({
  rulebook: 'sha256:x', engine: 'test', dates: { application: '2026-11-03', decision: '2026-11-03' }, parties: [], facts: [], inputs: {}, conditions, outcome: 'OFFICER',
  permit: { 'kind': 'temporary', 'ground': 'family', 'valid from': '2026-11-03', 'valid to': '2028-11-02' }, fee: null, trace: [],
});
const statuses = ['met', 'not met', 'unknown', 'doubtful'] as const;

test('whatever is chosen, a refusal rests on what is not met, or on what an officer has weighed and says why; never on what is met', () => {
  const found = fc.array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(found, fc.array(fc.nat(7)), fc.constantFrom('refused', 'dismissed', 'granted'), fc.constantFrom('', '  ', 'The passport is reported lost.'), (given, picks, outcome, note) => {
    const conditions = given.map((status, at) => condition(`c${at}`, status));
    const choice: DecisionChoice = { outcome: outcome as DecisionChoice['outcome'], conditions: picks.map((pick) => `c${pick}`), note };
    const weighed = (status: string): boolean => note.trim() !== '' && status !== 'met';
    const of = (id: string): ConditionResult => conditions.find((one) => one.condition === id)!;
    try {
      const proposal = chosenDecision(choice, assessment(conditions));
      if (outcome === 'granted') return assert.ok(proposal.permit);
      assert.ok(proposal.reasons.length > 0);
      assert.equal(proposal.permit, null);
      for (const { condition: id } of proposal.reasons) {
        assert.ok(of(id).status === 'not met' || weighed(of(id).status) || (outcome === 'dismissed' && of(id).status === 'unknown'), `${outcome} on ${of(id).status}`);
        assert.ok(choice.conditions.includes(id));
      }
    } catch (error) {
      assert.ok(error instanceof DomainError && error.code === 'reason-missing', String(error));
      assert.notEqual(outcome, 'granted');
    }
  }));
});

test('a grant takes the rules’ terms unless the officer writes others', () => {
  const rules = assessment([condition('a', 'met'), condition('b', 'unknown')]);
  assert.equal(chosenDecision({ outcome: 'granted', conditions: [] }, rules).permit?.validTo, '2028-11-02');
  const own = { kind: 'temporary', ground: 'other', validFrom: '2026-12-01', validTo: '2027-05-31' };
  const proposal = chosenDecision({ outcome: 'granted', conditions: [], permit: own, note: '  own words ' }, rules);
  assert.deepEqual(proposal.permit, own);
  assert.equal(proposal.note, 'own words');
  assert.deepEqual(proposal.reasons.map((reason) => reason.condition), ['a']);
  assert.equal(chosenDecision({ outcome: 'granted', conditions: [] }, { ...rules, permit: null }).permit, null);
});
