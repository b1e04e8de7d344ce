import type { DecisionRecord } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

export function decisionOf({ body, hash }: { body: string; hash: string }): DecisionRecord {
  return { ...(JSON.parse(body) as Omit<DecisionRecord, 'hash'>), hash };
}

/** The decision as it was made, with the text its hash was taken of; null where there is none. */
export async function decisionRecord(db: Queryable, decisionId: string): Promise<{ record: DecisionRecord; body: string } | null> {
  const [row] = await db.query<{ body: string; hash: string }>('select body, hash from decision where id = $1', [decisionId], 'decision_record');
  return row === undefined ? null : { record: decisionOf(row), body: row.body };
}

/** Decisions made since an instant, oldest first: for re-assessment and replay of many. */
export async function decisionsSince(db: Queryable, since: string, limit = 1000): Promise<DecisionRecord[]> {
  const rows = await db.query<{ body: string; hash: string }>('select body, hash from decision where decided_at >= $1 order by decided_at, id limit $2', [since, limit]);
  return rows.map(decisionOf);
}
