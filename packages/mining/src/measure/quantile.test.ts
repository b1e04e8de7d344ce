import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { quantile, quantilesInPlace } from './quantile.ts';

test('quantiles in place are those of the sorted numbers, ties and all', () => {
  const numbers = fc.oneof(
    fc.array(fc.integer({ min: -5, max: 5 })),
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 2000 }),
    fc.integer({ min: 601, max: 5000 }).map((n) => Array.from({ length: n }, (_, i) => (i * 7919) % 1009)),
  );
  fc.assert(fc.property(numbers, fc.nat(3), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }), (list, before, qs) => {
    qs.sort((a, b) => b - a);
    const values = Float64Array.from([...Array.from({ length: before }, () => -1e9), ...list, 1e9]);
    const found = quantilesInPlace(values, before, before + list.length, qs);
    const sorted = Float64Array.from(list).sort();
    assert.deepEqual(found.map((one) => one + 0), qs.map((q) => quantile(sorted, q) + 0));
    assert.deepEqual(values.slice(before, before + list.length).sort(), sorted);
    assert.equal(values.at(-1), 1e9);
  }));
});
