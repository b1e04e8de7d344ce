import { splitBasis } from './assess.ts';
import { bindInputs, type RuleDates } from './bind.ts';
import type { CaseFile } from './case.ts';
import type { RuleEngine } from './engine.ts';
import type { FactSet } from './fact.ts';
import type { Rulebook } from './rulebook.ts';

/** What is to be paid for a case: the amount in öre, the message key of its ground (or of the exemption), and the provisions of the row that gave it. */
export interface Fee { amount: number; ground: string; basis: string[] }

/**
 * What the rulebook's fee decision says of these facts, or undefined where it cannot be told yet
 * (a fact is missing) or the service has none. An exemption is an amount of 0 with its ground.
 */
export function feeOf(rulebook: Rulebook, file: CaseFile, facts: FactSet, dates: RuleDates, engine: RuleEngine): Fee | undefined {
  const { fee } = rulebook;
  if (!fee) return undefined;
  try {
    const { value, trace } = engine.evaluate(rulebook, fee, bindInputs(rulebook, file, facts, dates).inputs, dates.decision);
    const { amount, ground } = (value ?? {}) as { amount?: unknown; ground?: unknown };
    if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0) return undefined;
    const row = trace.find((one) => one.decision === fee)?.hits[0];
    return { amount, ground: typeof ground === 'string' ? ground : '', basis: splitBasis(row?.annotations['Legal basis']) ?? [] };
  } catch {
    // what the engine cannot work out is not known, as in `assess`
    return undefined;
  }
}
