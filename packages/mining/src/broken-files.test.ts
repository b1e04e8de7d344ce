/**
 * Files are broken in the ways they break in life: cut off, bytes lost, doubled, overwritten, two files mixed. Every reader
 * then gives what it says it gives: a result that can be worked with, or its own error. Nothing hangs.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  BpmnError, FilterError, LogError, PnmlError, RuleError, TreeSyntaxError, XmlError, fromCases, objectFlow, overview, parseCsv, parseOcelJson, parseOcelXml, parseTree, parseXes, readBpmn, readCsv, readFilters,
  readPnml, readXes, rulesOf, toCsv, toOcelJson, toOcelXml, toXes, treeToNet, treeToText, writeBpmn, writeFilters, writePnml, type EventLog, type ObjectLog,
} from './index.ts';
import { readOcelSqlite, writeOcelSqlite } from './node.ts';
import { logOf } from './testing/log-of.ts';

const dir = mkdtempSync(join(tmpdir(), 'broken-'));
after(() => rmSync(dir, { recursive: true }));

const log = logOf(Array.from({ length: 12 }, (_, i): [string, string, number, Record<string, string | number | boolean | { instant: number }>] =>
  [`case "${i % 4}"`, ['lodge', 'ask, again', 'decide'][i % 3]!, i * 600, { 'org:resource': `å & ${i % 2}`, cost: i * 1.5, pages: i, online: i % 2 === 0, due: { instant: i * 1e9 } }]));
const objects = fromCases(log, { objects: { 'org:resource': 'officer' } });
const tree = parseTree("->( 'lodge', *( X( tau, 'ask' ), +( 'check', 'hear' ) ), 'decide' )");

const used = (one: EventLog): unknown => overview(one);
const usedObjects = (one: ObjectLog): unknown => objectFlow(one);
const path = join(dir, 'log.sqlite');
writeOcelSqlite(path, objects);
const sqlite = readFileSync(path);

interface Reader { name: string; whole: Uint8Array; read: (bytes: Uint8Array, lenient: boolean) => unknown; errors: (new (...args: never[]) => Error)[]; runs?: number }
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (value: string): Uint8Array => new TextEncoder().encode(value);
const readers: Reader[] = [
  { name: 'XES', whole: bytesOf(toXes(log)), read: (bytes, lenient) => used(parseXes(bytes, { lenient })), errors: [LogError] },
  { name: 'XES in gzip', whole: gzipSync(toXes(log)), read: async (bytes, lenient) => used(await readXes(bytes, { lenient })), errors: [LogError] },
  { name: 'CSV', whole: bytesOf(toCsv(log)), read: (bytes, lenient) => used(parseCsv(bytes, { lenient })), errors: [LogError] },
  { name: 'CSV in gzip', whole: gzipSync(toCsv(log)), read: async (bytes, lenient) => used(await readCsv(bytes, { lenient })), errors: [LogError] },
  { name: 'OCEL as JSON', whole: bytesOf(toOcelJson(objects)), read: (bytes, lenient) => usedObjects(parseOcelJson(text(bytes), { lenient })), errors: [LogError] },
  { name: 'OCEL as XML', whole: bytesOf(toOcelXml(objects)), read: (bytes, lenient) => usedObjects(parseOcelXml(text(bytes), { lenient })), errors: [LogError] },
  { name: 'OCEL as SQLite', whole: sqlite, read: (bytes, lenient) => { const file = join(dir, 'broken.sqlite'); writeFileSync(file, bytes); return usedObjects(readOcelSqlite(file, { lenient })); }, errors: [LogError], runs: 150 },
  { name: 'PNML', whole: bytesOf(writePnml(treeToNet(tree))), read: (bytes) => readPnml(text(bytes)), errors: [PnmlError, XmlError] },
  { name: 'BPMN', whole: bytesOf(writeBpmn(tree)), read: (bytes) => readBpmn(text(bytes)), errors: [BpmnError, XmlError] },
  { name: 'a tree as text', whole: bytesOf(treeToText(tree)), read: (bytes) => treeToNet(parseTree(text(bytes))), errors: [TreeSyntaxError] },
  { name: 'filters', whole: bytesOf(writeFilters([{ filter: 'attribute', of: 'event', key: 'cost', min: 2, keep: 'events' }, { filter: 'time', how: 'started', from: '2026-01-01' }])), read: (bytes) => readFilters(text(bytes)), errors: [FilterError] },
  { name: 'rules', whole: bytesOf('[{"rule":"response","first":"a","then":"b","within":"P5D"},{"rule":"four-eyes","activities":["a","b"]}]'), read: (bytes) => { try { return rulesOf(JSON.parse(text(bytes))); } catch (error) { if (error instanceof SyntaxError) return undefined; throw error; } }, errors: [RuleError] },
];

/** One way of breaking: where (as parts of the length), and how. */
const blow = fc.record({ how: fc.constantFrom('cut', 'lose', 'double', 'overwrite', 'insert', 'mix'), at: fc.nat(9999), length: fc.oneof(fc.nat(12), fc.nat(4000)), noise: fc.uint8Array({ minLength: 1, maxLength: 12 }), other: fc.nat(readers.length - 1) });
type Blow = typeof blow extends fc.Arbitrary<infer B> ? B : never;

function strike(bytes: Uint8Array, { how, at, length, noise, other }: Blow): Uint8Array {
  const from = Math.floor((bytes.length * at) / 10_000), to = Math.min(bytes.length, from + length);
  const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
  const before = bytes.subarray(0, from), behind = bytes.subarray(to), foreign = readers[other]!.whole;
  switch (how) {
    case 'cut': return bytes.slice(0, from);
    case 'lose': return join(before, behind);
    case 'double': return join(bytes.subarray(0, to), bytes.subarray(from));
    case 'overwrite': return join(before, noise.subarray(0, to - from), bytes.subarray(Math.min(to, from + noise.length)));
    case 'insert': return join(before, noise, bytes.subarray(from));
    default: return join(before, foreign.subarray(Math.floor((foreign.length * at) / 10_000)));
  }
}

for (const { name, whole, read, errors, runs } of readers) {
  // the limit is there to end what hangs; all of them together take seconds
  test(`${name}: broken, it is a result or the reader's own error`, { timeout: 120_000 }, async () => {
    await read(whole, false);
    await fc.assert(fc.asyncProperty(fc.array(blow, { minLength: 1, maxLength: 3 }), fc.boolean(), async (blows, lenient) => {
      const broken = blows.reduce(strike, whole);
      try { await read(broken, lenient); } catch (error) {
        assert.ok(errors.some((one) => error instanceof one), `${error instanceof Error ? error.stack : String(error)}`);
      }
    }), { numRuns: runs ?? 400 });
  });
}
