import { assess } from './assess.ts';
import type { RuleDates } from './bind.ts';
import type { CaseFile } from './case.ts';
import type { RuleEngine } from './engine.ts';
import type { FactSet } from './fact.ts';
import type { Rulebook } from './rulebook.ts';

/** What is to be paid for a case: the amount in öre and the message key of its ground (or of the exemption). */
export interface Fee { amount: number; ground: string }

/**
 * What the rulebook's fee decision says of these facts, or undefined where it cannot be told yet
 * (a fact is missing) or the service has none. An exemption is an amount of 0 with its ground.
 */
export function feeOf(rulebook: Rulebook, file: CaseFile, facts: FactSet, dates: RuleDates, engine: RuleEngine): Fee | undefined {
  if (!rulebook.fee) return undefined;
  const words = assess({ ...rulebook, conditions: [] }, file, facts, dates, engine).fee;
  const amount = words?.['amount'], ground = words?.['ground'];
  return typeof amount === 'number' && Number.isSafeInteger(amount) && amount >= 0 ? { amount, ground: typeof ground === 'string' ? ground : '' } : undefined;
}
