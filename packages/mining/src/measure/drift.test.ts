import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventLog } from '../log/event-log.ts';
import { logOf } from '../testing/log-of.ts';
import { seededChance } from './chance.ts';
import { drift } from './drift.ts';

/** Cases once an hour; from case `change` on, some skip the check, or all take longer. */
function invented(change: number, what: 'flow' | 'duration' | 'nothing', seed: number): EventLog {
  const chance = seededChance(seed);
  return logOf(Array.from({ length: 600 }, (_, c) => {
    const after = c >= change;
    const skips = chance() < (after && what === 'flow' ? 0.5 : 0.1);
    const length = (after && what === 'duration' ? 2 : 1) * (60 + 120 * chance());
    const way = skips ? ['lodge', 'decide'] : ['lodge', 'check', 'decide'];
    return way.map((name, i) => [String(c), name, c * 60 + (i * length) / (way.length - 1)] as const);
  }).flat());
}

test('a change of the way is found, where it is, and said in steps', () => {
  const log = invented(300, 'flow', 3);
  const found = drift(log).changes.filter((one) => one.what === 'flow');
  assert.equal(found.length, 1);
  assert.ok(Math.abs(found[0]!.position - 300) <= 12, String(found[0]!.position));
  assert.equal(found[0]!.at, log.time[log.caseStart[found[0]!.position]!]);
  assert.ok(found[0]!.p <= 0.01);
  const skipped = found[0]!.flow.find((one) => log.activities[one.from!] === 'lodge' && log.activities[one.to!] === 'decide');
  assert.ok(skipped && skipped.before < 0.25 && skipped.after > 0.35);
});

test('a change of duration is found without one of the way', () => {
  const { changes } = drift(invented(250, 'duration', 4));
  assert.deepEqual(changes.map((one) => one.what), ['duration']);
  assert.ok(Math.abs(changes[0]!.position - 250) <= 12);
  assert.ok(changes[0]!.duration.after > 1.6 * changes[0]!.duration.before);
});

test('where nothing changes hardly anything is found, and the same seed says the same', () => {
  const found = Array.from({ length: 12 }, (_, seed) => drift(invented(0, 'nothing', seed + 100), { alpha: 0.05, permutations: 99 }).changes.length);
  assert.ok(found.filter((count) => count > 0).length <= 4, String(found)); // two tests of 5 % on each of twelve logs
  const log = invented(300, 'flow', 5);
  assert.deepEqual(drift(log, { permutations: 49 }), drift(log, { permutations: 49 }));
});

test('too small a log has no place to test', () => {
  assert.deepEqual(drift(logOf([['1', 'a', 0]])), { changes: [], series: [] });
});
