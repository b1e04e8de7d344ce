import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRuleEngine, dayOf } from '@ankomst/core';
import { loadAuthority } from '@ankomst/content';
import type { WeekRow } from '@ankomst/store';
import { findAlarms } from '../quality/find-alarms.ts';
import { seriesOf } from '../quality/raise-alarms.ts';
import { inventCases } from './generate.ts';

const authority = loadAuthority(join(import.meta.dirname, '../../../../content/sweden'));
const until = '2026-11-22T20:00:00.000Z', weekMs = 7 * 86_400_000;
const words = { sv: '-', en: '-', ar: '-', uk: '-', pt: '-' };

test('the year that the demonstration invents raises an alarm by its own figures: more and more families wait for a passport', () => {
  const rows: WeekRow[] = [];
  const picture = { sha256: 'a', size: 1, mediaType: 'image/jpeg' };
  for (const { change } of inventCases({
    seed: 20261103, cases: 2000, until, rulebooks: [authority.service('child-born-in-sweden')!], work: { cases: 0, rulebook: authority.service('work-permit')! }, engine: createRuleEngine(),
    calendar: authority.calendar, offices: authority.offices, sign: () => 'x', taken: new Set(), pictures: { passport: picture, photo: picture }, words: { requestPassport: words, showPassport: words, thanks: words },
  })) {
    const { unit, service } = change.cases![0]!;
    const put = (at: string, outcome: string, code: string | null, condition: string | null): void => {
      const day = Date.parse(dayOf(at, authority.calendar.timeZone));
      rows.push({ unit, service, way: 'robot', week: new Date(day - ((new Date(day).getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10), outcome, code, condition, cases: 1 } as WeekRow);
    };
    for (const event of (change.events ?? []).filter((one) => one.type === 'AutomationStopped')) {
      const { code, conditions } = event.data as { code: string; conditions: string[] };
      for (const condition of [null, ...new Set(conditions)]) put(event.at, 'stopped', code, condition);
    }
    if (change.decision?.automatic) put(change.decision.decidedAt, 'granted', null, null);
  }
  const weeks = Array.from({ length: 26 }, (_, i) => new Date(Date.parse('2026-11-16') - (26 - i) * weekMs).toISOString().slice(0, 10));
  const alarms = findAlarms(seriesOf(rows, weeks));
  assert.deepEqual(alarms.map((one) => [one.kind, one.way, one.measure]), [['drift', 'robot', 'stopped/passport']]);
  assert.ok(alarms[0]!.evidence.recent.k / alarms[0]!.evidence.recent.n > 2 * alarms[0]!.evidence.before.k / alarms[0]!.evidence.before.n);
});
