import type { Binding } from '../feel/ast.ts';
import type { FeelType } from '../feel/types.ts';
import type { Run } from '../run/run.ts';
import { setReader } from '../run/reads.ts';
import { FeelContext, FeelFunction } from '../run/values.ts';
import type { FeelValue, Parameter } from '../run/values.ts';
import type { DecisionService } from './types.ts';

/** A decision service compiled: a function, and a way to evaluate it from plain JSON. */
export interface Service {
  parameters: readonly Parameter[];
  value: FeelFunction;
  evaluate(run: Run, input: Readonly<Record<string, unknown>>): FeelValue;
}

/**
 * A decision service (DMN 1.5, 10.4): input data and input decisions are its parameters, in that order; the decisions
 * it encapsulates are evaluated with them. One output decision gives its value, several a context by name.
 */
export function compileService(of: DecisionService, parts: { inputs: Binding[]; decisions: Binding[]; outputs: Binding[] }, result: FeelType): Service {
  const given = [...parts.inputs, ...parts.decisions];
  const parameters: Parameter[] = given.map((b) => ({ name: b.name, type: b.type }));
  const outputs = parts.outputs.map((b) => ({ name: b.name, index: indexOf(b) }));
  const type: FeelType = {
    kind: 'function', parameters: parameters.map((p) => p.type),
    result: result.kind !== 'any' ? result : outputs.length === 1 ? parts.outputs[0]!.type
      : { kind: 'context', members: new Map(parts.outputs.map((b) => [b.name, b.type])) },
  };
  const decide = (run: Run): FeelValue => {
    if (outputs.length === 1) return run.decision(outputs[0]!.index);
    const context = new FeelContext();
    for (const o of outputs) context.set(o.name, run.decision(o.index));
    return context;
  };
  const invoke = (run: Run, args: readonly FeelValue[], missing: readonly boolean[]): FeelValue => {
    const inner = run.within(new Map(given.map((b, i) => [indexOf(b), args[i]!])), {});
    given.forEach((b, i) => {
      if (missing[i]) inner.markUnknown(indexOf(b));
    });
    run.enter();
    const outer = setReader(inner);
    const value = inner.fit(decide(inner), result, of.name);
    setReader(outer);
    run.leave();
    return value;
  };
  const value = new FeelFunction(of.name, parameters, type, (run, args) => invoke(run, args, []));
  return {
    parameters, value,
    evaluate(run, input) {
      const missing: boolean[] = [];
      const args = parameters.map((p, i) => {
        const json = Object.hasOwn(input, p.name) ? input[p.name] : undefined;
        const value = json === undefined ? undefined : run.convert(json, p.type, { parent: undefined, key: p.name });
        missing[i] = value === undefined;
        return value ?? null;
      });
      return invoke(run, args, missing);
    },
  };
}

function indexOf(binding: Binding): number {
  if (binding.ref.kind !== 'global') throw new TypeError(`${binding.name} is not part of the model`);
  return binding.ref.index;
}
