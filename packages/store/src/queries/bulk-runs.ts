import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** One act on many cases, by one officer. */
export interface BulkRun { id: string; staffId: string; act: string; words: string | null; startedAt: Instant; undoneAt: Instant | null }
export type BulkState = 'waiting' | 'done' | 'failed' | 'undone';
export interface BulkItem {
  caseId: string;
  number: string;
  sample: boolean;
  /** The officer has opened the case since the run began, as the access log says. */
  opened: boolean;
  confirmedAt: Instant | null;
  state: BulkState;
  problem: string | null;
}

/** Keeps a run with its cases; the same id again changes nothing. */
export async function startBulk(db: Queryable, run: Omit<BulkRun, 'undoneAt'>, items: readonly { caseId: string; sample: boolean }[]): Promise<void> {
  await db.query(
    `with run as (insert into bulk_run values ($1, $2, $3, $4, $5) on conflict (id) do nothing returning id)
     insert into bulk_item (run_id, case_id, ord, sample) select run.id, x->>'caseId', (o - 1)::int, (x->>'sample')::boolean from run, jsonb_array_elements($6::jsonb) with ordinality y(x, o)`,
    [run.id, run.staffId, run.act, run.words, run.startedAt, JSON.stringify(items)], 'start_bulk');
}

/** A run and its cases in their order; null where it is none of theirs. */
export async function bulkRun(db: Queryable, id: string, staffId: string): Promise<{ run: BulkRun; items: BulkItem[] } | null> {
  const [run] = await db.query<BulkRun>(
    `select id, staff_id as "staffId", act, words, iso(started_at) as "startedAt", iso(undone_at) as "undoneAt" from bulk_run where id = $1 and staff_id = $2`, [id, staffId], 'bulk_run');
  if (!run) return null;
  const items = await db.query<BulkItem>(
    `select i.case_id as "caseId", f.number, i.sample, i.sample and exists (
        select from access_log l where l.case_id = i.case_id and l.at >= $2 and l.granted and l.actor->>'id' = $3 and l.what = 'staff-case') as opened,
       iso(i.confirmed_at) as "confirmedAt", i.state, i.problem
     from bulk_item i join case_file f on f.id = i.case_id where i.run_id = $1 order by i.ord`, [id, run.startedAt, staffId], 'bulk_items');
  return { run, items };
}

export async function confirmBulkItem(db: Queryable, run: string, caseId: string, at: Instant): Promise<void> {
  await db.query('update bulk_item set confirmed_at = coalesce(confirmed_at, $3) where run_id = $1 and case_id = $2 and sample', [run, caseId, at], 'confirm_bulk_item');
}

export async function setBulkState(db: Queryable, run: string, caseId: string, state: BulkState, problem: string | null = null): Promise<void> {
  await db.query('update bulk_item set state = $3, problem = $4 where run_id = $1 and case_id = $2', [run, caseId, state, problem], 'set_bulk_state');
}

export async function bulkUndone(db: Queryable, run: string, at: Instant): Promise<void> {
  await db.query('update bulk_run set undone_at = coalesce(undone_at, $2) where id = $1', [run, at], 'bulk_undone');
}
