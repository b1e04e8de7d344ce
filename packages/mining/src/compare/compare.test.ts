import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyFilters } from '../filter/apply-filters.ts';
import { seededChance } from '../measure/chance.ts';
import { logOf } from '../testing/log-of.ts';
import { compare } from './compare.ts';
import { adjusted, cliffsDelta, cohensH, shareInterval, sharesByChance } from './effect.ts';

const near = (a: number, b: number, within = 1e-6): void => assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

test('effects and chances as the books have them', () => {
  near(cohensH(0.5, 0.65), 0.304693);
  near(cohensH(1, 0), -Math.PI);
  // chances from scipy 1.10: proportions_ztest's formula, mannwhitneyu(method='asymptotic', use_continuity=True)
  near(sharesByChance(30, 100, 45, 100), 0.028459737, 1e-6);
  const { delta, chance } = cliffsDelta(Float64Array.of(1, 2, 2, 3, 5), Float64Array.of(2, 4, 4, 6, 7, 8));
  near(delta, 2 / 3);
  near(chance, 0.06926406926406926); // counted out; the approximation says 0.079
  const of = (from: number, step: number): Float64Array => Float64Array.from({ length: 40 }, (_, i) => from + step * i);
  near(cliffsDelta(of(0, 1), of(5, 1)).chance, 0.0718958, 1e-6);
  assert.deepEqual(adjusted([0.01, 0.04, 0.03, 0.5]).map((one) => Number(one.toFixed(6))), [0.04, 0.053333, 0.053333, 0.5]);
});

test('few cases are counted out: no certainty out of three of them', () => {
  // scipy 1.17: fisher_exact; Mann and Whitney by all ways to share out the ranks
  near(sharesByChance(0, 3, 3, 3), 0.1);
  near(sharesByChance(1, 10, 11, 14), 0.0027594561852200836);
  near(sharesByChance(2, 1000, 9, 1000), 0.06470495791578931);
  near(sharesByChance(0, 4, 0, 9), 1);
  near(cliffsDelta(Float64Array.of(1), Float64Array.of(2)).chance, 1);
  near(cliffsDelta(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)).chance, 0.1);
  // Newcombe 1998, table II, method 10, the other way round: 56/70 and 48/80, 9/10 and 3/10, 10/10 and 0/10
  for (const [countA, a, countB, b, low, high] of [[48, 80, 56, 70, 0.0524, 0.3339], [3, 10, 9, 10, 0.1705, 0.8090], [0, 10, 10, 10, 0.6075, 1]] as const) {
    const found = shareInterval(countA, a, countB, b);
    near(found[0], low, 1e-4);
    near(found[1], high, 1e-4);
  }
});

test('where there is no difference, one is found no oftener than chance says', () => {
  const chance = seededChance(5);
  for (const [a, b] of [[3, 4], [8, 30], [40, 60]] as const) {
    let shares = 0, amounts = 0;
    for (let round = 0; round < 1000; round++) {
      const draw = (n: number): Float64Array => Float64Array.from({ length: n }, () => Math.floor(12 * chance())).sort();
      const x = draw(a), y = draw(b);
      if (cliffsDelta(x, y).chance <= 0.05) amounts++;
      if (sharesByChance(x.filter((one) => one < 4).length, a, y.filter((one) => one < 4).length, b) <= 0.05) shares++;
    }
    assert.ok(shares <= 75 && amounts <= 75, `${a} and ${b}: ${shares}, ${amounts} of 1000`);
  }
});

test('Cliff\'s delta counted pair by pair', () => {
  const list = fc.array(fc.nat(12), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(list, list, (x, y) => {
    let sum = 0;
    for (const one of x) for (const other of y) sum += Math.sign(other - one);
    const a = Float64Array.from(x).sort(), b = Float64Array.from(y).sort();
    const { delta, chance } = cliffsDelta(a, b);
    near(delta, sum / x.length / y.length, 1e-12);
    near(cliffsDelta(b, a).delta, -delta, 1e-12);
    near(cliffsDelta(b, a).chance, chance, 1e-9);
    assert.ok(chance >= 0 && chance <= 1);
  }));
});

test('what differs and by how much', () => {
  const log = logOf(Array.from({ length: 40 }, (_, i): [string, string, number][] => {
    const id = String(i), start = i * 1000;
    return i % 2 === 0 ? [[id, 'lodge', start], [id, 'decide', start + 10 + i % 5]] : [[id, 'lodge', start], [id, 'ask', start + 5], [id, 'decide', start + 60 + i % 5]];
  }).flat());
  const asked = applyFilters(log, [{ filter: 'activities', names: ['ask'], keep: 'some' }]), straight = applyFilters(log, [{ filter: 'activities', names: ['ask'], keep: 'some', not: true }]);
  const found = compare({ log, cases: straight.cases }, { log, cases: asked.cases });
  assert.deepEqual([found.cases, found.events], [[20, 20], [40, 60]]);
  assert.deepEqual(found.activities.map((one) => [one.activity, one.difference, one.size]), [['ask', 1, 'large'], ['lodge', 0, 'none'], ['decide', 0, 'none']]);
  assert.deepEqual(found.edges.map((one) => [one.from, one.to, one.cases]).sort(), [['ask', 'decide', [0, 20]], ['lodge', 'ask', [0, 20]], ['lodge', 'decide', [20, 0]]]);
  assert.deepEqual([found.throughput.effect, found.throughput.size], [1, 'large']);
  assert.equal(found.throughput.difference, 50 * 60_000);
  assert.ok(found.throughput.chance < 1e-5);
  assert.deepEqual(found.variants[0]!.cases.toSorted(), [0, 20]);
  assert.deepEqual(found.starts.map((one) => one.size), ['none']);
});

test('a slice compared with itself differs in nothing, and the sides may change places', () => {
  const events = fc.array(fc.tuple(fc.constantFrom('1', '2', '3', '4'), fc.constantFrom('a', 'b', 'c'), fc.nat(30)), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(events, events, (x, y) => {
    const a = { log: logOf(x) }, b = { log: logOf(y) };
    const same = compare(a, { log: logOf(x) });
    for (const one of [...same.activities, ...same.edges, ...same.starts, ...same.ends, ...same.variants, same.throughput]) assert.ok(one.effect === 0 && one.chance === 1);
    const there = compare(a, b), back = compare(b, a);
    near(there.throughput.effect, -back.throughput.effect, 1e-12);
    const byName = (list: { activity: string; effect: number }[]): [string, number][] => list.map((one): [string, number] => [one.activity, Math.round(one.effect * 1e9) || 0]).sort();
    assert.deepEqual(byName(there.activities), byName(back.activities.map((one) => ({ ...one, effect: -one.effect }))));
  }));
});
