/** Where pm4py (2.7) is known to be wrong or to stop: what is right, why, and that it is so here. On made-up logs; on its public ones the same stands in truth.long.test.ts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { align, alignmentFitness, handover, inductiveMiner, overview, parseCsv, parseTree, parseXes, simpleLogOf, tokenReplay, toXes, treeToNet, treeToText } from '../index.ts';
import { seededChance, shuffle } from '../measure/chance.ts';

const event = (name: string, time: string, more = ''): string => `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${time}"/>${more}</event>`;
const xes = (...events: string[]): string => `<log><trace><string key="concept:name" value="1"/>${events.join('')}</trace></log>`;

test('1. the offset of an instant counts: a night in which the clock is put back is an hour longer than the wall shows', () => {
  // releases before 2.7.23 took the wall's time for universal time: such cases were an hour off, and events in the wrong order
  const log = parseXes(xes(event('b', '2026-10-25T02:10:00+01:00'), event('a', '2026-10-25T02:50:00+02:00')));
  assert.deepEqual(Array.from(log.activity, (a) => log.activities[a]), ['a', 'b']);
  assert.equal(overview(log).throughput[0], 20 * 60_000);
});

test('2. a trace that is a run of the model fits, whichever silent steps that takes', () => {
  // which silent step to take shows only later; a replay that guesses calls such traces unfit (38 % of the cases of one public log)
  const net = treeToNet(parseTree("+( X( tau, *( 'a', tau ) ), X( tau, ->( X( tau, 'b' ), X( tau, +( X( tau, 'c' ), 'd' ) ) ) ) )"));
  for (const trace of ['', 'a', 'dc', 'bd', 'aada', 'bacad', 'b']) {
    assert.equal(tokenReplay(net, simpleLogOf([[...trace]])).fitting, 1, trace);
  }
});

test('3. silent steps cost nothing: fitness is by whole moves, which are unique', () => {
  // charged with a little for each silent step, a fitness depends on which of several optimal alignments was found
  const plain = treeToNet(parseTree("->( 'a', 'b' )")), roundabout = treeToNet(parseTree("->( X( tau, tau ), 'a', X( tau, tau ), X( tau, tau ), 'b' )"));
  const log = simpleLogOf([['a', 'b'], ['a'], ['b', 'a']]);
  assert.deepEqual(alignmentFitness(roundabout, log, align(roundabout, log)), alignmentFitness(plain, log, align(plain, log)));
  assert.equal(alignmentFitness(roundabout, simpleLogOf([['a', 'b']]), align(roundabout, simpleLogOf([['a', 'b']]))).log, 1);
});

test('4. the same log gives the same model with noise, too, however its cases are mixed', () => {
  // sets without order decide between equal cuts there: another seed of the hash, another tree
  const kinds = new Set<string>();
  fc.assert(fc.property(fc.array(fc.array(fc.constantFrom(...'abcde'), { maxLength: 6 }), { minLength: 2, maxLength: 20 }), fc.constantFrom(0.1, 0.2, 0.5), fc.nat(), (traces, noise, seed) => {
    // activities first appear in the order of the first trace: what is left to choose goes by that
    const treeOf = (rest: Iterable<string[]>): string => treeToText(inductiveMiner(simpleLogOf([[...'abcde'], ...rest]), { noise }));
    const order = Int32Array.from(traces, (_, i) => i), tree = treeOf(traces);
    shuffle(order, seededChance(seed));
    assert.equal(treeOf(Array.from(order, (i) => traces[i]!)), tree);
    for (const [operator] of tree.matchAll(/->|X|\+|\*/g)) kinds.add(operator);
  }));
  assert.deepEqual([...kinds].sort(), ['*', '+', '->', 'X']);
});

test('5. events of one instant stay in the order of the document', () => {
  // an unstable sort makes ways that never were (206,761 such events in one public log)
  const names = Array.from({ length: 40 }, (_, i) => `s${String(i * 17 % 40)}`);
  const log = parseXes(xes(event('last', '2026-01-02T00:00:00Z'), ...names.map((name) => event(name, '2026-01-01T00:00:00Z'))));
  assert.deepEqual(Array.from(log.activity, (a) => log.activities[a]), [...names, 'last']);
});

test('6. attributes inside attributes are read, and an event without a resource hands over to nobody', () => {
  // its quick reader stops at the former, its network of handovers at the latter
  const log = parseXes(xes(event('a', '2026-01-01T00:00:00Z', '<string key="org:resource" value="ann"><string key="unit" value="1"/></string>'), event('b', '2026-01-02T00:00:00Z'), event('c', '2026-01-03T00:00:00Z', '<string key="org:resource" value="bo"/>')));
  assert.deepEqual([log.eventAttributes.has('org:resource/unit'), handover(log).edges, handover(log).unknown], [true, [], 1]);
  assert.match(toXes(log), /value="ann">\s*<string key="unit" value="1"\/>/);
});

test('7. variants are those of events in the order of time, whatever the order of the rows', () => {
  // there the sorted table is thrown away, so that a table in another order has other variants
  const rows = ['1,c,2026-01-03', '2,a,2026-01-01', '1,a,2026-01-01', '2,c,2026-01-03', '1,b,2026-01-02', '2,b,2026-01-02'];
  const log = parseCsv(`case,activity,timestamp\n${rows.join('\n')}`);
  assert.deepEqual(overview(log).variants.map((one) => [one.activities.map((a) => log.activities[a]).join(''), one.cases.length]), [['abc', 2]]);
});

test('8. one time has no deviation: null, not a number and not NaN', () => {
  const [edge] = overview(parseXes(xes(event('a', '2026-01-01T00:00:00Z'), event('b', '2026-01-02T00:00:00Z')))).edges;
  assert.equal(edge!.deviation, null);
  assert.equal(edge!.mean, 86_400_000);
});
