import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CaseAnswer } from '../../../../server/src/desk-case/api.ts';
import { afterSettled, neighbour, needsWords } from './order.ts';
import { moved, readShares, usual } from './panes.ts';

test('the lines between the panes move, stop where a pane would be too narrow, and are remembered as they are', () => {
  fc.assert(fc.property(fc.array(fc.record({ line: fc.constantFrom<'left' | 'right'>('left', 'right'), by: fc.double({ min: -1, max: 1, noNaN: true }) })), (moves) => {
    const shares = moves.reduce((now, { line, by }) => moved(now, line, by), usual);
    assert.ok(shares.left >= 0.18 && shares.right >= 0.18 && shares.left + shares.right <= 0.8005, JSON.stringify(shares));
  }));
  assert.deepEqual(moved(usual, 'left', 0.05), { left: 0.36, right: 0.35 });
  assert.deepEqual(moved(usual, 'right', 0.05), { left: 0.31, right: 0.3 });
  assert.deepEqual(readShares('{"left":0.3,"right":0.3}'), { left: 0.3, right: 0.3 });
  for (const nonsense of [null, '', 'null', '{"left":9,"right":0.3}', '[]']) assert.deepEqual(readShares(nonsense), usual);
});

test('the next and the one before, from nothing and at the ends', () => {
  const keys = ['a', 'b', 'c'];
  assert.deepEqual([neighbour(keys, undefined, 1), neighbour(keys, undefined, -1), neighbour(keys, 'b', 1), neighbour(keys, 'c', 1), neighbour(keys, 'a', -1), neighbour([], 'a', 1)], ['a', 'c', 'c', 'c', 'a', undefined]);
  assert.deepEqual([afterSettled(keys, 'a'), afterSettled(keys, 'c'), afterSettled(['a'], 'a')], ['b', 'a', undefined]);
});

test('words are asked for where the officer weighs, and only there', () => {
  const found = (...statuses: string[]): CaseAnswer => ({ assessment: { conditions: statuses.map((status, at) => ({ id: `c${at}`, status })) } }) as unknown as CaseAnswer;
  assert.equal(needsWords(found('met', 'doubtful'), 'granted', []), false);
  assert.equal(needsWords(found('met', 'not met'), 'granted', []), true);
  assert.equal(needsWords(found('not met', 'unknown'), 'refused', ['c0']), false);
  assert.equal(needsWords(found('not met', 'unknown'), 'refused', ['c1']), true);
  assert.equal(needsWords(found('unknown'), 'dismissed', ['c0']), false);
});
