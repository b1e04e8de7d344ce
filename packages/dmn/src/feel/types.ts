import { work } from '../run/work.ts';

/** The types of FEEL (DMN 1.5, 10.3.2.2 and 10.3.2.9), as declared in a model and inferred from expressions. */

export type ScalarKind =
  | 'number' | 'string' | 'boolean' | 'date' | 'time' | 'date and time'
  | 'days and time duration' | 'years and months duration';

export type FeelType = (
  | { kind: 'any' } | { kind: 'null' } | { kind: ScalarKind }
  | { kind: 'list'; item: FeelType }
  | { kind: 'range'; item: FeelType }
  | { kind: 'context'; members: Map<string, FeelType> }
  | { kind: 'function'; parameters: FeelType[] | undefined; result: FeelType }
) & Declared;

/** What an item definition adds to a type. */
interface Declared {
  /** Name of the item definition. */
  name?: string;
  /** Set by the compiler: whether a value of the base type meets allowedValues and typeConstraint. */
  constraint?: (value: never) => boolean;
}

export const ANY: FeelType = { kind: 'any' };
export const NULL: FeelType = { kind: 'null' };
export const NUMBER: FeelType = { kind: 'number' };
export const STRING: FeelType = { kind: 'string' };
export const BOOLEAN: FeelType = { kind: 'boolean' };
export const DATE: FeelType = { kind: 'date' };
export const TIME: FeelType = { kind: 'time' };
export const DATE_TIME: FeelType = { kind: 'date and time' };
export const DAY_TIME: FeelType = { kind: 'days and time duration' };
export const YEAR_MONTH: FeelType = { kind: 'years and months duration' };
export const ANY_LIST: FeelType = { kind: 'list', item: ANY };
export const ANY_CONTEXT: FeelType = { kind: 'context', members: new Map() };
export const ANY_RANGE: FeelType = { kind: 'range', item: ANY };
export const ANY_FUNCTION: FeelType = { kind: 'function', parameters: undefined, result: ANY };

/** FEEL's own type names, with the older spellings found in models. */
export const BUILT_IN_TYPES: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['Any', ANY], ['any', ANY], ['Null', NULL], ['null', NULL],
  ['number', NUMBER], ['string', STRING], ['boolean', BOOLEAN], ['date', DATE], ['time', TIME],
  ['date and time', DATE_TIME], ['dateTime', DATE_TIME],
  ['days and time duration', DAY_TIME], ['day and time duration', DAY_TIME], ['dayTimeDuration', DAY_TIME],
  ['years and months duration', YEAR_MONTH], ['year and month duration', YEAR_MONTH], ['yearMonthDuration', YEAR_MONTH],
  ['list', ANY_LIST], ['context', ANY_CONTEXT], ['function', ANY_FUNCTION], ['range', ANY_RANGE],
]);

/** The properties of temporal values and ranges, by type (DMN 1.5, table 65). */
export const PROPERTIES: Readonly<Record<string, ReadonlyMap<string, FeelType>>> = {
  date: new Map([['year', NUMBER], ['month', NUMBER], ['day', NUMBER], ['weekday', NUMBER]]),
  time: new Map<string, FeelType>([['hour', NUMBER], ['minute', NUMBER], ['second', NUMBER], ['time offset', DAY_TIME], ['timezone', STRING]]),
  'date and time': new Map<string, FeelType>([
    ['year', NUMBER], ['month', NUMBER], ['day', NUMBER], ['weekday', NUMBER], ['hour', NUMBER], ['minute', NUMBER],
    ['second', NUMBER], ['time offset', DAY_TIME], ['timezone', STRING],
  ]),
  'days and time duration': new Map<string, FeelType>([['days', NUMBER], ['hours', NUMBER], ['minutes', NUMBER], ['seconds', NUMBER]]),
  'years and months duration': new Map([['years', NUMBER], ['months', NUMBER]]),
  range: new Map<string, FeelType>([['start', ANY], ['end', ANY], ['start included', BOOLEAN], ['end included', BOOLEAN]]),
};

/** Items of a list or range; the type itself for anything else (a single value stands for a list of one). */
export function itemType(type: FeelType): FeelType {
  return type.kind === 'list' || type.kind === 'range' ? type.item : type;
}

/** The type of `object.name`, `undefined` where the type is known and has no such member. */
export function memberType(type: FeelType, name: string): FeelType | undefined {
  switch (type.kind) {
    case 'any': case 'null': return ANY;
    case 'context': return type.members.size === 0 ? ANY : type.members.get(name);
    case 'list': {
      const member = memberType(type.item, name);
      return member && { kind: 'list', item: member };
    }
    case 'range': return name === 'start' || name === 'end' ? type.item : PROPERTIES['range']!.get(name);
    default: return PROPERTIES[type.kind]?.get(name);
  }
}

/** A list of contexts with ever new entries has no type worth knowing. */
const MAX_MEMBERS = 200;
/** Types share parts as values do; what lies deeper is not worth an exponential search. */
const MAX_DEPTH = 3;

/** The narrowest type known for a value that may be either: equal types stay, anything else is Any. */
export function eitherType(a: FeelType, b: FeelType, depth = 0): FeelType {
  if (a === b || b.kind === 'null') return a;
  if (a.kind === 'null') return b;
  if (depth > MAX_DEPTH) return ANY;
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', item: eitherType(a.item, b.item, depth + 1) };
  if (a.kind === 'context' && b.kind === 'context') {
    if (a.members.size > MAX_MEMBERS) return ANY_CONTEXT;
    const members = new Map<string, FeelType>();
    for (const [k, t] of a.members) members.set(k, b.members.has(k) ? eitherType(t, b.members.get(k)!, depth + 1) : t);
    for (const [k, t] of b.members) if (!members.has(k)) members.set(k, t);
    return { kind: 'context', members };
  }
  return a.kind === b.kind && a.kind !== 'function' && a.kind !== 'range' ? { kind: a.kind as ScalarKind } : ANY;
}

/** Whether every value of type `a` is one of type `b` (DMN 1.5, 10.3.2.9.4). Constraints are not compared. */
export function conforms(a: FeelType, b: FeelType, depth = 0): boolean {
  if (a === b || b.kind === 'any' || a.kind === 'null' || depth > 32) return true;
  work();
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'list': case 'range': return conforms(a.item, (b as { item: FeelType }).item, depth + 1);
    case 'context': {
      for (const [name, type] of (b as { members: Map<string, FeelType> }).members) {
        const own = a.members.get(name);
        if (!own || !conforms(own, type, depth + 1)) return false;
      }
      return true;
    }
    case 'function': {
      const other = b as typeof a;
      if (!conforms(a.result, other.result, depth + 1)) return false;
      if (!other.parameters || !a.parameters) return true;
      return a.parameters.length === other.parameters.length
        && a.parameters.every((p, i) => conforms(other.parameters![i]!, p, depth + 1));
    }
    default: return true;
  }
}

/** How a type is said to a person; large ones in short. */
export function typeText(type: FeelType, depth = 0): string {
  if (type.name) return type.name;
  if (depth > MAX_DEPTH) return type.kind;
  const inner = (t: FeelType): string => typeText(t, depth + 1);
  switch (type.kind) {
    case 'any': return 'Any';
    case 'null': return 'Null';
    case 'list': case 'range': return `${type.kind}<${inner(type.item)}>`;
    case 'context': {
      const shown = [...type.members].slice(0, 8).map(([n, t]) => `${n}: ${inner(t)}`);
      return `context<${shown.join(', ')}${type.members.size > shown.length ? ', ...' : ''}>`;
    }
    case 'function': return `function<${(type.parameters ?? []).map(inner).join(', ')}> -> ${inner(type.result)}`;
    default: return type.kind;
  }
}
