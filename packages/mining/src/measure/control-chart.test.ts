import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { controlChart } from './control-chart.ts';

test('limits come from the moving range, by hand', () => {
  const chart = controlChart([10, 12, 11, 13, 9]); // ranges 2, 1, 2, 4
  assert.equal(chart.centre, 11);
  assert.equal(chart.meanRange, 2.25);
  assert.ok(Math.abs(chart.upper - (11 + 2.66 * 2.25)) < 0.01 && Math.abs(chart.lower - (11 - 2.66 * 2.25)) < 0.01);
  assert.deepEqual(chart.points.flatMap((one) => one.broken), []);
});

test('each run rule', () => {
  const calm = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10]; // mean 10, mean range 4/3: sigma 1.18
  const broken = (more: number[]): string[][] => controlChart([...calm, ...more], { baseline: 10 }).points.slice(10).map((one) => one.broken);
  assert.ok(broken([15])[0]!.includes('beyond-limit'));
  assert.ok(broken([15])[0]!.includes('range-beyond-limit'));
  assert.deepEqual(broken([12.8, 10.5, 12.8]), [[], [], ['two-of-three']]);
  assert.deepEqual(broken([11.5, 11.5, 10.2, 11.5, 11.5])[4], ['four-of-five']);
  assert.deepEqual(broken([10.1, 10.2, 10.1, 10.2, 10.1, 10.2, 10.1, 10.2])[7], ['eight-on-one-side']);
  // what is missing breaks a run
  assert.deepEqual(broken([10.1, 10.2, 10.1, 10.2, NaN, 10.2, 10.1, 10.2])[7], []);
  // both sides do not add up
  assert.deepEqual(broken([12.8, 10.5, 7.2])[2], []);
});

test('a floor, an even row, one value, none', () => {
  assert.equal(controlChart([0, 5, 0, 5], { floor: 0 }).lower, 0);
  assert.deepEqual(controlChart([3, 3, 3, 3, 3, 3, 3, 3, 3]).points.flatMap((one) => one.broken), []);
  assert.equal(controlChart([3]).centre, 3);
  assert.deepEqual(controlChart([]).points, []);
});

test('scaling and shifting the values scales and shifts the chart, and breaks the same rules', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 40 }), (values) => {
    const chart = controlChart(values), other = controlChart(values.map((value) => value * 4 + 64));
    assert.ok(Math.abs(other.centre - (chart.centre * 4 + 64)) < 1e-9);
    assert.deepEqual(other.points.map((one) => one.side), chart.points.map((one) => one.side));
  }));
});
