import type { Queryable } from '../driver/driver.ts';

/** Counts for the operator and the front page of insight. */
export interface Metrics {
  /** Open cases by unit, phase, waiting reason and kind of holder. */
  open: { unit: string; phase: string; reason: string | null; holderKind: string | null; count: number }[];
  closed: { as: string | null; count: number }[];
  decisions: { outcome: string; automatic: boolean; count: number }[];
  outbox: { state: string; count: number }[];
  events: number;
  orphans: number;
}

/** Counted when asked; on a million cases about a second, so not for each page. */
export async function metrics(db: Queryable): Promise<Metrics> {
  const [row] = await db.query<Metrics>(`
    select
      (select coalesce(json_agg(r), '[]') from (select unit, phase, waiting_reason as reason, waiting_holder_kind as "holderKind", count(*) as count
        from case_file where phase <> 'closed' group by 1, 2, 3, 4 order by 5 desc) r) as open,
      (select coalesce(json_agg(r), '[]') from (select closed_as as "as", count(*) as count from case_file where phase = 'closed' group by 1 order by 1) r) as closed,
      (select coalesce(json_agg(r), '[]') from (select outcome, automatic, count(*) as count from decision group by 1, 2 order by 1, 2) r) as decisions,
      (select coalesce(json_agg(r), '[]') from (select state, count(*) as count from outbox group by 1 order by 1) r) as outbox,
      (select count(*) from event) as events,
      (select count(*) from case_file where phase <> 'closed' and waiting_reason is null and assigned_to is null) as orphans`);
  return row!;
}
