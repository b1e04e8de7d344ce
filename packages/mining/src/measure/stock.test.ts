import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logOf } from '../testing/log-of.ts';
import { stock } from './stock.ts';

const minute = 60_000;

test('arrivals, departures and stock by period', () => {
  const log = logOf([['1', 'a', 0], ['1', 'b', 15], ['2', 'a', 5], ['2', 'b', 8], ['3', 'a', 12], ['3', 'b', 25], ['4', 'a', 13]]);
  const found = stock(log, { period: 10 * minute });
  assert.deepEqual(found.periods.map((one) => [one.arrivals, one.departures, one.stock, one.meanStock]), [[2, 1, 1, 1.3], [2, 2, 1, 1.3], [0, 1, 0, 0.5]]);
  // the fourth case is still open: it stays
  assert.deepEqual(stock(log, { period: 10 * minute, open: (c) => log.caseIds[c] === '4' }).periods.map((one) => one.stock), [1, 2, 1]);
  assert.deepEqual(stock(logOf([])).periods, []);
});

test("Little's law holds over any span, and stock is what came less what went", () => {
  const cases = fc.array(fc.tuple(fc.nat(500), fc.nat(300)), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(cases, fc.nat(400), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 90 }), (list, from, length, period) => {
    const log = logOf(list.flatMap(([start, time], c) => [[String(c), 'a', start], [String(c), 'b', start + time]] as const));
    const { periods, little } = stock(log, { from: from * minute, to: (from + length) * minute, period: period * minute });
    const end = periods.at(-1)!.to / minute;
    assert.ok(Math.abs(little.meanStock - (Number.isNaN(little.meanTime) ? 0 : little.arrivalRate * little.meanTime)) < 1e-9);
    assert.equal(periods.at(-1)!.stock, list.filter(([start, time]) => start < end && start + time >= end).length);
    assert.equal(periods.reduce((sum, one) => sum + one.arrivals, 0), list.filter(([start]) => start >= from && start < end).length);
  }));
});
