import type { Subject } from './policy.ts';

/** A condition of SQL with its parameters, the first of them numbered as was asked. */
export interface SqlFilter { sql: string; params: unknown[] }

export interface FilterOptions {
  /** Number of its first parameter: `params.length + 1` of the query it goes into. Default 1. */
  first?: number;
  /** Name or alias of `case_file` (or `person`) in that query. */
  alias?: string;
}

/**
 * Which cases a subject may see in lists, searches, counts and exports, as a condition on `case_file`:
 * `where ${sql}` with `params` gives exactly the rows for which the policy permits the act `list`.
 * Nobody writes a query that returns case or person data without it (invariant 6).
 */
export function caseFilter(subject: Subject, { first = 1, alias = 'case_file' }: FilterOptions = {}): SqlFilter {
  if (subject.kind !== 'staff') return { sql: 'false', params: [] };
  const { roles, unit } = subject;
  if (roles.includes('auditor') || roles.includes('ombudsman')) return { sql: 'true', params: [] };
  if (!['officer', 'approver', 'leader'].some((role) => roles.includes(role))) return { sql: 'false', params: [] };
  return { sql: `${alias}.unit = $${first}`, params: [unit] };
}

/** Which persons a subject may see in lists and searches: those who stand in a case that `caseFilter` lets through. A condition on `person`. */
export function personFilter(subject: Subject, { first = 1, alias = 'person' }: FilterOptions = {}): SqlFilter {
  const { sql, params } = caseFilter(subject, { first, alias: 'seen_case' });
  return { sql: `exists (select 1 from case_party seen_party join case_file seen_case on seen_case.id = seen_party.case_id where seen_party.person_id = ${alias}.id and ${sql})`, params };
}
