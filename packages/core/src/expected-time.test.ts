import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysUntil, decisionCurve, expectedDays, type AgeRow } from './expected-time.ts';

interface Seen { entry: number; exit: number; decided: boolean }
function rows(cases: readonly Seen[]): AgeRow[] {
  const byDay = new Map<number, AgeRow>();
  const at = (day: number): AgeRow => byDay.get(day) ?? byDay.set(day, { day, entered: 0, decided: 0, left: 0 }).get(day)!;
  for (const one of cases) {
    at(one.entry).entered += 1;
    at(one.exit)[one.decided ? 'decided' : 'left'] += 1;
  }
  return [...byDay.values()];
}
const decided = (days: number[]): AgeRow[] => rows(days.map((exit) => ({ entry: 0, exit, decided: true })));
const ages = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 });

test('a worked example with censoring (Kaplan and Meier 1958): open cases count for as long as they waited', () => {
  // ten cases: decided at 1, open at 2, decided at 3, 5 and 8, open at 9 (five of them)
  const curve = decisionCurve(rows([[1, true], [2, false], [3, true], [5, true], [8, true], ...Array.from({ length: 5 }, () => [9, false])].map(([exit, done]) => ({ entry: 0, exit: exit as number, decided: done as boolean }))));
  assert.deepEqual(curve.days, [1, 3, 5, 8]);
  assert.deepEqual(curve.decided.map((share) => Number(share.toFixed(4))), [0.1, 0.125, 0.1429, 0.1667]); // 1 of 10, 8, 7, 6
  assert.equal(daysUntil(curve, 0.4), 8, 'the share still open falls to 0.9, 0.7875, 0.675, 0.5625');
  assert.equal(daysUntil(curve, 0.5), null, 'more than half are not decided yet: nothing is said');
});

test('where every case is decided it gives the plain quantiles', () => {
  fc.assert(fc.property(ages, fc.constantFrom(0.5, 0.9), (days, chance) => {
    const sorted = [...days].sort((a, b) => a - b);
    assert.equal(daysUntil(decisionCurve(decided(days)), chance), sorted[Math.ceil(chance * sorted.length - 1e-9) - 1]);
  }));
});

test('a share is a share, the half comes before the nine tenths, and nobody who has waited is promised a day that has passed', () => {
  const seen = fc.array(fc.record({ entry: fc.integer({ min: 0, max: 100 }), stay: fc.integer({ min: 0, max: 300 }), decided: fc.boolean() })
    .map(({ entry, stay, decided: done }): Seen => ({ entry, exit: entry + stay, decided: done })), { maxLength: 80 });
  fc.assert(fc.property(seen, fc.integer({ min: 0, max: 500 }), (cases, waited) => {
    const curve = decisionCurve(rows(cases));
    for (const share of curve.decided) assert.ok(share > 0 && share <= 1);
    const { p50, p90 } = expectedDays(curve, waited);
    if (p90 !== null) assert.ok(p50 !== null && p50 <= p90);
    if (p50 !== null) assert.ok(p50 >= waited);
  }));
});

test('cases that are still open make the answer longer, never shorter; leaving them out would promise too much', () => {
  fc.assert(fc.property(ages, ages, (done, open) => {
    const [without, within] = [decided(done), rows([...done.map((exit) => ({ entry: 0, exit, decided: true })), ...open.map((exit) => ({ entry: 0, exit, decided: false }))])].map((all) => daysUntil(decisionCurve(all), 0.5));
    assert.ok(within === null || within! >= without!);
  }));
});

test('of a pace that changed only the period\'s tells: the old case enters at its age', () => {
  // the backlog of old cases is decided at 400 days while new ones take 10: half of the new are done in ten days
  const curve = decisionCurve(rows([...Array.from({ length: 20 }, () => ({ entry: 0, exit: 10, decided: true })), ...Array.from({ length: 100 }, () => ({ entry: 390, exit: 400, decided: true }))]));
  assert.equal(daysUntil(curve, 0.5), 10);
  assert.equal(daysUntil(curve, 0.5, 300), 400, 'of those that have got old, the old ones tell');
  assert.equal(daysUntil(curve, 0.5, 500), null, 'nothing is known of such an age');
});
