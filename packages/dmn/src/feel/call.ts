import type { Run } from '../run/run.ts';
import { coerced, mismatch } from '../run/conform.ts';
import type { FeelFunction, FeelValue } from '../run/values.ts';
import { builtin } from './builtins/index.ts';

/** Calls a function value with arguments by position, or by name where `names` is given. */
export function callFunction(run: Run, f: FeelFunction, args: FeelValue[], names: readonly string[] | undefined, place: string): FeelValue {
  const { parameters } = f;
  if (!parameters) {
    const own = builtin(f.name);
    return own ? own.call(run, args, names, place) : f.call(run, args);
  }
  const said = f.name === '' ? 'the function' : f.name;
  if (args.length !== parameters.length) {
    return run.nothing(place, 'function-error', `${said} takes ${parameters.length} arguments, not ${args.length}`);
  }
  const ordered = new Array<FeelValue>(parameters.length);
  for (let i = 0; i < parameters.length; i++) {
    const { name, type } = parameters[i]!;
    const at = names ? names.indexOf(name) : i;
    if (at < 0) return run.nothing(place, 'function-error', `${said} has the parameter "${name}", which is not given`);
    const value = coerced(args[at]!, type);
    if (value === undefined) {
      run.nothing(place, 'type-error', `${said}, parameter "${name}": ${mismatch(args[at]!, type)}`);
      return null;
    }
    ordered[i] = value;
  }
  return f.call(run, ordered);
}

/** Calls a function value from a built-in one (`sort`). */
export function apply(run: Run, f: FeelFunction, args: FeelValue[], place: string): FeelValue {
  return callFunction(run, f, args, undefined, place);
}
