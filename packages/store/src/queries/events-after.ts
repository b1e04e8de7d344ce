import type { Queryable } from '../driver/driver.ts';
import { columns } from './columns.ts';
import { eventOf } from './load-case.ts';
import type { EventRow, StoredEvent } from './load-case.ts';

/**
 * Events after a place in the log, in order: for views, exports and process mining.
 * On a server a commit still under way may later appear before the last one read;
 * whoever follows live reads again from a little earlier and passes over ids seen.
 */
export async function eventsAfter(db: Queryable, seq: number, limit = 1000): Promise<StoredEvent[]> {
  return (await db.query<EventRow>(`select ${columns.event} from event where seq > $1 order by seq limit $2`, [seq, limit], 'events_after')).map(eventOf);
}

export async function eventsOfCase(db: Queryable, caseId: string): Promise<StoredEvent[]> {
  return (await db.query<EventRow>(`select ${columns.event} from event where case_id = $1 order by case_seq`, [caseId], 'events_of_case')).map(eventOf);
}
