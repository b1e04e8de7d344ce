import type { Queryable } from '../driver/driver.ts';

/** How one case went: only what happened and when, and what it waited for; nothing of what is in it. */
export interface CaseHistory {
  id: string;
  service: string;
  /** What the fact `case.kind` says; empty where there is none. */
  kind: string;
  unit: string;
  open: boolean;
  /** How the case ended, or what was decided while it is open; empty where nothing is. */
  outcome: string;
  assignedTo: string | null;
  /** Type (of a decision with its outcome), instant in milliseconds, kind of actor, the staff member's id or null; in order. */
  events: [type: string, at: number, actor: string, staff: string | null][];
  /** What it waited for: reason, kind of holder, from and to in milliseconds; the wait that goes on has no end. */
  waits: [reason: string, holder: string, from: number, to: number | null][];
}

const ms = (instant: string): string => `round(extract(epoch from (${instant})::timestamptz) * 1000)::float8`;

const history = `
  f.id, f.service, coalesce(k.value #>> '{}', '') as kind, f.unit, f.phase <> 'closed' as open, f.assigned_to as "assignedTo",
  coalesce(f.closed_as, (select d.outcome from decision d where d.case_id = f.id order by d.decided_at desc limit 1), '') as outcome,
  coalesce((select json_agg(json_build_array(
      case when e.type <> 'DecisionMade' then e.type when e.body::json #>> '{data,automatic}' = 'true' then 'DecisionMade:robot' else 'DecisionMade:' || coalesce(e.body::json #>> '{data,outcome}', '') end,
      ${ms('e.at')}, e.actor->>'kind', case when e.actor->>'kind' = 'staff' then e.actor->>'id' end) order by e.case_seq)
    from event e where e.case_id = f.id), '[]') as events,
  coalesce((select json_agg(json_build_array(w->>'reason', w->'holder'->>'kind', ${ms(`w->>'from'`)}, ${ms(`w->>'to'`)}) order by n)
    from jsonb_array_elements(coalesce(f.state->'waited', '[]') || case when jsonb_typeof(f.state->'waiting') = 'object'
      then jsonb_build_array(jsonb_set(f.state->'waiting', '{from}', f.state->'waiting'->'since')) else '[]' end) with ordinality as x(w, n)), '[]') as waits
  from case_file f left join fact k on k.subject = 'case/' || f.id and k.name = 'case.kind' and k.superseded_by is null`;

/** The histories of these cases. */
export async function caseHistories(db: Queryable, ids: readonly string[]): Promise<CaseHistory[]> {
  return db.query(`select ${history} where f.id = any($1)`, [ids], 'case_histories');
}

/** Histories of all cases, page by page in the order of their ids. */
export async function caseHistoriesAfter(db: Queryable, id: string, limit: number): Promise<CaseHistory[]> {
  return db.query(`select ${history} where f.id > $1 order by f.id limit $2`, [id, limit], 'case_histories_after');
}

/** How far the event log reaches, and that it is still the same log: the id of its last event. */
export async function endOfEvents(db: Queryable): Promise<{ seq: number; id: string | null }> {
  const [row] = await db.query<{ seq: number; id: string }>('select seq, id from event order by seq desc limit 1', [], 'end_of_events');
  return row ?? { seq: 0, id: null };
}

/** Is there an event of this id at this place? False after a database was replaced by another. */
export async function eventStandsAt(db: Queryable, seq: number, id: string): Promise<boolean> {
  return (await db.query('select from event where seq = $1 and id = $2', [seq, id], 'event_stands_at')).length > 0;
}

/** Cases with events after a place of the log, and how many events of each stand there. */
export async function casesChangedAfter(db: Queryable, seq: number): Promise<{ id: string; events: number }[]> {
  return db.query('select case_id as id, count(*)::int as events from event where seq > $1 group by case_id', [seq], 'cases_changed_after');
}

/** How many cases there are. */
export async function countCases(db: Queryable): Promise<number> {
  const [row] = await db.query<{ n: number }>('select count(*)::int as n from case_file', [], 'count_cases');
  return row!.n;
}

/** Cases in which somebody with protected identity stands: no export holds them. */
export async function protectedCases(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ id: string }>('select distinct p.case_id as id from person_protection t join case_party p on p.person_id = t.person_id where t.ended_at is null', [], 'protected_cases');
  return rows.map(({ id }) => id);
}
