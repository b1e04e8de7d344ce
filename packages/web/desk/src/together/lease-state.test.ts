import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Together } from '../../../../server/src/together/api.ts';
import { leaseState } from './lease-state.ts';

const now = Date.parse('2026-11-23T10:00:00Z');
const lease = (mine: boolean, minutes: number, asked: NonNullable<Together['lease']>['asked'] = null): Together['lease'] =>
  ({ holder: { staffId: mine ? 'me' : 'omar', name: mine ? 'Sara' : 'Omar' }, mine, since: '2026-11-23T09:50:00Z', until: new Date(now + minutes * 60_000).toISOString(), asked });

test('what the bar says, by whose it is and whether it has run out', () => {
  const kind = (one: Together['lease'], held = false): string => leaseState({ lease: one, snoozed: null }, 'me', now, held).kind;
  assert.deepEqual([kind(null), kind(null, true), kind(lease(true, 5), true), kind(lease(true, 0), true), kind(lease(false, 5)), kind(lease(false, 5), true), kind(lease(false, -1))],
    ['free', 'lost', 'mine', 'lost', 'theirs', 'theirs', 'free']);
});

test('who has asked', () => {
  const asked = (by: string) => ({ by: { staffId: by, name: by }, at: '2026-11-23T09:59:00Z' });
  assert.deepEqual(leaseState({ lease: lease(true, 2, asked('omar')), snoozed: null }, 'me', now, true), { kind: 'mine', secondsLeft: 120, asked: { name: 'omar', at: '2026-11-23T09:59:00Z' } });
  assert.deepEqual(['me', 'lena'].map((by) => (leaseState({ lease: lease(false, 2, asked(by)), snoozed: null }, 'me', now, false) as { asked: string }).asked), ['me', 'another']);
});

test('who lays a case aside lets it go, and is not told that it ran out', () => {
  const snoozed = { until: '2026-11-30T23:00:00Z', by: { staffId: 'me', name: 'Sara' }, at: '2026-11-23T09:59:00Z', reason: 'the school answers' };
  assert.equal(leaseState({ lease: null, snoozed }, 'me', now, true).kind, 'free');
});
