import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { personalNumber } from './personal-number.ts';
import { chance, seededIds } from './random.ts';

test('the same seed, the same history', () => {
  const draw = (seed: number): number[] => { const luck = chance(seed); return Array.from({ length: 50 }, () => luck.between(1, 1000)); };
  assert.deepEqual(draw(7), draw(7));
  assert.notDeepEqual(draw(7), draw(8));
  fc.assert(fc.property(fc.integer(), fc.integer({ min: -5, max: 5 }), (seed, from) => {
    const got = chance(seed).between(from, from + 3);
    assert.ok(got >= from && got <= from + 3 && Number.isInteger(got));
  }));
});

test('weights are kept', () => {
  const luck = chance(1);
  let rare = 0;
  for (let n = 0; n < 10_000; n += 1) if (luck.weighted([[99, 'often'], [1, 'rare']] as const) === 'rare') rare += 1;
  assert.ok(rare > 60 && rare < 140, String(rare));
});

test('ids are unique and in the order of time', () => {
  let now = '2026-01-01T00:00:00.000Z';
  const ids = seededIds(chance(3), () => now);
  const first = ids.next();
  now = '2026-01-02T00:00:00.000Z';
  const later = Array.from({ length: 1000 }, () => ids.next());
  assert.ok(later.every((id) => id > first && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
  assert.equal(new Set(later).size, 1000);
});

test('a personal number carries its date and a right check digit', () => {
  assert.match(personalNumber('1990-01-07', 1), /^19900107981\d$/);
  assert.equal(personalNumber('1990-01-07', 1), '199001079814');
});
