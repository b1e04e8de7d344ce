import * as num from '../../values/number.ts';
import type { FeelNumber } from '../../values/number.ts';
import { addTemporal, isDuration, divideDuration } from '../../values/temporal.ts';
import type { Run } from '../../run/run.ts';
import { compare, equals } from '../../run/ops.ts';
import type { FeelFunction, FeelValue } from '../../run/values.ts';
import { FeelFunction as Fn } from '../../run/values.ts';
import { apply } from '../call.ts';
import type { Signature } from './define.ts';

/** List functions (DMN 1.5, 10.3.4.4), `sort` (10.3.4.8) among them. Positions count from 1, or from the end below 0. */

type List = FeelValue[];

const numbers = (list: List): FeelNumber[] | null => (list.every(num.isNumber) ? (list as FeelNumber[]) : null);

function extreme(list: List, sign: -1 | 1): FeelValue {
  let best = list[0] ?? null;
  if (best === null) return null;
  for (let i = 1; i < list.length; i++) {
    const order = compare(list[i]!, best);
    if (order === null) return null;
    if (order === sign) best = list[i]!;
  }
  // A single item without an order has no extreme.
  return list.length === 1 && compare(best, best) === null ? null : best;
}

function sum(list: List): FeelValue {
  if (list.length === 0) return null;
  let total: FeelValue = list[0]!;
  if (!num.isNumber(total) && !isDuration(total)) return null;
  for (let i = 1; i < list.length; i++) {
    const v = list[i]!;
    if (num.isNumber(total) && num.isNumber(v)) total = num.add(total, v);
    else if (isDuration(total) && isDuration(v)) total = addTemporal(total, v);
    else return null;
    if (total === null) return null;
  }
  return total;
}

function mean(list: List): FeelValue {
  const total = sum(list);
  if (num.isNumber(total)) return num.div(total, list.length);
  return isDuration(total) ? divideDuration(total, list.length) : null;
}

function median(list: List): FeelValue {
  const own = numbers(list);
  if (!own || own.length === 0) return null;
  const sorted = own.slice().sort(num.compare);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  const pair = num.add(sorted[middle - 1]!, sorted[middle]!);
  return pair === null ? null : num.div(pair, 2);
}

function mode(list: List): FeelValue {
  const own = numbers(list);
  if (!own) return null;
  const counts: { value: FeelNumber; count: number }[] = [];
  let most = 0;
  for (const value of own.slice().sort(num.compare)) {
    const last = counts[counts.length - 1];
    if (last && num.equals(last.value, value)) most = Math.max(most, ++last.count);
    else {
      counts.push({ value, count: 1 });
      most = Math.max(most, 1);
    }
  }
  return counts.filter((c) => c.count === most).map((c) => c.value);
}

/** Of a sample (n - 1). */
function stddev(list: List): FeelValue {
  const own = numbers(list);
  if (!own || own.length < 2) return null;
  const average = mean(own) as FeelNumber | null;
  if (average === null) return null;
  let total: FeelNumber | null = 0;
  for (const n of own) {
    const difference: FeelNumber | null = num.sub(n, average);
    const square: FeelNumber | null = difference === null ? null : num.mul(difference, difference);
    total = total === null || square === null ? null : num.add(total, square);
  }
  const variance = total === null ? null : num.div(total, own.length - 1);
  return variance === null ? null : num.sqrt(variance);
}

function allOf(list: List): boolean | null {
  let unclear = false;
  for (const v of list) {
    if (v === false) return false;
    if (v !== true) unclear = true;
  }
  return unclear ? null : true;
}

function anyOf(list: List): boolean | null {
  let unclear = false;
  for (const v of list) {
    if (v === true) return true;
    if (v !== false) unclear = true;
  }
  return unclear ? null : false;
}

/** A position as an index, or undefined outside the list. */
function indexOf(list: List, position: FeelNumber): number | undefined {
  if (typeof position !== 'number' || position === 0 || Math.abs(position) > list.length) return undefined;
  return position > 0 ? position - 1 : list.length + position;
}

function sublist(list: List, start: FeelNumber, length: FeelNumber | undefined): FeelValue {
  const from = indexOf(list, start);
  if (from === undefined) return null;
  if (length === undefined) return list.slice(from);
  if (typeof length !== 'number' || length < 1 || from + length > list.length) return null;
  return list.slice(from, from + length);
}

function distinct(list: List, run: Run): List {
  const found: List = [];
  const simple = new Set<FeelValue>();
  for (const v of list) {
    if (typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean' || v === null) {
      if (simple.has(v)) continue;
      simple.add(v);
    } else {
      run.step(found.length);
      if (found.some((f) => equals(f, v) === true)) continue;
    }
    found.push(v);
  }
  return found;
}

function flatten(list: List, found: List, run: Run): List {
  for (const v of list) {
    run.step();
    if (Array.isArray(v)) flatten(v, found, run);
    else found.push(v);
  }
  return found;
}

function concatenate(lists: List, run: Run): List {
  const found: List = [];
  for (const l of lists) {
    if (Array.isArray(l)) for (const v of l) found.push(v);
    else found.push(l);
    run.checkItems(found.length);
  }
  run.step(found.length);
  return found;
}

/** Merge sort, which asks as little as possible of a `precedes` that may contradict itself. */
function sort(list: List, precedes: (a: FeelValue, b: FeelValue) => boolean): List {
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const [left, right] = [sort(list.slice(0, middle), precedes), sort(list.slice(middle), precedes)];
  const merged: List = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) merged.push(precedes(right[j]!, left[i]!) ? right[j++]! : left[i++]!);
  while (i < left.length) merged.push(left[i++]!);
  while (j < right.length) merged.push(right[j++]!);
  return merged;
}

function sorted(list: List, precedes: FeelFunction | null | undefined, run: Run, place: string): FeelValue {
  run.step(list.length);
  if (precedes) return sort(list, (a, b) => apply(run, precedes, [a, b], place) === true);
  if (precedes === null) return null;
  for (const v of list) if (compare(list[0]!, v) === null) return null;
  return sort(list, (a, b) => compare(a, b) === -1);
}

export const LISTS: Record<string, Signature[]> = {
  'list contains': [{ parameters: 'list: list, element: any', run: ([list, element]) => list.some((v: FeelValue) => equals(v, element) === true) }],
  count: [{ parameters: '...list: list', run: ([list]) => list.length }],
  min: [{ parameters: '...list: list', run: ([list]) => extreme(list, -1) }],
  max: [{ parameters: '...list: list', run: ([list]) => extreme(list, 1) }],
  sum: [{ parameters: '...list: list', run: ([list]) => sum(list) }],
  mean: [{ parameters: '...list: list', run: ([list]) => mean(list) }],
  product: [{ parameters: '...list: list', run: ([list]) => {
    const own = numbers(list);
    return own && own.length > 0 ? own.reduce<FeelNumber | null>((a, b) => (a === null ? null : num.mul(a, b)), 1) : null;
  } }],
  median: [{ parameters: '...list: list', run: ([list]) => median(list) }],
  mode: [{ parameters: '...list: list', run: ([list]) => mode(list) }],
  stddev: [{ parameters: '...list: list', run: ([list]) => stddev(list) }],
  all: [{ parameters: '...list: list', run: ([list]) => allOf(list) }],
  any: [{ parameters: '...list: list', run: ([list]) => anyOf(list) }],
  sublist: [{ parameters: 'list: list, start position: number, length?: number', run: ([list, start, length]) => sublist(list, start, length) }],
  append: [{ parameters: 'list: list, ...item: any', run: ([list, items], run) => concatenate([list, items], run) }],
  concatenate: [{ parameters: '...list: list', run: ([lists], run) => concatenate(lists, run) }],
  'insert before': [{ parameters: 'list: list, position: number, newItem: any', run: ([list, position, item], run) => {
    const at = indexOf(list, position);
    if (at === undefined) return null;
    run.step(list.length);
    return [...list.slice(0, at), item, ...list.slice(at)];
  } }],
  remove: [{ parameters: 'list: list, position: number', run: ([list, position], run) => {
    const at = indexOf(list, position);
    if (at === undefined) return null;
    run.step(list.length);
    return [...list.slice(0, at), ...list.slice(at + 1)];
  } }],
  'list replace': [
    { parameters: 'list: list, position: number, newItem: any', run: ([list, position, item], run) => {
      // A position with decimals is cut to a whole one here (and only here).
      const at = indexOf(list, num.truncate(position));
      if (at === undefined) return null;
      run.step(list.length);
      return [...list.slice(0, at), item, ...list.slice(at + 1)];
    } },
    { parameters: 'list: list, match: function, newItem: any', run: ([list, match, item]: [List, FeelFunction, FeelValue], run, place) => {
      const found: List = [];
      for (const v of list) {
        const hit = match instanceof Fn ? apply(run, match, [v, item], place) : null;
        if (typeof hit !== 'boolean') return null;
        found.push(hit ? item : v);
      }
      return found;
    } },
  ],
  reverse: [{ parameters: 'list: list', run: ([list]) => list.slice().reverse() }],
  'index of': [{ parameters: 'list: list, match: any', run: ([list, match]) => {
    const found: number[] = [];
    list.forEach((v: FeelValue, i: number) => {
      if (equals(v, match) === true) found.push(i + 1);
    });
    return found;
  } }],
  union: [{ parameters: '...list: list', run: ([lists], run) => distinct(concatenate(lists, run), run) }],
  'distinct values': [{ parameters: 'list: list', run: ([list], run) => distinct(list, run) }],
  'duplicate values': [{ parameters: 'list: list', run: ([list], run) => distinct(list.filter((v: FeelValue, i: number) => {
    run.step(list.length);
    return list.some((w: FeelValue, j: number) => i !== j && equals(v, w) === true);
  }), run) }],
  flatten: [{ parameters: 'list: list', run: ([list], run) => flatten(list, [], run) }],
  sort: [{ parameters: 'list: list, precedes?: function', run: ([list, precedes], run, place) => sorted(list, precedes, run, place) }],
};
