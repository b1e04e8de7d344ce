import type { CaseFile, Day, Holder, Instant, Phase } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { nameSearches, numbersOf } from './search-persons.ts';

export interface OpenCasesFilter {
  unit?: string;
  reason?: string;
  holderKind?: Holder['kind'];
  /** `staff/<id>`, `person/<id>`, `anyone/<role>`, `unit/<unit>`, `partner/<partner>` or `robot`. */
  holder?: string;
  phase?: Exclude<Phase, 'closed'>;
  /** Which cases may be seen at all: a condition on `case_file`, its parameters numbered from `first`. */
  visible?: (first: number) => { sql: string; params: unknown[] };
  /** Case number (or its beginning), a person's number, or words of a name in any spelling, the last perhaps only begun. */
  text?: string;
}
/** Where a page ended: the next begins after it. */
export interface Cursor { since: Instant; id: string }
export interface OpenCase {
  id: string;
  number: string;
  service: string;
  phase: Phase;
  unit: string;
  reason: string | null;
  holder: string | null;
  /** Since when it waits (or is open, where it waits for nothing). */
  since: Instant;
  nextLegalDate: Day | null;
  assignedTo: string | null;
  lodgedAt: Instant | null;
  stopped: CaseFile['stopped'] | null;
}
export interface OpenCasesPage { cases: OpenCase[]; next: Cursor | null }

/** At most so many cases are considered for a text: a search that finds more is too wide to be read. */
const searchLimit = 200;

/** Cases by number, or by a number or name of somebody in them, as a condition on `id`. `param` takes a value and gives its place. */
export function casesByText(text: string, param: (value: unknown) => string): string {
  const begins = param(text);
  const numbers = param(numbersOf(text));
  // '\uffff' sorts after any character a number may hold.
  // Arrays, so that the few persons and cases found are looked up by id and sorted; a join would tempt the planner to walk the whole queue.
  return `id = any(array(
      (select id from case_file where number >= ${begins} and number < ${begins} || '\uffff' order by number limit ${searchLimit})
      union select case_id from case_party where person_id = any(array(
        select person_id from person_identifier where value = any(${numbers}::text[])
        union (select id from person where search @@ ${param(nameSearches(text)[1] ?? '')}::tsquery limit ${searchLimit})))))`;
}

/**
 * Open cases, longest waiting first, page by page (keyset: a page costs the same however deep).
 * Equality filters and the order follow one index each, see migration 0001.
 */
export async function openCases(db: Queryable, filter: OpenCasesFilter = {}, { after, limit = 50 }: { after?: Cursor | null; limit?: number } = {}): Promise<OpenCasesPage> {
  const where = [`phase <> 'closed'`];
  const params: unknown[] = [];
  const param = (value: unknown): string => `$${params.push(value)}`;
  if (filter.unit !== undefined) where.push(`unit = ${param(filter.unit)}`);
  if (filter.reason !== undefined) where.push(`waiting_reason = ${param(filter.reason)}`);
  if (filter.holderKind !== undefined) where.push(`waiting_holder_kind = ${param(filter.holderKind)}`);
  if (filter.holder !== undefined) where.push(`waiting_holder = ${param(filter.holder)}`);
  if (filter.phase !== undefined) where.push(`phase = ${param(filter.phase)}`);
  const text = filter.text?.trim();
  if (text) where.push(casesByText(text, param));
  const seen = filter.visible?.(params.length + 1);
  if (seen) {
    where.push(seen.sql);
    params.push(...seen.params);
  }
  if (after) where.push(`(queue_since, id) > (${param(after.since)}::timestamptz, ${param(after.id)})`);
  const cases = await db.query<OpenCase>(
    `select id, number, service, phase, unit, waiting_reason as reason, waiting_holder as holder, iso(queue_since) as since,
       next_legal_date::text as "nextLegalDate", assigned_to as "assignedTo", iso(lodged_at) as "lodgedAt", state->'stopped' as stopped
     from case_file where ${where.join(' and ')} order by queue_since, id limit ${param(limit + 1)}`, params);
  const page = cases.slice(0, limit);
  const last = page.at(-1);
  return { cases: page, next: cases.length > limit && last ? { since: last.since, id: last.id } : null };
}

/** Open cases that wait for nothing and that nobody works on: there must be none (invariant 3). */
export async function orphans(db: Queryable, limit = 100): Promise<{ id: string; number: string; since: Instant }[]> {
  return db.query(
    `select id, number, iso(queue_since) as since from case_file
     where phase <> 'closed' and waiting_reason is null and assigned_to is null order by queue_since, id limit $1`, [limit], 'orphans');
}

/** Open cases whose next legal date has passed before a day, longest overdue first. */
export async function pastLegalDate(db: Queryable, before: Day, limit = 500): Promise<CaseFile[]> {
  const rows = await db.query<{ state: CaseFile }>(
    `select state from case_file where phase <> 'closed' and next_legal_date < $1 order by next_legal_date, id limit $2`, [before, limit], 'past_legal_date');
  return rows.map(({ state }) => state);
}
