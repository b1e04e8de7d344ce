import { isNumber } from '../../values/number.ts';
import { FeelDate, FeelDateTime, FeelTime, isDuration } from '../../values/temporal.ts';
import type { Eval, Run } from '../../run/run.ts';
import { kindOf } from '../../run/ops.ts';
import { FeelContext, FeelFunction, FeelRange } from '../../run/values.ts';
import type { FeelValue } from '../../run/values.ts';
import { ANY_FUNCTION } from '../types.ts';

/** What a built-in function gets: its arguments in the order of the signature (`undefined` where not given). */
// `any`: what a signature has checked is not checked by the compiler again.
export type Body = (args: any, run: Run, place: string) => FeelValue;

/**
 * One way to call a function, e.g. `string: string, start position: number, length?: number`.
 * Kinds may be joined by `|`; `?` after the name: may be left out; `?` after the kind: may be null (else null in, null
 * out); `...` before the last name: any number of arguments, or one list of them, given to the body as one list.
 */
export interface Signature { parameters: string; run: Body }

interface Parameter { name: string; kinds: string[]; optional: boolean; nullable: boolean; accepts: (value: FeelValue) => boolean; list: boolean }
interface Overload { parameters: Parameter[]; required: number; variadic: boolean; run: Body }

const ACCEPTS: Record<string, (value: FeelValue) => boolean> = {
  any: () => true,
  number: isNumber,
  string: (v) => typeof v === 'string',
  boolean: (v) => typeof v === 'boolean',
  date: (v) => v instanceof FeelDate,
  time: (v) => v instanceof FeelTime,
  'date and time': (v) => v instanceof FeelDateTime,
  duration: isDuration,
  list: Array.isArray,
  context: (v) => v instanceof FeelContext,
  range: (v) => v instanceof FeelRange,
  function: (v) => v instanceof FeelFunction,
};

export class Builtin {
  readonly name: string;
  readonly asValue: FeelFunction;
  private readonly overloads: Overload[];

  constructor(name: string, signatures: readonly Signature[]) {
    this.name = name;
    this.overloads = signatures.map(overload);
    this.asValue = new FeelFunction(name, undefined, ANY_FUNCTION, (run, args) => this.call(run, args, undefined, name));
  }

  /** The parameter names of each way to call it. */
  get parameterNames(): string[][] {
    return this.overloads.map((o) => o.parameters.map((p) => p.name));
  }

  call(run: Run, args: readonly FeelValue[], names: readonly string[] | undefined, place: string): FeelValue {
    let problem: string | undefined;
    for (const o of this.overloads) {
      const given = names ? byName(o, args, names) : o.variadic ? gather(o, args) : args.length >= o.required && args.length <= o.parameters.length ? args.slice() : undefined;
      if (!given) continue;
      const found = this.fit(o, given);
      if (typeof found === 'string') {
        problem ??= found;
        continue;
      }
      if (found === null) return null;
      if (run !== undefined) charge(run, found);
      const result = o.run(found, run, place);
      if (result === null && !MAY_BE_NULL.has(this.name) && run !== undefined) {
        run.nothing(place, 'function-error', `${this.name}(${args.map(kindOf).join(', ')}) has no value`);
      }
      return result;
    }
    return run.nothing(place, 'function-error', problem ?? `${this.name} cannot be called with ${names ? `the arguments ${names.join(', ')}` : `${args.length} arguments`}`);
  }

  /** A closure for a call whose form is known. */
  bind(names: readonly string[] | undefined, args: readonly Eval[], place: string): Eval {
    const [a, b] = args;
    if (!names && args.length === 0) return (env) => this.call(env.run, [], undefined, place);
    if (!names && args.length === 1) return (env) => this.call(env.run, [a!(env)], undefined, place);
    if (!names && args.length === 2) return (env) => this.call(env.run, [a!(env), b!(env)], undefined, place);
    return (env) => this.call(env.run, args.map((e) => e(env)), names, place);
  }

  /** The arguments made to fit; null where a null makes the answer null; a text where they do not fit. */
  private fit(o: Overload, args: (FeelValue | undefined)[]): FeelValue[] | null | string {
    let nothing = false;
    for (let i = 0; i < o.parameters.length; i++) {
      const p = o.parameters[i]!;
      const value = args[i];
      if (value === undefined) continue;
      if (value === null) {
        if (!p.nullable) nothing = true;
        continue;
      }
      if (p.accepts(value)) continue;
      const one = Array.isArray(value) && value.length === 1 ? value[0]! : undefined;
      if (one !== undefined && one !== null && p.accepts(one)) args[i] = one;
      else if (p.list) args[i] = [value];
      else return `${this.name}: "${p.name}" is a ${kindOf(value)}, not a ${p.kinds.join(' or ')}`;
    }
    return nothing ? null : (args as FeelValue[]);
  }
}

/** Functions look at their lists and texts whole; long ones count as the work they are. */
function charge(run: Run, args: readonly (FeelValue | undefined)[]): void {
  for (const a of args) {
    if (typeof a === 'string') {
      if (a.length > 256) run.step(a.length >> 6);
    } else if (Array.isArray(a) && a.length > 32) run.step(a.length >> 2);
  }
}

/** Functions for which null is an answer like any other. */
const MAY_BE_NULL = new Set(['get value', 'min', 'max', 'all', 'any', 'not', 'median', 'mean', 'sum', 'list contains', 'insert before', 'append']);

function overload(signature: Signature): Overload {
  const parameters = signature.parameters === '' ? [] : signature.parameters.split(', ').map((text): Parameter => {
    const [left, right] = text.split(': ') as [string, string];
    const nullable = right.endsWith('?') || right === 'any';
    const kinds = right.replace(/\?$/, '').split('|');
    const accepts = kinds.map((k) => ACCEPTS[k]!);
    return {
      name: left.replace(/\?$|^\.\.\./g, ''), kinds, nullable, optional: left.endsWith('?'), list: kinds.includes('list'),
      accepts: accepts.length === 1 ? accepts[0]! : (v) => accepts.some((a) => a(v)),
    };
  });
  return {
    parameters, required: parameters.filter((p) => !p.optional).length, variadic: signature.parameters.includes('...'), run: signature.run,
  };
}

function byName(o: Overload, args: readonly FeelValue[], names: readonly string[]): (FeelValue | undefined)[] | undefined {
  if (names.some((n) => !o.parameters.some((p) => p.name === n)) || new Set(names).size !== names.length) return undefined;
  const ordered = o.parameters.map((p) => {
    const at = names.indexOf(p.name);
    return at < 0 ? undefined : args[at]!;
  });
  return o.parameters.some((p, i) => !p.optional && ordered[i] === undefined) ? undefined : ordered;
}

/** `min(1, 2)` as `min([1, 2])`; parameters before the variadic one stay. */
function gather(o: Overload, args: readonly FeelValue[]): FeelValue[] | undefined {
  const fixed = o.parameters.length - 1;
  if (args.length < fixed + 1) return undefined;
  if (fixed === 0 && args.length === 1) return Array.isArray(args[0]) || args[0] === null ? [args[0]] : [[args[0]!]];
  return [...args.slice(0, fixed), args.slice(fixed)];
}
