import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { cellOf } from '../log/column.ts';
import { eventAt, eventCount } from '../log/event-log.ts';
import { readXesFile } from './node-files.ts';
import { LogError, parseXes, readXes } from './xes.ts';

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
  assert.throws(() => parseXes(broken), (error: LogError) => error.line === 14 && /expected a date with time/.test(error.message));
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

test('nested attributes, lists, the head of the document and its types are kept', () => {
  const log = parseXes(`<log xes.version="2.0"><extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
    <global scope="trace"><string key="concept:name" value="?"/></global>
    <classifier name="Step" scope="event" keys="concept:name 'who did it'"/>
    <float key="version" value="2"/>
    <trace><string key="concept:name" value="1"/><id key="case" value="7f"/>
      <event><string key="concept:name" value="a"/><float key="cost" value="3"><string key="currency" value="SEK"/></float>
        <list key="papers"><values><string key="paper" value="passport"/><string key="paper" value="photo"/></values></list>
        <string key="cost/currency" value="plain"/><int key="big" value="9007199254740993"/></event></trace></log>`);
  assert.deepEqual(eventAt(log, 0).attributes, {
    cost: 3, 'cost/currency': 'plain', 'cost/currency/': 'SEK', 'papers/#0/paper': 'passport', 'papers/#1/paper': 'photo', big: '9007199254740993',
  });
  const head = log.xes!;
  assert.deepEqual(head.extensions, [{ name: 'Time', prefix: 'time', uri: 'http://www.xes-standard.org/time.xesext' }]);
  assert.deepEqual(head.classifiers, [{ name: 'Step', scope: 'event', keys: ['concept:name', 'who did it'] }]);
  assert.deepEqual(head.globals, [{ scope: 'trace', attributes: [{ path: ['concept:name'], type: 'string', value: '?' }] }]);
  assert.deepEqual(Object.fromEntries(head.types.event), { cost: 'float', papers: 'list', big: 'int' });
  assert.deepEqual(Object.fromEntries(head.types.case), { case: 'id' });
  assert.deepEqual(head.nested.get('cost/currency/'), ['cost', 'currency']);
});

test('a key with a slash is not taken for a nested one', () => {
  const log = parseXes(`<log><string key="a/b" value="1"><string key="c" value="2"/></string><string key="a" value="3"><string key="b/c" value="4"/></string>
    <trace><event><string key="what" value="x"><string key="next" value="nested"/></string><string key="what/next" value="plain"/></event></trace></log>`, { activityKey: 'what/next' });
  assert.deepEqual([...log.attributes], [['a/b', '1'], ['a/b/c', '2'], ['a', '3'], ['a/b/c/', '4']]);
  assert.deepEqual(['a/b/c', 'a/b/c/'].map((key) => log.xes!.nested.get(key)), [['a/b', 'c'], ['a', 'b/c']]);
  assert.deepEqual(eventAt(log, 0), { activity: 'plain', time: null, attributes: { what: 'x', 'what/next': 'nested' } });
});

test('the short way through plain attributes and the long way give the same log', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '\n', '&amp;', "&apos;", '>', '/', ' ', '&#229;', '") .') });
  const quoted = text.map((one) => one.replaceAll('"', ''));
  const attribute = fc.tuple(fc.constantFrom('string', 'int', 'date', 'float', 'boolean', 'id'), fc.constantFrom('k', 'org:resource', 'line\nbreak', 'cost'), quoted, fc.nat(99)).map(([type, key, string, n]) =>
    ({ type, key, value: type === 'date' ? `2026-03-${String(1 + n % 28).padStart(2, '0')}T10:00:00+02:00` : type === 'boolean' ? String(n % 2 === 0) : type === 'string' || type === 'id' ? string : type === 'int' ? String(n) : `${n}.${n}` }));
  const named = fc.tuple(quoted, fc.array(attribute, { maxLength: 4 }));
  type Named = [string, { type: string; key: string; value: string }[]];
  const write = (trace: Named, events: Named[], quote: string, space: string): string => {
    const attributesOf = ([name, attributes]: Named): string => [{ type: 'string', key: 'concept:name', value: name }, ...attributes].map((one) =>
      `<${one.type} ${space}key=${quote}${one.key}${quote}${space} value=${quote}${one.value}${quote}${space}/>`).join('\n\t');
    return `<log><trace>\n${attributesOf(trace)}${events.map((event) => `<event${space}>${attributesOf(event)}</event${space}>`).join('\n')}</trace${space}></log>`;
  };
  fc.assert(fc.property(named, fc.array(named, { maxLength: 8 }), (trace, events) => {
    const short = parseXes(write(trace, events, '"', ''));
    assert.deepEqual(parseXes(write(trace, events, "'", ' ')), short);
    // and the line of what is broken is right
    const broken = `${write(trace, events, '"', '').replace('</trace></log>', '')}\n<event><date key="time:timestamp" value="soon"/>`;
    assert.throws(() => parseXes(broken), (error: LogError) => error instanceof LogError && error.line === broken.split('\n').length);
  }));
});

test('files made to exhaust are refused or bounded', () => {
  assert.throws(() => parseXes(`<log>${'<string key="a" value="b">'.repeat(200)}`), /deep/);
  const many = `<log><trace><event><string key="concept:name" value="a"/>${Array.from({ length: 6000 }, (_, i) => `<string key="k${i}" value="v"/>`).join('')}</event></trace></log>`;
  assert.throws(() => parseXes(many), /different attributes/);
  const log = parseXes(many, { lenient: true });
  assert.ok(log.eventAttributes.size <= 5000);
  assert.ok(log.skipped.length <= 1001 && log.skipped.at(-1)!.what.startsWith('more than') || /and \d+ more/.test(log.skipped.at(-1)!.what));
});

test('other encodings, and gzip that ends too early', async () => {
  const latin = Uint8Array.from([...new TextEncoder().encode('<?xml version="1.0" encoding="ISO-8859-1"?><log><trace><event><string key="concept:name" value="s'), 0xf6, ...new TextEncoder().encode('k"/></event></trace></log>')]);
  assert.deepEqual(parseXes(latin).activities, ['sök']);
  const wide = new Uint8Array(Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><log><trace><event><string key="concept:name" value="sök"/></event></trace></log>', 'utf16le'));
  assert.deepEqual((await readXes(wide)).activities, ['sök']);
  const zipped = gzipSync(xes);
  await assert.rejects(readXes(zipped.subarray(0, zipped.length - 20)), /gzip/);
  assert.deepEqual((await readXes(zipped)).caseIds, ['26-1', '26-2']);
  // leniently, what came before the break is there
  const events = (count: number): string => `<log><trace>${'<event><string key="concept:name" value="a"/></event>'.repeat(count)}</trace></log>`;
  const long = gzipSync(Array.from({ length: 3000 }, (_, i) => events(i % 7)).join('').replaceAll('</log><log>', ''), { level: 1 });
  const part = await readXes(long.subarray(0, long.length - 8), { lenient: true });
  assert.ok(part.caseIds.length > 0 && part.skipped.some((one) => /gzip/.test(one.what)));
});
