import { dayOf } from '@ankomst/core';
import { logAccess, queueCounts, queueList } from '@ankomst/store';
import type { ScopeAt } from '@ankomst/store';
import { caseFilter } from '../access/case-filter.ts';
import { actorOf } from '../access/open-case.ts';
import { usualPurpose } from '../access/policy.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { namesIn } from '../web-staff/cases-view.ts';
import type { List, Names } from './api.ts';
import { labelsFor } from './labels.ts';
import { readQueueQuery } from './queue-query.ts';

/** So many rows in one answer; beyond them page by page. */
export const most = 5000;

export const scopeOf = (staff: Staff): ScopeAt => (first) => caseFilter(staff, { first, alias: 'f' });

/**
 * Open cases as the address asks for them. The rows say nothing of who they are about: who scrolls asks for the names
 * of what is in sight (`namesOf`), and only those looks are in the log.
 */
export async function listQueue(deps: Deps, staff: Staff, query: string, limit: number, language: string): Promise<List> {
  const { filter, order, after } = readQueueQuery(deps, staff, query);
  const now = deps.clock.now();
  // a list from its beginning that holds as many as are counted has counted them
  const whole = !after && limit >= most;
  const [{ rows, next }, counts] = await Promise.all([
    queueList(deps.store, filter, order, scopeOf(staff), { after, limit: Math.min(limit, most) }),
    whole ? undefined : queueCounts(deps.store, [{ filter, order }], scopeOf(staff), most),
    logAccess(deps.store, {
      at: now, actor: actorOf(staff), personIds: [], purpose: usualPurpose(staff.roles), basis: 'list', what: 'desk-queue', granted: true,
      detail: { unit: staff.unit, ...(filter.text ? { searched: true } : {}) },
    }),
  ]);
  const count = counts?.[0] ?? rows.length + (next ? 1 : 0);
  return {
    rows: rows.map(({ place: _place, stopped: _stopped, holder, ...row }) => ({ ...row, holder: holder && withoutPerson(holder) })),
    count: { n: Math.min(count, most), more: count > most },
    next: next && `${next.at}~${next.id}`,
    labels: await labelsFor(deps, language, rows),
    today: dayOf(now, deps.authority.calendar.timeZone),
  };
}

/** Which person holds a case is told with the names, not before. */
const withoutPerson = (holder: string): string => (/^(person|anyone|invited)\//.test(holder) ? holder.split('/')[0]! : holder);

/** The applicants of these cases, of those the asker may list; in the log before it is told. */
export async function namesOf(deps: Deps, staff: Staff, ids: readonly string[]): Promise<Names> {
  const { sql, params } = caseFilter(staff, { first: 2, alias: 'f' });
  const mine = await deps.store.query<{ id: string }>(`select f.id from case_file f where f.id = any($1) and (${sql})`, [ids, ...params]);
  if (mine.length === 0) return {};
  const { applicantOf, shown } = await namesIn(deps, mine.map((one) => one.id), deps.authority.services);
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: actorOf(staff), personIds: shown, purpose: usualPurpose(staff.roles), basis: 'list', what: 'list-open-cases', granted: true, detail: { unit: staff.unit },
  });
  return Object.fromEntries(applicantOf);
}
