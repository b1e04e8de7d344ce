import type { Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

export interface InboxRow { partner: string; messageId: string; type: string; receivedAt: Instant; body: string; problem?: string; result?: Json }

const inbox = 'partner, message_id as "messageId", type, iso(received_at) as "receivedAt", body, problem, result';

/** The genuine message of this id, if it was received; null else. */
export async function inboxMessage(db: Queryable, partner: string, messageId: string): Promise<InboxRow | null> {
  const [row] = records<InboxRow>(await db.query<object>(
    `select ${inbox} from inbox where partner = $1 and message_id = $2 and problem is null`, [partner, messageId], 'inbox_message'));
  return row ?? null;
}

/** Messages received, newest first; `problems`: only those that could not be used. */
export async function inboxMessages(db: Queryable, { problems = false, limit = 100 }: { problems?: boolean; limit?: number } = {}): Promise<InboxRow[]> {
  return records<InboxRow>(await db.query<object>(
    `select ${inbox} from inbox ${problems ? 'where problem is not null' : ''} order by inbox.received_at desc, seq desc limit $1`, [limit]));
}
