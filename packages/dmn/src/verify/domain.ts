/**
 * The values a column can take, cut into the elementary pieces (atoms) between which no cell of the
 * column tells a difference: the points the cells name, what lies between two of them, any other
 * string, and null for a fact that is not known.
 */
import { add, ceiling, compare as compareNumbers, div, floor, isNumber, sub } from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration, addTemporal } from '../values/temporal.ts';
import type { ScalarKind } from '../feel/types.ts';
import { compare, kindOf } from '../run/ops.ts';
import { literalText } from './cells.ts';
import type { Literal } from './cells.ts';

export type Atom =
  | { k: 'point'; value: Literal; sample: Literal }
  /** Strictly between two points; undefined is without end. */
  | { k: 'between'; low: Literal | undefined; high: Literal | undefined; sample: Literal }
  /** Any string the column does not name. */
  | { k: 'other'; sample: Literal }
  | { k: 'null'; sample: null };

const SECOND = DayTimeDuration.ofSeconds(1);
const DAY_NANOS = 86_400_000_000_000;

/** The next value, where a kind has one: a date's next day; times are taken to the second, the finest that FEEL's `=` tells apart. */
function step(value: Literal, direction: 1 | -1): Literal | undefined {
  if (value instanceof FeelDate) return value.plusDays(direction) ?? undefined;
  if (value instanceof FeelDateTime) return value.plusNanos(BigInt(direction) * SECOND.nanos) ?? undefined;
  if (value instanceof FeelTime) {
    const nano = value.nano + direction * 1e9;
    return nano < 0 || nano >= DAY_NANOS ? undefined : FeelTime.ofNano(nano, value.offset, value.zone);
  }
  if (value instanceof YearMonthDuration) return YearMonthDuration.ofMonths(value.totalMonths + direction) ?? undefined;
  return undefined;
}

const DISCRETE = new Set<string>(['date', 'time', 'date and time', 'years and months duration']);

/** A value strictly between two points, near the lower one and simple; undefined where there is none. */
function sampleBetween(low: Literal | undefined, high: Literal | undefined): Literal | undefined {
  const known = (low ?? high)!;
  const kind = kindOf(known);
  if (DISCRETE.has(kind)) {
    const near = low !== undefined ? step(low, 1) : step(high!, -1);
    return near !== undefined && (low === undefined || high === undefined || compare(near, high) === -1) ? near : undefined;
  }
  if (kind === 'string') {
    if (low === undefined) return high === '' ? undefined : '';
    const next = `${low as string} `;
    if (high === undefined || next < (high as string)) return next;
    const least = `${low as string}\u0000`;
    return least < (high as string) ? least : undefined;
  }
  if (known instanceof DayTimeDuration) {
    const [a, b] = [low as DayTimeDuration | undefined, high as DayTimeDuration | undefined];
    if (b === undefined) return addTemporal(a!, SECOND) as DayTimeDuration ?? undefined;
    if (a === undefined) return DayTimeDuration.ofNanos(b.nanos - SECOND.nanos) ?? undefined;
    if (b.nanos - a.nanos < 2n) return undefined;
    return b.nanos - a.nanos > SECOND.nanos ? DayTimeDuration.ofNanos(a.nanos + SECOND.nanos)! : DayTimeDuration.ofNanos((a.nanos + b.nanos) / 2n)!;
  }
  const [a, b] = [low as FeelNumber | undefined, high as FeelNumber | undefined];
  if (a === undefined) return sub(floor(b!)!, 1) ?? undefined;
  const whole = add(floor(a)!, 1);
  if (whole !== null && (b === undefined || compareNumbers(whole, b) < 0)) return whole;
  const middle = b === undefined ? null : div(add(a, b) ?? 0, 2);
  return middle !== null && compareNumbers(a, middle) < 0 && compareNumbers(middle, b!) < 0 ? middle : undefined;
}

/** Index of the atom a value lies in, or -1. */
export function atomIndex(atoms: readonly Atom[], value: Literal): number {
  const exact = atoms.findIndex((a) => (a.k === 'null' ? value === null : a.k === 'point' && value !== null && (a.value === value || compare(a.value, value) === 0)));
  if (exact >= 0 || value === null) return exact;
  return atoms.findIndex((a) => {
    if (a.k === 'other') return true;
    if (a.k !== 'between') return false;
    if (a.low === undefined && a.high === undefined) return true;
    return (a.low === undefined || compare(a.low, value) === -1) && (a.high === undefined || compare(value, a.high) === -1);
  });
}

/** The value of an atom that is nearest to one outside it: its upper end when coming from above. */
export function nearestValue(atom: Atom, from: 'below' | 'above'): Literal {
  if (atom.k !== 'between' || from === 'below' || atom.high === undefined) return atom.sample;
  const { low, high } = atom;
  const before = step(high, -1);
  if (before !== undefined) return low === undefined || compare(low, before) === -1 ? before : atom.sample;
  if (high instanceof DayTimeDuration) {
    const less = DayTimeDuration.ofNanos(high.nanos - SECOND.nanos);
    return less !== null && (low === undefined || compare(low, less) === -1) ? less : atom.sample;
  }
  if (!isNumber(high)) return atom.sample;
  const whole = sub(ceiling(high)!, 1);
  return whole !== null && (low === undefined || compare(low, whole) === -1) ? whole : atom.sample;
}

/** A string that none of the named ones is. */
function otherString(named: Literal[]): string {
  let other = 'other';
  while (named.includes(other)) other += ' value';
  return other;
}

/** The atoms of a column of a kind whose cells name these literals. Null is always the last. */
export function atomsOf(kind: ScalarKind | 'any', literals: Literal[], ordered: boolean): Atom[] {
  const atoms: Atom[] = [];
  const named = literals.filter((l) => l !== null && kindOf(l) === kind);
  if (kind === 'boolean') {
    for (const value of [true, false]) atoms.push({ k: 'point', value, sample: value });
  } else if (kind === 'string' && !ordered) {
    // Sorted, so that two versions of a table have their pieces in one order.
    for (const value of [...new Set(named as string[])].sort()) atoms.push({ k: 'point', value, sample: value });
    atoms.push({ k: 'other', sample: otherString(named) });
  } else if (named.length > 0) {
    const points = named.slice().sort((a, b) => compare(a, b) ?? 0).filter((v, i, all) => i === 0 || compare(all[i - 1]!, v) !== 0);
    const between = (low: Literal | undefined, high: Literal | undefined): void => {
      const sample = sampleBetween(low, high);
      if (sample !== undefined) atoms.push({ k: 'between', low, high, sample });
    };
    between(undefined, points[0]);
    points.forEach((value, i) => {
      atoms.push({ k: 'point', value, sample: value });
      between(value, points[i + 1]);
    });
  } else if (kind !== 'any') {
    // No cell tells values of this column apart: one piece holds them all.
    atoms.push({ k: 'between', low: undefined, high: undefined, sample: SIMPLE[kind] });
  } else {
    atoms.push({ k: 'other', sample: 'any value' });
  }
  atoms.push({ k: 'null', sample: null });
  return atoms;
}

const SIMPLE: Readonly<Record<Exclude<ScalarKind, 'string' | 'boolean'> | 'string' | 'boolean', Literal>> = {
  number: 0, string: '', boolean: true, date: FeelDate.of(2026, 1, 1)!, time: FeelTime.of(12, 0, 0, 0, null)!,
  'date and time': FeelDateTime.ofDate(FeelDate.of(2026, 1, 1)!), 'days and time duration': DayTimeDuration.ofSeconds(0),
  'years and months duration': YearMonthDuration.ofMonths(0)!,
};

/** A set of a column's atoms as FEEL unary tests: `[18..65)`, `"SE", "NO"`, `not("UA")`, `null`; `-` for all that are not null. */
export function atomsText(all: Atom[], chosen: readonly number[]): string {
  const set = new Set(chosen);
  const known = all.map((_, i) => i).filter((i) => all[i]!.k !== 'null');
  const parts: string[] = [];
  if (known.every((i) => set.has(i))) {
    if (chosen.length === known.length) return '-';
  } else if (all.some((a, i) => a.k === 'other' && set.has(i))) {
    const out = known.filter((i) => !set.has(i)).map((i) => all[i]!.sample);
    const not = `not(${out.map(literalText).join(', ')})`;
    if (known.length === chosen.length + out.length) return not;
    return `${not} or null`;
  } else {
    parts.push(...runs(all, known.filter((i) => set.has(i))));
  }
  if (all.some((a, i) => a.k === 'null' && set.has(i))) {
    if (known.every((i) => set.has(i))) return '- or null';
    parts.push('null');
  }
  return parts.join(', ');
}

/** Neighbouring atoms as ranges. */
function runs(all: Atom[], chosen: number[]): string[] {
  const parts: string[] = [];
  for (let i = 0; i < chosen.length;) {
    let j = i;
    const ordered = (n: number): boolean => all[n]!.k === 'between' || (all[n]!.k === 'point' && typeof (all[n] as { value: Literal }).value !== 'boolean');
    const touching = (a: number, b: number): boolean => b === a + 1 && ordered(a) && ordered(b) && (all[a]!.k === 'between' || all[b]!.k === 'between' || neighbours(all[a]!, all[b]!));
    while (j + 1 < chosen.length && touching(chosen[j]!, chosen[j + 1]!)) j++;
    parts.push(runText(all[chosen[i]!]!, all[chosen[j]!]!));
    i = j + 1;
  }
  return parts;
}

/** Two points with nothing between them, such as one day and the next. */
function neighbours(a: Atom, b: Atom): boolean {
  return a.k === 'point' && b.k === 'point' && DISCRETE.has(kindOf(a.value)) && kindOf(a.value) === kindOf(b.value);
}

function runText(first: Atom, last: Atom): string {
  if (first === last && first.k === 'point') return literalText(first.value);
  const low = first.k === 'point' ? first.value : first.k === 'between' ? first.low : undefined;
  const high = last.k === 'point' ? last.value : last.k === 'between' ? last.high : undefined;
  if (low === undefined && high === undefined) return '-';
  if (low === undefined) return `${last.k === 'point' ? '<=' : '<'} ${literalText(high!)}`;
  if (high === undefined) return `${first.k === 'point' ? '>=' : '>'} ${literalText(low)}`;
  return `${first.k === 'point' ? '[' : '('}${literalText(low)}..${literalText(high)}${last.k === 'point' ? ']' : ')'}`;
}
