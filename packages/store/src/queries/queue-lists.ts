import type { Day, Holder, Instant, Phase } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { casesByText } from './open-cases.ts';

/** Which open cases are listed; what is not said is not asked. */
export interface QueueFilter {
  unit?: string;
  service?: string;
  reason?: string;
  holderKind?: Holder['kind'];
  phase?: Exclude<Phase, 'closed'>;
  /** Held by this officer. */
  assignedTo?: string;
  /** The law's day has passed before this one. */
  overdueOn?: Day;
  /** Nothing has happened in it since. */
  stillSince?: Instant;
  /** Set aside until later than this instant. */
  snoozedAt?: Instant;
  /** This colleague is mentioned in it and has not read it. */
  mentions?: string;
  /** Waits for somebody of the staff, and nobody has it. */
  free?: boolean;
  text?: string;
}

export const queueOrders = ['place', 'since', 'due', 'opened'] as const;
/** `place`: as the cases are handed out (those that wait for staff); else what comes first in time. */
export type QueueOrder = (typeof queueOrders)[number];

export interface QueueRow {
  id: string;
  number: string;
  service: string;
  phase: Phase;
  unit: string;
  reason: string | null;
  holder: string | null;
  since: Instant;
  opened: Instant;
  due: Day | null;
  assignedTo: string | null;
  /** By when it is to be taken; null where it does not wait for staff. */
  place: Instant | null;
  because: string[] | null;
  stopped: string[] | null;
}
/** Where a page ended. */
export interface QueueCursor { at: string; id: string }

/** A condition on `case_file f` whose parameters begin at the number asked for (the server's `caseFilter`). */
export type ScopeAt = (first: number) => { sql: string; params: unknown[] };

const orderBy: Record<QueueOrder, string> = { place: 'e.place', since: 'f.queue_since', due: 'f.next_legal_date', opened: 'coalesce(f.lodged_at, f.opened_at)' };

function conditions(filter: QueueFilter, order: QueueOrder | undefined, scope: ScopeAt, params: unknown[]): string {
  const param = (value: unknown): string => `$${params.push(value)}`;
  const where = [`f.phase <> 'closed'`];
  const equal: [string, unknown][] = [
    ['f.unit', filter.unit], ['f.service', filter.service], ['f.waiting_reason', filter.reason], ['f.waiting_holder_kind', filter.holderKind],
    ['f.phase', filter.phase], ['f.assigned_to', filter.assignedTo],
  ];
  for (const [column, value] of equal) if (value !== undefined) where.push(`${column} = ${param(value)}`);
  if (filter.overdueOn !== undefined) where.push(`f.next_legal_date < ${param(filter.overdueOn)}`);
  // who waits that long is few; only of them the log is asked
  if (filter.stillSince !== undefined) {
    const since = param(filter.stillSince);
    where.push(`f.queue_since < ${since} and not exists (select from event v where v.case_id = f.id and v.at >= ${since})`);
  }
  if (filter.snoozedAt !== undefined) where.push(`f.state ? 'snoozed' and (f.state->'snoozed'->>'until')::timestamptz > ${param(filter.snoozedAt)}`);
  if (filter.mentions !== undefined) where.push(`f.id in (select case_id from staff_news where staff_id = ${param(filter.mentions)} and kind = 'mention' and read_at is null)`);
  // in the queue's own order its entry is there already: `e`
  if (filter.free) where.push(order === 'place' ? 'e.open_to_all' : `f.id in (select case_id from queue_entry where open_to_all)`);
  const text = filter.text?.trim();
  if (text) where.push(`f.${casesByText(text, param)}`);
  const { sql, params: more } = scope(params.length + 1);
  params.push(...more);
  where.push(`(${sql})`);
  return where.join(' and ');
}

/**
 * In the order of the hand-outs the queue is walked and each case looked up (`offset`: joined, all that wait would be
 * sorted first); but where few answer, whom an index of the cases finds, they are looked up and their places with them.
 */
function rowsOf(filter: QueueFilter, order: QueueOrder, where: string, columns: 'f.*' | ''): string {
  if (order !== 'place') return `case_file f left join queue_entry e on e.case_id = f.id where ${where}`;
  const few = filter.assignedTo !== undefined || filter.mentions !== undefined || filter.snoozedAt !== undefined || filter.overdueOn !== undefined || Boolean(filter.text?.trim());
  return few ? `case_file f join queue_entry e on e.case_id = f.id where ${where}`
    : `queue_entry e cross join lateral (select ${columns} from case_file f where f.id = e.case_id and ${where} offset 0) f`;
}

/** Open cases in an order, page by page (keyset: a page costs the same however deep). `order: place` lists those that wait for staff. */
export async function queueList(
  db: Queryable, filter: QueueFilter, order: QueueOrder, scope: ScopeAt, { after, limit }: { after?: QueueCursor | null; limit: number },
): Promise<{ rows: QueueRow[]; next: QueueCursor | null }> {
  const params: unknown[] = [];
  const where = [conditions(filter, order, scope, params)];
  const by = orderBy[order];
  if (order === 'due') where.push('f.next_legal_date is not null');
  const id = order === 'place' ? 'e.case_id' : 'f.id';
  if (after) where.push(`(${by}, ${id}) > ($${params.push(after.at)}::${order === 'due' ? 'date' : 'timestamptz'}, $${params.push(after.id)})`);
  const rows = await db.query<QueueRow & { at: string }>(
    `select f.id, f.number, f.service, f.phase, f.unit, f.waiting_reason as reason, f.waiting_holder as holder, iso(f.queue_since) as since,
       iso(coalesce(f.lodged_at, f.opened_at)) as opened, f.next_legal_date::text as due, f.assigned_to as "assignedTo", iso(e.place) as place, e.because,
       f.state->'stopped'->'conditions' as stopped, (${by})::text as at
     from ${rowsOf(filter, order, where.join(' and '), 'f.*')}
     order by ${by}, ${id} limit $${params.push(limit + 1)}`, params);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page.map(({ at: _at, ...row }) => row), next: rows.length > limit && last ? { at: last.at, id: last.id } : null };
}

/** How many cases each filter lists, in one query; counted to `most` and no further. */
export async function queueCounts(db: Queryable, filters: readonly { filter: QueueFilter; order?: QueueOrder }[], scope: ScopeAt, most = 1000): Promise<number[]> {
  if (filters.length === 0) return [];
  const params: unknown[] = [];
  const counts = filters.map(({ filter, order }) => {
    const where = conditions(filter, order, scope, params);
    const rows = order === 'place' ? rowsOf(filter, order, where, '') : `case_file f where ${where}${order === 'due' ? ' and f.next_legal_date is not null' : ''}`;
    return `(select count(*)::int from (select 1 from ${rows} limit ${most + 1}) x)`;
  });
  const [row] = await db.query<{ counts: number[] }>(`select json_build_array(${counts.join(', ')}) as counts`, params);
  return row!.counts;
}

export interface SavedFilter { id: string; name: string; query: string; shared: boolean; own: boolean }

/** The filters somebody has saved, and those the colleagues of the unit share. */
export async function savedFilters(db: Queryable, staffId: string, unit: string): Promise<SavedFilter[]> {
  return db.query<SavedFilter>(
    `select id, name, query, unit is not null as shared, staff_id = $1 as own from saved_filter where staff_id = $1 or unit = $2 order by saved_at, id`, [staffId, unit], 'saved_filters');
}

export async function saveFilter(db: Queryable, { id, staffId, unit, name, query, at }: { id: string; staffId: string; unit: string | null; name: string; query: string; at: Instant }): Promise<void> {
  await db.query('insert into saved_filter values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing', [id, staffId, unit, name, query, at], 'save_filter');
}

/** Only whoever saved it removes it. Returns whether there was one. */
export async function removeFilter(db: Queryable, id: string, staffId: string): Promise<boolean> {
  return (await db.query('delete from saved_filter where id = $1 and staff_id = $2 returning id', [id, staffId], 'remove_filter')).length > 0;
}
