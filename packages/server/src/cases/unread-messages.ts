import type { Deps } from '../deps.ts';

/**
 * How many messages from the authority a person has not yet opened the thread after, by case. When the
 * thread was last opened stands in the access log already: nothing more is kept about what somebody reads.
 */
export async function unreadMessages(deps: Deps, personId: string, caseIds: readonly string[]): Promise<Record<string, number>> {
  const rows = await deps.store.query<{ caseId: string; n: number }>(
    `select m.case_id as "caseId", count(*)::int as n from message m
     where m.case_id = any($1) and m.person_id = $2 and m.direction = 'out' and m.at > coalesce((
       select max(l.at) from access_log l where l.case_id = m.case_id and l.what = 'messages' and l.granted and l.actor->>'id' = $2), '-infinity')
     group by m.case_id`, [caseIds, personId], 'unread_messages');
  return Object.fromEntries(rows.map(({ caseId, n }) => [caseId, n]));
}
