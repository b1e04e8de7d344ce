import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { toCsv } from '../export/csv.ts';
import { cellOf } from '../log/column.ts';
import { eventAt, eventCount } from '../log/event-log.ts';
import { logOf } from '../testing/log-of.ts';
import { parseCsv, readCsv } from './csv.ts';
import { instantReader } from './date-format.ts';
import { LogError } from './log-error.ts';

const table = `case_id;Activity;Timestamp;note;pages;code;robot;case:channel;case:due;org:resource\r
26-1;lodge;2026-10-25T02:30:00+02:00;"said ""yes; no""\r
and left";4;007;true;web;2026-11-01 09:00;12\r
26-2;lodge;2026-01-01;;5.5;12;;desk;;12\r
\r
26-1;decide;2026-10-25T02:30:00+01:00;"";;13;false;web;2026-11-01 09:00;7`;

test('fields in quotes, delimiters, kinds by what columns hold, attributes of cases', () => {
  const log = parseCsv(table);
  assert.deepEqual(log.caseIds, ['26-1', '26-2']);
  assert.deepEqual(eventAt(log, 0), { activity: 'lodge', time: Date.UTC(2026, 9, 25, 0, 30), attributes: { note: 'said "yes; no"\r\nand left', pages: 4, code: '007', robot: true, 'org:resource': '12' } });
  assert.deepEqual(eventAt(log, 1), { activity: 'decide', time: Date.UTC(2026, 9, 25, 1, 30), attributes: { note: '', code: '13', robot: false, 'org:resource': '7' } });
  assert.equal(cellOf(log.caseAttributes.get('channel')!, 1), 'desk');
  assert.equal(cellOf(log.caseAttributes.get('due')!, 0), Date.UTC(2026, 10, 1, 9));
  assert.equal(cellOf(log.caseAttributes.get('due')!, 1), null);
});

test('columns, formats and a zone that are told', () => {
  const log = parseCsv('no|what|when|amount\n1|a|25.10.2026 02:30|3\n1|b|25.10.2026 03:30|04\n', { case: 'no', activity: 'what', time: 'when', dateFormat: 'dd.MM.yyyy HH:mm', zone: 'Europe/Stockholm', types: { amount: 'number' } });
  // half past two comes twice that night: the first of them, in summer time
  assert.deepEqual([...log.time], [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 2, 30)]);
  assert.deepEqual([eventAt(log, 0).attributes, eventAt(log, 1).attributes], [{ amount: 3 }, { amount: 4 }]);
});

test('dates as they are written around the world', () => {
  const read = (text: string, format?: string, zone?: string): string | number => {
    const bytes = new TextEncoder().encode(text);
    const ms = instantReader(format, zone)(bytes, 0, bytes.length);
    return Number.isNaN(ms) ? 'none' : new Date(ms).toISOString();
  };
  assert.equal(read('3/9/2026 2:05 PM', 'M/d/yyyy h:mm a'), '2026-03-09T14:05:00.000Z');
  assert.equal(read('12 AM', "h a"), '1970-01-01T00:00:00.000Z');
  assert.equal(read('9 Mar 26, 14h05', "d MMM yy, HH'h'mm"), '2026-03-09T14:05:00.000Z');
  assert.equal(read('20260309140501.1239+0530', 'yyyyMMddHHmmss.SSSXX'), '2026-03-09T08:35:01.123Z');
  assert.equal(read('31.02.2026', 'dd.MM.yyyy'), 'none');
  assert.equal(read('2026-02-31'), 'none');
  assert.equal(read('2026-02-28T25:00'), 'none');
  assert.equal(read('9.3.2026 x', 'd.M.yyyy'), 'none');
  // left out in the night summer time begins: an hour later
  assert.equal(read('2026-03-29T02:30:00', undefined, 'Europe/Stockholm'), '2026-03-29T01:30:00.000Z');
  assert.equal(read('2026-07-01T12:00:00', undefined, 'Asia/Kathmandu'), '2026-07-01T06:15:00.000Z');
  assert.equal(read('2026-07-01T12:00:00-03:00', undefined, 'Asia/Kathmandu'), '2026-07-01T15:00:00.000Z');
  assert.throws(() => instantReader('QQ'), RangeError);
  assert.throws(() => instantReader(undefined, 'Nowhere/Land'), RangeError);
});

test('local times of a place are those its clocks show', () => {
  const zone = 'Europe/Stockholm';
  const read = instantReader(undefined, zone);
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  fc.assert(fc.property(fc.integer({ min: Date.UTC(1985, 0) / 1000, max: Date.UTC(2030, 0) / 1000 }), (second) => {
    const bytes = new TextEncoder().encode(shown.format(second * 1000));
    const instant = read(bytes, 0, bytes.length);
    // the same, or an hour earlier where that time comes twice
    assert.ok(instant === second * 1000 || (instant === second * 1000 - 3_600_000 && shown.format(instant) === shown.format(second * 1000)));
  }));
});

test('what is broken is told with its line; lenient goes on and says what it passed over', () => {
  const broken = 'case,activity,time\n1,"a\nb",2026-01-01\n1,c\n1,d,yesterday\n,e,2026-01-01\n1,f,2026-01-02\n1,"g';
  assert.throws(() => parseCsv(broken), (error: LogError) => error.line === 4 && /2 fields: expected 3/.test(error.message));
  const log = parseCsv(broken, { lenient: true });
  assert.deepEqual(log.activities, ['a\nb', 'f']);
  assert.deepEqual(log.skipped.map((one) => one.line), [4, 5, 6, 8]);
  assert.throws(() => parseCsv('a,b\n1,2'), /line 1: no column for the case: expected one named like .*; found "a", "b"/);
  assert.throws(() => parseCsv(''), LogError);
});

const cell = fc.string({ unit: fc.constantFrom('a', 'B', '7', '"', ',', ';', '\n', '\r', ' ', 'å', '漢', '-') });
const rows = fc.array(fc.tuple(cell.filter((id) => id !== ''), cell.filter((name) => name !== ''), fc.nat(1e6), fc.record({ text: cell.map((text) => `t${text}`), number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)), flag: fc.boolean(), when: fc.nat(4e12).map((instant) => ({ instant })) }, { requiredKeys: [] })), { maxLength: 20 });

test('what is written is read again, however the bytes are cut', async () => {
  await fc.assert(fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t', '|'), fc.integer({ min: 1, max: 50 }), async (list, delimiter, size) => {
    const log = logOf(list);
    const bytes = new TextEncoder().encode(toCsv(log, { delimiter }));
    const types = { text: 'text', number: 'number', flag: 'boolean', when: 'instant' } as const;
    const again = parseCsv(bytes, { delimiter, types });
    assert.deepEqual(again.caseIds, log.caseIds);
    for (let row = 0; row < eventCount(log); row++) assert.deepEqual(eventAt(again, row), eventAt(log, row));
    async function* cut(): AsyncGenerator<Uint8Array> { for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size); }
    assert.deepEqual(await readCsv(cut(), { delimiter, types }), again);
    assert.deepEqual(await readCsv(gzipSync(bytes), { delimiter, types }), again);
  }));
});

test('a cell that begins like the one in quotes above it ends at its own delimiter', () => {
  const log = parseCsv('case;activity;time;text;number\na;a;1970-01-01T00:00:00.000Z;"t;";0\na;b;1970-01-01T00:00:00.000Z;t;\n', { delimiter: ';', types: { text: 'text', number: 'number' } });
  assert.deepEqual([0, 1].map((row) => eventAt(log, row).attributes), [{ text: 't;', number: 0 }, { text: 't' }]);
});

test('no bytes crash or hang the reader: a log or an error with its line', () => {
  fc.assert(fc.property(fc.nat(table.length), fc.string(), fc.boolean(), (at, noise, lenient) => {
    try { parseCsv(table.slice(0, at) + noise + table.slice(at + noise.length), { lenient }); } catch (error) { assert.ok(error instanceof LogError, String(error)); }
  }), { numRuns: 500 });
});
