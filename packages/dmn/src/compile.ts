import { DmnError } from './errors.ts';
import type { DmnIssue } from './errors.ts';
import { evaluateIn } from './evaluate.ts';
import { compileModelPart } from './model/compile-part.ts';
import type { Part } from './model/compile-part.ts';
import type { DmnModel } from './model/types.ts';
import { LIMITS } from './run/limits.ts';
import type { Limits } from './run/limits.ts';
import type { Global } from './run/run.ts';
import type { DecisionTrace, EvaluationIssue } from './run/trace.ts';
import type { FeelValue, Json } from './run/values.ts';

export interface CompileOptions {
  limits?: Partial<Limits>;
  /**
   * Decisions with errors become null, with a note, instead of stopping the compilation. For running models of others;
   * rules that decide about people are compiled without it.
   */
  tolerant?: boolean;
}

export interface DecisionInfo {
  id: string;
  name: string;
  /** `table`, `literal`, `context`, ... or `none` for a decision without logic. */
  kind: string;
  /** The input data it reaches, by name. */
  inputs: string[];
}

export interface EvaluateOptions {
  /** ISO date and time with offset or [zone]: what now() and today() give. */
  now: string;
  /** `short` (default): rows, facts, nulls. `full`: every cell looked at as well. */
  trace?: 'short' | 'full';
}

export interface Evaluation {
  value: Json;
  feel: FeelValue;
  /** One entry per decision evaluated, what it needs before it. */
  trace: DecisionTrace[];
  issues: EvaluationIssue[];
}

export interface CompiledModel {
  decisions: DecisionInfo[];
  services: { id: string; name: string; inputs: string[] }[];
  inputs: { id: string; name: string; typeRef?: string }[];
  /** Warnings, and with `tolerant` also errors. */
  issues: readonly DmnIssue[];
  /**
   * Evaluates a decision or decision service, given by name or id.
   *
   * Inputs are plain JSON by the names of the input data; what is absent (or undefined) is unknown, null is null on file.
   * Never throws for what is in the input: a limit reached, an unknown name or a misfit is in `issues`, and the value is
   * null. The same arguments give the same bytes.
   */
  evaluate(decision: string, input: Record<string, unknown>, options: EvaluateOptions): Evaluation;
}

/**
 * Compiles a model to closures: every expression is parsed once, against declared types.
 * @throws DmnError with all issues found (codes `feel-syntax`, `unknown-name`, `unknown-type`, `unresolved`, `cycle`,
 *   `unknown-member`, `type-mismatch`, `impossible-value`, `external-function`, `model`)
 */
export function compile(model: DmnModel, options: CompileOptions = {}): CompiledModel {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const globals: Global[] = [];
  const issues: DmnIssue[] = [];
  let part: Part;
  try {
    part = compileModelPart(model, { globals, issues, limits, parts: new Map() });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DmnError({ code: 'limit', severity: 'error', message: 'decisions or types depend on each other too deeply', file: model.file, line: 1, column: 1 });
  }
  issues.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : 0));
  const errors = issues.filter((i) => i.severity === 'error');
  if (errors.length > 0 && !options.tolerant) throw new DmnError(errors);
  return program(model, part, globals, issues, limits);
}

function program(model: DmnModel, part: Part, globals: readonly Global[], issues: readonly DmnIssue[], limits: Limits): CompiledModel {
  const decisions = new Map<string, number>();
  const services = new Map<string, number>();
  for (const d of model.decisions) {
    const index = part.indexOf(d);
    decisions.set(d.name, index);
    if (d.id !== '' && !decisions.has(d.id)) decisions.set(d.id, index);
  }
  model.services.forEach((s, i) => {
    services.set(s.name, i);
    if (s.id !== '' && !services.has(s.id)) services.set(s.id, i);
  });
  return {
    decisions: model.decisions.map((d) => ({ id: d.id, name: d.name, kind: d.expression?.kind ?? 'none', inputs: part.inputsOf(d) })),
    services: model.services.map((s, i) => ({ id: s.id, name: s.name, inputs: part.services[i]!.parameters.map((p) => p.name) })),
    inputs: model.inputData.map((i) => ({ id: i.id, name: i.name, ...(i.variable.typeRef === undefined ? {} : { typeRef: i.variable.typeRef }) })),
    issues,
    evaluate(name, input, options) {
      const index = decisions.get(name);
      const service = services.get(name);
      return evaluateIn(globals, limits, options, input, (run) => {
        if (index !== undefined) return run.decision(index);
        if (service !== undefined) return part.services[service]!.evaluate(run, input);
        run.issues.push({ code: 'unknown-decision', message: `the model has no decision or service "${name}"` });
        return null;
      });
    },
  };
}
