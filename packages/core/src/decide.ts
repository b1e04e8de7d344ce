import type { Json } from './json.ts';
import type { Certainty, FactSource } from './fact.ts';
import type { Day, Instant } from './time.ts';
import type { Actor, Party } from './case.ts';

/** How one legal condition came out, with the row of the rulebook that said so. */
export interface ConditionResult {
  condition: string;
  /** `doubtful`: the rule is met, but on a fact from a source or certainty the automation may not rest on. */
  status: 'met' | 'not met' | 'unknown' | 'doubtful';
  kind: 'objective' | 'discretion';
  row: string | null;
  basis: string[];
  /** Message key of the reason, from the row. */
  reason: string | null;
  /** What the row lets the reason tell, by the name its message gives it: the floor that a pay did not reach. */
  told?: { [name: string]: Json };
  /** Facts the condition read, as `subject name`. */
  facts: string[];
  /** Of those, the ones missing. */
  missing: string[];
  /** Of those, the ones not beyond doubt. */
  doubted: string[];
}

/** A fact as it stood when the decision was made: part of the record, so that a replay needs nothing else. */
export interface FactSnapshot {
  subject: string;
  name: string;
  value: Json;
  source: FactSource;
  certainty: Certainty;
  assertedAt: Instant;
  id: string;
}

/** What the rules say of these facts on this date. Pure: same in, same out, same bytes. */
export interface Assessment {
  rulebook: string;
  engine: string;
  /** The dates the rules were judged at. */
  dates: { application: Day; decision: Day; event?: Day };
  /** Who stood in which role, in order: with the facts, all that the inputs are made of. */
  parties: Party[];
  facts: FactSnapshot[];
  inputs: { [input: string]: Json };
  conditions: ConditionResult[];
  /** What the outcome decision says; `GRANT` only where every condition is met. */
  outcome: 'GRANT' | 'OFFICER';
  permit: { [word: string]: Json } | null;
  fee: { [word: string]: Json } | null;
  /** Short trace of every decision evaluated. */
  trace: Json[];
}

/**
 * What the robot may do with an assessment. There is no refusing variant: an automatic
 * refusal cannot be written down in these types (invariant 1).
 */
export type AutomaticOutcome =
  | { kind: 'grant'; assessment: Assessment; permit: PermitTerms; reasons: Reason[] }
  | { kind: 'to-officer'; assessment: Assessment; because: ConditionResult[]; code: 'condition' | 'automation-off' | 'permit-terms' | 'error' };

export interface PermitTerms { kind: string; validFrom: Day; validTo: Day | null; ground: string }

/** A reason as it stands in the letter: message key and arguments from the row, with its law. */
export interface Reason { condition: string; reason: string; basis: string[]; row: string | null; told?: { [name: string]: Json } }

/** The stored decision: immutable, replayable, hashed as a whole. */
export interface DecisionRecord {
  id: string;
  caseId: string;
  /** Whom it concerns. */
  personId: string;
  outcome: 'granted' | 'refused' | 'dismissed';
  automatic: boolean;
  decidedAt: Instant;
  decidedBy: Actor;
  /** The second officer, where four eyes are asked for. */
  approvedBy?: Actor;
  reasons: Reason[];
  /** Officer's own words, if any. */
  note?: string;
  permit: PermitTerms | null;
  assessment: Assessment;
  /** contentHash of all the above. */
  hash: string;
}

/** A grant as a stored, signed thing. */
export interface Permit extends PermitTerms {
  id: string;
  personId: string;
  caseId: string;
  decisionId: string;
  grantedAt: Instant;
  /** Compact JWS over the terms, by the authority's key. */
  signed: string;
}
