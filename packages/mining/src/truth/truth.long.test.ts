/**
 * Everything that can be compared with pm4py, on every XES log in the folder named by ANKOMST_LOGS, where python3 can
 * import it; a table of what was compared is printed. Its figures for some of these logs also stand in the quick tests.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { align, fromCases, inductiveMiner, labelsOfTrace, overview, parseTree, simpleLog, tokenReplay, toOcelJson, toOcelXml, treeToNet, writePnml, type EventLog } from '../index.ts';
import { readXesFile, writeOcelSqlite, writeXesFile } from '../node.ts';

const TO = '\u2192';
const folder = process.env['ANKOMST_LOGS'] ?? '';
const version = folder && (pm4py('version') as string | null);
const skip = !folder ? 'name a folder of logs by ANKOMST_LOGS' : version ? false : 'python3 cannot import pm4py';
/** Ten times the size of any other, and tests of parsers with what is broken, are left out. */
const logs = skip ? [] : readdirSync(folder).filter((name) => /\.xes(\.gz)?$/.test(name) && statSync(join(folder, name)).size > 0 && statSync(join(folder, name)).size < 5e6).sort();
const dir = mkdtempSync(join(tmpdir(), 'truth-'));
after(() => rmSync(dir, { recursive: true }));

/** What it said last where it failed. */
let complaint = '';
function pm4py(...task: string[]): unknown {
  const run = spawnSync('python3', [join(import.meta.dirname, 'figures.py'), ...task], { encoding: 'utf8', maxBuffer: 1 << 29 });
  if (run.status !== 0) { complaint = run.stderr.trim().split('\n').at(-1) ?? ''; return null; }
  return JSON.parse(run.stdout.trim().split('\n').at(-1)!);
}

interface Figures {
  cases: number; events: number; activities: number; timed: boolean;
  variants: Record<string, number>; edges: Record<string, number>; starts: Record<string, number>; ends: Record<string, number>; rework: Record<string, number>;
  times?: Record<string, number[]>; throughput?: number[];
  own?: { variants: number; edges: number; follows: number; starts: number; ends: number; ties: boolean; rework: Record<string, number> };
}

const sorted = <T>(entries: Iterable<readonly [string, T]>): [string, T][] => [...entries].map(([key, value]): [string, T] => [key, value]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
const close = (mine: number, theirs: number, what: string): void => assert.ok(Math.abs(mine - theirs) <= 2e-3 + 1e-9 * Math.abs(theirs), `${what}: ${mine}, pm4py ${theirs}`);

/** pm4py guesses which silent steps were taken, so that tokens are missing to it where none are. */
const replayTolerance = 0.02;

/** Compares what pm4py finds with the map; gives what was compared. */
function compareMap(log: EventLog, theirs: Figures): string {
  const view = overview(log);
  const name = (a: number): string => log.activities[a]!;
  const named = (key: 'starts' | 'ends' | 'reworkCases'): [string, number][] => sorted(view.activities.map((one, a) => [name(a), one[key]] as const).filter((one) => one[1] > 0));
  assert.deepEqual([view.cases, view.events, log.activities.length], [theirs.cases, theirs.events, theirs.activities]);
  assert.deepEqual(sorted(view.variants.map((one) => [one.activities.map(name).join(TO), one.cases.length])), sorted(Object.entries(theirs.variants)));
  assert.deepEqual(sorted(view.edges.map((one) => [name(one.from) + TO + name(one.to), one.count])), sorted(Object.entries(theirs.edges)));
  assert.deepEqual(named('starts'), sorted(Object.entries(theirs.starts)));
  assert.deepEqual(named('ends'), sorted(Object.entries(theirs.ends)));
  assert.deepEqual(named('reworkCases'), sorted(Object.entries(theirs.rework)));
  const counts = `${view.cases} cases, ${view.events} events, ${log.activities.length} activities, ${view.variants.length} variants, ${view.edges.length} edges`;
  const { own, times, throughput } = theirs;
  if (!own || !times || !throughput) return `${counts}; no instants`;
  const lengths = view.throughput.toSorted();
  throughput.forEach((seconds, i) => close(lengths[i]! / 1000, seconds, `throughput ${i}`));
  // where events of one case share an instant, its own functions sort them anew in no order
  if (own.ties && own.edges !== view.edges.length) return `${counts}, throughput; its map differs at ties (${own.edges} edges)`;
  assert.deepEqual([view.variants.length, view.edges.length, view.edges.reduce((sum, one) => sum + one.count, 0)], [own.variants, own.edges, own.follows]);
  assert.deepEqual(named('reworkCases'), sorted(Object.entries(own.rework)));
  for (const one of view.edges) {
    const [mean, median, sum, min, max] = times[name(one.from) + TO + name(one.to)]!;
    const what = `${name(one.from)} to ${name(one.to)}`;
    close(one.mean / 1000, mean!, `${what}, mean`);
    close(one.median / 1000, median!, `${what}, median`);
    close(one.sum / 1000, sum!, `${what}, sum`);
    close(one.min / 1000, min!, `${what}, min`);
    close(one.max / 1000, max!, `${what}, max`);
  }
  return `${counts}, throughput, ${view.edges.length} x 5 times`;
}

/** Whole moves of optimal alignments are unique: each must be the same. Replay is compared with a tolerance, as it judges silent steps otherwise. */
function compareModels(log: EventLog, found: readonly { noise: number; tree: string; costs: Record<string, number>; fitness: number }[]): string {
  const simple = simpleLog(log);
  return found.map(({ noise, tree, costs, fitness }) => {
    const net = treeToNet(parseTree(tree));
    const mine = align(net, simple).map((one, t): [string, number] => [labelsOfTrace(simple, t).join(TO), one.finished ? one.cost : NaN]);
    assert.deepEqual(sorted(mine), sorted(Object.entries(costs)));
    const replayed = tokenReplay(net, simple).logFitness;
    assert.ok(Math.abs(replayed - fitness) < replayTolerance, `replay ${replayed}, pm4py ${fitness}`);
    return `noise ${noise}: ${mine.length} alignments, ${mine.reduce((sum, [, cost]) => sum + cost, 0)} moves off; replay ${replayed.toFixed(4)}, pm4py ${fitness.toFixed(4)}`;
  }).join('; ');
}

const table: [string, string][] = [];
after(() => { for (const [name, what] of table) console.log(`${name.padEnd(38)} ${what}`); });

for (const name of logs) {
  test(`${name}: counts, variants, edges, ends, rework and times equal pm4py's`, async () => {
    const figures = pm4py('log', join(folder, name)) as Figures | null;
    if (!figures) { table.push([name, `pm4py cannot: ${complaint}`]); return; }
    table.push([name, compareMap(await readXesFile(join(folder, name)), figures)]);
  });
}

/** Logs whose alignments pm4py finds within a minute or so. */
for (const name of ['running-example.xes', 'helpdesk.xes.gz', '08_receipt.xes.gz', 'roadtraffic100traces.xes'].filter((one) => logs.includes(one))) {
  test(`${name}: on its inductive models every alignment costs what pm4py says`, async () => {
    const found = pm4py('models', join(folder, name), '0.0', '0.2') as Parameters<typeof compareModels>[1] | null;
    assert.ok(found, complaint);
    table.push([name, compareModels(await readXesFile(join(folder, name)), found)]);
  });
}

for (const name of ['running-example.xes', '08_receipt.xes.gz'].filter((one) => logs.includes(one))) {
  test(`${name}: written as XES and its model as PNML, both open in pm4py`, async () => {
    const log = await readXesFile(join(folder, name));
    const net = treeToNet(inductiveMiner(simpleLog(log)));
    const xes = join(dir, 'log.xes'), pnml = join(dir, 'model.pnml');
    await writeXesFile(xes, log);
    writeFileSync(pnml, writePnml(net));
    const found = pm4py('opened', xes, pnml) as Record<string, number> & { columns: string[] } | null;
    assert.ok(found, complaint);
    assert.deepEqual([found['cases'], found['events'], found['activities']], [log.caseIds.length, log.activity.length, log.activities.length]);
    assert.deepEqual([found['places'], found['transitions'], found['initial'], found['final']], [net.places.length, net.transitions.length, 1, 1]);
    for (const key of log.eventAttributes.keys()) assert.ok(found.columns.includes(key), key);
    for (const key of log.caseAttributes.keys()) assert.ok(found.columns.includes(`case:${key}`), key);
    assert.ok(found['fitness']! > 1 - replayTolerance);
    table.push([name, `XES (${found.columns.length} columns) and PNML (${found['places']} places, ${found['transitions']} transitions) open in pm4py`]);
  });

  test(`${name}: as OCEL 2.0 in JSON, XML and SQLite, all three open in pm4py and hold to the schema`, async () => {
    const objects = fromCases(await readXesFile(join(folder, name)));
    const files = { json: join(dir, 'log.json'), xml: join(dir, 'log.xml'), sqlite: join(dir, 'log.sqlite') };
    writeFileSync(files.json, toOcelJson(objects));
    writeFileSync(files.xml, toOcelXml(objects));
    writeOcelSqlite(files.sqlite, objects);
    for (const file of Object.values(files)) assert.deepEqual(pm4py('ocel', file), { events: objects.eventIds.length, objects: objects.objectIds.length, relations: objects.eventObjects.to.length }, file);
    // the schemas are not part of this project: they are looked for beside the logs
    const schemas = ['schema_ocel2.json', 'ocel2-validation.xsd'].map((one) => join(folder, one));
    const known = schemas.every((one) => existsSync(one));
    if (known) {
      assert.deepEqual(pm4py('valid', files.json, schemas[0]!, files.xml, schemas[1]!), [[], []]);
      // what is wrong is found: a relation to nothing, a missing list
      writeFileSync(files.xml, toOcelXml(objects).replace('object-id="', 'object-id="nobody '));
      writeFileSync(files.json, toOcelJson(objects).replace('"objectTypes"', '"kinds"'));
      for (const found of pm4py('valid', files.json, schemas[0]!, files.xml, schemas[1]!) as string[][]) assert.ok(found.length > 0);
    }
    table.push([name, `OCEL 2.0 as JSON, XML and SQLite opens in pm4py; ${known ? 'JSON and XML hold to the schemas' : 'no schemas at hand'}`]);
  });
}

test('there is something to compare with', { skip }, () => { assert.ok(logs.length > 0, `no XES logs in ${folder}`); });
