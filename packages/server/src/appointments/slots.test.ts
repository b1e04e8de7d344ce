import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysWithRoom, freeSlots, startTimes, type VisitingHours } from './slots.ts';
import { wallTimeOf } from './wall-clock.ts';

const office: VisitingHours = {
  timeZone: 'Europe/Stockholm', visits: { slotMinutes: 20, capacity: 2 },
  hours: [{ days: [1], open: '09:00', close: '12:00' }, { days: [1], open: '13:00', close: '15:30' }, { days: [2], open: '09:00', close: '10:00' }],
};
const never = (): boolean => false;
const monday = '2026-11-23';

test('a visit ends before the doors close', () => {
  const starts = startTimes(office, monday, never).map((at) => wallTimeOf(at, office.timeZone).time);
  assert.equal(starts[0], '09:00');
  assert.equal(starts.at(-1), '15:00');
  assert.ok(starts.includes('11:40') && !starts.includes('12:00'));
});

test('closed weekdays and holidays have no slots', () => {
  assert.deepEqual(startTimes(office, '2026-11-25', never), []);
  assert.deepEqual(startTimes(office, monday, (day) => day === monday), []);
});

test('a time with every desk taken is gone; a past or too near time too', () => {
  const nine = '2026-11-23T08:00:00.000Z';
  const early = { office, day: monday, isHoliday: never, now: '2026-11-20T08:00:00.000Z' };
  assert.deepEqual(freeSlots({ ...early, taken: [] })[0]?.desks, [1, 2]);
  assert.deepEqual(freeSlots({ ...early, taken: [{ startsAt: nine }] })[0]?.desks, [2]);
  assert.notEqual(freeSlots({ ...early, taken: [{ startsAt: nine, desk: 2 }, { startsAt: nine, desk: 1 }] })[0]?.startsAt, nine);
  const late = freeSlots({ ...early, now: '2026-11-23T08:30:00.000Z', taken: [] });
  assert.equal(wallTimeOf(late[0]!.startsAt, office.timeZone).time, '10:40');
});

test('the next days with room skip what is full, closed and on holiday', () => {
  const tuesday = startTimes(office, '2026-11-24', never);
  const found = daysWithRoom({
    office, from: monday, taken: tuesday.flatMap((startsAt) => [{ startsAt, desk: 1 }, { startsAt, desk: 2 }]), now: '2026-11-20T08:00:00.000Z',
    isHoliday: (day) => day === '2026-11-30', days: 2,
  });
  assert.deepEqual(found.map(({ day }) => day), [monday, '2026-12-01']);
});

test('never more free places than desks, whatever is booked', () => {
  fc.assert(fc.property(fc.array(fc.nat(15)), (picks) => {
    const starts = startTimes(office, monday, never);
    const taken = picks.map((pick) => ({ startsAt: starts[pick % starts.length]!, desk: 1 + (pick % 2) }));
    const slots = freeSlots({ office, day: monday, taken, now: '2026-11-20T08:00:00.000Z', isHoliday: never });
    for (const slot of slots) assert.ok(slot.desks.length >= 1 && slot.desks.length <= office.visits.capacity);
    assert.ok(slots.reduce((sum, slot) => sum + slot.desks.length, 0) >= starts.length * office.visits.capacity - taken.length);
  }));
});
