import type { FeelType } from '../types.ts';
import {
  ANY, ANY_CONTEXT, ANY_FUNCTION, ANY_LIST, ANY_RANGE, BOOLEAN, DATE, DATE_TIME, NUMBER, STRING, TIME, YEAR_MONTH, itemType,
} from '../types.ts';
import { Scope } from '../scope.ts';
import { CONTEXTS } from './contexts.ts';
import { Builtin } from './define.ts';
import type { Signature } from './define.ts';
import { LISTS } from './lists.ts';
import { NUMBERS } from './numbers.ts';
import { RANGES } from './ranges.ts';
import { STRINGS } from './strings.ts';
import { TEMPORAL } from './temporal.ts';
import { rangeFromText } from './range-text.ts';

const OTHERS: Record<string, Signature[]> = {
  not: [{ parameters: 'negand: any', run: ([v]) => (typeof v === 'boolean' ? !v : null) }],
  range: [{ parameters: 'from: string', run: ([from]) => rangeFromText(from) }],
};

let table: Map<string, Builtin> | undefined;

/** All built-in functions of DMN 1.5 by name. */
export function builtins(): ReadonlyMap<string, Builtin> {
  if (!table) {
    table = new Map();
    for (const group of [NUMBERS, STRINGS, LISTS, CONTEXTS, TEMPORAL, RANGES, OTHERS]) {
      for (const [name, signatures] of Object.entries(group)) table.set(name, new Builtin(name, signatures));
    }
  }
  return table;
}

export function builtin(name: string): Builtin | undefined {
  return builtins().get(name);
}

let root: Scope | undefined;

/** The scope in which every model's names stand: the built-in functions. */
export function builtinScope(): Scope {
  if (!root) {
    root = Scope.root();
    for (const name of builtins().keys()) root.declare(name, ANY_FUNCTION, { kind: 'builtin', name });
  }
  return root;
}

const RESULTS: Record<string, FeelType> = {};
for (const n of ['number', 'decimal', 'floor', 'ceiling', 'round up', 'round down', 'round half up', 'round half down', 'modulo', 'sqrt', 'log', 'exp', 'string length', 'count', 'median', 'stddev', 'product', 'day of year', 'week of year']) RESULTS[n] = NUMBER;
for (const n of ['string', 'substring', 'upper case', 'lower case', 'substring before', 'substring after', 'replace', 'string join', 'day of week', 'month of year']) RESULTS[n] = STRING;
for (const n of ['contains', 'starts with', 'ends with', 'matches', 'list contains', 'all', 'any', 'not', 'odd', 'even', 'is', ...Object.keys(RANGES)]) RESULTS[n] = BOOLEAN;
Object.assign(RESULTS, {
  date: DATE, time: TIME, 'date and time': DATE_TIME, today: DATE, now: DATE_TIME, 'years and months duration': YEAR_MONTH,
  split: { kind: 'list', item: STRING }, 'index of': { kind: 'list', item: NUMBER }, mode: { kind: 'list', item: NUMBER },
  'get entries': { kind: 'list', item: { kind: 'context', members: new Map<string, FeelType>([['key', STRING], ['value', ANY]]) } },
  context: ANY_CONTEXT, 'context put': ANY_CONTEXT, 'context merge': ANY_CONTEXT, range: ANY_RANGE, flatten: ANY_LIST,
});
const SAME_LIST = new Set(['sublist', 'append', 'concatenate', 'insert before', 'remove', 'reverse', 'union', 'distinct values', 'duplicate values', 'sort', 'list replace']);

/** The type a call of a built-in function has, as far as it can be told without running it. */
export function builtinResult(name: string, args: readonly FeelType[]): FeelType {
  if (SAME_LIST.has(name)) return args[0]?.kind === 'list' ? args[0] : ANY_LIST;
  if ((name === 'min' || name === 'max') && args.length === 1) return itemType(args[0]!);
  return RESULTS[name] ?? ANY;
}
