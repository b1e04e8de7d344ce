import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Calendar } from './calendar.ts';
import type { CaseFile } from './case.ts';
import { deadlinesOf, deadlineStatus } from './deadline.ts';
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
