import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chance as luckOf } from '../demo/random.ts';
import { foreseen, limits, surprise, wilson } from './chance.ts';
import { findAlarms, type Series } from './find-alarms.ts';

const monday = (n: number): string => new Date(Date.UTC(2026, 0, 5) + n * 7 * 86_400_000).toISOString().slice(0, 10);
const seriesOf = (weeks: { n: number; k: number }[], more: Partial<Series> = {}): Series =>
  ({ unit: 'a', service: 's', way: 'officer', measure: 'granted', weeks: weeks.map((one, index) => ({ week: monday(index), ...one })), ...more });

test('the chances of all outcomes sum to one, and what is most foreseen surprises least', () => {
  fc.assert(fc.property(fc.nat(400), fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (n, before, share) => {
    const past = { n: before, k: Math.round(before * share) };
    const chances = foreseen(n, past);
    assert.ok(Math.abs(chances.reduce((a, b) => a + b, 0) - 1) < 1e-9);
    const seen = Math.round(n * (past.k + 0.5) / (past.n + 1));
    assert.ok(surprise({ n, k: seen }, past) > 0.2);
    const room = limits(n, past);
    assert.ok(!room || (room.low <= (past.k + 0.5) / (past.n + 1) + 1 / n && room.high >= (past.k + 0.5) / (past.n + 1) - 1 / n));
  }));
});

test('known values: a fair coin long observed, and Wilson’s interval', () => {
  // ten of ten of a coin seen to be fair a million times: 2 / 2^10
  assert.ok(Math.abs(surprise({ n: 10, k: 10 }, { n: 1_000_000, k: 500_000 }) - 2 / 1024) < 1e-6);
  const interval = wilson({ n: 10, k: 9 })!;
  assert.ok(Math.abs(interval.low - 0.5958) < 1e-4 && Math.abs(interval.high - 0.9821) < 1e-4);
  assert.deepEqual([wilson({ n: 5, k: 5 })!.high, wilson({ n: 5, k: 0 })!.low, wilson({ n: 0, k: 0 })], [1, 0, null]);
});

test('fair coins: a year of weeks in forty units raises no alarm by chance', () => {
  const luck = luckOf(7);
  const toss = (n: number, share: number): { n: number; k: number } => ({ n, k: Array.from({ length: n }, () => luck.happens(share)).filter(Boolean).length });
  let raised = 0;
  const units = Array.from({ length: 40 }, (_, unit) => {
    const share = [0.5, 0.9, 0.03, 0.7][unit % 4]!;
    return seriesOf(Array.from({ length: 78 }, () => toss(luck.between(0, 60), share)), { unit: `u${unit}` });
  });
  for (let week = 26; week <= 78; week += 1) raised += findAlarms(units.map((one) => ({ ...one, weeks: one.weeks.slice(week - 26, week) }))).length;
  assert.equal(raised, 0);
});

test('a few cases never raise one, whatever they are', () => {
  const counted = fc.nat(60).chain((n) => fc.record({ n: fc.constant(n), k: fc.nat(n) }));
  const few = fc.nat(2).chain((n) => fc.record({ n: fc.constant(n), k: fc.nat(n) }));
  fc.assert(fc.property(fc.array(counted, { maxLength: 20 }), fc.array(few, { minLength: 4, maxLength: 4 }), (before, recent) => {
    const found = findAlarms([seriesOf([...before, ...recent])]).filter((one) => one.evidence.recent.weeks <= 4);
    assert.deepEqual(found, []);
  }));
});

test('a share that falls is found, with the weeks it fell in; one that stops varying too, by its own past or by others', () => {
  const steady = Array.from({ length: 20 }, (_, week) => ({ n: 40, k: 34 + (week % 4) }));
  const [drift] = findAlarms([seriesOf([...steady, { n: 40, k: 20 }])]);
  assert.equal(drift?.kind, 'drift');
  assert.deepEqual([drift.evidence.recent.n, drift.evidence.before.from, drift.week], [40, 'own', monday(20)]);
  assert.ok(drift.evidence.chance < 1e-4 && drift.evidence.weeks[20]!.low! > 0.5);
  const slow = findAlarms([seriesOf([...steady, ...Array.from({ length: 4 }, () => ({ n: 40, k: 29 }))])])[0];
  assert.equal(slow?.evidence.recent.weeks, 4);
  const [constant] = findAlarms([seriesOf([...steady.slice(0, 12), ...Array.from({ length: 6 }, () => ({ n: 40, k: 40 }))])]);
  assert.deepEqual([constant?.kind, constant?.evidence.recent], ['constant', { n: 240, k: 240, weeks: 6 }]);
  const always = Array.from({ length: 20 }, () => ({ n: 20, k: 20 }));
  assert.deepEqual(findAlarms([seriesOf(always)]), [], 'where nothing ever varied and nobody else is seen, nothing is expected to');
  const [elsewhere] = findAlarms([seriesOf(always, { unit: 'b' }), seriesOf(steady)]);
  assert.deepEqual([elsewhere?.kind, elsewhere?.unit, elsewhere?.evidence.before.from], ['constant', 'b', 'others']);
});
