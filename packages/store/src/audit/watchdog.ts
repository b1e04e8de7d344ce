import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { orphans } from '../queries/open-cases.ts';
import { stuckOutbox } from '../queries/outbox-lists.ts';
import type { OutboxRow } from '../queries/outbox-lists.ts';

/** What should not be: open cases nobody and nothing holds (invariant 3), and errands given up. */
export async function watchdog(db: Queryable): Promise<{ orphans: { id: string; number: string; since: Instant }[]; stuck: OutboxRow[] }> {
  const [left, stuck] = [await orphans(db), await stuckOutbox(db)];
  return { orphans: left, stuck };
}
