import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

/** Which cases one may see, as a condition on `case_file f` whose parameters begin at `$4` (the server's `caseFilter`). */
export interface SecondScope { sql: string; params: readonly unknown[] }

/** A decision that waits for its second assessment; nothing here says how it came out or who made it. */
export interface DrawnDecision { decisionId: string; caseId: string; number: string; service: string; unit: string; drawnAt: Instant; takenBy?: string }

/**
 * Decisions of a unit that this officer may assess a second time: drawn, not assessed, taken by nobody else, not
 * decided, approved or proposed by them, and of cases they have never opened (else they would know the outcome).
 * Those they have taken come first, then the oldest.
 */
export async function drawnFor(db: Queryable, officer: { staffId: string; unit: string }, scope: SecondScope, limit = 200): Promise<DrawnDecision[]> {
  return records(await db.query<object>(
    `select s.decision_id as "decisionId", f.id as "caseId", f.number, f.service, f.unit, iso(s.drawn_at) as "drawnAt", s.taken_by as "takenBy"
     from sampled_decision s join decision d on d.id = s.decision_id join case_file f on f.id = d.case_id
     where s.assessed_at is null and f.unit = $2 and (s.taken_by is null or s.taken_by = $1) and ${notTheirs} and ${scope.sql}
     order by s.taken_by is null, s.drawn_at, s.decision_id limit $3`, [officer.staffId, officer.unit, limit, ...scope.params]));
}

/** Neither their decision, nor a case they have worked in; and unless they have taken it already, not one they have opened. */
const notTheirs = `
  d.body::jsonb->'decidedBy'->>'id' is distinct from $1 and d.body::jsonb->'approvedBy'->>'id' is distinct from $1
  and not exists (select from event e where e.case_id = d.case_id and e.actor->>'kind' = 'staff' and e.actor->>'id' = $1)
  and (s.taken_by = $1 or not exists (select from access_log a where a.case_id = d.case_id and a.granted and a.actor->>'id' = $1))`;

/**
 * Takes a drawn decision for assessing, so that no colleague does it too. The one act of taking judges again whether it
 * may be this officer's. False where it may not, or a colleague has it.
 */
export async function takeDrawn(db: Queryable, officer: { staffId: string; unit: string }, decisionId: string, at: Instant): Promise<boolean> {
  return (await db.query(
    `update sampled_decision s set taken_by = $1, taken_at = coalesce(s.taken_at, $4)
     from decision d join case_file f on f.id = d.case_id
     where d.id = s.decision_id and s.decision_id = $3 and f.unit = $2 and s.assessed_at is null and (s.taken_by is null or s.taken_by = $1) and ${notTheirs}
     returning s.decision_id`, [officer.staffId, officer.unit, decisionId, at], 'take_drawn')).length > 0;
}

export interface AssessedCondition {
  condition: string;
  /** The rule's row that the first decision came by; null where none did. */
  row: string | null;
  first: 'met' | 'not met' | 'unknown';
  second: 'met' | 'not met' | 'unknown';
  agrees: boolean;
  why?: string;
}

/**
 * Records a whole second assessment, once, by the officer who took it. `blind` is worked out here: false where the
 * access log shows that the officer opened the case otherwise since. @returns false where it is not theirs or done
 */
export async function keepAssessment(db: Queryable, given: {
  decisionId: string; staffId: string; at: Instant; outcome: 'granted' | 'not-granted'; agrees: boolean; note?: string; conditions: readonly AssessedCondition[]; through: string;
}): Promise<boolean> {
  return (await db.query(
    `with done as (
       update sampled_decision s set assessed_at = $3, assessed_by = $2, agrees = $5, note = $6, second_outcome = $4,
         blind = not exists (select from access_log a where a.case_id = d.case_id and a.granted and a.actor->>'id' = $2 and a.what <> $8)
       from decision d where d.id = s.decision_id and s.decision_id = $1 and s.taken_by = $2 and s.assessed_at is null returning s.decision_id)
     insert into assessed_condition (decision_id, condition, row, first, second, agrees, why)
     select done.decision_id, c.condition, c.row, c.first, c.second, c.agrees, c.why
     from done, jsonb_to_recordset($7::jsonb) as c(condition text, row text, first text, second text, agrees boolean, why text) returning 1`,
    [given.decisionId, given.staffId, given.at, given.outcome, given.agrees, given.note ?? null, JSON.stringify(given.conditions), given.through], 'keep_assessment')).length > 0;
}

/** How often two agreed on a rule's row. */
export interface RowAgreement { service: string; automatic: boolean; condition: string; row: string | null; assessed: number; agreed: number }

/** Agreement on each row of each rule, in a unit (or all), of assessments made since an instant. */
export async function agreementByRow(db: Queryable, unit: string | null, since: Instant): Promise<RowAgreement[]> {
  return db.query(`
    select f.service, d.automatic, c.condition, c.row, count(*)::int as assessed, (count(*) filter (where c.agrees))::int as agreed
    from assessed_condition c join sampled_decision s using (decision_id) join decision d on d.id = c.decision_id join case_file f on f.id = d.case_id
    where s.assessed_at >= $2 and ($1::text is null or f.unit = $1) group by 1, 2, 3, 4 order by 1, 2, 3, 4`, [unit, since], 'agreement_by_row');
}

/** Whole decisions: how many were drawn, assessed, and came to the same outcome. */
export interface SampleTotals { service: string; automatic: boolean; drawn: number; assessed: number; agreed: number; notBlind: number }

export async function sampleTotals(db: Queryable, unit: string | null, since: Instant): Promise<SampleTotals[]> {
  return db.query(`
    select f.service, d.automatic, count(*)::int as drawn, count(s.assessed_at)::int as assessed, (count(*) filter (where s.agrees))::int as agreed,
      (count(*) filter (where not s.blind))::int as "notBlind"
    from sampled_decision s join decision d on d.id = s.decision_id join case_file f on f.id = d.case_id
    where s.drawn_at >= $2 and ($1::text is null or f.unit = $1) group by 1, 2 order by 1, 2`, [unit, since], 'sample_totals');
}

/** Where the second assessor saw it otherwise: something to talk about. Names nobody. */
export interface Disagreement extends Omit<AssessedCondition, 'agrees'> {
  decisionId: string;
  caseId: string;
  number: string;
  service: string;
  automatic: boolean;
  assessedAt: Instant;
  talkedAt?: Instant;
  conclusion?: string;
}

export async function disagreements(db: Queryable, unit: string, since: Instant, scope: SecondScope = { sql: 'true', params: [] }, limit = 100): Promise<Disagreement[]> {
  return records(await db.query<object>(`
    select c.decision_id as "decisionId", f.id as "caseId", f.number, f.service, d.automatic, c.condition, c.row, c.first, c.second, c.why,
      iso(s.assessed_at) as "assessedAt", iso(c.talked_at) as "talkedAt", c.conclusion
    from assessed_condition c join sampled_decision s using (decision_id) join decision d on d.id = c.decision_id join case_file f on f.id = d.case_id
    where not c.agrees and f.unit = $1 and (s.assessed_at >= $2 or c.talked_at is null) and ${scope.sql}
    order by c.talked_at is not null, s.assessed_at desc, c.decision_id, c.condition limit $3`, [unit, since, limit, ...scope.params]), ['row']);
}

/** Writes down what the team came to. False where there is nothing to conclude, or it was done. */
export async function concludeDisagreement(db: Queryable, given: { decisionId: string; condition: string; unit: string; by: string; at: Instant; conclusion: string }): Promise<boolean> {
  return (await db.query(`
    update assessed_condition c set talked_at = $5, talked_by = $4, conclusion = $6 from decision d join case_file f on f.id = d.case_id
    where d.id = c.decision_id and c.decision_id = $1 and c.condition = $2 and f.unit = $3 and not c.agrees and c.talked_at is null returning 1`,
  [given.decisionId, given.condition, given.unit, given.by, given.at, given.conclusion], 'conclude_disagreement')).length > 0;
}
