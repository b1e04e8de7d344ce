import type { Run } from '../../run/run.ts';
import { readWhole } from '../../run/reads.ts';
import { FeelContext } from '../../run/values.ts';
import type { FeelValue } from '../../run/values.ts';
import type { Signature } from './define.ts';

/** Context functions (DMN 1.5, 10.3.4.7). */

function getValue(context: FeelContext, key: string | FeelValue[], run: Run): FeelValue {
  let value: FeelValue = context;
  for (const k of Array.isArray(key) ? key : [key]) {
    if (typeof k !== 'string' || !(value instanceof FeelContext)) return null;
    const found: FeelValue | undefined = value.get(k);
    if (found === undefined) return null;
    if (value.origin !== undefined) run.leaf(value, k, found);
    value = found;
  }
  return Array.isArray(key) && key.length === 0 ? null : value;
}

function copy(context: FeelContext): FeelContext {
  const result = new FeelContext(context);
  result.origin = context.origin;
  return result;
}

function put(context: FeelContext, keys: readonly FeelValue[], value: FeelValue): FeelContext | null {
  const [key, ...rest] = keys;
  if (typeof key !== 'string') return null;
  const result = copy(context);
  if (rest.length === 0) {
    result.set(key, value);
    return result;
  }
  const inner = context.get(key);
  if (!(inner instanceof FeelContext)) return null;
  const changed = put(inner, rest, value);
  if (changed === null) return null;
  result.set(key, changed);
  return result;
}

function fromEntries(entries: FeelValue[]): FeelValue {
  const result = new FeelContext();
  for (const e of entries) {
    if (!(e instanceof FeelContext)) return null;
    const key = e.get('key');
    const value = e.get('value');
    if (typeof key !== 'string' || value === undefined || result.has(key)) return null;
    result.set(key, value);
  }
  return result;
}

function merge(contexts: FeelValue[]): FeelValue {
  const result = new FeelContext();
  for (const c of contexts) {
    if (!(c instanceof FeelContext)) return null;
    readWhole(c);
    for (const [k, v] of c) result.set(k, v);
  }
  return result;
}

export const CONTEXTS: Record<string, Signature[]> = {
  'get value': [
    { parameters: 'm: context, key: string', run: ([m, key], run) => getValue(m, key, run) },
    { parameters: 'context: context, keys: list', run: ([m, keys], run) => getValue(m, keys, run) },
    { parameters: 'm: context, keys: list', run: ([m, keys], run) => getValue(m, keys, run) },
  ],
  'get entries': [{ parameters: 'm: context', run: ([m]: [FeelContext]) => {
    readWhole(m);
    return [...m].map(([key, value]) => new FeelContext([['key', key], ['value', value]]));
  } }],
  context: [{ parameters: 'entries: list', run: ([entries]) => fromEntries(entries) }],
  'context put': [
    { parameters: 'context: context, key: string, value: any', run: ([c, key, value]) => put(c, [key], value) },
    { parameters: 'context: context, keys: list, value: any', run: ([c, keys, value]) => put(c, keys, value) },
  ],
  'context merge': [{ parameters: 'contexts: list', run: ([contexts], run: Run) => {
    run.step(contexts.length);
    return merge(contexts);
  } }],
};
