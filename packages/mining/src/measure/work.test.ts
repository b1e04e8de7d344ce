import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { overview } from '../discover/overview.ts';
import { logOf } from '../testing/log-of.ts';
import { bottlenecks, heat } from './bottlenecks.ts';
import { officeHours } from './calendar.ts';
import { instancesOf } from './instances.ts';
import { evenPeriods } from './periods.ts';
import { batches, batching, queueOrder } from './queues.ts';
import { overtaken, performanceSpectrum } from './spectrum.ts';

const minute = 60_000;
const by = (resource: string): Record<string, string> => ({ 'org:resource': resource });

test('steps are ranked by the time lost in them, not by how slow they are for a few', () => {
  const log = logOf([
    ...Array.from({ length: 10 }, (_, c) => [[`q${c}`, 'lodge', 0], [`q${c}`, 'check', 100], [`q${c}`, 'decide', 101]] as const).flat(),
    ['slow', 'lodge', 0], ['slow', 'expert', 500], ['slow', 'decide', 501],
  ]);
  const view = overview(log);
  const [first, second] = bottlenecks(log, view);
  assert.deepEqual([log.activities[first!.from], log.activities[first!.to], first!.cases, first!.excess], ['lodge', 'check', 10, 0]);
  assert.equal(log.activities[second!.to], 'expert');
  assert.ok(Math.abs(bottlenecks(log, view).reduce((sum, one) => sum + one.share, 0) - 1) < 1e-12);
  // by the office's clock a night is no bottleneck
  const office = officeHours('UTC', '00:00', '01:00');
  assert.equal(bottlenecks(log, view, office)[0]!.time.max, 60 * minute);
});

test('heat: how long the phase had taken, by the week in which it ended', () => {
  const week = 10_080;
  const log = logOf([['1', 'lodge', 0], ['1', 'check', 60], ['1', 'check again', 120], ['1', 'decide', week + 30], ['2', 'lodge', week], ['2', 'decide', week + 5]]);
  const found = heat(log, evenPeriods(0, (week + 30) * minute, week * minute), { phaseOf: (a) => (log.activities[a]!.startsWith('check') ? 'checking' : log.activities[a] === 'decide' ? null : log.activities[a]!) });
  assert.deepEqual(found.rows.map((row) => [row.phase, row.cells.map((cell) => [cell.count, cell.sum / minute])]), [['lodge', [[1, 60], [1, 5]]], ['checking', [[0, NaN], [1, week - 30]]]]);
});

test('the spectrum shows who overtakes whom, and the queue order says how much', () => {
  const log = logOf([['1', 'a', 0], ['2', 'a', 1], ['3', 'a', 2], ['1', 'b', 30], ['2', 'b', 10], ['3', 'b', 20]]);
  const [segment] = performanceSpectrum(log, [[0, 1]]);
  assert.deepEqual([...segment!.overtakenBy], [2, 0, 0]);
  assert.deepEqual([...segment!.cases], [0, 1, 2]);
  assert.deepEqual(queueOrder(segment!), { passages: 3, overtaken: 1, breaks: 2, disorder: 2 / 3 });
  assert.ok(Number.isNaN(queueOrder(performanceSpectrum(log, [[1, 0]])[0]!).disorder));
});

test('overtakings are those counted pair by pair; disorder is between 0 and 1', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 40 }), (pairs) => {
    const spans = pairs.map(([start, length]) => [start, start + length] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const start = Float64Array.from(spans, (one) => one[0]), end = Float64Array.from(spans, (one) => one[1]);
    const found = overtaken(start, end);
    spans.forEach(([from, to], i) => assert.equal(found[i], spans.filter((other) => other[0] > from && other[1] < to).length));
    const order = queueOrder({ from: 0, to: 1, cases: new Int32Array(start.length), start, end, quarter: new Uint8Array(start.length), overtakenBy: found });
    assert.ok(Number.isNaN(order.disorder) || (order.disorder >= 0 && order.disorder <= 1));
  }));
});

test('batches: one person, one activity, several cases, hardly a pause', () => {
  const log = logOf([
    ['1', 'sign', 0, by('ann')], ['2', 'sign', 0.5, by('ann')], ['3', 'sign', 1, by('ann')], // one after the other
    ['4', 'sign', 60, by('ann')], // alone
    ['5', 'sign', 61.5, by('bo')], ['6', 'sign', 61.5, by('bo')], // together
    ['7', 'sign', 62], ['8', 'sign', 62], // nobody known
    ['9', 'sign', 90, by('bo')], ['9', 'sign', 90.2, by('bo')], // one case only
  ]);
  const work = instancesOf(log);
  const found = batches(work);
  assert.deepEqual(found.map((one) => [work.resources[one.resource], one.kind, one.pieces.length]), [['ann', 'sequential', 3], ['bo', 'simultaneous', 2]]);
  const [sums] = batching(work, found);
  assert.deepEqual({ ...sums, sizes: [...sums!.sizes] }, { activity: 0, pieces: 10, inBatches: 5, share: 0.5, sizes: [[3, 1], [2, 1]] });
  assert.equal(batches(work, { gap: 3_600_000 }).length, 2);
  assert.equal(batches(work, { gap: 3_600_000 })[0]!.pieces.length, 4);
});
