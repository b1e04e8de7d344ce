import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csv } from './save.ts';
import { scale, stacked, ticks } from './scale.ts';

test('ticks are whole, even, begin at nothing and reach over the most', () => {
  fc.assert(fc.property(fc.nat(5_000_000), (most) => {
    const found = ticks(most);
    assert.equal(found[0], 0);
    assert.ok(found.at(-1)! >= most && found.length >= 2 && found.length <= 7, `${most}: ${found}`);
    assert.ok(found.every((one, index) => Number.isInteger(one) && one === index * found[1]!));
  }));
});

test('parts lie end to end, and places follow numbers', () => {
  assert.deepEqual(stacked([2, 0, 3]), [{ from: 0, to: 2 }, { from: 2, to: 2 }, { from: 2, to: 5 }]);
  assert.equal(scale(10, 100, 200)(5), 150);
  assert.equal(scale(0, 100, 200)(0), 100);
});

test('a table as CSV: quotes where needed, and no cell is a formula', () => {
  assert.equal(csv({ columns: ['a', 'b'], rows: [['x, "y"', 1], ['=1+1', null], [-3, '-x']] }), 'a,b\r\n"x, ""y""",1\r\n\'=1+1,\r\n-3,\'-x\r\n');
});
