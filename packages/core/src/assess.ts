import { bindInputs, type BoundInputs, type RuleDates } from './bind.ts';
import type { CaseFile } from './case.ts';
import type { Assessment, AutomaticOutcome, ConditionResult, FactSnapshot, PermitTerms, Reason } from './decide.ts';
import type { RuleEngine, RuleTrace } from './engine.ts';
import type { Fact, FactSet, FactSource } from './fact.ts';
import type { Json } from './json.ts';
import type { ConditionDefinition, Rulebook } from './rulebook.ts';

/**
 * What the rulebook says of these facts on these dates. Pure: the same facts, rulebook and
 * dates give the same bytes, today and in ten years (invariant 2).
 *
 * Never throws for what a fact may hold: an engine error makes the condition `unknown`,
 * and anything unknown goes to a human.
 */
export function assess(rulebook: Rulebook, file: CaseFile, facts: FactSet, dates: RuleDates, engine: RuleEngine): Assessment {
  const bound = bindInputs(rulebook, file, facts, dates);
  const traces = new Map<string, RuleTrace>();
  const evaluate = (decision: string): { value: Json; trace: RuleTrace | undefined } => {
    try {
      const result = engine.evaluate(rulebook, decision, bound.inputs, dates.decision);
      for (const trace of result.trace) traces.set(trace.decision, trace);
      return { value: result.value, trace: result.trace.find((trace) => trace.decision === decision) };
    } catch (error) {
      return { value: { error: (error as Error).message }, trace: undefined };
    }
  };

  const conditions = rulebook.conditions.map((definition): ConditionResult => {
    const { value, trace } = evaluate(definition.decision);
    const result = conditionResult(definition, value, trace, traces, bound, rulebook);
    const told = toldBy(trace?.hits[0]?.annotations['Told'], (decision) => evaluate(decision).value);
    return told ? { ...result, told } : result;
  });
  const outcome = evaluate(rulebook.outcome).value;
  const allMet = conditions.every((condition) => condition.status === 'met');
  return {
    rulebook: rulebook.hash,
    engine: engine.version,
    dates,
    parties: file.parties,
    facts: snapshot(bound),
    inputs: bound.inputs,
    conditions,
    // both must agree: the outcome table of the rulebook, and every condition by itself
    outcome: outcome === 'GRANT' && allMet ? 'GRANT' : 'OFFICER',
    permit: asContext(evaluate(rulebook.permit).value),
    fee: rulebook.fee ? asContext(evaluate(rulebook.fee).value) : null,
    trace: [...traces.values()] as unknown as Json[],
  };
}

function asContext(value: Json): { [word: string]: Json } | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !('error' in value) ? value : null;
}

function conditionResult(
  definition: ConditionDefinition, value: Json, trace: RuleTrace | undefined,
  traces: ReadonlyMap<string, RuleTrace>, bound: BoundInputs, rulebook: Rulebook,
): ConditionResult {
  const hit = trace?.hits[0];
  const read = trace ? family(trace, traces) : [];
  // in an order of their own: a rulebook read back from the store has its keys in another order than the files
  const behind = inOrder(read.flatMap((one) => one.facts.flatMap((fact) => bound.behind(fact.path))));
  const missing = inOrder(read.flatMap((one) => one.nulls
    .filter((nothing) => nothing.cause === 'missing-fact')
    .flatMap((nothing) => bound.behind(nothing.path))
    .filter((one) => !one.fact)));
  const doubted = behind.filter((one) => one.fact && !beyondDoubt(one.fact, rulebook, definition.kind));
  const answer = value === 'met' || value === 'not met' ? value : 'unknown';
  const annotations = hit?.annotations ?? {};
  return {
    condition: definition.id,
    status: answer === 'met' && doubted.length > 0 ? 'doubtful' : answer,
    kind: definition.kind,
    row: hit?.row ?? null,
    basis: splitBasis(annotations['Legal basis']) ?? definition.basis,
    reason: annotations['Reason']?.trim() || null,
    facts: behind.map((one) => `${one.subject} ${one.name}`),
    missing: [...missing, ...behind.filter((one) => !one.fact)].map((one) => `${one.subject} ${one.name}`).filter((key, index, list) => list.indexOf(key) === index),
    doubted: doubted.map((one) => `${one.subject} ${one.name}`),
  };
}

/**
 * What a row's annotation "Told" names, `name: Decision; name: Decision`, as those decisions have it. A reason that gives
 * the figure is one the person can answer (förvaltningslagen 2017:900, 32 §). Nothing where one of them cannot be worked out:
 * then the reason is told without.
 */
function toldBy(text: string | undefined, valueOf: (decision: string) => Json): ConditionResult['told'] {
  const named = splitBasis(text)?.map((one) => one.split(':').map((part) => part.trim()) as [string, string]);
  if (!named) return undefined;
  const told = Object.fromEntries(named.map(([name, decision]) => [name, valueOf(decision)]));
  return Object.values(told).every((value) => typeof value === 'number' || typeof value === 'string') ? told : undefined;
}

/** A decision's own trace and those of the decisions it used. */
function family(trace: RuleTrace, traces: ReadonlyMap<string, RuleTrace>, seen = new Set<string>()): RuleTrace[] {
  if (seen.has(trace.decision)) return [];
  seen.add(trace.decision);
  return [trace, ...trace.children.flatMap((child) => {
    const found = traces.get(child);
    return found ? family(found, traces, seen) : [];
  })];
}

function unique<T extends { subject: string; name: string }>(list: T[]): T[] {
  const seen = new Set<string>();
  return list.filter((one) => {
    const key = `${one.subject} ${one.name}`;
    return seen.has(key) ? false : (seen.add(key), true);
  });
}

function inOrder<T extends { subject: string; name: string }>(list: T[]): T[] {
  const key = (one: T): string => `${one.subject} ${one.name}`;
  return unique(list).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** The provisions a row's annotation names: divided by semicolons or lines. Undefined where it names none. */
export function splitBasis(text: string | undefined): string[] | undefined {
  const parts = text?.split(/[;\n]/).map((part) => part.trim()).filter(Boolean);
  return parts && parts.length > 0 ? parts : undefined;
}

/**
 * May an automatic decision rest on this fact? Its source must be one the commissioning
 * decision accepts for it, and nobody may have doubted it. Discretion is an officer's:
 * a discretionary condition counts only on what an officer has assessed
 * (utlendingsforskriften § 17-7 c; Finland's HE 145/2022 on ch. 8 b).
 */
function beyondDoubt(fact: Fact, rulebook: Rulebook, kind: ConditionDefinition['kind']): boolean {
  if (fact.certainty === 'doubtful') return false;
  if (kind === 'discretion') return fact.source === 'officer' && fact.certainty === 'assessed';
  const accepted: FactSource[] = rulebook.automation.accepts[fact.name] ?? rulebook.automation.accepts['*'] ?? [];
  return accepted.includes(fact.source);
}

function snapshot(bound: BoundInputs): FactSnapshot[] {
  return unique(bound.all).filter((one) => one.fact).map(({ fact }) => {
    const { subject, name, value, source, certainty, assertedAt, id } = fact!;
    return { subject, name, value, source, certainty, assertedAt, id };
  }).sort((a, b) => (`${a.subject} ${a.name}` < `${b.subject} ${b.name}` ? -1 : 1));
}

/** The terms of a permit out of the rules' words, or undefined where they do not hold together. */
export function permitTerms(words: { [word: string]: Json } | null): PermitTerms | undefined {
  if (!words) return undefined;
  const kind = words['kind'], ground = words['ground'], from = words['valid from'], to = words['valid to'];
  const isDay = (value: Json | undefined): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (typeof kind !== 'string' || typeof ground !== 'string' || !isDay(from)) return undefined;
  // a permit without end must be said in so many words: an empty end is an error, never "for ever"
  if (to === 'permanent') return { kind, ground, validFrom: from, validTo: null };
  if (!isDay(to) || to < from) return undefined;
  return { kind, ground, validFrom: from, validTo: to };
}

export function reasonsOf(conditions: readonly ConditionResult[]): Reason[] {
  return conditions.map(({ condition, reason, basis, row, told }) => ({ condition, reason: reason ?? condition, basis, row, ...(told ? { told } : {}) }));
}

/**
 * What the robot does with an assessment: grants where everything is met beyond doubt,
 * hands over to an officer otherwise, with only what stopped it. It has no way to refuse.
 */
export function automaticOutcome(rulebook: Rulebook, assessment: Assessment): AutomaticOutcome {
  const because = assessment.conditions.filter((condition) => condition.status !== 'met');
  if (!rulebook.automation.enabled) return { kind: 'to-officer', assessment, because, code: 'automation-off' };
  if (assessment.outcome !== 'GRANT' || because.length > 0) return { kind: 'to-officer', assessment, because, code: 'condition' };
  const permit = permitTerms(assessment.permit);
  if (!permit) return { kind: 'to-officer', assessment, because, code: 'permit-terms' };
  return { kind: 'grant', assessment, permit, reasons: reasonsOf(assessment.conditions) };
}
