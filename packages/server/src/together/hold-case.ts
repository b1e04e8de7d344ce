import { askForLease, declineLease, giveLease, releaseLease, renewLease, takeLease, tellStaff } from '@ankomst/store';
import type { StaffNews } from '@ankomst/store';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { atTheCase } from './at-the-case.ts';
import { aroundCase, toStaff } from './topics.ts';

/** So long is a case held unless the holder goes on working. */
export const holdSeconds = 300;

export type Hold = 'take' | 'renew' | 'release' | 'ask' | 'give' | 'decline';

/**
 * Taking a case, holding on to it, letting it go; asking a colleague for theirs, giving it, or not now. What is
 * asked in vain (somebody was faster, nobody asks any more) changes nothing: the answer shows how it is.
 * @throws Problem not-found; not-allowed for those who only read
 */
export async function holdCase(deps: Deps, { staff, caseId, hold }: { staff: Staff; caseId: string; hold: Hold }): Promise<void> {
  if (!staff.roles.some((role) => role === 'officer' || role === 'approver')) throw new Problem('not-allowed');
  await atTheCase(deps, staff, caseId);
  const now = deps.clock.now();
  const asked = { caseId, staffId: staff.staffId, now, seconds: holdSeconds };
  switch (hold) {
    case 'take': await takeLease(deps.store, asked); break;
    case 'renew': await renewLease(deps.store, asked); break;
    case 'release': await releaseLease(deps.store, caseId, staff.staffId); break;
    case 'ask': {
      const lease = await askForLease(deps.store, asked);
      if (lease?.askedBy === staff.staffId && lease.askedAt === now) await tell(deps, { staffId: lease.staffId, kind: 'asked', caseId, by: staff.staffId, text: '' });
      break;
    }
    case 'give': await giveLease(deps.store, asked); break;
    case 'decline': {
      const who = await declineLease(deps.store, asked);
      if (who) await tell(deps, { staffId: who, kind: 'declined', caseId, by: staff.staffId, text: '' });
      break;
    }
  }
  if (hold !== 'renew') deps.live.changed([aroundCase(caseId)]);
}

/** Tells a colleague, who sees it at once where they have the desk open; the same `once` tells once. */
export async function tell(deps: Deps, news: Omit<StaffNews, 'id' | 'at'>, once: string = deps.ids.next()): Promise<void> {
  await tellStaff(deps.store, { ...news, id: once, at: deps.clock.now() });
  deps.live.changed([toStaff(news.staffId)]);
}
