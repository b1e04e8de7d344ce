import type { Day, Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

export type RuleDraftState = 'open' | 'proposed' | 'published' | 'set-aside';

/** A draft of a rulebook as it stands; what it says is the released rulebook `base` with its edits. */
export interface RuleDraftRow {
  id: string;
  service: string;
  base: string;
  title: string;
  validFrom: Day;
  version: string;
  state: RuleDraftState;
  why?: string;
  begunBy: string;
  begunAt: Instant;
  changedAt: Instant;
  /** Hash of what was proposed. */
  content?: string;
  /** What it was published as. */
  rulebook?: string;
}
export interface RuleDraftEdit<Edit = Json> { seq: number; edit: Edit; by: string; at: Instant }
export interface RuleDraftApproval { content: string; by: string; byName: string; words?: string; at: Instant }
export interface RuleDraftEvent { what: string; by: string; byName: string; at: Instant; detail?: Json }
export interface RuleJob {
  id: string;
  draftId: string;
  kind: 'tests' | 'cases';
  /** Hash of the draft's content that was tried. */
  content: string;
  askedBy: string;
  askedAt: Instant;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  done: number;
  total: number;
  seenAt: Instant;
  result?: Json;
}

const draft = `id, service, base, title, valid_from::text as "validFrom", version, state, why, begun_by as "begunBy", iso(begun_at) as "begunAt",
  iso(changed_at) as "changedAt", content, rulebook`;
const job = `id, draft_id as "draftId", kind, content, asked_by as "askedBy", iso(asked_at) as "askedAt", state, done, total, iso(seen_at) as "seenAt", result`;

export async function putRuleDraft(db: Queryable, one: RuleDraftRow): Promise<void> {
  await db.query(
    `insert into rule_draft (id, service, base, title, valid_from, version, state, why, begun_by, begun_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [one.id, one.service, one.base, one.title, one.validFrom, one.version, one.state, one.why ?? null, one.begunBy, one.begunAt, one.changedAt]);
}

/** All drafts, those last changed first. */
export async function ruleDrafts(db: Queryable, limit = 200): Promise<RuleDraftRow[]> {
  return records(await db.query<object>(`select ${draft} from rule_draft order by changed_at desc, id limit $1`, [limit]));
}

export async function ruleDraft(db: Queryable, id: string): Promise<RuleDraftRow | null> {
  return records<RuleDraftRow>(await db.query<object>(`select ${draft} from rule_draft where id = $1`, [id]))[0] ?? null;
}

/** Changes a draft that is still in the state it was seen in. False where it is not, and nothing was changed. */
export async function changeRuleDraft(db: Queryable, id: string, from: RuleDraftState, to: Partial<Pick<RuleDraftRow, 'title' | 'validFrom' | 'version' | 'state' | 'why' | 'content' | 'rulebook'>>, at: Instant): Promise<boolean> {
  return (await db.query(
    `update rule_draft set title = coalesce($3, title), valid_from = coalesce($4::date, valid_from), version = coalesce($5, version), state = coalesce($6, state),
       why = coalesce($7, why), content = coalesce($8, content), rulebook = coalesce($9, rulebook), changed_at = $10
     where id = $1 and state = $2 returning id`,
    [id, from, to.title ?? null, to.validFrom ?? null, to.version ?? null, to.state ?? null, to.why ?? null, to.content ?? null, to.rulebook ?? null, at])).length > 0;
}

/** The edits that count, in order. */
export async function ruleDraftEdits<Edit = Json>(db: Queryable, id: string): Promise<RuleDraftEdit<Edit>[]> {
  return db.query<RuleDraftEdit<Edit>>('select seq, edit, by, iso(at) as at from rule_draft_edit where draft_id = $1 and undone_at is null order by seq', [id]);
}

/** Adds an edit to an open draft; its number, or null where the draft is open no more. */
export async function addRuleDraftEdit(db: Queryable, id: string, edit: Json, by: string, at: Instant): Promise<number | null> {
  const [row] = await db.query<{ seq: number }>(
    `with touched as (update rule_draft set changed_at = $4 where id = $1 and state = 'open' returning id)
     insert into rule_draft_edit (draft_id, seq, edit, by, at)
     select id, 1 + coalesce((select max(seq) from rule_draft_edit where draft_id = $1), 0), $2::jsonb, $3, $4 from touched returning seq`,
    [id, JSON.stringify(edit), by, at]);
  return row?.seq ?? null;
}

/** Takes the last edit back; its number, or null where there is none or the draft is open no more. */
export async function undoRuleDraftEdit(db: Queryable, id: string, at: Instant): Promise<number | null> {
  const [row] = await db.query<{ seq: number }>(
    `with touched as (update rule_draft set changed_at = $2 where id = $1 and state = 'open' returning id)
     update rule_draft_edit set undone_at = $2
     where draft_id = (select id from touched) and seq = (select max(seq) from rule_draft_edit where draft_id = $1 and undone_at is null) returning seq`, [id, at]);
  return row?.seq ?? null;
}

/** False where this person had approved it already. */
export async function approveRuleDraft(db: Queryable, id: string, one: RuleDraftApproval): Promise<boolean> {
  return (await db.query(
    `insert into rule_draft_approval (draft_id, content, by, by_name, words, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning by`,
    [id, one.content, one.by, one.byName, one.words ?? null, one.at])).length > 0;
}

export async function ruleDraftApprovals(db: Queryable, id: string, content: string): Promise<RuleDraftApproval[]> {
  return records(await db.query<object>(`select content, by, by_name as "byName", words, iso(at) as at from rule_draft_approval where draft_id = $1 and content = $2 order by at, by`, [id, content]));
}

export async function tellRuleDraft(db: Queryable, id: string, one: RuleDraftEvent): Promise<void> {
  await db.query('insert into rule_draft_event (draft_id, what, by, by_name, at, detail) values ($1, $2, $3, $4, $5, $6::jsonb)',
    [id, one.what, one.by, one.byName, one.at, one.detail === undefined ? null : JSON.stringify(one.detail)]);
}

export async function ruleDraftEvents(db: Queryable, id: string): Promise<RuleDraftEvent[]> {
  return records(await db.query<object>(`select what, by, by_name as "byName", iso(at) as at, detail from rule_draft_event where draft_id = $1 order by seq`, [id]));
}

export async function putRuleJob(db: Queryable, one: Pick<RuleJob, 'id' | 'draftId' | 'kind' | 'content' | 'askedBy' | 'askedAt' | 'total'>): Promise<void> {
  await db.query('insert into rule_job (id, draft_id, kind, content, asked_by, asked_at, seen_at, total) values ($1, $2, $3, $4, $5, $6, $6, $7)',
    [one.id, one.draftId, one.kind, one.content, one.askedBy, one.askedAt, one.total]);
}

/** How far a job is. False where it was cancelled meanwhile: whoever does it stops. */
export async function ruleJobAt(db: Queryable, id: string, done: number, total: number, at: Instant): Promise<boolean> {
  return (await db.query(`update rule_job set done = $2, total = $3, seen_at = $4 where id = $1 and state = 'running' returning id`, [id, done, total, at])).length > 0;
}

export async function endRuleJob(db: Queryable, id: string, state: 'done' | 'cancelled' | 'failed', at: Instant, result?: Json): Promise<boolean> {
  return (await db.query(
    `update rule_job set state = $2, seen_at = $3, result = $4::jsonb, done = case when $2 = 'done' then total else done end where id = $1 and state = 'running' returning id`,
    [id, state, at, result === undefined ? null : JSON.stringify(result)])).length > 0;
}

export async function ruleJob(db: Queryable, id: string): Promise<RuleJob | null> {
  return records<RuleJob>(await db.query<object>(`select ${job} from rule_job where id = $1`, [id]))[0] ?? null;
}

/** The last job of each kind on a draft. */
export async function lastRuleJobs(db: Queryable, draftId: string): Promise<RuleJob[]> {
  return records(await db.query<object>(`select distinct on (kind) ${job} from rule_job where draft_id = $1 order by kind, asked_at desc, id desc`, [draftId]));
}

/** Jobs that say they run and whose doer has not been heard of since: of a server that ended. */
export async function failSilentRuleJobs(db: Queryable, before: Instant): Promise<void> {
  await db.query(`update rule_job set state = 'failed' where state = 'running' and seen_at < $1`, [before]);
}

export interface RuleRelease { rulebook: string; service: string; draftId: string; by: string; at: Instant; tests: Json }

/** Keeps what a draft was published as, with the cases it was tested by. */
export async function putRuleRelease(db: Queryable, one: RuleRelease): Promise<void> {
  await db.query('insert into rule_release values ($1, $2, $3, $4, $5, $6::jsonb)', [one.rulebook, one.service, one.draftId, one.by, one.at, JSON.stringify(one.tests)]);
}

export async function ruleRelease(db: Queryable, rulebook: string): Promise<RuleRelease | null> {
  return records<RuleRelease>(await db.query<object>(`select rulebook, service, draft_id as "draftId", by, iso(at) as at, tests from rule_release where rulebook = $1`, [rulebook]))[0] ?? null;
}

/** The rulebooks that were published from a draft. */
export async function releasedFromDrafts(db: Queryable): Promise<Set<string>> {
  return new Set((await db.query<{ rulebook: string }>('select rulebook from rule_release')).map((row) => row.rulebook));
}
