import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { FactDefinition } from '@ankomst/core';
import { whatWouldChange } from './what-would-change.ts';

const definition = (type: FactDefinition['type'], more: Partial<FactDefinition> = {}): FactDefinition =>
  ({ name: 'x', about: 'case', type, sources: ['applicant'], sensitivity: 'ordinary', ground: 'none', ...more });

describe('what would change a condition', () => {
  test('the nearest sum in whole kronor, whatever the limit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 1, max: 20_000_000 }), (value, floor) => {
      fc.pre(value < floor);
      const [change] = whatWouldChange([{ key: 'pay', definition: definition('money'), value }], (_key, other) => (other as number) >= floor);
      assert.deepEqual(change, { key: 'pay', value: Math.ceil(floor / 100) * 100, way: 'least' });
    }));
  });
  test('never past the bounds of the fact, and up to them', () => {
    const hours = definition('percent', { min: 1, max: 100 });
    const tried = [{ key: 'hours', definition: hours, value: 30 }];
    assert.deepEqual(whatWouldChange(tried, (_key, other) => (other as number) >= 100), [{ key: 'hours', value: 100, way: 'least' }]);
    assert.deepEqual(whatWouldChange(tried, (_key, other) => (other as number) > 100), []);
  });
  test('days both ways, other choices, yes for no', () => {
    assert.deepEqual(whatWouldChange([{ key: 'to', definition: definition('date'), value: '2026-11-15' }], (_key, other) => (other as string) <= '2026-10-31'), [{ key: 'to', value: '2026-10-31', way: 'most' }]);
    assert.deepEqual(whatWouldChange([{ key: 'where', definition: definition('choice', { choices: ['a', 'b'] }), value: 'a' }], (_key, other) => other === 'b'), [{ key: 'where', value: 'b', way: 'is' }]);
    assert.deepEqual(whatWouldChange([{ key: 'health', definition: definition('boolean'), value: false }], (_key, other) => other === true), [{ key: 'health', value: true, way: 'is' }]);
  });
});
