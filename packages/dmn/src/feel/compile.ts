import { parseTemporal } from '../values/temporal.ts';
import { Env } from '../run/run.ts';
import type { Eval, Global, Run, Unit } from '../run/run.ts';
import { isInstance } from '../run/conform.ts';
import * as ops from '../run/ops.ts';
import { FeelContext, FeelFunction, FeelRange } from '../run/values.ts';
import type { FeelValue, Parameter } from '../run/values.ts';
import { builtin } from './builtins/index.ts';
import { callFunction } from './call.ts';
import type { Binding, CompareOp, Frame, Node } from './ast.ts';
import { someNode } from './ast.ts';
import { compileIteration } from './iteration.ts';
import { compileTest } from './tests.ts';

/** What the compiler of expressions needs to know of their surroundings. */
export interface Context {
  unit: Unit;
  globals: readonly Global[];
  /** Whose slots `env.slots` are. */
  frame: Frame;
  /** What a note calls this place, e.g. `Eligibility, row r3`. */
  place: string;
}

/** Compiles an expression to a closure: no text is looked at again, and no code is generated. */
export function compileNode(node: Node, cx: Context): Eval {
  switch (node.k) {
    case 'number': {
      const { value } = node;
      if (value === null) return (env) => env.run.nothing(cx.place, 'type-error', 'the number is too large');
      return () => value;
    }
    case 'string': case 'boolean': {
      const { value } = node;
      return () => value;
    }
    case 'null': return () => null;
    case 'temporal': {
      const value = parseTemporal(node.text);
      if (value === null) return (env) => env.run.nothing(cx.place, 'function-error', `@"${node.text}" is no date, time or duration`);
      return () => value;
    }
    case 'name': return compileName(node.binding, cx);
    case 'unknown': return (env) => env.run.nothing(cx.place, 'invalid', `nothing is called "${node.name}"`);
    case 'member': return compileMember(node, cx);
    case 'path': return compileFactPath(node, cx) ?? compilePath(node, cx);
    case 'filter': return compileFilter(node, cx);
    case 'call': return compileCall(node, cx);
    case 'negate': {
      const operand = compileNode(node.operand, cx);
      return (env) => {
        const value = operand(env);
        const result = ops.negate(value);
        if (result === null && value !== null) return env.run.nothing(cx.place, 'type-error', `"-" before a ${ops.kindOf(value)}`);
        return result;
      };
    }
    case 'arithmetic': return compileArithmetic(node, cx);
    case 'compare': return compileCompare(node, cx);
    case 'and': case 'or': return compileLogic(node, cx);
    case 'between': {
      const [value, low, high] = [compileNode(node.value, cx), compileNode(node.low, cx), compileNode(node.high, cx)];
      return (env) => {
        const [v, l, h] = [value(env), low(env), high(env)];
        const [a, b] = [ops.compare(v, l), ops.compare(v, h)];
        if (a === null || b === null) {
          return v === null || l === null || h === null ? null : env.run.nothing(cx.place, 'type-error', `a ${ops.kindOf(v)} between a ${ops.kindOf(l)} and a ${ops.kindOf(h)}`);
        }
        return a >= 0 && b <= 0;
      };
    }
    case 'in': {
      const value = compileNode(node.value, cx);
      const tests = node.tests.map((t) => compileTest(t, cx));
      return (env) => {
        const v = value(env);
        let unclear = false;
        for (const test of tests) {
          const result = test(v, env);
          if (result === true) return true;
          if (result === null) unclear = true;
        }
        return unclear ? null : false;
      };
    }
    case 'instance': {
      const value = compileNode(node.value, cx);
      return (env) => isInstance(value(env), node.of);
    }
    case 'if': {
      const [condition, then, otherwise] = [compileNode(node.condition, cx), compileNode(node.then, cx), compileNode(node.else, cx)];
      return (env) => {
        const holds = condition(env);
        if (holds === true) return then(env);
        if (holds !== false && holds !== null) env.run.nothing(cx.place, 'type-error', `the condition is a ${ops.kindOf(holds)}`);
        return otherwise(env);
      };
    }
    case 'for': case 'some': case 'every': return compileIteration(node, cx);
    case 'list': {
      const items = node.items.map((i) => compileNode(i, cx));
      return (env) => {
        const list = new Array<FeelValue>(items.length);
        for (let i = 0; i < items.length; i++) list[i] = items[i]!(env);
        return list;
      };
    }
    case 'context': return compileContext(node, cx);
    case 'range': {
      const [low, high] = [compileNode(node.low, cx), compileNode(node.high, cx)];
      const { lowIncluded, highIncluded } = node;
      return (env) => makeRange(env.run, low(env), lowIncluded, high(env), highIncluded, cx.place);
    }
    case 'half': {
      const operand = compileNode(node.operand, cx);
      const { op } = node;
      return (env) => halfRange(op, operand(env));
    }
    case 'function': return compileFunction(node, cx);
  }
}

function makeRange(run: Run, low: FeelValue, lowIncluded: boolean, high: FeelValue, highIncluded: boolean, place: string): FeelValue {
  if (low !== null && high !== null) {
    const order = ops.compare(low, high);
    if (order === null) return run.nothing(place, 'type-error', `a range from a ${ops.kindOf(low)} to a ${ops.kindOf(high)}`);
    if (order > 0) return run.nothing(place, 'type-error', 'the range ends before it starts');
  }
  return new FeelRange(low, lowIncluded, high, highIncluded);
}

/** `(< 10)` and its kin as ranges. */
export function halfRange(op: CompareOp, value: FeelValue): FeelRange {
  switch (op) {
    case '<': return new FeelRange(null, false, value, false, op);
    case '<=': return new FeelRange(null, false, value, true, op);
    case '>': return new FeelRange(value, false, null, false, op);
    case '>=': return new FeelRange(value, true, null, false, op);
    default: return new FeelRange(value, true, value, true, op);
  }
}

// ---- names and paths

export function compileName(binding: Binding, cx: Context): Eval {
  const { ref } = binding;
  switch (ref.kind) {
    case 'slot': {
      const { index } = ref;
      let up = 0;
      for (let f: Frame | undefined = cx.frame; f && f !== ref.frame; f = f.parent) up++;
      if (up === 0) return (env) => env.slots[index] ?? null;
      if (up === 1) return (env) => env.parent!.slots[index] ?? null;
      return (env) => {
        let at: Env = env;
        for (let i = 0; i < up; i++) at = at.parent!;
        return at.slots[index] ?? null;
      };
    }
    case 'global': {
      const { index } = ref;
      const global = cx.globals[index];
      switch (global!.kind) {
        case 'input': return compileFact(index, [], cx);
        case 'decision': return (env) => env.run.decision(index);
        default: return (env) => env.run.function(index);
      }
    }
    case 'builtin': {
      const value = builtin(ref.name)!.asValue;
      return () => value;
    }
    case 'import': {
      // An import as a value is a context of what it has.
      const members = [...ref.members].map(([name, b]) => [name, compileName(b, cx)] as const);
      return (env) => {
        const context = new FeelContext();
        for (const [name, value] of members) context.set(name, value(env));
        return context;
      };
    }
    case 'member': return compilePath({ k: 'path', at: 0, type: binding.type, object: { k: 'name', at: 0, type: ref.item.type, binding: ref.item }, name: binding.name }, cx);
  }
}

/** `Child.birth country`: a path that starts at an input, read in one step and noted as one fact. */
function compileFactPath(node: Node & { k: 'path' }, cx: Context): Eval | undefined {
  const keys: string[] = [];
  let at: Node = node;
  while (at.k === 'path') {
    // A property of a date is not a fact of its own, and a member of a list is many.
    if (at.object.type.kind !== 'context' && at.object.type.kind !== 'any') return undefined;
    keys.unshift(at.name);
    at = at.object;
  }
  if (at.k !== 'name' || at.binding.ref.kind !== 'global') return undefined;
  const { index } = at.binding.ref;
  return cx.globals[index]!.kind === 'input' ? compileFact(index, keys, cx) : undefined;
}

function compileFact(index: number, keys: readonly string[], cx: Context): Eval {
  const { unit } = cx;
  const slot = unit.fact([cx.globals[index]!.name, ...keys].join('.'));
  if (keys.length === 0) {
    return (env) => {
      const { run } = env;
      const value = run.inputValue(index);
      run.fact(unit, slot, value, value === null && run.isMissing(index));
      return value;
    };
  }
  return (env) => {
    const { run } = env;
    let value = run.inputValue(index);
    let missing = value === null && run.isMissing(index);
    for (let i = 0; i < keys.length && value !== null; i++) {
      if (value instanceof FeelContext) {
        const next: FeelValue | undefined = value.get(keys[i]!);
        if (next === undefined) {
          missing = true;
          value = null;
        } else value = next;
      } else value = member(run, value, keys[i]!, cx.place);
    }
    run.fact(unit, slot, value, missing);
    return value;
  };
}

/** `value.name` on any value (DMN 1.5, 10.3.2.5 and table 65). */
export function member(run: Run, value: FeelValue, name: string, place: string): FeelValue {
  if (value instanceof FeelContext) {
    const found = value.get(name);
    if (found === undefined) return run.noEntry(value, name);
    if (value.origin !== undefined) run.leaf(value, name, found);
    return found;
  }
  if (value === null) return null;
  if (Array.isArray(value)) {
    run.step(value.length);
    return value.map((v) => member(run, v, name, place));
  }
  const found = ops.property(value, name);
  return found === undefined ? run.nothing(place, 'type-error', `a ${ops.kindOf(value)} has no "${name}"`) : found;
}

function compilePath(node: Node & { k: 'path' }, cx: Context): Eval {
  const object = compileNode(node.object, cx);
  const { name } = node;
  return (env) => {
    const value = object(env);
    if (value instanceof FeelContext) {
      const found = value.get(name);
      if (found === undefined) return env.run.noEntry(value, name);
      if (value.origin !== undefined) env.run.leaf(value, name, found);
      return found;
    }
    return member(env.run, value, name, cx.place);
  };
}

function compileMember(node: Node & { k: 'member' }, cx: Context): Eval {
  const items = node.items.map((i) => compileName(i, cx));
  const outer = node.outer && compileName(node.outer, cx);
  const { name } = node;
  return (env) => {
    let last: FeelValue = null;
    for (const item of items) {
      const value = item(env);
      if (value instanceof FeelContext) {
        const found = value.get(name);
        if (found !== undefined) {
          if (value.origin !== undefined) env.run.leaf(value, name, found);
          return found;
        }
        last ??= value;
      }
    }
    if (outer) return outer(env);
    return last instanceof FeelContext ? env.run.noEntry(last, name) : env.run.nothing(cx.place, 'invalid', `nothing is called "${name}"`);
  };
}

function compileFilter(node: Node & { k: 'filter' }, cx: Context): Eval {
  const list = compileNode(node.list, cx);
  const filter = compileNode(node.filter, cx);
  const { ref } = node.item;
  const slot = ref.kind === 'slot' ? ref.index : 0;
  // An index that does not look at the item needs one evaluation, not one for each item.
  const constant = node.filter.type.kind === 'number'
    && !someNode(node.filter, (n) => n.k === 'member' || (n.k === 'name' && n.binding === node.item));
  return filterList(list, filter, slot, constant, someNode(node.filter, (n) => n.k === 'function'), cx.place);
}

/** Items for which the filter is true, or the one a number points at. `constant`: the filter is a number for all items. */
export function filterList(list: Eval, filter: Eval, slot: number, constant: boolean, captures: boolean, place: string): Eval {
  return (outer) => {
    let env = outer;
    const value = list(env);
    const items = Array.isArray(value) ? value : value === null ? [] : [value];
    if (constant || items.length === 0) {
      if (items.length === 0) env.slots[slot] = null;
      const index = constant || value === null || items.length === 0 ? filter(env) : null;
      if (typeof index === 'number') return at(env.run, items, index, place);
      return value === null ? null : [];
    }
    const found: FeelValue[] = [];
    for (let i = 0; i < items.length; i++) {
      env.run.step();
      if (captures) env = new Env(env.run, outer.parent, outer.slots.slice());
      env.slots[slot] = items[i]!;
      const result = filter(env);
      if (result === true) found.push(items[i]!);
      else if (typeof result === 'number') return at(env.run, items, result, place);
      else if (result !== false && result !== null) {
        return env.run.nothing(place, 'type-error', `a filter must give true, false or a whole number, not a ${ops.kindOf(result)}`);
      }
    }
    return found;
  };
}

function at(run: Run, items: readonly FeelValue[], index: number, place: string): FeelValue {
  const found = index > 0 ? items[index - 1] : items[items.length + index];
  if (found === undefined) return run.nothing(place, 'no-entry', `the list of ${items.length} has no item ${index}`);
  return found;
}

// ---- operators

type Operation = (a: FeelValue, b: FeelValue) => FeelValue;
const ARITHMETIC: Record<string, Operation> = { '+': ops.add, '-': ops.subtract, '*': ops.multiply, '/': ops.divide, '**': ops.power };

function compileArithmetic(node: Node & { k: 'arithmetic' }, cx: Context): Eval {
  const [left, right] = [compileNode(node.left, cx), compileNode(node.right, cx)];
  const { op } = node;
  const operation = ARITHMETIC[op]!;
  const slow = (env: Env, a: FeelValue, b: FeelValue): FeelValue => {
    const result = operation(a, b);
    if (result === null) {
      if (a === null || b === null) return null;
      return env.run.nothing(cx.place, 'type-error', `${ops.kindOf(a)} ${op} ${ops.kindOf(b)} has no value`);
    }
    if (typeof result === 'string') env.run.checkText(result.length);
    return result;
  };
  if (op === '+') {
    return (env) => {
      const a = left(env);
      const b = right(env);
      if (typeof a === 'number' && typeof b === 'number') {
        const sum = a + b;
        if (Number.isSafeInteger(sum)) return sum;
      }
      return slow(env, a, b);
    };
  }
  if (op === '-') {
    return (env) => {
      const a = left(env);
      const b = right(env);
      if (typeof a === 'number' && typeof b === 'number') {
        const difference = a - b;
        if (Number.isSafeInteger(difference)) return difference;
      }
      return slow(env, a, b);
    };
  }
  return (env) => slow(env, left(env), right(env));
}

function compileCompare(node: Node & { k: 'compare' }, cx: Context): Eval {
  const [left, right] = [compileNode(node.left, cx), compileNode(node.right, cx)];
  const { op } = node;
  const mismatch = (env: Env, a: FeelValue, b: FeelValue): null =>
    a === null || b === null ? null : env.run.nothing(cx.place, 'type-error', `${ops.kindOf(a)} ${op} ${ops.kindOf(b)} has no value`);
  switch (op) {
    case '=': return (env) => {
      const [a, b] = [left(env), right(env)];
      return ops.equals(a, b) ?? mismatch(env, a, b);
    };
    case '!=': return (env) => {
      const [a, b] = [left(env), right(env)];
      const same = ops.equals(a, b);
      return same === null ? mismatch(env, a, b) : !same;
    };
    default: break;
  }
  const holds = HOLDS[op];
  return (env) => {
    const a = left(env);
    const b = right(env);
    const order = ops.compare(a, b);
    return order === null ? mismatch(env, a, b) : holds(order);
  };
}

export const HOLDS: Record<'<' | '<=' | '>' | '>=', (order: number) => boolean> = {
  '<': (o) => o < 0, '<=': (o) => o <= 0, '>': (o) => o > 0, '>=': (o) => o >= 0,
};

/** Three-valued `and` and `or`: a null or a value that is no truth leaves the answer to the other side. */
function compileLogic(node: Node & { k: 'and' | 'or' }, cx: Context): Eval {
  const [left, right] = [compileNode(node.left, cx), compileNode(node.right, cx)];
  const decisive = node.k === 'or';
  return (env) => {
    const a = left(env);
    if (a === decisive) return decisive;
    const b = right(env);
    if (b === decisive) return decisive;
    return a === !decisive && b === !decisive ? !decisive : null;
  };
}

// ---- contexts, functions, calls

function compileContext(node: Node & { k: 'context' }, cx: Context): Eval {
  const keys = node.entries.map((e) => e.key);
  const slots = node.entries.map((e) => (e.binding.ref.kind === 'slot' ? e.binding.ref.index : 0));
  const values = node.entries.map((e) => compileNode(e.value, cx));
  const seen = new Set<string>();
  const twice = keys.find((k) => seen.size === seen.add(k).size);
  if (twice !== undefined) return (env) => env.run.nothing(cx.place, 'type-error', `the context has two entries "${twice}"`);
  return (env) => {
    const context = new FeelContext();
    for (let i = 0; i < keys.length; i++) {
      const value = values[i]!(env);
      env.slots[slots[i]!] = value;
      context.set(keys[i]!, value);
    }
    return context;
  };
}

function compileFunction(node: Node & { k: 'function' }, cx: Context): Eval {
  if (node.external) return (env) => env.run.nothing(cx.place, 'function-error', 'external functions (Java, PMML) are not run');
  const parameters: Parameter[] = node.parameters.map((p) => ({ name: p.name, type: p.type }));
  const body = compileNode(node.body, { ...cx, frame: node.frame });
  return (env) => closure('', parameters, node.type, node.frame, body, env);
}

/**
 * A function over the names around it, which it shares: so a function in a context can call itself by its name. (A loop
 * whose body makes functions gives each turn names of its own.)
 */
export function closure(name: string, parameters: readonly Parameter[], type: FeelFunction['type'], frame: Frame, body: Eval, env: Env | null): FeelFunction {
  return new FeelFunction(name, parameters, type, (run, args) => {
    const slots = new Array<FeelValue>(frame.size);
    for (let i = 0; i < args.length; i++) slots[i] = args[i]!;
    run.enter();
    const result = body(new Env(env === null ? run : env.run, env, slots));
    run.leave();
    return result;
  });
}

const CONSTRUCTORS = new Set(['date', 'time', 'date and time', 'duration']);

/** `date("2024-03-04")` and its kin: the same value each time. */
export function foldable(node: Node & { k: 'call' }): boolean {
  return node.callee.k === 'name' && node.callee.binding.ref.kind === 'builtin' && CONSTRUCTORS.has(node.callee.binding.ref.name)
    && node.names === undefined && node.args.every((a) => a.k === 'string' || a.k === 'number');
}

/** Evaluated at its first use, then kept; a null is not kept, so that each evaluation notes it. */
function folded(run: Eval): Eval {
  let value: FeelValue = null;
  return (env) => (value === null ? (value = run(env)) : value);
}

function compileCall(node: Node & { k: 'call' }, cx: Context): Eval {
  const args = node.args.map((a) => compileNode(a, cx));
  const { names, callee } = node;
  if (callee.k === 'name' && callee.binding.ref.kind === 'builtin') {
    const own = builtin(callee.binding.ref.name)!;
    const direct = own.bind(names, args, cx.place);
    return foldable(node) ? folded(direct) : direct;
  }
  const called = compileNode(callee, cx);
  const said = callee.k === 'name' ? callee.binding.name : 'the expression';
  return (env) => {
    const f = called(env);
    if (!(f instanceof FeelFunction)) {
      return env.run.nothing(cx.place, 'function-error', f === null ? `${said} is null, not a function` : `${said} is a ${ops.kindOf(f)}, not a function`);
    }
    return callFunction(env.run, f, args.map((a) => a(env)), names, cx.place);
  };
}
