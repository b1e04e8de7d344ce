import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LogBuilder } from '../log/builder.ts';
import type { EventLog } from '../log/event-log.ts';
import { quantile } from '../measure/quantile.ts';
import { overview } from './overview.ts';

/** Events as they come, cases mixed: [case, activity, minute]. */
function logOf(events: readonly (readonly [string, string, number])[]): EventLog {
  const builder = new LogBuilder();
  for (const [id, activity, minute] of events) builder.add(builder.caseOf(id), builder.activities.code(activity), minute * 60_000);
  return builder.finish();
}

test('edges with times, variants, ends, rework and throughput', () => {
  const log = logOf([['1', 'a', 0], ['2', 'a', 1], ['1', 'b', 10], ['2', 'b', 3], ['1', 'b', 12], ['1', 'c', 13], ['2', 'c', 20], ['3', 'a', 5], ['3', 'b', 9], ['3', 'c', 10]]);
  const view = overview(log);
  const edge = (from: string, to: string): (typeof view.edges)[number] | undefined => view.edges.find((one) => log.activities[one.from] === from && log.activities[one.to] === to);
  assert.deepEqual({ ...edge('a', 'b'), deviation: Math.round(edge('a', 'b')!.deviation!), from: 0, to: 1 }, { from: 0, to: 1, count: 3, cases: 3, mean: 16 / 3 * 60_000, median: 4 * 60_000, p90: 8.8 * 60_000, sum: 16 * 60_000, min: 2 * 60_000, max: 10 * 60_000, deviation: 249_800 });
  assert.equal(edge('b', 'b')?.count, 1);
  assert.deepEqual(view.activities[1], { events: 4, cases: 3, rework: 1, reworkCases: 1, selfLoops: 1, starts: 0, ends: 0 });
  assert.deepEqual(view.variants.map((one) => [one.activities.map((a) => log.activities[a]).join(''), one.cases.length]), [['abc', 2], ['abbc', 1]]);
  assert.deepEqual([...view.throughput], [13, 19, 5].map((minutes) => minutes * 60_000));
});

const events = fc.array(fc.tuple(fc.constantFrom('1', '2', '3', '4'), fc.constantFrom('a', 'b', 'c'), fc.nat(30)), { maxLength: 60 });
test('whatever the log: counts agree with counting by hand', () => {
  fc.assert(fc.property(events, (list) => {
    const log = logOf(list);
    const view = overview(log);
    // by hand: stable sort by time inside each case
    const cases = new Map<string, [string, number][]>();
    for (const [id, activity, minute] of list) cases.set(id, [...(cases.get(id) ?? []), [activity, minute]]);
    const follows = new Map<string, number>();
    for (const trace of cases.values()) {
      trace.sort((a, b) => a[1] - b[1]);
      for (let i = 1; i < trace.length; i++) { const key = `${trace[i - 1]![0]}>${trace[i]![0]}`; follows.set(key, (follows.get(key) ?? 0) + 1); }
    }
    assert.deepEqual(Object.fromEntries(view.edges.map((one) => [`${log.activities[one.from]}>${log.activities[one.to]}`, one.count]).sort()), Object.fromEntries([...follows].sort()));
    const ways = new Set([...cases.values()].map((trace) => trace.map((one) => one[0]).join()));
    assert.equal(view.variants.length, ways.size);
    assert.equal(view.variants.reduce((sum, one) => sum + one.cases.length, 0), cases.size);
    assert.equal(view.activities.reduce((sum, one) => sum + one.starts, 0), cases.size);
    assert.equal(view.activities.reduce((sum, one) => sum + one.ends, 0), cases.size);
  }));
  assert.ok(Number.isNaN(quantile([], 0.5)));
});
