import { logAccess, newsOf, readNews } from '@ankomst/store';
import { caseFilter } from '../access/case-filter.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import type { News } from './api.ts';

/** What colleagues want of somebody, of cases they may still open. The list is logged before it is shown. */
export async function newsFor(deps: Deps, staff: Staff): Promise<News> {
  const items = await newsOf(deps.store, staff.staffId, caseFilter(staff, { first: 3, alias: 'c' }));
  if (items.length > 0) {
    await logAccess(deps.store, {
      at: deps.clock.now(), actor: { kind: 'staff', id: staff.staffId }, personIds: [], purpose: 'handling', basis: 'own-news', what: 'desk-news', granted: true,
      detail: { cases: [...new Set(items.map((one) => one.caseId))] },
    });
  }
  return {
    unread: items.filter((one) => one.readAt === null).length,
    items: items.map(({ id, kind, caseId, number, by, byName, at, text, readAt }) => ({ id, kind, caseId, number, by: { staffId: by, name: byName ?? by }, at, text, read: readAt !== null })),
  };
}

export function markRead(deps: Deps, staff: Staff, ids: string[] | null): Promise<void> {
  return readNews(deps.store, staff.staffId, ids, deps.clock.now());
}
