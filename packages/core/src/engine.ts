import { compile, readModel, VERSION } from '@ankomst/dmn';
import type { Json } from './json.ts';
import type { Rulebook } from './rulebook.ts';

/** One decision as evaluated: its value and its trace, both plain JSON. */
export interface RuleResult {
  value: Json;
  trace: RuleTrace[];
  issues: { message: string }[];
}
/** The parts of the engine's trace that the domain reads (see `DecisionTrace` of @ankomst/dmn). */
export interface RuleTrace {
  decision: string;
  hits: { row: string; annotations: Record<string, string> }[];
  rejected: { row: string; column: string; unknown: boolean }[];
  facts: { path: string; value: Json }[];
  nulls: { path: string; cause: string }[];
  children: string[];
}

/** Evaluates a rulebook's decisions. `now` is midnight UTC of the decision day: rules see days, never the clock. */
export interface RuleEngine {
  /** Name and version, written into every decision record. */
  readonly version: string;
  evaluate(rulebook: Rulebook, decision: string, inputs: { [name: string]: Json }, decisionDay: string): RuleResult;
}

/** The DMN engine behind the domain's port. Compiles a rulebook once and keeps it by content hash. */
export function createRuleEngine(version = `@ankomst/dmn ${VERSION}`): RuleEngine {
  const compiled = new Map<string, ReturnType<typeof compile>>();
  return {
    version,
    evaluate(rulebook, decision, inputs, decisionDay) {
      let model = compiled.get(rulebook.hash);
      if (!model) {
        model = compile(readModel(rulebook.dmn, { file: `${rulebook.service}/rules.dmn` }));
        compiled.set(rulebook.hash, model);
      }
      const result = model.evaluate(decision, inputs, { now: `${decisionDay}T00:00:00Z`, trace: 'short' });
      return { value: result.value as Json, trace: result.trace as unknown as RuleTrace[], issues: result.issues as { message: string }[] };
    },
  };
}
