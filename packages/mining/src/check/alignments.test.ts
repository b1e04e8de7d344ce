import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededChance } from '../measure/chance.ts';
import { inductiveMiner } from '../discover/inductive/inductive-miner.ts';
import { fire, isEnabled, sameMarking, type PetriNet } from '../model/petri-net.ts';
import { playTree } from '../model/playout.ts';
import { parseTree, treeToText } from '../model/process-tree.ts';
import { simpleLogOf } from '../model/simple-log.ts';
import { anyTree } from '../model/testing.ts';
import { treeToNet } from '../model/tree-to-net.ts';
import { align, Aligner, type Alignment } from './alignments.ts';
import { anyNet, plainCost } from './testing.ts';

const netOf = (text: string): PetriNet => treeToNet(parseTree(text));
const anyTrace = fc.array(fc.constantFrom('a', 'b', 'c', "d'", 'z'), { maxLength: 6 });

/** That the moves are what an alignment is: the trace on one side, a run on the other, and that they cost what is said. */
function holds(net: PetriNet, trace: readonly string[], alignment: Alignment): number {
  assert.ok(alignment.finished);
  assert.deepEqual(alignment.moves.flatMap((move) => (move.event === null ? [] : [move.event])), trace);
  let marking = net.initial, cost = 0;
  for (const { event, transition } of alignment.moves) {
    if (transition === null) { cost++; continue; }
    assert.ok(isEnabled(net, marking, transition));
    marking = fire(net, marking, transition);
    const { label } = net.transitions[transition]!;
    if (event === null) cost += label === null ? 0 : 1;
    else assert.equal(event, label);
  }
  assert.ok(sameMarking(marking, net.final));
  assert.equal(cost, alignment.cost);
  return cost;
}

test('moves on both, on the log, on the model', () => {
  const net = netOf("->( 'a', X( tau, 'b' ), 'c' )");
  const moves = (trace: string): string => {
    const alignment = new Aligner(net).align([...trace]);
    return alignment.finished ? `${alignment.cost}: ${alignment.moves.map((move) => `${move.event ?? '_'}${move.transition === null ? '_' : net.transitions[move.transition]!.label ?? ''}`).join(' ')}` : alignment.reason;
  };
  assert.equal(moves('abc'), '0: aa bb cc');
  assert.equal(moves('ac'), '0: aa _ cc');
  assert.equal(moves('bc'), '1: _a bb cc');
  assert.equal(moves('axc'), '1: aa x_ _ cc');
  assert.equal(moves(''), '2: _a _ _c');
});

test('costs are those of a plain search over everything, on trees', () => {
  fc.assert(fc.property(anyTree(), fc.array(anyTrace, { maxLength: 5 }), (tree, traces) => {
    const net = treeToNet(tree);
    const aligner = new Aligner(net);
    for (const trace of traces) {
      const cost = plainCost(net, trace);
      if (cost !== undefined) assert.equal(holds(net, trace, aligner.align(trace)), cost, `${trace.join('')} on ${treeToText(tree)}`);
    }
  }), { numRuns: 300 });
});

test('costs are those of a plain search over everything, on nets of any structure', () => {
  let reached = 0;
  fc.assert(fc.property(anyNet(), fc.array(anyTrace, { maxLength: 4 }), (net, traces) => {
    const aligner = new Aligner(net);
    for (const trace of traces) {
      const cost = plainCost(net, trace);
      const alignment = aligner.align(trace);
      if (cost === undefined) assert.equal(alignment.finished, false);
      else { reached++; assert.equal(holds(net, trace, alignment), cost); }
    }
  }), { numRuns: 3000, seed: 1 });
  assert.ok(reached > 100, `${reached} alignments`);
});

test('cost 0 exactly for the traces of the model', () => {
  // evenly spread numbers: of those a generator likes best, nearly all are nearly 0, and a loop in a loop never ends
  fc.assert(fc.property(anyTree(), fc.integer(), anyTrace, (tree, seed, other) => {
    const net = treeToNet(tree);
    const run = playTree(tree, seededChance(seed), 0.2).slice(0, 60);
    const aligner = new Aligner(net);
    const ofRun = aligner.align(run);
    if (run.length < 60) assert.equal(ofRun.finished && ofRun.cost, 0);
    const isTrace = plainCost(net, other) === 0;
    const ofOther = aligner.align(other);
    assert.equal(ofOther.finished && ofOther.cost === 0, isTrace);
  }));
});

test('a log fits its own noise-free model', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.constantFrom(...'abcdefg'), { maxLength: 9 }), { minLength: 1, maxLength: 10 }), (traces) => {
    const log = simpleLogOf(traces);
    for (const alignment of align(treeToNet(inductiveMiner(log)), log)) assert.equal(alignment.finished && alignment.cost, 0);
  }));
});

test('what cannot be finished says so', () => {
  const wide = netOf(`+( ${[...'abcdefghij'].map((one) => `*( '${one}', X( '${one}1', '${one}2' ) )`).join(', ')} )`);
  const trace = [...'jihgfedcba'].flatMap((one) => [`${one}2`, one, `${one}1`, one]);
  assert.match(JSON.stringify(new Aligner(wide, { states: 50 }).align(trace)), /"finished":false,"costAtLeast":\d+,"reason":"more than 50 situations"/);
  let clock = 0;
  assert.match(JSON.stringify(new Aligner(wide, { milliseconds: 3, now: () => clock++ }).align(trace)), /"reason":"more than 3 milliseconds"/);
  const growing: PetriNet = { places: ['p', 'q'], transitions: [{ name: 't', label: null, inputs: [0], outputs: [0, 1] }], initial: [1, 0], final: [0, 1] };
  assert.match(JSON.stringify(new Aligner(growing).align(['a'])), /does not seem to be bounded/);
  const dead: PetriNet = { places: ['p', 'q'], transitions: [], initial: [1, 0], final: [0, 1] };
  assert.deepEqual(new Aligner(dead).align(['a']), { finished: false, costAtLeast: Infinity, reason: 'the final marking cannot be reached' });
});
