import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sourceMark } from '../../scanner/source-mark.ts';
import { parseCsv } from './csv.ts';
import { madeFrom } from './scanner-binary.ts';
import { parseXes, readXes } from './xes.ts';

test('the scanner that is kept was made from its sources as they stand', () => {
  assert.equal(madeFrom, sourceMark(), 'packages/mining/scanner was changed: npm ci && npm run build there');
});

/** Some blocks of rows; a few of them spelled so that the scanner leaves them alone. */
const rows = 10_000;
const odd = (i: number): boolean => i % 1000 === 7 || (i > 4090 && i < 4099);

test('XES over many blocks of rows and cases: the plain and the odd come in one order, however the bytes are cut', async () => {
  const xes = (plain: boolean): string => `<log>\n${Array.from({ length: rows }, (_, i) => {
    const quote = !plain && odd(i) ? "'" : '"';
    const say = (kind: string, key: string, value: string): string => `  <${kind} key=${quote}${key}${quote} value=${quote}${value}${quote}/>\n`;
    const event = (n: number): string => ` <event>\n${say('string', 'concept:name', `do ${n % 5}`)}${say('date', 'time:timestamp', new Date(1.7e12 + n * 1000).toISOString())}${n % 3 === 0 ? say('string', 'who', `person ${n % 700}`) : ''}${n % 4 === 0 ? say('int', 'count', String(n)) : ''}${n % 50 === 0 ? say('float', 'share', '0.1000000000000000055') : ''}${n % 6 === 0 ? say('boolean', 'sure', String(n % 12 === 0)) : ''} </event>\n`;
    return `<trace>\n${say('string', 'concept:name', `case ${i % 9_990}`)}${i % 2 ? say('date', 'begun', '2026-03-01T10:00:00+01:00') : ''}${event(i)}${i % 5 === 0 ? event(i + 1) : ''}</trace>\n`;
  }).join('')}</log>`;
  const log = parseXes(xes(true));
  // the last ten traces are of cases met before
  assert.equal(log.caseIds.length, 9_990);
  assert.equal(log.activity.length, rows * 1.2);
  assert.deepEqual(parseXes(xes(false)), log);
  const bytes = new TextEncoder().encode(xes(false));
  for (const size of [997, 65_536]) {
    assert.deepEqual(await readXes((function* () { for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size); })()), log);
  }
});

test('an attribute that is now a number and now a text is text throughout, in blocks too', () => {
  const xes = `<log><trace>${Array.from({ length: rows }, (_, i) => `<event><string key="concept:name" value="a"/><${i === 4100 ? 'string' : 'int'} key="n" value="${i}"/></event>`).join('')}</trace></log>`;
  const column = parseXes(xes).eventAttributes.get('n')!;
  assert.ok(column.kind === 'text');
  assert.deepEqual(Array.from(column.codes, (code) => column.values[code]), Array.from({ length: rows }, (_, i) => String(i)));
});

test('a table over many blocks of rows: quoted or not, the same log', () => {
  const line = (i: number, quote: string): string => [`case ${i >> 2}`, `do ${i % 5}`, new Date(1.7e12 + i * 1000).toISOString().replace('Z', ''), i % 3 ? `person ${i % 700}` : '', String(i % 4)].map((field) => (field === '' ? '' : quote + field + quote)).join(',');
  const csv = (quoteOf: (i: number) => string): string => `case,activity,timestamp,who,level\n${Array.from({ length: rows }, (_, i) => line(i, quoteOf(i))).join('\n')}\n`;
  const options = { zone: 'Europe/Stockholm', types: { level: 'number' as const } };
  const log = parseCsv(csv(() => ''), options);
  assert.equal(log.activity.length, rows);
  assert.deepEqual(parseCsv(csv(() => '"'), options), log);
  assert.deepEqual(parseCsv(csv((i) => (odd(i) ? '"' : '')), options), log);
  assert.deepEqual(parseCsv(csv((i) => (i % 2 ? '"' : '')).replaceAll('\n', '\r\n'), options), log);
});

test('instants in the plain spelling are read as those in any other', () => {
  fc.assert(fc.property(fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), fc.integer({ min: -1079, max: 1079 }), fc.nat(3), (date, offset, digits) => {
    const sign = offset < 0 ? '-' : '+', minutes = Math.abs(offset);
    const local = new Date(date.getTime() + offset * 60_000);
    fc.pre(local.getUTCFullYear() >= 1 && local.getUTCFullYear() <= 9999);
    const fraction = digits === 0 ? '' : `.${local.toISOString().slice(20, 20 + digits)}`;
    const spelled = `${local.toISOString().slice(0, 19)}${fraction}${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const unit = digits === 0 ? 1000 : 10 ** (3 - digits);
    const event = (value: string): string => `<event><string key="concept:name" value="a"/><date key="time:timestamp" value="${value}"/></event>`;
    // the second is the scanner's, the third (blanks around it) the reader's
    const { time } = parseXes(`<log><trace>${event(spelled)}${event(spelled)}${event(` ${spelled} `)}</trace></log>`);
    const expected = Math.floor(date.getTime() / unit) * unit;
    assert.deepEqual(Array.from(time), [expected, expected, expected]);
  }));
});

test('a day that the calendar has not, and texts that only look like instants, are told', () => {
  for (const value of ['2026-02-29T10:00:00Z', '2026-04-31T10:00:00+02:00', '2026-01-01T24:01:00Z', '2026-01-01T10:60:00Z', '2026-01-01T10:00:00+19:00', '2026-01-01T10:00:00.Z', '2026-01-01T10:00:00+1:00']) {
    assert.throws(() => parseXes(`<log><trace>${['2026-01-01T10:00:00Z', value].map((one) => `<event><string key="concept:name" value="a"/><date key="time:timestamp" value="${one}"/></event>`).join('')}</trace></log>`), /expected a date with time/, value);
    assert.throws(() => parseCsv(`case,activity,timestamp\n1,a,2026-01-01T10:00:00Z\n1,a,${value}\n`), /expected a date with time/, value);
  }
});
