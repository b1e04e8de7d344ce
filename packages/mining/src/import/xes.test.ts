import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { cellOf } from '../log/column.ts';
import { eventAt, eventCount } from '../log/event-log.ts';
import { LogError, parseXes, readXes, readXesFile } from './xes.ts';

const xes = `<?xml version="1.0" encoding="UTF-8"?>
<!-- made for a test: > and < in a comment -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <string key="source" value="desk &amp; web"/>
  <trace>
    <string key="concept:name" value="26-1"/>
    <string key="channel" value="web"/>
    <event><string key="concept:name" value="lodge"/><date key="time:timestamp" value="2026-10-25T02:30:00.000+02:00"/><int key="pages" value="4"/></event>
    <event><string key='concept:name' value='d>ecide'/><date key="time:timestamp" value="2026-10-25T02:30:00.000+01:00"/><boolean key="robot" value="true"/>
      <string key="org:resource" value="R2"><string key="unit" value="C"/></string></event>
    <event><string key="concept:name" value="check"/><date key="time:timestamp" value="2026-10-25T02:45:00.000+02:00"/></event>
  </trace>
  <trace><string key="concept:name" value="26-2"/><event><date key="time:timestamp" value="2026-01-01"/><string key="concept:name" value="lodge"/></event></trace>
</log>`;

test('cases, events in the order of real instants, attributes in their types', () => {
  const log = parseXes(xes);
  assert.deepEqual(log.caseIds, ['26-1', '26-2']);
  assert.equal(eventCount(log), 4);
  // the offset counts: 02:45 summer time is before 02:30 winter time of the same night
  assert.deepEqual([0, 1, 2].map((row) => eventAt(log, row).activity), ['lodge', 'check', 'd>ecide']);
  assert.equal(log.time[2]! - log.time[0]!, 3_600_000);
  assert.deepEqual(eventAt(log, 2).attributes, { robot: true, 'org:resource': 'R2', 'org:resource/unit': 'C' });
  assert.deepEqual(eventAt(log, 0).attributes, { pages: 4 });
  assert.equal(cellOf(log.caseAttributes.get('channel')!, 0), 'web');
  assert.equal(cellOf(log.caseAttributes.get('channel')!, 1), null);
  assert.equal(log.attributes.get('source'), 'desk & web');
});

test('the same log however the bytes are cut, plain or zipped', async () => {
  const whole = parseXes(xes);
  const bytes = new TextEncoder().encode(xes);
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), async (sizes) => {
    async function* cut(): AsyncGenerator<Uint8Array> {
      for (let at = 0, i = 0; at < bytes.length; i++) { const size = sizes[i % sizes.length]!; yield bytes.slice(at, at + size); at += size; }
    }
    assert.deepEqual(await readXes(cut()), whole);
  }), { numRuns: 50 });
  const dir = mkdtempSync(join(tmpdir(), 'xes-'));
  writeFileSync(join(dir, 'log.xes.gz'), gzipSync(bytes));
  writeFileSync(join(dir, 'log.xes'), bytes);
  assert.deepEqual(await readXesFile(join(dir, 'log.xes.gz')), whole);
  assert.deepEqual(await readXesFile(join(dir, 'log.xes')), whole);
  rmSync(dir, { recursive: true });
});

test('what is broken is told with its line; lenient goes on and says what it passed over', () => {
  const broken = xes.replace('value="2026-10-25T02:45:00.000+02:00"', 'value="soon"');
  assert.throws(() => parseXes(broken), (error: LogError) => error.line === 14 && /no date with time/.test(error.message));
  const log = parseXes(broken, { lenient: true });
  assert.equal(eventCount(log), 4);
  assert.deepEqual(log.skipped.map((one) => one.line), [14]);
  assert.throws(() => parseXes('<!DOCTYPE log [<!ENTITY a "b">]><log/>'), /DOCTYPE/);
  assert.throws(() => parseXes('not a log'), /<log>/);
  assert.throws(() => parseXes(xes.slice(0, -40)), LogError);
});

test('no bytes crash or hang the reader: a log or an error with its line', () => {
  fc.assert(fc.property(fc.nat(xes.length), fc.string(), fc.boolean(), (at, noise, lenient) => {
    try { parseXes(xes.slice(0, at) + noise + xes.slice(at + noise.length), { lenient }); } catch (error) { assert.ok(error instanceof LogError, String(error)); }
  }), { numRuns: 500 });
});
