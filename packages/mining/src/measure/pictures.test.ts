import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logOf } from '../testing/log-of.ts';
import { officeHours } from './calendar.ts';
import { agePyramid, dottedChart } from './pictures.ts';

const minute = 60_000, day = 1440;
const log = logOf([['1', 'lodge', 10], ['1', 'decide', 90], ['2', 'lodge', 0], ['2', 'ask', 5, { waits: 'applicant' }], ['2', 'decide', 60 * day], ['3', 'lodge', NaN], ['4', 'lodge', 20 * day, { waits: 'officer' }], ['4', 'decide', 61 * day]]);

test('a dot for each event with its instant, lines in the order asked for', () => {
  const chart = dottedChart(log);
  assert.deepEqual([...chart.caseOf].map((c) => log.caseIds[c]), ['2', '1', '4', '3']);
  assert.deepEqual([...chart.lines], [0, 0, 0, 1, 1, 2, 2]);
  assert.deepEqual([...dottedChart(log, { time: 'relative', order: 'duration' }).x].map((ms) => ms / minute), [0, 80, 0, 41 * day, 0, 5, 60 * day]);
  assert.deepEqual([...dottedChart(log, { order: 'log' }).caseOf], [0, 1, 2, 3]);
});

test('the age pyramid: open cases of an instant, by age and by what they wait for', () => {
  const limits = [14, 30].map((days) => days * day * minute);
  const found = agePyramid(log, { at: 40 * day * minute, limits, groupBy: 'waits' });
  assert.deepEqual(found, { groups: ['applicant', 'officer'], cases: 2, bands: [
    { from: 0, to: limits[0], counts: [0, 0] }, { from: limits[0], to: limits[1], counts: [0, 1] }, { from: limits[1], to: Infinity, counts: [1, 0] },
  ] });
  assert.deepEqual(agePyramid(log, { at: 40 * day * minute, limits }).groups, ['ask', 'lodge']);
  // in working time the same cases are young
  const young = agePyramid(log, { at: 40 * day * minute, limits, clock: officeHours('UTC', '08:00', '16:00') });
  assert.deepEqual(young.bands[0]!.counts, [1, 1]);
  assert.equal(agePyramid(log, { at: 40 * day * minute, limits, open: () => false }).cases, 0);
});
