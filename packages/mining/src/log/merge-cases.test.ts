import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LogBuilder } from './builder.ts';
import { cellOf } from './column.ts';
import { eventAt, type EventLog } from './event-log.ts';
import { mergeCases } from './merge-cases.ts';

interface Happened { id: string; activity: string; who: string | null; minutes: number }

function built(events: readonly Happened[]): EventLog {
  const builder = new LogBuilder();
  for (const { id, activity, who, minutes } of events) {
    const number = builder.caseOf(id);
    const row = builder.add(number, builder.activities.code(activity), minutes);
    builder.events.set('who', row, who);
    builder.events.set('late', row, minutes > 500);
    builder.cases.set('first', number, id.charCodeAt(0));
  }
  return builder.finish();
}

/** What a log says, without regard to the order of cases and of dictionaries. */
const told = (log: EventLog): unknown => Object.fromEntries(log.caseIds.map((id, c) => [id, {
  attributes: [...log.caseAttributes].map(([key, column]) => [key, cellOf(column, c)]),
  events: Array.from({ length: log.caseStart[c + 1]! - log.caseStart[c]! }, (_, i) => eventAt(log, log.caseStart[c]! + i)),
}]));

const event = fc.record({ id: fc.constantFrom(...'abcdefgh'), activity: fc.constantFrom('x', 'y', 'z', 'v'), who: fc.constantFrom('p', 'q', null), minutes: fc.nat(1000) });

test('followed batch by batch, each time with the changed cases alone: the same log as read at once', () => {
  fc.assert(fc.property(fc.array(fc.array(event, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 }), (batches) => {
    const all: Happened[] = [];
    let log = built([]);
    for (const batch of batches) {
      all.push(...batch);
      const changed = new Set(batch.map((one) => one.id));
      log = mergeCases(log, built(all.filter((one) => changed.has(one.id))));
    }
    assert.deepEqual(told(log), told(built(all)));
  }));
});

test('cases keep their place, new ones come last; the logs given stay as they were', () => {
  const old = built([{ id: 'a', activity: 'x', who: 'p', minutes: 1 }, { id: 'b', activity: 'x', who: null, minutes: 2 }, { id: 'c', activity: 'y', who: 'q', minutes: 3 }]);
  const before = structuredClone(old);
  const merged = mergeCases(old, built([{ id: 'd', activity: 'n', who: 'r', minutes: 4 }, { id: 'b', activity: 'x', who: null, minutes: 2 }, { id: 'b', activity: 'n', who: 'r', minutes: 9 }]));
  assert.deepEqual(merged.caseIds, ['a', 'b', 'c', 'd']);
  assert.deepEqual([...merged.caseStart], [0, 1, 3, 4, 5]);
  assert.deepEqual(eventAt(merged, 2), { activity: 'n', time: 9, attributes: { who: 'r', late: false } });
  assert.deepEqual(old, before);
});

test('an attribute that is text here and a number there is refused by name', () => {
  const one = new LogBuilder(), other = new LogBuilder();
  one.events.set('amount', one.add(one.caseOf('a'), one.activities.code('x'), 0), 5);
  other.events.set('amount', other.add(other.caseOf('a'), other.activities.code('x'), 0), 'five');
  assert.throws(() => mergeCases(one.finish(), other.finish()), /amount is number in one log and text/);
});
