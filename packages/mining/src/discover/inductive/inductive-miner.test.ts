import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isEnabled, fire, sameMarking, type PetriNet } from '../../model/petri-net.ts';
import { treeToText } from '../../model/process-tree.ts';
import { simpleLogOf } from '../../model/simple-log.ts';
import { treeToNet } from '../../model/tree-to-net.ts';
import { inductiveMiner } from './inductive-miner.ts';

const times = (n: number, text: string): string[][] => Array.from({ length: n }, () => [...text]);
const treeOf = (traces: string[][], noise = 0): string => treeToText(inductiveMiner(simpleLogOf(traces), { noise }));
const of = (...traces: string[]): string => treeOf(traces.map((one) => [...one]));

test('each cut', () => {
  assert.equal(of('ab', 'cd'), "X( ->( 'a', 'b' ), ->( 'c', 'd' ) )");
  assert.equal(of('abc'), "->( 'a', 'b', 'c' )");
  assert.equal(of('ab', 'ba'), "+( 'a', 'b' )");
  assert.equal(of('a', 'aba', 'acaba'), "*( 'a', X( 'b', 'c' ) )");
  // the example log of the paper of 2013, fig. 1
  assert.equal(of('abcd', 'acbd', 'abcefbcd', 'abcefcbd', 'acbefbcd', 'acbefbcefcbd'), "->( 'a', *( +( 'b', 'c' ), ->( 'e', 'f' ) ), 'd' )");
});

test('what is optional as a whole stays whole', () => {
  assert.equal(of('xaby', 'xy'), "->( 'x', X( tau, ->( 'a', 'b' ) ), 'y' )");
  assert.equal(of('ab', 'a', 'abc', 'c', 'ac'), "->( X( tau, ->( 'a', X( tau, 'b' ) ) ), X( tau, 'c' ) )", 'no b without a');
  assert.equal(of('xaby', 'xay', 'xby', 'xy'), "->( 'x', X( tau, 'a' ), X( tau, 'b' ), 'y' )");
});

test('each fall-through', () => {
  assert.equal(treeOf([]), 'tau');
  assert.equal(of('', ''), 'tau');
  assert.equal(of('', 'a'), "X( tau, 'a' )");
  assert.equal(of('a', 'aa'), "*( 'a', tau )");
  assert.equal(of('acb', 'abcab', 'abacb'), "+( 'c', *( ->( 'a', 'b' ), tau ) )", 'c once per trace');
  assert.equal(of('ab', 'abab'), "*( ->( 'a', 'b' ), tau )", 'strict tau loop');
  assert.equal(of('caba', 'abca', 'acba', 'a', 'ca', 'cacba'), "+( *( tau, 'c' ), *( 'a', 'b' ) )", 'c beside the rest');
  assert.equal(of('aabbb', 'bbaab'), "*( ->( *( tau, 'a' ), 'b' ), tau )", 'tau loop');
});

test('rare ways are passed over with noise, and only then', () => {
  const log = [...times(50, 'abcd'), ...times(50, 'acbd'), ...times(1, 'adbc'), ...times(1, 'abd')];
  assert.equal(treeOf(log, 0.2), "->( 'a', +( 'b', 'c' ), 'd' )");
  assert.notEqual(treeOf(log), treeOf(log, 0.2));
  assert.throws(() => treeOf(log, 2), RangeError);
});

/** Plain breadth-first replay over sets of markings, for comparison. */
function replays(net: PetriNet, trace: readonly string[]): boolean {
  const close = (markings: Map<string, number[]>): Map<string, number[]> => {
    for (const marking of markings.values()) {
      net.transitions.forEach((one, t) => {
        if (one.label !== null || !isEnabled(net, marking, t)) return;
        const after = fire(net, marking, t);
        markings.set(after.join(), after);
      });
    }
    return markings;
  };
  let now = close(new Map([[net.initial.join(), net.initial]]));
  for (const label of trace) {
    const next = new Map<string, number[]>();
    for (const marking of now.values()) {
      net.transitions.forEach((one, t) => {
        if (one.label !== label || !isEnabled(net, marking, t)) return;
        const after = fire(net, marking, t);
        next.set(after.join(), after);
      });
    }
    now = close(next);
  }
  return [...now.values()].some((marking) => sameMarking(marking, net.final));
}

test('whatever the log: the noise-free tree has every trace as a run, and is the same each time', () => {
  const anyLog = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 7 }), { maxLength: 8 });
  fc.assert(fc.property(anyLog, (traces) => {
    const log = simpleLogOf(traces);
    const tree = inductiveMiner(log);
    const net = treeToNet(tree);
    for (const trace of traces) assert.ok(replays(net, trace), `${trace.join('')} in ${treeToText(tree)}`);
    assert.deepEqual(inductiveMiner(log), tree);
    inductiveMiner(log, { noise: 0.3 });
  }), { numRuns: 400 });
});
