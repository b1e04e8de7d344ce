import { dayOf, passDeadline, type CaseFile } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { actOnCase } from './act-on-case.ts';

/**
 * Writes down the clocks of the law that have run out since the last sweep, each once. A deadline that
 * passes decides nothing: its holder sees it on the case and in the lists.
 * @returns how many were written
 */
export async function sweepDeadlines(deps: Deps, limit = 500): Promise<number> {
  const today = dayOf(deps.clock.now(), deps.authority.calendar.timeZone);
  const passed = await deps.store.query<{ state: CaseFile }>(
    `select state from case_file f where phase <> 'closed' and next_legal_date < $1 and not exists (
       select from idempotency where key = 'deadline:' || f.id || ':' || (state->'waiting'->'nextLegalDate'->>'deadline') || ':' || f.next_legal_date)
     order by next_legal_date, id limit $2`, [today, limit], 'passed_deadlines');
  for (const { state } of passed) {
    const { deadline, on, basis } = state.waiting!.nextLegalDate!;
    await actOnCase(deps, { kind: 'system', id: 'clock' }, state.id, ({ state: now, ctx }) =>
      (now.case.waiting?.nextLegalDate?.on === on ? passDeadline(now, { deadline, due: on, basis }, ctx) : null), `deadline:${state.id}:${deadline}:${on}`);
  }
  return passed.length;
}
