import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseOcelJson } from '../ocel/read-json.ts';
import { publicLog } from '../testing/public-logs.ts';
import { objectFlow, type ObjectFlow } from './object-centric.ts';

const named = (flow: ObjectFlow, objectType: string): [string, number, number, number][] => flow.types.find((one) => one.objectType === objectType)!.edges
  .map((edge) => [`${flow.activities[edge.from]}>${flow.activities[edge.to]}`, edge.count, edge.cases, edge.eventPairs]);

test('two applications decided together: two steps of objects, one pair of events', () => {
  const related = (...ids: string[]): object[] => ids.map((objectId) => ({ objectId, qualifier: 'about' }));
  const at = (day: number): string => `2026-01-0${day}T10:00:00Z`;
  const flow = objectFlow(parseOcelJson(JSON.stringify({
    objectTypes: ['application', 'person', 'letter'].map((name) => ({ name, attributes: [] })),
    eventTypes: ['lodge', 'check', 'decide'].map((name) => ({ name, attributes: [] })),
    objects: [{ id: 'A1', type: 'application' }, { id: 'A2', type: 'application' }, { id: 'P', type: 'person' }, { id: 'L', type: 'letter' }],
    events: [
      { id: 'e1', type: 'lodge', time: at(1), attributes: [], relationships: related('A1', 'A2', 'P') },
      { id: 'e2', type: 'check', time: at(2), attributes: [], relationships: related('A2') },
      { id: 'e3', type: 'decide', time: at(4), attributes: [], relationships: related('A1', 'A2', 'P') },
      { id: 'e4', type: 'decide', time: at(5), attributes: [], relationships: related('P') },
    ],
  })));
  assert.deepEqual(flow.events, [1, 1, 2]);
  assert.deepEqual(named(flow, 'application'), [['lodge>decide', 1, 1, 1], ['lodge>check', 1, 1, 1], ['check>decide', 1, 1, 1]]);
  assert.deepEqual(named(flow, 'person'), [['lodge>decide', 1, 1, 1], ['decide>decide', 1, 1, 1]]);
  const [application, , letter] = flow.types;
  assert.deepEqual([application!.objects, application!.activities[0]!.starts, application!.activities[2]!.ends, letter!.objects, letter!.edges.length], [2, 2, 2, 0, 0]);
  assert.equal(application!.edges[0]!.mean, 3 * 86_400_000);
});

const example = publicLog('ocel20_example.jsonocel');
test('ocel20_example: edges, event pairs, starts and ends by object type as pm4py 2.7', { skip: example.skip }, () => {
  const flow = objectFlow(parseOcelJson(readFileSync(example.path, 'utf8')));
  assert.deepEqual(Object.fromEntries(flow.types.map((one) => [one.objectType, one.edges.length])), { 'Purchase Requisition': 2, 'Purchase Order': 3, Invoice: 5, Payment: 0 });
  assert.deepEqual(named(flow, 'Invoice').find((one) => one[0] === 'Insert Invoice>Insert Payment'), ['Insert Invoice>Insert Payment', 2, 2, 2]);
  const ends = (type: string): Record<string, number> => Object.fromEntries(flow.types.find((one) => one.objectType === type)!.activities.map((one, a) => [flow.activities[a]!, one.ends] as const).filter((one) => one[1] > 0));
  assert.deepEqual(ends('Purchase Order'), { 'Create Purchase Order': 1, 'Insert Invoice': 1 });
  assert.deepEqual(ends('Invoice'), { 'Insert Payment': 3 });
});
