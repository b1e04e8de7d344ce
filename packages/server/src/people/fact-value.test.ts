import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FactDefinition, FactType, Json } from '@ankomst/core';
import { fitsFact } from './fact-value.ts';

const fact = (type: FactType, choices?: string[]): FactDefinition => ({ name: 'x', about: 'person', type, choices, sources: ['register'], sensitivity: 'ordinary', ground: 'g' });

const good: [FactType, Json][] = [
  ['name', { given: 'Mona', family: 'Doe' }], ['name', { single: 'Semhar' }], ['date', '2024-02-29'], ['partial-date', '1990'], ['partial-date', '1990-04'],
  ['boolean', false], ['integer', 0], ['country', 'SE'], ['citizenships', ['XXA']], ['citizenships', ['SY', 'SE']], ['address', { street: 'Storgatan 12', city: 'Uppsala' }],
];
const bad: [FactType, Json][] = [
  ['name', 'Mona'], ['name', { given: 7 }], ['name', { title: 'Dr' }], ['date', '2026-02-30'], ['date', 20261103], ['date', ''], ['boolean', 'true'], ['integer', 1.5],
  ['country', 'Sweden'], ['citizenships', []], ['citizenships', 'SY'], ['address', { street: ['x'] }], ['text', ''], ['text', 'x'.repeat(10_001)],
];

test('values of the type fit, others do not', () => {
  for (const [type, value] of good) assert.ok(fitsFact(fact(type), value), `${type} ${JSON.stringify(value)}`);
  for (const [type, value] of bad) assert.ok(!fitsFact(fact(type), value), `${type} ${JSON.stringify(value).slice(0, 60)}`);
  assert.ok(fitsFact(fact('choice', ['married']), 'married'));
  assert.ok(!fitsFact(fact('choice', ['married']), 'wed'));
});

test('no value whatever makes it throw', () => {
  const types: FactType[] = ['text', 'name', 'date', 'partial-date', 'boolean', 'yes-no-unknown', 'integer', 'money', 'country', 'citizenships', 'choice', 'document', 'passport', 'period', 'address', 'person', 'consent'];
  fc.assert(fc.property(fc.constantFrom(...types), fc.jsonValue(), (type, value) => typeof fitsFact(fact(type), value as Json) === 'boolean'));
});
