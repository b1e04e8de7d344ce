import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toXes } from '../export/xes.ts';
import { parseXes } from '../import/xes.ts';
import { logOf } from '../testing/log-of.ts';
import { classify } from './classify.ts';
import { eventAt } from './event-log.ts';

test('activities named by a classifier; what they were is kept, also in a file', () => {
  const log = parseXes(`<log><classifier name="step" keys="concept:name lifecycle:transition"/><trace><string key="concept:name" value="1"/>${[['a', 'start'], ['b', 'start'], ['a', 'complete'], ['a', 'start']].map(([name, life]) =>
    `<event><string key="concept:name" value="${name}"/><string key="lifecycle:transition" value="${life}"/></event>`).join('')}<event><string key="concept:name" value="c"/></event></trace></log>`);
  const steps = classify(log, 'step');
  assert.deepEqual(Array.from(steps.activity, (a) => steps.activities[a]), ['a+start', 'b+start', 'a+complete', 'a+start', 'c+']);
  assert.equal(eventAt(steps, 2).attributes['concept:name'], 'a');
  const again = parseXes(toXes(steps));
  assert.deepEqual(again.activities, ['a', 'b', 'c']);
  assert.deepEqual(parseXes(toXes(steps), { activityKey: 'step' }).activities, steps.activities);
  assert.throws(() => classify(log, 'stop'), /no classifier "stop": expected "step"/);
  const own = logOf([['1', 'a', 0, { unit: 4 }], ['1', 'a', 1, {}]]);
  assert.deepEqual(classify(own, ['unit', 'concept:name']).activities, ['4+a', '+a']);
});
