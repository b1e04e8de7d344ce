import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '@ankomst/core';
import { instantOf, wallTimeOf, weekdayOf } from './wall-clock.ts';

test('summer and winter in Stockholm, and an embassy south of the line', () => {
  assert.equal(instantOf({ day: '2026-07-01', time: '09:00' }, 'Europe/Stockholm'), '2026-07-01T07:00:00.000Z');
  assert.equal(instantOf({ day: '2026-12-01', time: '09:00' }, 'Europe/Stockholm'), '2026-12-01T08:00:00.000Z');
  assert.equal(instantOf({ day: '2026-12-01', time: '09:00' }, 'Africa/Addis_Ababa'), '2026-12-01T06:00:00.000Z');
  assert.deepEqual(wallTimeOf('2026-11-03T23:30:00.000Z', 'Europe/Stockholm'), { day: '2026-11-04', time: '00:30' });
});

test('the hour that is skipped and the hour that comes twice', () => {
  assert.equal(instantOf({ day: '2026-03-29', time: '02:30' }, 'Europe/Stockholm'), '2026-03-29T01:30:00.000Z');
  assert.equal(instantOf({ day: '2026-10-25', time: '02:30' }, 'Europe/Stockholm'), '2026-10-25T00:30:00.000Z');
});

test('there and back again, in every zone with offices', () => {
  const zone = fc.constantFrom('Europe/Stockholm', 'Africa/Addis_Ababa', 'Asia/Tehran', 'America/Sao_Paulo', 'Asia/Kathmandu');
  fc.assert(fc.property(zone, fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 8, max: 17 }), fc.constantFrom(0, 10, 30, 45), (timeZone, days, hour, minute) => {
    const wall = { day: addDays('2025-01-01', days), time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
    assert.deepEqual(wallTimeOf(instantOf(wall, timeZone), timeZone), wall);
  }), { numRuns: 200 });
});

test('weekdays', () => {
  assert.equal(weekdayOf('2026-11-22'), 7);
  assert.equal(weekdayOf(addDays('2026-11-22', 1)), 1);
});
