import { FeelDate } from '../values/temporal.ts';
import { Env } from '../run/run.ts';
import type { Eval, Run } from '../run/run.ts';
import * as ops from '../run/ops.ts';
import { FeelRange } from '../run/values.ts';
import type { FeelValue } from '../run/values.ts';
import { someNode } from './ast.ts';
import type { Binding, Node } from './ast.ts';
import { compileNode } from './compile.ts';
import type { Context } from './compile.ts';

type IterationNode = Node & { k: 'for' | 'some' | 'every' };

/** One loop variable: its slot and how its values are found. */
export interface Loop { slot: number; list: Eval; end: Eval | undefined }

/** `for`, `some` and `every` (DMN 1.5, 10.3.2.6 and 10.3.2.7). */
export function compileIteration(node: IterationNode, cx: Context): Eval {
  const loops = node.iterators.map((i): Loop => ({
    slot: slotOf(i.binding), list: compileNode(i.list, cx), end: i.end && compileNode(i.end, cx),
  }));
  const body = compileNode(node.body, cx);
  // Functions made in a loop each keep the values of their own turn.
  const captures = someNode(node.body, (n) => n.k === 'function');
  if (node.k === 'for') return forLoop(loops, slotOf(node.partial), body, captures, cx.place);
  return quantified(node.k, loops, body, captures, cx.place);
}

export function slotOf(binding: Binding): number {
  if (binding.ref.kind !== 'slot') throw new TypeError(`${binding.name} is not a local name`);
  return binding.ref.index;
}

export function forLoop(loops: readonly Loop[], partialSlot: number, body: Eval, captures: boolean, place: string): Eval {
  return (env) => {
    const results: FeelValue[] = [];
    const usePartial = partialSlot >= 0;
    const done = eachTurn(loops, 0, env, captures, place, (turn) => {
      if (usePartial) turn.slots[partialSlot] = results;
      results.push(body(turn));
      env.run.checkItems(results.length);
      return true;
    });
    return done === null ? null : results;
  };
}

export function quantified(kind: 'some' | 'every', loops: readonly Loop[], body: Eval, captures: boolean, place: string): Eval {
  const decisive = kind === 'some';
  return (env) => {
    let unclear = false;
    let misfit = false;
    const done = eachTurn(loops, 0, env, captures, place, (turn) => {
      const holds = body(turn);
      if (holds === decisive) return false;
      if (holds !== !decisive) {
        unclear = true;
        if (holds !== null) {
          misfit = true;
          env.run.nothing(place, 'type-error', `"${kind}" wants true or false, not a ${ops.kindOf(holds)}`);
        }
      }
      return !misfit;
    });
    if (done === null || misfit) return null;
    if (done === false) return decisive;
    return unclear ? null : !decisive;
  };
}

/** Calls `turn` for each combination; false when it stopped early, null where a list is none. */
function eachTurn(loops: readonly Loop[], at: number, env: Env, captures: boolean, place: string, turn: (env: Env) => boolean): boolean | null {
  const loop = loops[at]!;
  const { run } = env;
  const last = at === loops.length - 1;
  const visit = (value: FeelValue): boolean | null => {
    run.step();
    const own = captures ? new Env(run, env.parent, env.slots.slice()) : env;
    own.slots[loop.slot] = value;
    return last ? turn(own) : eachTurn(loops, at + 1, own, captures, place, turn);
  };
  if (loop.end) return eachBetween(run, loop.list(env), loop.end(env), place, visit);
  const list = loop.list(env);
  if (list === null) return run.nothing(place, 'type-error', 'a loop over null');
  if (list instanceof FeelRange) {
    const inner = (value: FeelValue): boolean | null => (ops.inRange(value, list) === true ? visit(value) : true);
    return eachBetween(run, list.low, list.high, place, inner);
  }
  if (!Array.isArray(list)) return visit(list);
  for (const value of list) {
    const go = visit(value);
    if (go !== true) return go;
  }
  return true;
}

/** All whole numbers or days from one to the other, upwards or downwards. */
function eachBetween(run: Run, from: FeelValue, to: FeelValue, place: string, visit: (value: FeelValue) => boolean | null): boolean | null {
  if (typeof from === 'number' && typeof to === 'number') {
    const step = from <= to ? 1 : -1;
    for (let i = from; step > 0 ? i <= to : i >= to; i += step) {
      const go = visit(i);
      if (go !== true) return go;
    }
    return true;
  }
  if (from instanceof FeelDate && to instanceof FeelDate) {
    const step = from.epochDay <= to.epochDay ? 1 : -1;
    for (let day = from.epochDay; step > 0 ? day <= to.epochDay : day >= to.epochDay; day += step) {
      const go = visit(FeelDate.ofEpochDay(day));
      if (go !== true) return go;
    }
    return true;
  }
  return run.nothing(place, 'type-error', `a loop from a ${ops.kindOf(from)} to a ${ops.kindOf(to)}`);
}
