import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, dayOf, nextWorkingDay, type Calendar } from './calendar.ts';
import type { CaseFile } from './case.ts';
import { clocksOf, conclusionRight, deadlinesOf, deadlineStatus } from './deadline.ts';
import type { DeadlineDefinition } from './rulebook.ts';

const calendar: Calendar = { timeZone: 'Europe/Stockholm', holidays: new Set() };
const file = (over: Partial<CaseFile> = {}): CaseFile => ({
  id: 'c', number: '', service: 's', rulebook: 'r', phase: 'lodged', parties: [], unit: 'u', openedAt: '2026-01-05T08:00:00.000Z',
  lodgedAt: '2026-01-12T08:00:00.000Z', openRequests: [], waiting: null, waited: [], version: 1, ...over,
});
const holder = { kind: 'unit', unit: 'u' } as const;
const decide: DeadlineDefinition = { id: 'decide', months: 6, from: 'lodged', basis: 'FL 12', pausedBy: ['answer'], holder: 'unit' };

test('six months from the day of lodging, moved off a weekend', () => {
  const clock = deadlineStatus(decide, file(), '2026-01-20T10:00:00.000Z', calendar);
  assert.equal(clock?.start, '2026-01-12');
  assert.equal(clock?.due, '2026-07-13'); // 12 July 2026 is a Sunday
  assert.equal(clock?.pausedDays, 0);
});

test('a pause moves the last day by the whole days it lasted, and shows while it lasts', () => {
  const waited = [{ reason: 'answer', holder, from: '2026-02-02T09:00:00.000Z', to: '2026-02-12T09:00:00.000Z' }];
  assert.equal(deadlineStatus(decide, file({ waited }), '2026-03-01T10:00:00.000Z', calendar)?.pausedDays, 10);
  const waiting = { reason: 'answer', holder, since: '2026-03-02T09:00:00.000Z' };
  const now = deadlineStatus(decide, file({ waited, waiting }), '2026-03-05T09:00:00.000Z', calendar);
  assert.equal(now?.pausedBy, 'answer');
  assert.equal(now?.pausedDays, 13);
  const sameDay = [{ reason: 'answer', holder, from: '2026-02-02T09:00:00.000Z', to: '2026-02-02T15:00:00.000Z' }];
  assert.equal(deadlineStatus(decide, file({ waited: sameDay }), '2026-03-01T10:00:00.000Z', calendar)?.pausedDays, 0);
});

test('waiting for something else is no pause', () => {
  const waited = [{ reason: 'decision', holder, from: '2026-02-02T09:00:00.000Z', to: '2026-02-12T09:00:00.000Z' }];
  assert.equal(deadlineStatus(decide, file({ waited }), '2026-03-01T10:00:00.000Z', calendar)?.pausedDays, 0);
});

test('a clock that has not begun does not tick, and the clock towards a decision ends with it', () => {
  const offered = file({ phase: 'offered' });
  delete offered.lodgedAt;
  assert.equal(deadlineStatus(decide, offered, '2026-01-20T10:00:00.000Z', calendar), undefined);
  const card: DeadlineDefinition = { id: 'card', workingDays: true, days: 10, from: 'decided', basis: 'x', holder: 'partner' };
  const decided = file({ phase: 'decided', decidedAt: '2026-02-02T08:00:00.000Z' });
  assert.deepEqual(deadlinesOf({ deadlines: [decide, card], requirements: [] }, decided, '2026-02-03T08:00:00.000Z', calendar).map((clock) => [clock.deadline, clock.due]), [['card', '2026-02-16']]);
});

test('a clock of the life event counts from its day, and that of a requirement only while it is awaited', () => {
  const needed: DeadlineDefinition = { id: 'needed', months: 3, from: 'event', basis: 'UtlL 2:5', holder: 'guardian' };
  const requirements = [{ id: 'confirm', phase: 'offered' as const, holder: { role: 'guardian' }, needs: { fact: 'party.confirmed' }, deadline: needed }];
  const offered = file({ phase: 'offered', eventOn: '2026-01-02', waiting: { reason: 'confirm', holder, since: '2026-01-05T08:00:00.000Z' } });
  assert.deepEqual(deadlinesOf({ deadlines: [], requirements }, offered, '2026-01-20T10:00:00.000Z', calendar).map((clock) => [clock.deadline, clock.due]), [['needed', '2026-04-02']]);
  assert.deepEqual(deadlinesOf({ deadlines: [], requirements }, file({ eventOn: '2026-01-02' }), '2026-01-20T10:00:00.000Z', calendar), []);
});

test('ninety days run from when the application was complete, and an extension moves the last day', () => {
  const single: DeadlineDefinition = { id: 'single', days: 90, from: 'complete', basis: 'x', holder: 'unit', extend: { days: 30, times: 1, basis: 'y' } };
  assert.equal(deadlineStatus(single, file(), '2026-02-01T10:00:00.000Z', calendar), undefined);
  const complete = file({ completeAt: '2026-01-20T23:30:00.000Z' }); // the 21st where the authority sits
  assert.deepEqual([deadlineStatus(single, complete, '2026-02-01T10:00:00.000Z', calendar)?.start, deadlineStatus(single, complete, '2026-02-01T10:00:00.000Z', calendar)?.due], ['2026-01-21', '2026-04-21']);
  const extensions = [{ deadline: 'single', days: 30, at: '2026-04-01T08:00:00.000Z', by: 'sara', reason: 'r' }];
  assert.deepEqual(((clock) => [clock?.due, clock?.extendedDays])(deadlineStatus(single, { ...complete, extensions }, '2026-04-30T10:00:00.000Z', calendar)), ['2026-05-21', 30]);
});

test('a clock that has run out is no date to wait for, but is not forgotten', () => {
  const late = file({ eventOn: '2026-01-02' });
  const needed: DeadlineDefinition = { id: 'needed', months: 3, from: 'event', basis: 'x', holder: 'guardian' };
  const both = { deadlines: [needed, decide], requirements: [] };
  assert.deepEqual(deadlinesOf(both, late, '2026-05-01T10:00:00.000Z', calendar).map((clock) => clock.deadline), ['decide']);
  assert.deepEqual(clocksOf(both, late, '2026-05-01T10:00:00.000Z', calendar).map((clock) => [clock.deadline, clock.left < 0]), [['needed', true], ['decide', false]]);
  // the last day itself is still a day
  assert.equal(deadlinesOf(both, late, '2026-04-02T20:00:00.000Z', calendar)[0]?.left, 0);
});

test('the right to ask opens on its day, weekend or not; asking starts the authority\'s weeks', () => {
  const right: DeadlineDefinition = { id: 'may-ask', months: 6, from: 'lodged', basis: 'FL 12', holder: 'unit', opens: { id: 'conclude', days: 28, basis: 'FL 12' } };
  const book = { deadlines: [right], requirements: [] };
  assert.deepEqual([conclusionRight(book, file(), '2026-07-11T10:00:00.000Z', calendar)?.open, conclusionRight(book, file(), '2026-07-12T10:00:00.000Z', calendar)?.open], [false, true]);
  assert.equal(conclusionRight(book, file(), '2026-03-01T10:00:00.000Z', calendar)?.from, '2026-07-12');
  const asked = file({ conclusion: { id: 'r', askedBy: 'p', askedAt: '2026-08-03T08:00:00.000Z', texts: {} } });
  assert.deepEqual(deadlinesOf(book, asked, '2026-08-04T08:00:00.000Z', calendar).map((clock) => [clock.deadline, clock.due]), [['conclude', '2026-08-31']]);
  assert.equal(conclusionRight(book, asked, '2026-08-04T08:00:00.000Z', calendar)?.open, false);
});

const instant = fc.integer({ min: Date.parse('2026-01-12T08:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') });
const waits = fc.uniqueArray(instant, { minLength: 0, maxLength: 8 }).map((times) => times.sort((a, b) => a - b)).map((times) =>
  times.slice(1).map((to, i) => ({ reason: i % 2 === 0 ? 'answer' : 'decision', holder, from: new Date(times[i]!).toISOString(), to: new Date(to).toISOString() })));
const span: fc.Arbitrary<Pick<DeadlineDefinition, 'days' | 'months'>> = fc.oneof(fc.integer({ min: 1, max: 300 }).map((days) => ({ days })), fc.integer({ min: 1, max: 12 }).map((months) => ({ months })));

test('whatever was waited for: pauses and extensions only ever give more time, never less than they lasted, and what has run out stays so', () => {
  fc.assert(fc.property(waits, span, fc.integer({ min: 0, max: 60 }), instant, fc.integer({ min: 0, max: 400 }), (waited, length, extended, now, later) => {
    const definition: DeadlineDefinition = { id: 'd', ...length, from: 'lodged', basis: 'x', pausedBy: ['answer'], holder: 'unit' };
    const extensions = extended ? [{ deadline: 'd', days: extended, at: '2026-01-13T08:00:00.000Z', by: 's', reason: 'r' }] : [];
    const past = waited.filter((wait) => Date.parse(wait.to) <= now);
    const at = new Date(now).toISOString(), then = new Date(now + later * 86_400_000).toISOString();
    const clock = deadlineStatus(definition, file({ waited: past, extensions }), at, calendar)!;
    const plain = nextWorkingDay(addDays(addMonths('2026-01-12', length.months ?? 0), length.days ?? 0), calendar);
    assert.ok(clock.due >= plain);
    assert.ok(addDays(plain, clock.pausedDays + extended + 2) >= clock.due, 'no more than pauses, extension and a weekend');
    const whole = past.filter((wait) => wait.reason === 'answer').reduce((sum, wait) => sum + Math.ceil((Date.parse(wait.to) - Date.parse(wait.from)) / 86_400_000) + 1, 0);
    assert.ok(clock.pausedDays <= whole);
    // a clock that ran out before a later pause does not come back
    const after = deadlineStatus(definition, file({ waited: [...past, { reason: 'answer', holder, from: at, to: then }], extensions }), then, calendar)!;
    if (clock.left < 0) assert.ok(after.due === clock.due && after.left < 0);
    else assert.ok(after.due >= clock.due);
  }));
});

test('the change to summer time and back neither adds a day nor takes one', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 0, max: 47 }), fc.constantFrom('2026-03-28', '2026-10-24'), (from, to, day) => {
    const hour = (n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * 3_600_000).toISOString();
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const waited = [{ reason: 'answer', holder, from: hour(first), to: hour(last) }];
    const clock = deadlineStatus({ ...decide, months: 11 }, file({ waited }), '2026-11-30T12:00:00.000Z', calendar)!;
    assert.equal(addDays(dayOf(hour(first), 'Europe/Stockholm'), clock.pausedDays), dayOf(hour(last), 'Europe/Stockholm'));
  }));
});

test('months end where they end', () => {
  const on = (lodgedAt: string, months: number): string | undefined => deadlineStatus({ ...decide, months }, file({ lodgedAt }), lodgedAt, calendar)?.due;
  assert.equal(on('2026-08-31T08:00:00.000Z', 6), '2027-03-01'); // 28 February 2027 is a Sunday
  assert.equal(on('2027-11-30T08:00:00.000Z', 3), '2028-02-29');
});
