/**
 * Everything that can be compared with pm4py, on every XES, CSV and OCEL log in the folder named by ANKOMST_LOGS, where
 * python3 can import it; a table of what was compared is printed. A log that pm4py cannot read is counted from its XML
 * elements instead. Its figures for some of these logs also stand in the quick tests.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { align, fromCases, handover, inductiveMiner, labelsOfTrace, objectFlow, overview, parseOcelJson, parseOcelXml, parseTree, readPnml, simpleLog, tokenReplay, toOcelJson, toOcelXml, treeToNet, workingTogether, writePnml, type EventLog, type ObjectLog } from '../index.ts';
import { readCsvFile, readOcelSqlite, readXesFile, writeOcelSqlite, writeXesFile } from '../node.ts';

const TO = '\u2192';
const folder = process.env['ANKOMST_LOGS'] ?? '';
const version = folder && (pm4py('version') as string | null);
const skip = !folder ? 'name a folder of logs by ANKOMST_LOGS' : version ? false : 'python3 cannot import pm4py';
/** Ten times the size of any other, and tests of parsers with what is broken, are left out. */
const filesLike = (pattern: RegExp, most: number): string[] => (skip ? [] : readdirSync(folder).filter((name) => pattern.test(name) && statSync(join(folder, name)).size > 0 && statSync(join(folder, name)).size < most).sort());
const logs = filesLike(/\.xes(\.gz)?$/, 5e6), tables = filesLike(/\.csv$/, 5e6), objectLogs = filesLike(/\.(jsonocel|xmlocel|sqlite)$/, 5e6);
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
  cases: number; rows: number; events: number | null; activities: number; timed: boolean; cannot?: string;
  variants: Record<string, number>; edges: Record<string, number>; starts: Record<string, number>; ends: Record<string, number>; rework: Record<string, number>;
  times?: Record<string, Seconds>; throughput?: number[]; handover?: Record<string, number>; together?: Record<string, number>;
  own?: { variants: number; edges: number; follows: number; starts: number; ends: number; ties: boolean; rework: Record<string, number>; times: Record<string, Seconds> };
}
type Seconds = (number | null)[];

const sorted = <T>(entries: Iterable<readonly [string, T]>): [string, T][] => [...entries].map(([key, value]): [string, T] => [key, value]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
/** Instants have milliseconds here and up to nanoseconds there. */
const close = (mine: number | null, theirs: number | null, what: string): void =>
  assert.ok(mine === null || theirs === null ? mine === theirs : Math.abs(mine - theirs) <= 2e-3 + 1e-9 * Math.abs(theirs), `${what}: ${mine}, pm4py ${theirs}`);

/** How far fitness by token replay may be from pm4py's. */
const replayTolerance = 0.02;

/** Compares what pm4py finds with the map; gives what was compared. */
function compareMap(log: EventLog, theirs: Figures): string {
  const view = overview(log);
  const name = (a: number): string => log.activities[a]!;
  const named = (key: 'starts' | 'ends' | 'reworkCases'): [string, number][] => sorted(view.activities.map((one, a) => [name(a), one[key]] as const).filter((one) => one[1] > 0));
  assert.deepEqual([view.cases, view.events, log.activities.length], [theirs.cases, theirs.events ?? theirs.rows, theirs.activities]);
  assert.deepEqual(sorted(view.variants.map((one) => [one.activities.map(name).join(TO), one.cases.length])), sorted(Object.entries(theirs.variants)));
  assert.deepEqual(sorted(view.edges.map((one) => [name(one.from) + TO + name(one.to), one.count])), sorted(Object.entries(theirs.edges)));
  assert.deepEqual(named('starts'), sorted(Object.entries(theirs.starts)));
  assert.deepEqual(named('ends'), sorted(Object.entries(theirs.ends)));
  assert.deepEqual(named('reworkCases'), sorted(Object.entries(theirs.rework)));
  const counts = `${view.cases} cases, ${view.events} events, ${log.activities.length} activities, ${view.variants.length} variants, ${view.edges.length} edges`;
  if (theirs.cannot !== undefined) return `${counts}, as its elements say (pm4py cannot read it: ${theirs.cannot})`;
  const { own, times, throughput } = theirs;
  if (!own || !times || !throughput) return `${counts}; no instants`;
  const lengths = view.throughput.toSorted();
  assert.equal(lengths.length, throughput.length);
  throughput.forEach((seconds, i) => close(lengths[i]! / 1000, seconds, `throughput ${i}`));
  const compareTimes = (those: Record<string, Seconds>): void => {
    for (const one of view.edges) {
      const key = name(one.from) + TO + name(one.to), found = those[key]!;
      const mine = [one.mean, one.median, one.sum, one.min, one.max, one.deviation, one.p90];
      // the standard deviation of one value is none (null here, NaN or 0 there)
      found.forEach((seconds, i) => { if (i !== 5 || one.count > 1) close(mine[i] === null ? null : mine[i]! / 1000, seconds, `${key}, ${['mean', 'median', 'sum', 'least', 'greatest', 'deviation', 'p90'][i]}`); });
    }
  };
  assert.equal(Object.keys(times).length, view.edges.length);
  compareTimes(times);
  const people = comparePeople(log, theirs);
  const what = `${counts}, throughput, ${view.edges.length} x 7 times${people}`;
  // where events of one case share an instant, its own functions sort them anew in no order
  if (own.ties && (own.edges !== view.edges.length || own.variants !== view.variants.length || JSON.stringify(named('reworkCases')) !== JSON.stringify(sorted(Object.entries(own.rework))))) return `${what}; its own map differs at ties (${own.edges} edges, ${own.variants} variants)`;
  assert.deepEqual([view.variants.length, view.edges.length, view.edges.reduce((sum, one) => sum + one.count, 0)], [own.variants, own.edges, own.follows]);
  assert.deepEqual(named('reworkCases'), sorted(Object.entries(own.rework)));
  compareTimes(own.times);
  return `${what}, by its own functions too`;
}

/** Handover of work as shares of all handovers, and in how many cases two work together. */
function comparePeople(log: EventLog, theirs: Figures): string {
  if (!theirs.handover || !theirs.together) return '';
  const given = handover(log), both = workingTogether(log);
  const all = given.edges.reduce((sum, one) => sum + one.count, 0);
  assert.deepEqual(sorted(given.edges.map((one) => [given.resources[one.from]! + TO + given.resources[one.to]!, (one.count / all).toFixed(9)])), sorted(Object.entries(theirs.handover).map(([pair, share]) => [pair, share.toFixed(9)])));
  assert.deepEqual(sorted(both.edges.map((one) => [[both.resources[one.from]!, both.resources[one.to]!].sort().join(TO), one.cases])), sorted(Object.entries(theirs.together)));
  return `, ${given.edges.length} handovers, ${both.edges.length} pairs together`;
}

interface Modelled { noise: number; tree: string; pnml: string; costs: Record<string, number>; fitness: number; fitting: number }

/**
 * Whole moves of optimal alignments are unique: each must be the same, on the net built here of its tree and on its own net.
 * Replay is compared on its own net (the more silent steps a net has, the less one missing token counts), with a tolerance:
 * it guesses which silent steps were taken, and may call a trace unfit that is a run; never the other way round.
 */
function compareModels(log: EventLog, found: readonly Modelled[]): string {
  const simple = simpleLog(log);
  return found.map(({ noise, tree, pnml, costs, fitness, fitting }) => {
    const theirNet = readPnml(pnml);
    let moves = 0;
    for (const net of [treeToNet(parseTree(tree)), theirNet]) {
      const mine = align(net, simple).map((one, t): [string, number] => [labelsOfTrace(simple, t).join(TO), one.finished ? one.cost : NaN]);
      assert.deepEqual(sorted(mine), sorted(Object.entries(costs)));
      moves = mine.reduce((sum, [, cost]) => sum + cost, 0);
    }
    const replay = tokenReplay(theirNet, simple);
    assert.ok(Math.abs(replay.logFitness - fitness) < replayTolerance, `replay ${replay.logFitness}, pm4py ${fitness}`);
    // an event that the model does not know makes no trace unfit to it
    const tokensFit = replay.traces.reduce((sum, one, t) => sum + (one.missing === 0 && one.remaining === 0 ? simple.count[t]! : 0), 0) / log.caseIds.length;
    assert.ok(tokensFit >= fitting - 1e-9, `${tokensFit} fit, pm4py ${fitting}`);
    return `noise ${noise}: ${Object.keys(costs).length} alignments, ${moves} moves off; replay ${replay.logFitness.toFixed(4)} (${(100 * replay.fitting).toFixed(1)} % fit), pm4py ${fitness.toFixed(4)} (${(100 * fitting).toFixed(1)} %)`;
  }).join('; ');
}

const table: [string, string][] = [];
after(() => { for (const [name, what] of table) console.log(`${name.padEnd(38)} ${what}`); });

for (const name of [...logs, ...tables]) {
  test(`${name}: counts, variants, edges, ends, rework, times and people equal pm4py's`, async () => {
    const figures = pm4py('log', join(folder, name)) as Figures | null;
    assert.ok(figures, complaint);
    const path = join(folder, name);
    // three of them are tests of parsers: instants in no standard form, events without a name
    const log = name.endsWith('.csv') ? await readCsvFile(path, { case: 'case:concept:name', activity: 'concept:name', time: 'time:timestamp' }) : await readXesFile(path, { lenient: !figures.timed });
    if (figures.timed) assert.deepEqual(log.skipped, []);
    table.push([name, compareMap(log, figures)]);
  });
}

for (const name of objectLogs) {
  test(`${name}: events, objects, relations, changes and the flow of each type of object equal pm4py's`, async () => {
    const found = pm4py('objects', join(folder, name)) as Record<string, Record<string, number>> & Record<'relations' | 'between' | 'changes', number> | null;
    assert.ok(found, complaint);
    const path = join(folder, name);
    const log: ObjectLog = name.endsWith('.sqlite') ? readOcelSqlite(path, { zone: 'Europe/Berlin' }) // the example has local times there
       : (name.endsWith('.xmlocel') ? parseOcelXml : parseOcelJson)(readFileSync(path, 'utf8'));
    const of = (type: Int32Array, types: readonly { name: string }[]): [string, number][] => sorted(types.map((one, t) => [one.name, type.filter((each) => each === t).length] as const).filter((one) => one[1] > 0));
    assert.deepEqual(of(log.eventType, log.eventTypes), sorted(Object.entries(found['events']!)));
    assert.deepEqual(of(log.objectType, log.objectTypes), sorted(Object.entries(found['objects']!)));
    assert.deepEqual([log.eventObjects.from.length, log.objectObjects.from.length, log.values.since.filter((since) => since > 0).length], [found.relations, found.between, found.changes]);
    const flow = objectFlow(log);
    const edges = (count: 'eventPairs' | 'count' | 'cases'): [string, number][] => sorted(flow.types.flatMap((type) => type.edges.map((one) => [[type.objectType, flow.activities[one.from], flow.activities[one.to]].join(TO), one[count]] as const)));
    const ends = (side: 'starts' | 'ends'): [string, number][] => sorted(flow.types.flatMap((type) => type.activities.map((one, a) => [[type.objectType, flow.activities[a]].join(TO), one[side]] as const)).filter((one) => one[1] > 0));
    for (const [mine, theirs] of [[edges('eventPairs'), 'event_couples'], [edges('count'), 'total_objects'], [edges('cases'), 'unique_objects'], [ends('starts'), 'start_activities'], [ends('ends'), 'end_activities']] as const) assert.deepEqual(mine, sorted(Object.entries(found[theirs]!)), theirs);
    table.push([name, `${log.eventIds.length} events, ${log.objectIds.length} objects, ${found.relations} + ${found.between} relations, ${found.changes} changes, ${edges('count').length} edges of ${flow.types.length} types of object`]);
  });
}

/** Logs whose alignments pm4py finds within a minute or so. */
for (const name of ['running-example.xes', 'helpdesk.xes.gz', '08_receipt.xes.gz', 'roadtraffic100traces.xes', 'interval_event_log.xes', '06_bpic2013_closed.xes.gz'].filter((one) => logs.includes(one))) {
  test(`${name}: on its inductive models every alignment costs what pm4py says`, async () => {
    const found = pm4py('models', join(folder, name), '0.0', '0.2', '0.5') as Modelled[] | null;
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
    // the other form of XML, with related objects as the schema has them (the reason stands in ocel.test.ts): it opens, too
    const bySchema = join(dir, 'schema.xml');
    writeFileSync(bySchema, toOcelXml(objects, { related: 'object' }));
    assert.deepEqual(pm4py('ocel', bySchema), pm4py('ocel', files.xml));
    // the schemas are not part of this project: they are looked for beside the logs
    const [jsonSchema, xmlSchema] = ['schema_ocel2.json', 'ocel2-validation.xsd'].map((one) => join(folder, one)) as [string, string];
    const known = [jsonSchema, xmlSchema].every((one) => existsSync(one));
    if (known) {
      assert.deepEqual((pm4py('valid', files.json, jsonSchema, bySchema, xmlSchema) as unknown[]).slice(0, 2), [[], []]);
      // what is wrong is found: a relation to nothing, a missing list
      writeFileSync(bySchema, toOcelXml(objects, { related: 'object' }).replace('object-id="', 'object-id="nobody '));
      writeFileSync(files.json, toOcelJson(objects).replace('"objectTypes"', '"kinds"'));
      for (const found of (pm4py('valid', files.json, jsonSchema, bySchema, xmlSchema) as string[][]).slice(0, 2)) assert.ok(found.length > 0);
    }
    table.push([name, `OCEL 2.0 as JSON, XML and SQLite opens in pm4py; ${known ? 'JSON and XML hold to the schemas' : 'no schemas at hand'}`]);
  });
}

const example = 'ocel20_example.jsonocel', schemas = ['schema_ocel2.json', 'ocel2-validation.xsd'].map((one) => join(folder, one)) as [string, string];
test("the standard's example, written again, holds to both schemas as they stand, without any exception", { skip: skip || (![example, ...schemas].every((one) => existsSync(join(one.includes(folder) ? '' : folder, one))) && 'no schemas at hand') }, () => {
  const log = parseOcelJson(readFileSync(join(folder, example), 'utf8'));
  const json = join(dir, 'example.json'), xml = join(dir, 'example.xml');
  writeFileSync(json, toOcelJson(log));
  writeFileSync(xml, toOcelXml(log, { related: 'object' }));
  assert.deepEqual(pm4py('valid', json, schemas[0], xml, schemas[1]), [[], [], 0]);
  // in the form of the text it does not, and nor does the example itself
  writeFileSync(xml, toOcelXml(log));
  assert.ok((pm4py('valid', json, schemas[0], xml, schemas[1]) as string[][])[1]!.every((one) => one.includes("'relationship'")));
});

test('there is something to compare with', { skip }, () => { assert.ok(logs.length > 0, `no XES logs in ${folder}`); });
