import { usualPurpose } from './policy.ts';
import type { StaffPurpose, Subject } from './policy.ts';

/** A condition of SQL with its parameters, the first of them numbered as was asked. */
export interface SqlFilter { sql: string; params: unknown[] }

export interface FilterOptions {
  /** Number of its first parameter: `params.length + 1` of the query it goes into. Default 1. */
  first?: number;
  /** Name or alias of `case_file` (or `person`) in that query. */
  alias?: string;
  /** What the list is for; by itself what the one who asks is there for. */
  purpose?: StaffPurpose;
}

/**
 * Which cases a subject may see in lists, searches, counts and exports, as a condition on `case_file`:
 * `where ${sql}` with `params` gives exactly the rows for which the policy permits the act `list` (a test holds
 * them against each other). Nobody writes a query that returns case or person data without it (invariant 6).
 */
export function caseFilter(subject: Subject, { first = 1, alias = 'case_file', purpose }: FilterOptions = {}): SqlFilter {
  if (subject.kind !== 'staff') return { sql: 'false', params: [] };
  const { staffId, unit, roles } = subject;
  const params: unknown[] = [];
  const param = (value: unknown): string => {
    const at = params.indexOf(value);
    return `$${first + (at >= 0 ? at : params.push(value) - 1)}`;
  };
  const is = (...some: string[]): boolean => some.some((role) => roles.includes(role));
  const here = (): string => `${alias}.unit = ${param(unit)}`;
  const permitted: string[] = [];
  switch (purpose ?? usualPurpose(roles)) {
    case 'handling':
      if (is('officer', 'approver')) permitted.push(here());
      if (is('officer')) permitted.push(`${alias}.assigned_to = ${param(staffId)}`);
      break;
    case 'supervision':
      if (is('leader')) permitted.push(here());
      break;
    case 'quality':
      if (is('officer', 'approver', 'leader')) permitted.push(`${here()} and ${alias}.phase not in ('offered', 'lodged') and not exists (select 1 from decision own
        where own.case_id = ${alias}.id and ${param(staffId)} in (own.body::jsonb #>> '{decidedBy,id}', own.body::jsonb #>> '{approvedBy,id}'))`);
      break;
    case 'audit':
      if (is('auditor', 'ombudsman')) permitted.push('true');
      break;
    // an emergency opens one case and no list
    case 'break-glass': break;
  }
  if (permitted.length === 0) return { sql: 'false', params: [] };
  // few cases are hidden from anybody: found once and remembered, whatever the list's length
  const hidden = [
    ...(is('protected') ? [] : ['select p.case_id from person_protection t join case_party p on p.person_id = t.person_id where t.ended_at is null']),
    // as an array: their cases are then looked up; a join would read everybody's, for the planner takes a function for a thousand rows
    `select p.case_id from case_party p where p.person_id = any(array(select person_id from interests_of(${param(staffId)})))`,
    `select c.id from declared_conflict d join case_file c on c.number = d.case_number where d.staff_id = ${param(staffId)} and d.ended_at is null`,
  ];
  return { sql: `(${permitted.join(' or ')}) and ${alias}.id not in (${hidden.join(' union all ')})`, params };
}

/**
 * Which persons a subject may see in lists and searches: those who stand in a case that `caseFilter` lets through,
 * themselves not protected unless the one who asks is named for it. A condition on `person`.
 */
export function personFilter(subject: Subject, { first = 1, alias = 'person', purpose }: FilterOptions = {}): SqlFilter {
  const { sql, params } = caseFilter(subject, { first, alias: 'seen_case', ...(purpose ? { purpose } : {}) });
  return { sql: `exists (select 1 from case_party seen_party join case_file seen_case on seen_case.id = seen_party.case_id where seen_party.person_id = ${alias}.id and ${sql})`, params };
}
