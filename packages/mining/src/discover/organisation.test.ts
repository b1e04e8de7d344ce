import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXesFile } from '../import/node-files.ts';
import { logOf } from '../testing/log-of.ts';
import { publicLog } from '../testing/public-logs.ts';
import { handover, roles, subcontracting, workingTogether, type ResourceNetwork } from './organisation.ts';

const by = (resource: string): Record<string, string> => ({ 'org:resource': resource });
const named = (network: ResourceNetwork): [string, number, number][] => network.edges.map((edge) => [`${network.resources[edge.from]}>${network.resources[edge.to]}`, edge.count, edge.cases]);

const log = logOf([
  ['1', 'lodge', 0, by('ann')], ['1', 'check', 1, by('bo')], ['1', 'ask', 2, by('ann')], ['1', 'check', 3, by('bo')], ['1', 'decide', 4, by('ann')],
  ['2', 'lodge', 0, by('ann')], ['2', 'check', 1], ['2', 'decide', 2, by('cy')],
  ['3', 'lodge', 0, by('bo')], ['3', 'check', 1, by('bo')],
]);

test('who hands over to whom; an event without a resource ends the chain instead of a crash or a guess', () => {
  const network = handover(log);
  assert.deepEqual(named(network), [['ann>bo', 2, 1], ['bo>ann', 2, 1], ['bo>bo', 1, 1]]);
  assert.equal(network.unknown, 1);
  assert.deepEqual(handover(logOf([['1', 'a', 0], ['1', 'b', 1]])), { resources: [], edges: [], unknown: 2 });
});

test('who works in the same cases, and who gives work out and takes it back', () => {
  assert.deepEqual(named(workingTogether(log)), [['ann>bo', 1, 1], ['ann>cy', 1, 1]]);
  // every such step counts, not only the first that a resource takes
  assert.deepEqual(named(subcontracting(log)), [['ann>bo', 2, 1], ['bo>ann', 1, 1]]);
});

test('whatever the log: each step between two known resources is one handover, each pair in a case is together once', () => {
  const event = fc.tuple(fc.constantFrom('1', '2', '3'), fc.constantFrom('a', 'b'), fc.nat(9), fc.option(fc.constantFrom('ann', 'bo', 'cy'), { nil: null }));
  fc.assert(fc.property(fc.array(event, { maxLength: 40 }), (list) => {
    const made = logOf(list.map(([id, activity, at, who]) => [id, activity, at, who === null ? {} : by(who)] as const));
    const ways = made.caseIds.map((id) => list.filter((one) => one[0] === id).sort((a, b) => a[2] - b[2]).map((one) => one[3]));
    const steps = ways.flatMap((way) => way.slice(1).map((to, i) => [way[i], to] as const)).filter(([from, to]) => from !== null && to !== null);
    const given = handover(made);
    assert.equal(given.edges.reduce((sum, edge) => sum + edge.count, 0), steps.length);
    assert.equal(given.unknown, list.filter((one) => one[3] === null).length);
    for (const [name, count] of named(given)) assert.equal(count, steps.filter((step) => step.join('>') === name).length);
    for (const edge of workingTogether(made).edges) {
      const both = [edge.from, edge.to].map((r) => given.resources[r]!);
      assert.equal(edge.cases, ways.filter((way) => both.every((name) => (way as (string | null)[]).includes(name))).length);
      assert.equal(edge.count, edge.cases);
    }
    const known = roles(made).roles.flatMap((role) => role.activities);
    assert.equal(new Set(known).size, known.length); // an activity has one role
  }));
});

test('activities of the same people are one role', () => {
  const found = roles(logOf([
    ['1', 'lodge', 0, by('clerk')], ['1', 'scan', 1, by('clerk')], ['1', 'decide', 2, by('officer')], ['1', 'sign', 3, by('officer')], ['1', 'robot', 4],
    ['2', 'lodge', 0, by('clerk')], ['2', 'scan', 1, by('clerk')], ['2', 'decide', 2, by('officer')], ['2', 'sign', 3, by('officer')],
  ]));
  assert.deepEqual(found.roles.map((role) => role.activities), [[0, 1], [2, 3]]);
  assert.deepEqual(found.roles[0]!.resources, [{ resource: 0, events: 4 }]);
});

const example = publicLog('running-example.xes');
test('running-example: the figures of pm4py 2.7', { skip: example.skip }, async () => {
  const log = await readXesFile(example.path);
  const given = handover(log);
  // 36 handovers: 4/36 from Sara to Ellen, 20 pairs
  assert.equal(given.edges.length, 20);
  assert.deepEqual(named(given)[0]!.slice(0, 2), ['Sara>Ellen', 4]);
  // each pair counts once here and twice there (28)
  assert.equal(workingTogether(log).edges.length, 14);
  const found = roles(log).roles.map((role) => [role.activities.map((a) => log.activities[a]).sort().join(), role.resources.length] as const);
  assert.deepEqual(Object.fromEntries(found), { 'check ticket,register request,reject request': 3, 'decide,reinitiate request': 1, 'examine casually': 4, 'pay compensation': 2, 'examine thoroughly': 2 });
});

const receipt = publicLog('08_receipt.xes.gz');
test('receipt: handover pairs and shares as pm4py 2.7', { skip: receipt.skip }, async () => {
  const given = handover(await readXesFile(receipt.path));
  assert.equal(given.edges.length, 286);
  assert.equal(given.edges.reduce((sum, edge) => sum + edge.count, 0), 7143);
  assert.deepEqual(named(given)[0]!.slice(0, 2), ['Resource01>Resource01', 975]); // 0.1364972700545989 of 7143
});

const bpic2012 = publicLog('bpic2012.xes.gz');
test('bpic2012: 18,010 events without a resource (pm4py 2.7 stops at them)', { skip: bpic2012.skip }, async () => {
  const given = handover(await readXesFile(bpic2012.path));
  assert.equal(given.unknown, 18_010);
  assert.equal(given.resources.length, 68);
  assert.ok(given.edges.length > 0);
});
