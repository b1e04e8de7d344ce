import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseFile, Change } from '@ankomst/core';
import { mergeSteps } from './merge-steps.ts';

const step = (at: string, change: Change) => ({ at, change: { cases: [{ id: 'c', version: 3 } as CaseFile], ...change } });
const event = (id: string) => ({ id, caseId: 'c', type: 'CaseNoted' as const, at: id, actor: { kind: 'system' as const, id: 's' }, data: {} });
const visit = (id: string, status: 'booked' | 'done') => ({ id, caseId: 'c', office: 'o', startsAt: 't', minutes: 15, status, bookedBy: 'p', persons: [] });

test('events in their order, of records the last state, the case as new', () => {
  const merged = mergeSteps([
    step('1', { events: [event('1'), event('2')], appointments: [visit('a', 'booked')] }),
    step('2', { events: [event('3')], appointments: [visit('a', 'done'), visit('b', 'booked')], sampled: [{ decisionId: 'd', drawnAt: '2' }] }),
  ], { facts: [{ id: 'f' } as never] });
  assert.deepEqual(merged.events?.map((one) => one.id), ['1', '2', '3']);
  assert.deepEqual(merged.appointments?.map((one) => [one.id, one.status]), [['a', 'done'], ['b', 'booked']]);
  assert.equal(merged.cases?.[0]?.version, 0);
  assert.deepEqual([merged.facts?.length, merged.sampled?.length], [1, 1]);
});

test('two decisions in one case are no history', () => {
  const decided = step('1', { decision: { id: 'd' } as never });
  assert.throws(() => mergeSteps([decided, decided]), /at most one decision/);
});
