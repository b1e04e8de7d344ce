import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { along } from './curves.ts';
import { MovingCases } from './moving.ts';

const way = [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 50 }];
const move = fc.record({ source: fc.nat(2), target: fc.nat(2), begin: fc.integer({ min: 0, max: 100 }), takes: fc.integer({ min: 1, max: 60 }) });

test('whoever is under way is where their share of the way is, forward and back, and nobody else is', () => {
  fc.assert(fc.property(fc.array(move, { maxLength: 30 }), fc.array(fc.integer({ min: 0, max: 170 }), { minLength: 1, maxLength: 12 }), (all, instants) => {
    const moves = all.toSorted((a, b) => a.begin - b.begin);
    const moving = new MovingCases({ begin: moves.map((one) => one.begin), end: moves.map((one) => one.begin + one.takes) });
    // of the ways to c none is on the map
    moving.along({ activities: ['a', 'b', 'c'], source: moves.map((one) => one.source), target: moves.map((one) => one.target) }, (_from, to) => (to === 'c' ? undefined : way), 2, 1);
    for (const now of instants) {
      moving.at(now);
      const seen = Array.from({ length: moving.count }, (_, i) => [moving.x[i]!, moving.y[i]!] as const);
      const expected = moves.filter((one) => one.target !== 2 && one.begin <= now && one.begin + one.takes > now).map((one) => along(way, (now - one.begin) / one.takes));
      assert.equal(seen.length, expected.length);
      // a place in 256 of the way, and a pixel for rounding; the way is 250 pixels long
      expected.forEach(({ x, y }, i) => assert.ok(Math.abs(seen[i]![0] - 2 * x) <= 2 && Math.abs(seen[i]![1] - y) <= 2, `${seen[i]} for ${2 * x}, ${y}`));
    }
  }));
});
