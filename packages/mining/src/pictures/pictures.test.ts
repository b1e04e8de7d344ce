import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { overview } from '../discover/overview.ts';
import { LogBuilder } from '../log/builder.ts';
import type { EventLog } from '../log/event-log.ts';
import { parseTree } from '../model/process-tree.ts';
import { treeToNet } from '../model/tree-to-net.ts';
import { agePicture } from './ages.ts';
import { dotPicture } from './dots.ts';
import { flowPicture } from './flow.ts';
import { leadPicture } from './lead.ts';
import { Looker, readSpots, type Spot } from './looker.ts';
import { movePicture } from './moves.ts';
import { prescribedPicture } from './prescribed.ts';
import type { PictureSetting } from './setting.ts';
import { variantPicture } from './variants.ts';
import { waitPicture } from './waits.ts';

const day = 86_400_000, at = Date.parse('2026-11-02T00:00:00Z'); // a Monday
const setting: PictureSetting = { at, zone: 'UTC', open: 'open', waiting: 'waiting', holder: 'holder' };

/** Cases as lists of [activity, days before now, waits for]; one whose last event is not `end` is open. */
function logOf(cases: readonly (readonly (readonly [string, number, string?])[])[]): EventLog {
  const builder = new LogBuilder();
  cases.forEach((events, c) => {
    const number = builder.caseOf(String(c));
    builder.cases.set('open', number, events.at(-1)?.[0] !== 'end');
    for (const [activity, ago, waiting] of events) {
      const row = builder.add(number, builder.activities.code(activity), at - ago * day);
      builder.events.set('waiting', row, waiting ?? null);
      builder.events.set('holder', row, waiting === undefined ? null : waiting.startsWith('p') ? 'partner' : 'us');
    }
  });
  return builder.finish();
}

test('the map: what is slower lately than it used to be, and who stands where', () => {
  const before = Array.from({ length: 10 }, (_, i) => [['begin', 200 - i], ['end', 190 - i]] as const);
  const lately = Array.from({ length: 6 }, (_, i) => [['begin', 40 - i], ['end', 10 - i]] as const);
  const waiting = Array.from({ length: 5 }, () => [['begin', 20]] as const);
  const map = flowPicture(logOf([...before, ...lately, ...waiting]), setting);
  assert.deepEqual([map.cases, map.open], [21, 5]);
  const [edge] = map.edges;
  assert.deepEqual([edge!.cases, edge!.usual, edge!.late, edge!.pace], [16, 10 * day, 30 * day, 3]);
  const begin = map.nodes.find((one) => one.activity === 'begin')!;
  assert.deepEqual([begin.open, begin.openFor, begin.usual, begin.pace], [5, 20 * day, 10 * day, 2]);
});

test('heat: days waited in a week, who still waited at its end, and how long those took that ended in it', () => {
  const heat = waitPicture(logOf([[['begin', 10, 'answer'], ['got', 5, 'decision'], ['note', 4, 'decision'], ['end', 3]], [['begin', 2, 'answer']]]), setting, 2);
  assert.deepEqual(heat.weeks, [at - 7 * day, at], 'weeks begin on Mondays');
  const row = (name: string) => heat.rows.find((one) => one.waiting === name)!.cells[0]!;
  // the first case from ten days ago until five days ago, of which the week has two; the second its last two days
  assert.deepEqual(row('answer'), { caseDays: 4, waiting: 1, ended: 1, median: 5 * day });
  assert.deepEqual(row('decision'), { caseDays: 2, waiting: 0, ended: 1, median: 2 * day }, 'said again, it is the same wait');
});

test('ages: open cases alone, by holder', () => {
  const ages = agePicture(logOf([[['begin', 3, 'us']], [['begin', 400, 'us'], ['asked', 1, 'partner']], [['begin', 9, 'us'], ['end', 1]]]), setting);
  assert.equal(ages.open, 2);
  assert.deepEqual(ages.bands.filter((band) => band.counts.some((n) => n > 0)).map((band) => [band.from, band.to, Object.fromEntries(band.counts.map((n, i) => [ages.holders[i], n]))]), [[0, 7, { us: 1, partner: 0 }], [365, null, { us: 0, partner: 1 }]]);
});

test('control chart: a week that is far beyond the usual stands out, one with few cases is not judged', () => {
  const cases = Array.from({ length: 20 }, (_, week) => Array.from({ length: week === 3 ? 2 : 6 }, (_x, i) => [['begin', week * 7 + 3 + (week === 1 ? 60 : 10 + (week % 3)) + i / 100], ['end', week * 7 + 3 + i / 100]] as const)).flat();
  const chart = leadPicture(logOf(cases), setting, 20);
  assert.equal(chart.cases, cases.length);
  assert.deepEqual(chart.weeks.filter((week) => week.broken.includes('beyond-limit')).map((week) => week.from), [at - 14 * day]);
  assert.equal(chart.weeks.find((week) => week.from === at - 28 * day)!.median, null);
  const measured = leadPicture(logOf([[['x', 9], ['begin', 8], ['x', 6], ['end', 3]], [['x', 9], ['end', 3]]]), { ...setting, lead: { from: ['begin'], to: ['end'] } }, 3);
  assert.equal(measured.cases, 1, 'who never began is not measured');
});

test('prescribed against happened: ended cases alone, step by step', () => {
  const way = (names: string) => [...names].map((name, i) => [name === 'e' ? 'end' : name, 30 - i] as const);
  const picture = prescribedPicture(logOf([way('abe'), way('abe'), way('ae'), way('abxe'), way('a')]), setting, treeToNet(parseTree("->('a', 'b', 'end')")));
  assert.deepEqual([picture.cases, picture.compared, picture.asPrescribed], [4, 4, 2]);
  assert.deepEqual(new Set(picture.deviations.map((one) => `${one.kind} ${one.activity} ${one.cases}`)), new Set(['added x 1', 'skipped b 1']));
  assert.deepEqual(picture.ways[0]!.steps.map((step) => `${step.kind} ${step.activity}`), ['both a', 'skipped b', 'both end']);
});

const anyCases = fc.array(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'end'), fc.integer({ min: 0, max: 300 }), fc.constantFrom('p', 'q')), { minLength: 1, maxLength: 7 })
  .map((events) => events.toSorted((x, y) => y[1] - x[1])), { minLength: 1, maxLength: 25 });

test('the pictures count the same cases, and are JSON', () => {
  fc.assert(fc.property(anyCases, (cases) => {
    const log = logOf(cases);
    const flow = flowPicture(log, setting), view = overview(log);
    assert.deepEqual([flow.cases, flow.events, flow.edges.length], [view.cases, view.events, view.edges.length]);
    assert.equal(flow.open, agePicture(log, setting).open);
    assert.equal(variantPicture(log, setting).variants.reduce((sum, one) => sum + one.cases, 0), cases.length);
    for (const row of waitPicture(log, setting).rows) for (const cell of row.cells) assert.ok(cell.caseDays <= cases.length * 7 + 1e-6 && cell.waiting <= cases.length);
    const dots = dotPicture(log);
    assert.equal(dots.time.length, view.events);
    const moves = movePicture(log, { from: at - 100 * day, to: at }, 3);
    let most = 0;
    for (const time of moves.begin) most = Math.max(most, moves.begin.filter((begin, i) => begin <= time && moves.end[i]! > time).length);
    assert.ok(moves.begin.length <= 60 && most <= cases.length);
    for (const picture of [flow, dots, moves, agePicture(log, setting), leadPicture(log, setting)]) assert.deepEqual(JSON.parse(JSON.stringify(picture)), picture);
  }));
});

test('tokens: so few under way at once, and every case counts for as many as are left out', () => {
  const log = logOf(Array.from({ length: 1000 }, (_, i) => [['a', 50 + i / 1000], ['end', 10]] as const));
  for (const [most, each] of [[100, 10], [800, 1.25], [1000, 1], [5000, 1]] as const) {
    const moves = movePicture(log, { from: at - 60 * day, to: at }, most);
    assert.deepEqual([moves.each, moves.begin.length], [each, Math.min(most, 1000)]);
  }
});

test('every figure of a picture opens as many cases as it says', () => {
  fc.assert(fc.property(anyCases, (cases) => {
    const looker = new Looker(logOf(cases)), tree = "->('a', 'b', 'end')";
    const look = { base: [], filters: [], aside: ['c'], setting, prescribed: tree };
    const behind = (spot: Spot): number => {
      const { cases: told, picture } = looker.picture('flow', { ...look, spots: [spot] });
      assert.equal(picture.cases, told);
      assert.equal(looker.numbers({ ...look, spots: [spot] }).length, told);
      return told;
    };
    const { picture: { nodes } } = looker.picture('flow', look), { picture: heat } = looker.picture('waits', look), { picture: ages } = looker.picture('ages', look), { picture: lead } = looker.picture('lead', look), { picture: prescribed } = looker.picture('prescribed', look);
    for (const { activity, open } of nodes) assert.equal(behind({ spot: 'standing', activity }), open);
    // the last weeks alone: each is a look of its own
    for (const { waiting, cells } of heat.rows) for (const w of [cells.length - 1, cells.length - 3]) assert.equal(behind({ spot: 'waits', waiting, week: heat.weeks[w]! }), cells[w]!.waiting, `${waiting} ${w}`);
    for (const { from, to, counts } of ages.bands) counts.forEach((n, h) => assert.equal(behind({ spot: 'ages', from, to, holder: ages.holders[h]! }), n));
    for (const week of lead.weeks.slice(-4)) assert.equal(behind({ spot: 'lead', week: week.from }), week.cases);
    assert.equal(behind({ spot: 'prescribed' }), prescribed!.asPrescribed);
    for (const { kind, activity, cases: n } of prescribed!.deviations) assert.equal(behind({ spot: 'prescribed', kind, activity }), n);
  }), { numRuns: 40 });
});

test('what an address says of figures is checked', () => {
  const spots: Spot[] = [{ spot: 'waits', waiting: 'p', week: at }, { spot: 'ages', from: 0, to: null, holder: 'us' }, { spot: 'prescribed' }];
  assert.deepEqual(readSpots(JSON.stringify(spots)), spots);
  for (const wrong of ['[', '{}', '[{"spot":"what"}]', '[null]', '[{"spot":"lead"}]', '[{"spot":"lead","week":"x"}]', '[{"spot":"standing","activity":"a","more":1}]', '[{"spot":"toString"}]']) assert.throws(() => readSpots(wrong), { code: 'filter-not-understood' }, wrong);
});
