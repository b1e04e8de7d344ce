import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logOf } from '../testing/log-of.ts';
import { overview, type Overview } from './overview.ts';
import { simplify, type SimplifiedMap } from './simplify.ts';

test('sliders down: the happy path is left, and it hangs together', () => {
  const log = logOf(['abcd', 'abcd', 'abcd', 'abxd', 'acbd', 'aab'].flatMap((way, c) => [...way].map((name, i) => [String(c), name, i] as const)));
  const view = overview(log);
  const names = (map: SimplifiedMap): string[] => map.edges.map((e) => log.activities[view.edges[e]!.from]! + log.activities[view.edges[e]!.to]!);
  assert.deepEqual(names(simplify(view, { paths: 0 })), ['ab', 'bc', 'cd', 'bx', 'xd']);
  assert.deepEqual(names(simplify(view, { activities: 0.8, paths: 0 })), ['ab', 'bc', 'cd']);
  assert.deepEqual(simplify(view, { activities: 0 }).activities.length, 1);
  assert.equal(simplify(view).edges.length, view.edges.length);
});

/** Activities reached along the edges shown, from the starts shown (`from`) or back from the ends (`to`). */
function reached(view: Overview, edges: readonly number[], shown: readonly number[], way: 'from' | 'to'): Set<number> {
  const found = new Set(shown.filter((a) => (way === 'from' ? view.activities[a]!.starts : view.activities[a]!.ends) > 0));
  const there = way === 'from' ? 'to' : 'from';
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const e of edges) if (found.has(view.edges[e]![way])) found.add(view.edges[e]![there]);
  }
  return found;
}

const ways = fc.array(fc.array(fc.constantFrom(...'abcdef'), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 });
const slider = fc.double({ min: 0, max: 1, noNaN: true });
test('at every slider: what can be reached at all can be reached on the map, and more never shows less', () => {
  fc.assert(fc.property(ways, slider, slider, slider, (list, activities, paths, more) => {
    const view = overview(logOf(list.flatMap((way, c) => way.map((name, i) => [String(c), name, i] as const))));
    const map = simplify(view, { activities, paths });
    const all = view.edges.map((_, e) => e).filter((e) => map.activities.includes(view.edges[e]!.from) && map.activities.includes(view.edges[e]!.to));
    for (const e of map.edges) assert.ok(all.includes(e));
    for (const way of ['from', 'to'] as const) assert.deepEqual([...reached(view, map.edges, map.activities, way)].sort(), [...reached(view, all, map.activities, way)].sort());
    const wider = simplify(view, { activities, paths: Math.max(paths, more) });
    for (const e of map.edges) assert.ok(wider.edges.includes(e));
    const larger = simplify(view, { activities: Math.max(activities, more), paths });
    for (const a of map.activities) assert.ok(larger.activities.includes(a));
  }));
});
