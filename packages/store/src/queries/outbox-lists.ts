import type { Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { columns, records } from './columns.ts';

export interface OutboxRow {
  id: string;
  key: string;
  topic: string;
  caseId?: string;
  payload: Json;
  state: 'due' | 'leased' | 'done' | 'stuck';
  createdAt: Instant;
  /** When it is tried next; of a leased one, when the lease runs out. */
  dueAt: Instant;
  attempts: number;
  /** Why the last attempt failed. */
  problem?: string;
  doneAt?: Instant;
}

/** What has failed too often and waits for a human, oldest first. */
export async function stuckOutbox(db: Queryable, limit = 100): Promise<OutboxRow[]> {
  return records<OutboxRow>(await db.query<object>(`select ${columns.outbox} from outbox where state = 'stuck' order by created_at, seq limit $1`, [limit], 'stuck_outbox'), ['payload']);
}

/** What has failed and will be tried again, soonest first. */
export async function failingOutbox(db: Queryable, limit = 100): Promise<OutboxRow[]> {
  return records<OutboxRow>(await db.query<object>(
    `select ${columns.outbox} from outbox where state in ('due', 'leased') and attempts > 0 and problem is not null order by outbox.due_at, seq limit $1`, [limit], 'failing_outbox_rows'), ['payload']);
}

/** What was and is to be sent for a case. */
export async function outboxOfCase(db: Queryable, caseId: string): Promise<OutboxRow[]> {
  return records<OutboxRow>(await db.query<object>(`select ${columns.outbox} from outbox where case_id = $1 order by seq`, [caseId], 'outbox_of_case'), ['payload']);
}

/** Tries a stuck item again, at once and with a fresh count of attempts. False where it is not stuck. */
export async function resend(db: Queryable, id: string, now: Instant): Promise<boolean> {
  return (await db.query(
    `update outbox set state = 'due', attempts = 0, due_at = $2 where id = $1 and state = 'stuck' returning id`, [id, now])).length > 0;
}

/** How far the errands whose keys begin so have come: `done` of `all`. */
export async function outboxProgress(db: Queryable, keyPrefix: string): Promise<{ done: number; all: number; stuck: number }> {
  const [row] = await db.query<{ done: number; all: number; stuck: number }>(
    `select count(*) filter (where state = 'done')::int as done, count(*)::int as "all", count(*) filter (where state = 'stuck')::int as stuck
     from outbox where key >= $1 and key < $2`, [keyPrefix, `${keyPrefix}\uffff`], 'outbox_progress');
  return row ?? { done: 0, all: 0, stuck: 0 };
}
