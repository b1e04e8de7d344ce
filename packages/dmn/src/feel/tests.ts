import { FeelDate } from '../values/temporal.ts';
import type { Env } from '../run/run.ts';
import * as ops from '../run/ops.ts';
import { FeelRange } from '../run/values.ts';
import type { FeelValue } from '../run/values.ts';
import type { CompareOp, Node, Test, UnaryTests } from './ast.ts';
import { HOLDS, compileNode, foldable } from './compile.ts';
import type { Context } from './compile.ts';

/** Whether a value meets a test: null where neither can be said. */
export type CellTest = (value: FeelValue, env: Env) => boolean | null;

/**
 * Compiles the content of an input cell. Undefined for `-`: there is nothing to test.
 * Constants are taken out of the closures, so that a cell such as `"SYR", "ERI"` or `>= 18` costs one comparison.
 */
export function compileUnaryTests(tests: UnaryTests, cx: Context): CellTest | undefined {
  if (tests.tests.length === 0) return undefined;
  const parts = tests.tests.map((t) => compileTest(t, cx));
  const any = parts.length === 1 ? parts[0]! : anyOf(tests.tests, parts);
  if (!tests.negated) return any;
  return (value, env) => {
    const result = any(value, env);
    return result === null ? null : !result;
  };
}

function anyOf(tests: readonly Test[], parts: readonly CellTest[]): CellTest {
  if (tests.every((t) => t.k === 'expression' && t.value.k === 'string')) {
    const texts = new Set(tests.map((t) => (t as { value: { value: string } }).value.value));
    return (value, env) => (typeof value === 'string' ? texts.has(value) : firstTrue(parts, value, env));
  }
  return (value, env) => firstTrue(parts, value, env);
}

function firstTrue(parts: readonly CellTest[], value: FeelValue, env: Env): boolean | null {
  let unclear = false;
  for (const part of parts) {
    const result = part(value, env);
    if (result === true) return true;
    if (result === null) unclear = true;
  }
  return unclear ? null : false;
}

export function compileTest(test: Test, cx: Context): CellTest {
  switch (test.k) {
    case 'compare': return compileComparison(test.op, test.value, cx);
    case 'range': return compileRange(test.range, cx);
    case 'expression': {
      if (test.usesInput) {
        const holds = compileNode(test.value, cx);
        return (value, env) => {
          const result = holds(env);
          return typeof result === 'boolean' ? result : result === null ? null : ops.isIn(value, result);
        };
      }
      return compileMatch(test.value, cx);
    }
  }
}

/** A value, list or range the input must equal or be in. */
function compileMatch(node: Node, cx: Context): CellTest {
  const constant = constantOf(node, cx);
  if (constant === undefined) {
    const expression = compileNode(node, cx);
    const truth = node.type.kind === 'boolean';
    return (value, env) => {
      const wanted = expression(env);
      // `x > 3` in a column of texts says itself whether it holds.
      if (truth && typeof wanted === 'boolean' && typeof value !== 'boolean') return wanted;
      return isInNoting(value, wanted, env, cx);
    };
  }
  const { value: wanted } = constant;
  if (typeof wanted === 'string') return (value, env) => (typeof value === 'string' ? value === wanted : isInNoting(value, wanted, env, cx));
  if (typeof wanted === 'boolean') return (value, env) => (typeof value === 'boolean' ? value === wanted : isInNoting(value, wanted, env, cx));
  if (typeof wanted === 'number') return (value, env) => (typeof value === 'number' ? value === wanted : isInNoting(value, wanted, env, cx));
  return (value, env) => isInNoting(value, wanted, env, cx);
}

function isInNoting(value: FeelValue, wanted: FeelValue, env: Env, cx: Context): boolean | null {
  const result = ops.isIn(value, wanted);
  if (result === null && value !== null) env.run.nothing(cx.place, 'type-error', `a ${ops.kindOf(value)} against a ${ops.kindOf(wanted)}`);
  return result;
}

function compileComparison(op: CompareOp, node: Node, cx: Context): CellTest {
  const unclear = (env: Env, a: FeelValue, b: FeelValue): null =>
    a === null || b === null ? null : env.run.nothing(cx.place, 'type-error', `${ops.kindOf(a)} ${op} ${ops.kindOf(b)} has no value`);
  if (op === '=' || op === '!=') {
    const wanted = compileNode(node, cx);
    return (value, env) => {
      const other = wanted(env);
      const same = ops.equals(value, other);
      return same === null ? unclear(env, value, other) : op === '=' ? same : !same;
    };
  }
  const holds = HOLDS[op];
  const general = (value: FeelValue, other: FeelValue, env: Env): boolean | null => {
    const order = ops.compare(value, other);
    return order === null ? unclear(env, value, other) : holds(order);
  };
  const constant = constantOf(node, cx);
  if (constant && typeof constant.value === 'number') {
    const limit = constant.value;
    switch (op) {
      case '<': return (v, env) => (typeof v === 'number' ? v < limit : general(v, limit, env));
      case '<=': return (v, env) => (typeof v === 'number' ? v <= limit : general(v, limit, env));
      case '>': return (v, env) => (typeof v === 'number' ? v > limit : general(v, limit, env));
      case '>=': return (v, env) => (typeof v === 'number' ? v >= limit : general(v, limit, env));
    }
  }
  if (constant && constant.value instanceof FeelDate) {
    const limit = constant.value;
    const day = limit.epochDay;
    return (v, env) => (v instanceof FeelDate ? holds(v.epochDay - day) : general(v, limit, env));
  }
  const wanted = compileNode(node, cx);
  return (value, env) => general(value, wanted(env), env);
}

function compileRange(node: Node & { k: 'range' }, cx: Context): CellTest {
  const constant = constantOf(node, cx);
  if (constant && constant.value instanceof FeelRange) {
    const range = constant.value;
    const { low, high, lowIncluded, highIncluded } = range;
    if (typeof low === 'number' && typeof high === 'number') {
      return (v, env) => (typeof v === 'number'
        ? (lowIncluded ? v >= low : v > low) && (highIncluded ? v <= high : v < high)
        : inRangeNoting(v, range, env, cx));
    }
    if (low instanceof FeelDate && high instanceof FeelDate) {
      const from = low.epochDay + (lowIncluded ? 0 : 1);
      const to = high.epochDay - (highIncluded ? 0 : 1);
      return (v, env) => (v instanceof FeelDate ? v.epochDay >= from && v.epochDay <= to : inRangeNoting(v, range, env, cx));
    }
    return (v, env) => inRangeNoting(v, range, env, cx);
  }
  const expression = compileNode(node, cx);
  return (value, env) => {
    const range = expression(env);
    return range instanceof FeelRange ? inRangeNoting(value, range, env, cx) : null;
  };
}

function inRangeNoting(value: FeelValue, range: FeelRange, env: Env, cx: Context): boolean | null {
  const result = ops.inRange(value, range);
  if (result === null && value !== null) env.run.nothing(cx.place, 'type-error', `a ${ops.kindOf(value)} against ${ops.text(range)}`);
  return result;
}

/** The value of an expression that needs nothing but itself; undefined where it needs more, or has no value. */
export function constantOf(node: Node, cx: Context): { value: FeelValue } | undefined {
  if (!isConstant(node)) return undefined;
  try {
    const value = compileNode(node, cx)(NO_ENV);
    return { value };
  } catch {
    // Something wanted the run after all (to note a null): leave it to the evaluation.
    return undefined;
  }
}

const NO_ENV = { run: undefined, parent: null, slots: [] } as unknown as Env;

function isConstant(node: Node): boolean {
  switch (node.k) {
    case 'number': case 'string': case 'boolean': case 'null': case 'temporal': return true;
    case 'negate': return isConstant(node.operand);
    case 'range': return isConstant(node.low) && isConstant(node.high);
    case 'list': return node.items.every(isConstant);
    case 'call': return foldable(node);
    default: return false;
  }
}

