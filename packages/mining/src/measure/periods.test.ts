import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { zoneOffset } from './calendar.ts';
import { calendarPeriods, evenPeriods, periodOf } from './periods.ts';

const DAY = 86_400_000;
const at = (text: string): number => Date.parse(text);
const iso = (periods: number[]): string[] => periods.map((instant) => new Date(instant).toISOString().slice(0, 16));

test('weeks begin on Monday by the wall clock, and one is an hour shorter', () => {
  assert.deepEqual(iso(calendarPeriods('Europe/Stockholm', at('2026-03-25T12:00Z'), at('2026-03-31T00:00Z'), 'week')), ['2026-03-22T23:00', '2026-03-29T22:00', '2026-04-05T22:00']);
  assert.deepEqual(iso(calendarPeriods('Europe/Stockholm', at('2026-03-25T12:00Z'), at('2026-05-01T00:00Z'), 'month')), ['2026-02-28T23:00', '2026-03-31T22:00', '2026-04-30T22:00', '2026-05-31T22:00']);
  assert.deepEqual(calendarPeriods('UTC', 5, 4, 'day'), []);
});

test('in every zone a day begins where the wall shows a new date', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Stockholm', 'America/Sao_Paulo', 'Africa/Casablanca', 'Asia/Beirut', 'Asia/Amman', 'Australia/Lord_Howe', 'America/Havana');
  fc.assert(fc.property(zones, fc.integer({ min: at('2012-01-01T00:00Z'), max: at('2027-01-01T00:00Z') }), fc.nat(20), (zone, from, days) => {
    const offset = zoneOffset(zone);
    const wall = (instant: number): number => Math.floor((instant + offset(instant)) / DAY);
    const periods = calendarPeriods(zone, from, from + days * DAY, 'day');
    assert.ok(periods[0]! <= from && periods.at(-1)! > from + days * DAY);
    for (const begin of periods) assert.equal(wall(begin), wall(begin - 1) + 1);
    for (let i = 1; i < periods.length; i++) assert.equal(wall(periods[i]!), wall(periods[i - 1]!) + 1);
  }), { numRuns: 300 });
});

test('a midnight that comes twice, one that never comes', () => {
  const day = (zone: string, noon: string): string[] => iso(calendarPeriods(zone, at(noon), at(noon), 'day'));
  assert.deepEqual(day('Asia/Amman', '2015-10-30T10:00Z'), ['2015-10-29T21:00', '2015-10-30T22:00']);
  assert.deepEqual(day('America/Sao_Paulo', '2018-11-04T15:00Z'), ['2018-11-04T03:00', '2018-11-05T02:00']);
});

test('an instant has one period or none', () => {
  assert.deepEqual([-1, 0, 9, 10, 19, 20].map((instant) => periodOf([0, 10, 20], instant)), [-1, 0, 0, 1, 1, -1]);
  assert.deepEqual(evenPeriods(0, 10, 10), [0, 10, 20]);
  assert.deepEqual(evenPeriods(0, NaN, 10), []);
});
