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

/** A decision as a list shows it: by the number of its case, nobody's name. */
export interface ListedDecision { id: string; caseId: string; number: string; service: string; unit: string; outcome: string; automatic: boolean; at: string }

/** Decisions newest first, page by page. `visible` is the condition on `case_file c` that says which may be seen, its parameters numbered from `first`. */
export async function listDecisions(
  db: Queryable, { visible, outcome, automatic, after, limit }: { visible: (first: number) => { sql: string; params: unknown[] }; outcome?: string; automatic?: boolean; after?: { at: string; id: string }; limit: number },
): Promise<ListedDecision[]> {
  const params: unknown[] = [];
  const param = (value: unknown): string => `$${params.push(value)}`;
  const where = [
    ...(outcome === undefined ? [] : [`d.outcome = ${param(outcome)}`]),
    ...(automatic === undefined ? [] : [`d.automatic = ${param(automatic)}`]),
    ...(after ? [`(d.decided_at, d.id) < (${param(after.at)}::timestamptz, ${param(after.id)})`] : []),
  ];
  const seen = visible(params.length + 1);
  params.push(...seen.params);
  return db.query<ListedDecision>(
    `select d.id, d.case_id as "caseId", c.number, c.service, c.unit, d.outcome, d.automatic, iso(d.decided_at) as at
     from decision d join case_file c on c.id = d.case_id where ${[...where, seen.sql].join(' and ')} order by d.decided_at desc, d.id desc limit ${param(limit)}`, params);
}
