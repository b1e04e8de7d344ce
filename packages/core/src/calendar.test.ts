import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, addWorkingDays, dayOf, daysBetween, isWorkingDay, nextWorkingDay, type Calendar } from './calendar.ts';

const sweden: Calendar = { timeZone: 'Europe/Stockholm', holidays: new Set(['2026-12-24', '2026-12-25', '2027-01-01', '2027-01-06']) };

test('a day is the authority\'s day, not that of UTC', () => {
  assert.equal(dayOf('2026-11-30T23:30:00.000Z', 'Europe/Stockholm'), '2026-12-01');
  assert.equal(dayOf('2026-07-01T21:59:59.999Z', 'Europe/Stockholm'), '2026-07-01');
  assert.equal(dayOf('2026-07-01T22:00:00.000Z', 'Europe/Stockholm'), '2026-07-02');
});

test('a month ends where it ends', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2027-12-31', 2), '2028-02-29');
  assert.equal(addMonths('2026-08-31', 6), '2027-02-28');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
});

test('working days skip weekends and holidays, and a last day off moves on', () => {
  assert.equal(addWorkingDays('2026-12-23', 1, sweden), '2026-12-28');
  assert.equal(nextWorkingDay('2027-01-01', sweden), '2027-01-04');
  assert.equal(nextWorkingDay('2026-12-23', sweden), '2026-12-23');
});

const day = fc.integer({ min: -20000, max: 40000 }).map((n) => addDays('2000-01-01', n));
test('days add up', () => {
  fc.assert(fc.property(day, fc.integer({ min: -9000, max: 9000 }), (from, n) => {
    assert.equal(daysBetween(from, addDays(from, n)), n);
    assert.ok(isWorkingDay(nextWorkingDay(from, sweden), sweden));
  }));
});
