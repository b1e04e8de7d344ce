import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tracesOfNet } from './playout.ts';
import { activity, choice, loop, parallel, parseTree, sequence, silent, skippable, treeToText, TreeSyntaxError, type ProcessTree } from './process-tree.ts';
import { simplifyTree } from './simplify-tree.ts';
import { anyTree } from './testing.ts';
import { treeToNet } from './tree-to-net.ts';

test('the text form, there and back', () => {
  const tree = sequence(activity('a'), loop(parallel(activity("it's"), choice(silent, activity('b\\'))), silent));
  assert.equal(treeToText(tree), "->( 'a', *( +( 'it\\'s', X( tau, 'b\\\\' ) ), tau ) )");
  fc.assert(fc.property(anyTree(), (one) => assert.deepEqual(parseTree(treeToText(one)), one)));
});

test('text that is no tree says where and what was expected', () => {
  for (const [text, at] of [['', 0], ["->( 'a', )", 9], ["'a", 2], ["*( 'a' )", 8], ["'a' 'b'", 4], ['Y(tau)', 0]] as const) {
    assert.throws(() => parseTree(text), (error: unknown) => error instanceof TreeSyntaxError && error.at === at, text);
  }
});

test('a simplified tree has the same language, and is no bigger', () => {
  const size = (tree: ProcessTree): number => (tree.kind === 'activity' || tree.kind === 'silent' ? 1 : 1 + tree.children.reduce((sum, one) => sum + size(one), 0));
  fc.assert(fc.property(anyTree(['a', 'b', 'c'], 2), (tree) => {
    const small = simplifyTree(tree);
    assert.ok(size(small) <= size(tree), treeToText(small));
    assert.deepEqual(tracesOfNet(treeToNet(small), 4), tracesOfNet(treeToNet(tree), 4), treeToText(small));
    assert.deepEqual(simplifyTree(small), small);
    assert.equal(skippable(small), skippable(tree));
  }), { numRuns: 300 });
  assert.equal(treeToText(simplifyTree(loop(choice(silent, activity('a')), silent))), "*( tau, 'a' )");
});

test('the net of a tree says what the tree says', () => {
  const of = (text: string, longest: number): string[] => tracesOfNet(treeToNet(parseTree(text)), longest).map((trace) => trace.join(''));
  assert.deepEqual(of("->( 'a', X( 'b', tau ) )", 3), ['ab', 'a']);
  assert.deepEqual(of("+( 'a', ->( 'b', 'c' ) )", 3), ['abc', 'bac', 'bca']);
  assert.deepEqual(of("*( 'a', 'b' )", 5), ['ababa', 'aba', 'a']);
  assert.deepEqual(of("O( 'a', 'b' )", 5), ['ab', 'a', 'ba', 'b']);
});
