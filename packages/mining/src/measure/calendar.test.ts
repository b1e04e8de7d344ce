import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXesFile } from '../import/node-files.ts';
import { publicLog } from '../testing/public-logs.ts';
import { always, CalendarError, officeHours, WorkingCalendar } from './calendar.ts';
import { throughputTimes } from './times.ts';

const hour = 3_600_000;
const at = (text: string): number => Date.parse(text);
const stockholm = officeHours('Europe/Stockholm', '08:00', '17:00', ['2026-06-19']);

test('nights, week-ends and days off do not count', () => {
  assert.equal(stockholm.between(at('2026-06-18T16:00+02:00'), at('2026-06-22T09:00+02:00')), 2 * hour); // Thursday to Monday over Midsummer's Eve
  assert.equal(stockholm.between(at('2026-06-20T10:00+02:00'), at('2026-06-21T10:00+02:00')), 0);
  assert.equal(stockholm.between(at('2026-06-22T09:00+02:00'), at('2026-06-18T16:00+02:00')), -2 * hour);
  assert.ok(Number.isNaN(stockholm.between(NaN, 0)));
  const eve = new WorkingCalendar({ zone: 'Europe/Stockholm', week: { friday: [['08:00', '12:00'], ['13:00', '17:00']] }, holidays: ['2026-06-19'], days: { '2026-06-19': [['08:00', '11:30']] } });
  assert.equal(eve.between(at('2026-06-19T00:00+02:00'), at('2026-06-20T00:00+02:00')), 3.5 * hour);
  assert.equal(eve.between(at('2026-06-26T00:00+02:00'), at('2026-06-27T00:00+02:00')), 8 * hour);
});

test('the wall clock rules: office hours stay the same when summer time begins and ends', () => {
  for (const [friday, monday] of [['2026-03-27T08:00+01:00', '2026-03-30T08:00+02:00'], ['2026-10-23T08:00+02:00', '2026-10-26T08:00+01:00']] as const) {
    assert.equal(stockholm.between(at(friday), at(monday)), 9 * hour);
  }
});

test('who works at night has an hour less in March and one more in October', () => {
  const night = new WorkingCalendar({ zone: 'Europe/Stockholm', week: { sunday: [['00:00', '06:00']] } });
  assert.equal(night.between(at('2026-03-28T12:00Z'), at('2026-03-29T12:00Z')), 5 * hour);
  assert.equal(night.between(at('2026-10-24T12:00Z'), at('2026-10-25T12:00Z')), 7 * hour);
  // half an hour inside the hour that comes twice is worked twice; inside the hour that never is, not at all
  const half = new WorkingCalendar({ zone: 'Europe/Stockholm', week: { sunday: [['02:15', '02:45']] } });
  assert.equal(half.between(at('2026-10-24T12:00Z'), at('2026-10-25T12:00Z')), hour);
  assert.equal(half.between(at('2026-03-28T12:00Z'), at('2026-03-29T12:00Z')), 0);
});

test('round the clock is real time, in every zone', () => {
  const all = [['00:00', '24:00']] as const;
  const zones = ['UTC', 'Europe/Stockholm', 'America/Sao_Paulo', 'Africa/Casablanca', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
  const calendars = zones.map((zone) => new WorkingCalendar({ zone, week: { monday: all, tuesday: all, wednesday: all, thursday: all, friday: all, saturday: all, sunday: all } }));
  const instant = fc.integer({ min: at('2009-01-01T00:00Z'), max: at('2028-01-01T00:00Z') });
  fc.assert(fc.property(fc.constantFrom(...calendars), instant, instant, (calendar, from, to) => assert.equal(calendar.between(from, to), to - from)));
});

test('work adds up, counts what the wall clock shows, and `after` is its inverse', () => {
  const instant = fc.integer({ min: at('2025-01-01T00:00Z'), max: at('2027-01-01T00:00Z') });
  fc.assert(fc.property(instant, instant, instant, fc.integer({ min: 1, max: 400 * hour }), (a, b, c, work) => {
    assert.equal(stockholm.between(a, b) + stockholm.between(b, c), stockholm.between(a, c));
    const done = stockholm.after(a, work);
    assert.equal(stockholm.between(a, done), work);
    assert.ok(stockholm.between(a, done - 1) < work); // the first such instant
  }));
  // by hand, minute by minute, over both changes of the year
  const minutes = (from: number, to: number): number => {
    let count = 0;
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' });
    for (let t = from; t < to; t += 60_000) {
      const [day, time] = format.format(t).split(' ') as [string, string];
      const weekday = new Date(`${day}T12:00Z`).getUTCDay();
      if (weekday >= 1 && weekday <= 5 && time >= '08:00' && time < '17:00' && day !== '2026-06-19') count++;
    }
    return count;
  };
  for (const [from, to] of [['2026-03-27T09:13Z', '2026-03-31T10:00Z'], ['2026-10-22T09:13Z', '2026-10-27T23:00Z'], ['2026-06-17T00:00Z', '2026-06-23T12:34Z']] as const) {
    assert.equal(stockholm.between(at(from), at(to)), minutes(at(from), at(to)) * 60_000);
  }
});

test('a log of a century, whatever the order of its questions', () => {
  const years = Array.from({ length: 100 }, (_, i) => 1950 + i);
  const weeks = (order: number[]): number[] => {
    const office = officeHours('Europe/Stockholm', '08:00', '16:00');
    return order.map((year) => office.between(at(`${year}-06-01T00:00Z`), at(`${year}-06-01T00:00Z`) + 7 * 24 * hour));
  };
  assert.deepEqual(new Set([...weeks(years), ...weeks(years.toReversed())]), new Set([40 * hour]));
  assert.throws(() => stockholm.between(0, 8.64e15), /too far apart/);
  assert.equal(stockholm.between(at('2026-06-22T00:00Z'), at('2026-06-23T00:00Z')), 9 * hour); // and goes on
});

test('a plan that cannot be is told; one that never opens has no end', () => {
  const week = (from: string, to: string): CalendarError | WorkingCalendar => new WorkingCalendar({ zone: 'UTC', week: { monday: [[from, to]] } });
  assert.throws(() => week('9', '17:00'), /"9" is no time of day/);
  assert.throws(() => week('17:00', '08:00'), /end before they begin/);
  assert.throws(() => new WorkingCalendar({ zone: 'UTC', week: { monday: [['08:00', '12:00'], ['11:00', '13:00']] } }), /overlap/);
  assert.throws(() => new WorkingCalendar({ zone: 'Mars/Olympus', week: {} }), /no time zone/);
  assert.throws(() => new WorkingCalendar({ zone: 'UTC', week: { mondag: [] } as object }), /no weekday/);
  assert.throws(() => officeHours('UTC', '08:00', '17:00', ['2026-02-30']), CalendarError);
  assert.ok(Number.isNaN(new WorkingCalendar({ zone: 'UTC', week: {} }).after(0, 1)));
  assert.equal(always.after(5, 2), 7);
});

test('a plan of single days ends with the last of them', () => {
  const days = new WorkingCalendar({ zone: 'Europe/Stockholm', week: {}, days: { '2026-06-20': [['10:00', '12:00']], '2026-06-27': [['10:00', '12:00']] } });
  assert.equal(days.after(at('2026-06-01T00:00Z'), 3 * hour), at('2026-06-27T11:00+02:00'));
  assert.ok(Number.isNaN(days.after(at('2026-06-01T00:00Z'), 5 * hour)));
  assert.ok(Number.isNaN(days.after(at('2026-07-01T00:00Z'), 1)));
  for (const clock of [days, stockholm, always]) for (const wrong of [-1, Infinity, NaN]) assert.ok(Number.isNaN(clock.after(0, wrong)));
});

test('days end at midnight on the wall; working days are those on which the office opens', () => {
  const end = (from: string, days: number, only?: 'working'): string => new Date(stockholm.dayEnd(at(from), days, only)).toISOString();
  assert.equal(end('2026-03-27T23:30+01:00', 2), '2026-03-29T22:00:00.000Z'); // over the change to summer time
  assert.equal(end('2026-03-27T09:00+01:00', 0), '2026-03-27T23:00:00.000Z');
  // Wednesday; Thursday, (Friday is Midsummer's Eve, a day off, and the week-end), Monday
  assert.equal(end('2026-06-17T09:00+02:00', 2, 'working'), '2026-06-22T22:00:00.000Z');
  assert.equal(end('2026-06-20T09:00+02:00', 1, 'working'), '2026-06-22T22:00:00.000Z'); // from a Saturday
  assert.ok(Number.isNaN(stockholm.dayEnd(NaN, 1)));
  assert.ok(Number.isNaN(new WorkingCalendar({ zone: 'UTC', week: {} }).dayEnd(0, 1, 'working')));
});

test('intervals to draw', () => {
  assert.deepEqual(stockholm.intervals(at('2026-06-18T16:00+02:00'), at('2026-06-22T09:00+02:00')).map((pair) => pair.map((t) => new Date(t).toISOString().slice(0, 16))), [['2026-06-18T14:00', '2026-06-18T15:00'], ['2026-06-22T06:00', '2026-06-22T07:00']]);
});

const receipt = publicLog('08_receipt.xes.gz');
test('receipt: mean throughput in business hours, Monday to Friday 07-17 in Amsterdam, as pm4py has it', { skip: receipt.skip }, async () => {
  const log = await readXesFile(receipt.path);
  const times = throughputTimes(log, officeHours('Europe/Amsterdam', '07:00', '17:00'));
  assert.equal((times.reduce((sum, one) => sum + one, 0) / times.length / 1000).toFixed(2), '139636.31');
});
