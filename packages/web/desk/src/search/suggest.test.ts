import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Found } from '../../../../server/src/queue/api.ts';
import { optionsOf } from './suggest.ts';

const say = (key: string, args: Record<string, string> = {}): string => [key, ...Object.values(args)].join(' ');
const one = (id: string) => ({ id, number: `99-${id}-1`, service: 's', phase: 'lodged', opened: '2026-01-01T00:00:00Z' });
const found: Found = {
  persons: [{ id: 'p1', name: 'Oleksandr Shevchenko', born: '1988-01-02', alias: null, cases: [one('a'), one('b')] }, { id: 'p2', name: 'Nobody’s', born: null, alias: null, cases: [] }],
  cases: [one('c')], documents: [{ id: 'd', name: 'pass.pdf', at: '2026-01-01T00:00:00Z', caseId: 'e', number: '99-e-1' }], wide: false,
};

test('what is found leads to cases one may open, and everything is always at the end', () => {
  assert.deepEqual(optionsOf({ words: 'shev', found, recent: [], say }).map(({ kind, to }) => [kind, to]), [['person', 'a'], ['case', 'c'], ['document', 'e'], ['search', 'shev']]);
  assert.deepEqual(optionsOf({ words: 'x', found: undefined, recent: ['old'], say }).map(({ kind, to }) => [kind, to]), [['search', 'x']]);
});

test('with nothing typed: what was looked for last', () => {
  assert.deepEqual(optionsOf({ words: '', found, recent: ['Silva', '99-1'], say }).map(({ kind, to }) => [kind, to]), [['recent', 'Silva'], ['recent', '99-1']]);
});
