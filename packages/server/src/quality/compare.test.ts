import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConditionResult, DecisionRecord } from '@ankomst/core';
import type { Answer } from './api.ts';
import { compareWith } from './compare.ts';

const condition = (id: string, status: ConditionResult['status']): ConditionResult => ({ condition: id, status, kind: 'objective', row: `${id}-1`, basis: ['law'], reason: null, facts: [], missing: [], doubted: [] });
const decided = (outcome: DecisionRecord['outcome'], because: string[]): Pick<DecisionRecord, 'outcome' | 'reasons' | 'assessment'> => ({
  outcome, reasons: because.map((id) => ({ condition: id, reason: id, basis: ['law'], row: null })),
  assessment: { conditions: [condition('passport', 'doubtful'), condition('custody', 'not met'), condition('income', 'unknown')] } as DecisionRecord['assessment'],
});
const say = (passport: Answer, custody: Answer, income: Answer) => ({ conditions: [
  { condition: 'passport', answer: passport, ...(passport === 'met' ? {} : { why: 'p' }) }, { condition: 'custody', answer: custody, ...(custody === 'met' ? {} : { why: 'c' }) },
  { condition: 'income', answer: income, ...(income === 'met' ? {} : { why: 'i' }) },
] });

test('a grant rests on every condition, a refusal on those it names; the outcomes are compared besides', () => {
  const granted = compareWith(decided('granted', []), say('met', 'met', 'not met'))!;
  assert.deepEqual(granted.conditions.map((one) => [one.first, one.second, one.agrees]), [['met', 'met', true], ['met', 'met', true], ['met', 'not met', false]]);
  assert.deepEqual([granted.outcome, granted.agrees], ['not-granted', false]);
  const refused = compareWith(decided('refused', ['custody']), say('met', 'not met', 'unknown'))!;
  assert.deepEqual(refused.conditions.map((one) => one.first), ['met', 'not met', 'unknown']);
  assert.deepEqual([refused.agrees, refused.conditions.every((one) => one.agrees)], [true, true]);
  assert.equal(compareWith(decided('refused', ['custody']), say('met', 'met', 'met'))!.agrees, false);
});

test('every condition is answered once, and what is not met has a reason', () => {
  const first = decided('granted', []);
  const { conditions } = say('met', 'met', 'not met');
  assert.equal(compareWith(first, { conditions: conditions.slice(1) }), undefined);
  assert.equal(compareWith(first, { conditions: [...conditions, conditions[0]!] }), undefined);
  assert.equal(compareWith(first, { conditions: [conditions[0]!, conditions[1]!, { condition: 'income', answer: 'not met', why: ' ' }] }), undefined);
  assert.equal(compareWith(first, { conditions: [conditions[0]!, conditions[0]!, conditions[2]!] }), undefined);
});
