import type { Json } from './values.ts';

/** Why a value is null. */
export interface NullNote {
  /** The fact's path, or the decision and expression in which the null arose. */
  path: string;
  /**
   * `missing-fact`: not in the input. `null-on-file`: in the input, as null. `no-match`: no row hit.
   * `type-error`, `function-error`: an operation or function had no answer. `conflict`: rows contradict each other.
   * `no-entry`: a context has no such entry. `invalid`: the expression could not be compiled.
   */
  cause: string;
  detail?: string;
}

export interface Hit {
  /** Stable row id. */
  row: string;
  /** Position in the table, from 1. */
  index: number;
  outputs: Json;
  /** Annotation column name to text, e.g. "Legal basis", "Reason". */
  annotations: Record<string, string>;
}

export interface Rejected {
  row: string;
  /** The first input column that failed. */
  column: string;
  /** The test did not hold because a fact is missing, not because the fact is otherwise. */
  unknown: boolean;
}

export interface Fact { path: string; value: Json }

/** One cell looked at; only in a full trace. */
export interface Cell { row: string; column: string; input: Json; test: string; result: boolean | null }

/** What one decision did. */
export interface DecisionTrace {
  decision: string;
  id: string;
  kind: string;
  value: Json;
  hits: Hit[];
  rejected: Rejected[];
  /** The facts this decision really read. */
  facts: Fact[];
  nulls: NullNote[];
  /** Names of the decisions it used. */
  children: string[];
  cells?: Cell[];
}

export interface EvaluationIssue {
  code: 'input' | 'limit' | 'cycle' | 'unknown-decision' | 'compile';
  message: string;
  path?: string;
}
