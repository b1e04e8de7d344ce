import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inductiveMiner } from '../discover/inductive/inductive-miner.ts';
import { tracesOfNet } from '../model/playout.ts';
import { activity, choice, loop, parseTree, silent, treeToText, type ProcessTree } from '../model/process-tree.ts';
import { labelsOfTrace, simpleLogOf, type SimpleLog } from '../model/simple-log.ts';
import { anyTree } from '../model/testing.ts';
import { treeToNet } from '../model/tree-to-net.ts';
import { align } from './alignments.ts';
import { alignmentToText, deviations } from './deviations.ts';
import { alignmentFitness } from './fitness.ts';
import { compareFootprints, logFootprint, relation, treeFootprint } from './footprints.ts';
import { generalisation } from './generalisation.ts';
import { alignmentPrecision, etcPrecision } from './precision.ts';
import { simplicity } from './simplicity.ts';
import { tokenReplay } from './token-replay.ts';

const netOf = (text: string): ReturnType<typeof treeToNet> => treeToNet(parseTree(text));
const logOf = (...traces: string[]): SimpleLog => simpleLogOf(traces.map((one) => [...one]));
const anyLog = fc.array(fc.array(fc.constantFrom(...'abcde'), { maxLength: 7 }), { minLength: 1, maxLength: 8 }).map(simpleLogOf);

test('token replay counts tokens', () => {
  const replay = tokenReplay(netOf("->( 'a', 'b', 'c' )"), logOf('abc', 'ac', 'abbc', 'abcz'));
  assert.deepEqual(replay.traces, [
    { fits: true, fitness: 1, produced: 4, consumed: 4, missing: 0, remaining: 0, unknown: 0 },
    { fits: false, fitness: 1 - 1 / 3, produced: 3, consumed: 3, missing: 1, remaining: 1, unknown: 0 },
    { fits: false, fitness: 0.8, produced: 5, consumed: 5, missing: 1, remaining: 1, unknown: 0 },
    { fits: false, fitness: 1, produced: 4, consumed: 4, missing: 0, remaining: 0, unknown: 1 },
  ]);
  assert.deepEqual([...replay.fired], [4, 4, 4]);
  assert.equal(replay.fitting, 0.25);
});

test('token replay: a log fits its own noise-free model perfectly; a trace fits exactly when it is a run', () => {
  fc.assert(fc.property(anyLog, (log) => {
    const { traces, fitting, averageFitness, logFitness } = tokenReplay(treeToNet(inductiveMiner(log)), log);
    assert.deepEqual([fitting, averageFitness, logFitness], [1, 1, 1]);
    for (const one of traces) assert.equal(one.produced, one.consumed);
  }));
  fc.assert(fc.property(anyTree(['a', 'b', 'c']), anyLog, (tree, log) => {
    const net = treeToNet(tree), alignments = align(net, log);
    tokenReplay(net, log).traces.forEach((one, t) => {
      const alignment = alignments[t]!;
      assert.equal(one.fits, alignment.finished && alignment.cost === 0);
      assert.equal(one.produced + one.missing, one.consumed + one.remaining);
      assert.ok(one.fitness >= 0 && one.fitness <= 1);
    });
  }));
});

test('fitness from alignments', () => {
  const net = netOf("->( 'a', 'b', 'c' )"), log = logOf('abc', 'abc', 'ac', 'zzz');
  assert.deepEqual(alignmentFitness(net, log, align(net, log)), { fitting: 0.5, average: (1 + 1 + 0.8 + 0) / 4, log: 1 - 7 / 23, unfinished: 0 });
  assert.equal(alignmentFitness(net, log, align(net, log, { states: 3 })).unfinished, 4);
});

test('deviations: what was added and what was skipped, those of most cases first', () => {
  const net = netOf("->( 'a', X( tau, 'b' ), 'c' )"), log = logOf('abc', 'ac', 'bc', 'bc', 'axxc', 'axc', 'ac');
  const alignments = align(net, log);
  assert.deepEqual(deviations(net, log, alignments), [
    { kind: 'added', activity: 'x', cases: 2, times: 3, traces: [3, 4] },
    { kind: 'skipped', activity: 'a', cases: 2, times: 2, traces: [2] },
  ]);
  assert.deepEqual(alignments.map((one) => alignmentToText(net, one)), ['a · b · c', 'a · c', '−a · b · c', 'a · +x · +x · c', 'a · +x · c']);
});

test('precision: what the model allows and the log never does', () => {
  const precise = (text: string, ...traces: string[]): number => etcPrecision(netOf(text), logOf(...traces)).precision;
  assert.equal(precise("->( 'a', X( 'b', 'c' ), 'd' )", 'abd', 'acd'), 1);
  // a: 1 of 1; then b, of b and c; then d
  assert.equal(precise("->( 'a', X( 'b', 'c' ), 'd' )", 'abd'), 3 / 4);
  // after each beginning a flower allows all three
  assert.equal(precise("*( tau, X( 'a', 'b', 'c' ) )", 'abc'), 1 - 6 / 9);
  assert.deepEqual(etcPrecision(netOf("->( 'a', 'b', 'c' )"), logOf('axc', 'abc')), { precision: 1, possible: 5, escaping: 0, followed: 5 / 6 });
  const net = netOf("->( 'a', X( 'b', 'c' ), 'd' )"), log = logOf('abzd', 'abd');
  assert.equal(alignmentPrecision(net, log, align(net, log)).precision, 3 / 4);
});

test('precision against the tree of all traces, played out', () => {
  fc.assert(fc.property(anyTree(['a', 'b', 'c'], 2), anyLog, (tree, log) => {
    const net = treeToNet(tree);
    const text = treeToText(tree);
    fc.pre(!text.includes('*(') && text.split("'").length <= 17);
    const all = tracesOfNet(net, 8);
    let possible = 0, escaping = 0;
    const traces = Array.from(log.count, (_, t) => ({ labels: labelsOfTrace(log, t), cases: log.count[t]! }));
    const nextIn = (list: string[][], prefix: string[]): Set<string> => new Set(list.filter((one) => one.length > prefix.length && prefix.every((label, i) => one[i] === label)).map((one) => one[prefix.length]!));
    for (const { labels, cases } of traces) {
      for (let i = 0; i < labels.length; i++) {
        const prefix = labels.slice(0, i);
        if (!all.some((one) => prefix.every((label, j) => one[j] === label))) break;
        const allowed = nextIn(all, prefix), shown = nextIn(traces.map((one) => one.labels), prefix);
        possible += cases * allowed.size;
        escaping += cases * [...allowed].filter((one) => !shown.has(one)).length;
      }
    }
    const result = etcPrecision(net, log);
    assert.deepEqual([result.possible, result.escaping], [possible, escaping], text);
  }), { numRuns: 200 });
});

test('generalisation and simplicity', () => {
  assert.equal(generalisation([4, 1, 0]), 1 - (1 / 2 + 1 + 1) / 3);
  assert.ok(simplicity(netOf("->( 'a', 'b', 'c' )")) === 1);
  assert.ok(simplicity(netOf("*( tau, X( 'a', 'b', 'c', 'd' ) )")) < 0.7);
});

test('the footprint of a tree is that of its runs', () => {
  const size = (tree: ProcessTree): number => ('children' in tree ? 1 + tree.children.reduce((sum, one) => sum + size(one), 0) : 1);
  fc.assert(fc.property(anyTree(['a', 'b', 'c', 'd'], 2), (tree) => {
    fc.pre(size(tree) <= 9);
    // three rounds of a loop show all that comes after what
    const rounds = (node: ProcessTree): ProcessTree => {
      if (!('children' in node)) return node;
      const [body, redo] = node.children.map(rounds);
      if (node.kind !== 'loop') return { ...node, children: node.children.map(rounds) };
      const round = (n: number): ProcessTree => (n === 0 ? body! : { kind: 'sequence', children: [body!, choice(silent, { kind: 'sequence', children: [redo!, round(n - 1)] })] });
      return round(2);
    };
    let traces: string[][];
    try {
      traces = tracesOfNet(treeToNet(rounds(tree)), 12, 20_000);
    } catch (error) {
      if (error instanceof RangeError) return fc.pre(false);
      throw error;
    }
    const played = logFootprint(simpleLogOf(traces)), built = treeFootprint(tree);
    const pairs = (one: typeof played): string[] => [...one.follows].flatMap(([a, row]) => [...row.keys()].map((b) => a + b)).sort();
    assert.deepEqual(pairs(built), pairs(played), treeToText(tree));
    assert.deepEqual([...built.starts].sort(), [...played.starts].sort());
    assert.deepEqual([...built.ends].sort(), [...played.ends].sort());
  }), { numRuns: 150 });
  assert.deepEqual([...treeFootprint(loop(silent, activity('a'))).follows.get('a')!], [['a', 1]]);
});

test('footprints compared', () => {
  const log = logFootprint(logOf('abc', 'abc', 'acb', 'xbc')), model = treeFootprint(parseTree("->( 'a', 'b', 'c', X( tau, 'y' ) )"));
  assert.equal(relation(log, 'b', 'c'), '‖');
  assert.deepEqual(compareFootprints(log, model), {
    fitness: 5 / 8, precision: 2 / 3,
    differences: [{ a: 'a', b: 'c', log: '→', model: '#' }, { a: 'b', b: 'c', log: '‖', model: '→' }, { a: 'b', b: 'x', log: '←', model: '#' }, { a: 'c', b: 'y', log: '#', model: '→' }],
    onlyInLog: ['x'], onlyInModel: ['y'], unexpectedStarts: ['x'], unexpectedEnds: ['b'],
  });
});
