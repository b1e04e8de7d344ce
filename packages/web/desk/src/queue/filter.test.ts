import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysFrom, filterNames, filterOf, queryOf, type Filter } from './filter.ts';

const filter = fc.dictionary(fc.constantFrom(...filterNames), fc.string({ minLength: 1, maxLength: 8 })).map((one): Filter => ({ ...one }));

test('a filter survives its address, whatever the order it was chosen in', () => {
  fc.assert(fc.property(filter, (one) => {
    assert.deepEqual(filterOf(Object.fromEntries(new URLSearchParams(queryOf(one)))), filterOf(one as Record<string, unknown>));
    const turned = Object.fromEntries(Object.entries(one).reverse()) as Filter;
    assert.equal(queryOf(turned), queryOf(one));
  }));
});

test('what is none of the filters is left out', () => {
  assert.deepEqual(filterOf({ service: 'a', page: '2', mine: '' }), { service: 'a' });
});

test('days are counted by the calendar', () => {
  assert.equal(daysFrom('2026-03-28', '2026-03-30'), 2);
  assert.equal(daysFrom('2026-11-23T23:59:00.000Z', '2026-11-22'), -1);
});
