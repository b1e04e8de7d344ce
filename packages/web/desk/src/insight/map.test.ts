import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvHead, guessColumns } from './csv-head.ts';
import { csvOf } from './csv.ts';
import { along, curveOf, centreOf, lines, nodeHeight, nodeWidth } from './curves.ts';
import { placesOf } from './layout.ts';
import { paceStep } from './pace.ts';
import { readState, usualSliders, writeState } from './state.ts';

const steps = (names: string) => [...names].map((activity, i) => ({ activity, cases: 10 - i, starts: i === 0 ? 10 : 0 }));

test('curated steps stand where they were put; another stands beside the step it is joined with, on a free place', () => {
  const places = placesOf(steps('abcx'), [{ from: 0, to: 1, cases: 9 }, { from: 1, to: 3, cases: 5 }], { a: [0, 0], b: [1, 0], c: [2, 0] });
  assert.deepEqual([places['a'], places['b'], places['c']], [[0, 0], [1, 0], [2, 0]]);
  assert.deepEqual(places['x'], [1, 1]);
});

test('every step has a place of its own, whatever the map, and always the same', () => {
  const path = fc.record({ from: fc.nat(6), to: fc.nat(6), cases: fc.integer({ min: 1, max: 20 }) });
  fc.assert(fc.property(fc.array(path, { maxLength: 20 }), fc.boolean(), (paths, curated) => {
    const places = placesOf(steps('abcdefg'), paths, curated ? { a: [0, 0], d: [3, 2] } : {});
    assert.equal(new Set(Object.values(places).map(String)).size, 7);
    assert.deepEqual(placesOf(steps('abcdefg'), paths, curated ? { a: [0, 0], d: [3, 2] } : {}), places);
  }));
});

test('a curve goes from border to border, and what goes along it stays on it', () => {
  const from = centreOf([0, 0]), to = centreOf([2, 1]);
  const { points } = curveOf(from, to);
  const outside = (point: { x: number; y: number }, box: { x: number; y: number }): boolean => Math.abs(point.x - box.x) >= nodeWidth / 2 - 1 || Math.abs(point.y - box.y) >= nodeHeight / 2 - 1;
  assert.ok(points.every((point) => outside(point, from) && outside(point, to)));
  assert.deepEqual([along(points, 0), along(points, 1)], [points[0], points.at(-1)]);
  assert.notEqual(curveOf(to, from).path, curveOf(from, to).path, 'the way back lies apart');
});

test('names are in two lines at most, paces in five steps', () => {
  assert.deepEqual(lines('Handläggare tog ärendet'), ['Handläggare tog', 'ärendet']);
  assert.ok(lines('a very long name that would never fit into a box of the map').length === 2);
  assert.deepEqual([0.4, 0.7, 1, 1.3, 2, null].map(paceStep), ['much-faster', 'faster', 'usual', 'slower', 'much-slower', 'unknown']);
});

test('the address holds a look whole, and what it says wrongly is passed over', () => {
  const state = { view: 'lead' as const, spots: [{ spot: 'waits' as const, waiting: 'x', week: 5 }], table: true, filters: [{ filter: 'path' as const, how: 'directly' as const, from: ['a'], to: ['b'] }], all: true, sliders: { activities: 0.5, paths: 0.25 } };
  assert.deepEqual(readState(writeState(state)), state);
  assert.deepEqual(readState({ view: 'nonsense', f: '[{"filter":"what"}]', s: '[{"spot":"what"}]', a: '900', p: '' }), { view: 'flow', filters: [], spots: [], all: false, table: false, sliders: usualSliders });
});

test('the head of a table: quotes, delimiters, the usual names', () => {
  const head = csvHead('\ufeffCase ID;Activity;"When;ever"\r\n1;"say ""hi""";2026-01-01\r\n2;x;2026-01-02\r\n');
  assert.deepEqual(head, { delimiter: ';', columns: ['Case ID', 'Activity', 'When;ever'], rows: [['1', 'say "hi"', '2026-01-01'], ['2', 'x', '2026-01-02']] });
  assert.deepEqual(guessColumns(['when', 'who', 'concept:name', 'case:concept:name', 'time:timestamp']), { case: 'case:concept:name', activity: 'concept:name', time: 'time:timestamp' });
});

test('a table for a spreadsheet: quoted, and nothing in it is taken for a formula', () => {
  assert.equal(csvOf([['a', 'b'], ['=1+1', 2.5], ['x,"y"', null]]), '\ufeffa,b\r\n\'=1+1,2.5\r\n"x,""y""",\r\n');
});
