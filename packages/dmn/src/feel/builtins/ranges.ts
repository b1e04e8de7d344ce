import { compare } from '../../run/ops.ts';
import { FeelRange } from '../../run/values.ts';
import type { FeelValue } from '../../run/values.ts';
import type { Signature } from './define.ts';

/** Range functions, after Allen's intervals and HL7 CQL (DMN 1.5, 10.3.4.10). */

type Order = -1 | 0 | 1;
class Incomparable extends Error {}

function order(a: FeelValue, b: FeelValue): Order {
  const result = compare(a, b);
  if (result === null) throw new Incomparable();
  return result;
}

/** A value as the range of itself. */
const asRange = (v: FeelValue): FeelRange => (v instanceof FeelRange ? v : new FeelRange(v, true, v, true));
const isPoint = (v: FeelValue): boolean => !(v instanceof FeelRange);

/** Order of two starts: an excluded one lies after an included one of the same value. */
function starts(a: FeelRange, b: FeelRange): Order {
  if (a.low === null || b.low === null) return a.low === b.low ? 0 : a.low === null ? -1 : 1;
  return order(a.low, b.low) || (a.lowIncluded === b.lowIncluded ? 0 : a.lowIncluded ? -1 : 1);
}

function ends(a: FeelRange, b: FeelRange): Order {
  if (a.high === null || b.high === null) return a.high === b.high ? 0 : a.high === null ? 1 : -1;
  return order(a.high, b.high) || (a.highIncluded === b.highIncluded ? 0 : a.highIncluded ? 1 : -1);
}

/** Whether a ends before b starts, sharing no point. */
function before(a: FeelRange, b: FeelRange): boolean {
  if (a.high === null || b.low === null) return false;
  const o = order(a.high, b.low);
  return o < 0 || (o === 0 && !(a.highIncluded && b.lowIncluded));
}

function meets(a: FeelRange, b: FeelRange): boolean {
  return a.high !== null && b.low !== null && a.highIncluded && b.lowIncluded && order(a.high, b.low) === 0;
}

const includes = (a: FeelRange, b: FeelRange): boolean => starts(a, b) <= 0 && ends(a, b) >= 0;
const overlaps = (a: FeelRange, b: FeelRange): boolean => !before(a, b) && !before(b, a);

/** `overlaps before(a, b)`: a starts first, and they share points up to a's end within b. */
function overlapsBefore(a: FeelRange, b: FeelRange): boolean {
  return overlaps(a, b) && starts(a, b) < 0 && ends(a, b) <= 0;
}

/** The same end: where a point is asked for, the range must include its end. */
function sameEnd(a: FeelRange, b: FeelRange): boolean {
  return a.high !== null && b.high !== null && a.highIncluded === b.highIncluded && order(a.high, b.high) === 0;
}
function sameStart(a: FeelRange, b: FeelRange): boolean {
  return a.low !== null && b.low !== null && a.lowIncluded === b.lowIncluded && order(a.low, b.low) === 0;
}

type Relation = (a: FeelRange, b: FeelRange) => boolean;

function relation(first: string, second: string, holds: Relation): Signature[] {
  const run: Signature['run'] = ([a, b]: [FeelValue, FeelValue]) => {
    const [x, y] = [asRange(a), asRange(b)];
    if (x.op === '!=' || y.op === '!=') return null;
    try {
      return holds(x, y);
    } catch (error) {
      if (error instanceof Incomparable) return null;
      throw error;
    }
  };
  const scalar = 'number|string|date|time|date and time|duration';
  const pairs: [string, string][] = [['point', 'range'], ['range', 'point'], ['range', 'range'], ['point', 'point']];
  const kind = (k: string): string => (k === 'range' ? 'range' : scalar);
  return pairs.flatMap(([p, q]) => {
    const named = p === q ? [`${p}1`, `${q}2`] : [p, q];
    if (!first.includes(p) || !second.includes(q)) return [];
    return [{ parameters: `${named[0]}: ${kind(p)}, ${named[1]}: ${kind(q)}`, run }];
  });
}

const EITHER = 'point range';

export const RANGES: Record<string, Signature[]> = {
  before: relation(EITHER, EITHER, before),
  after: relation(EITHER, EITHER, (a, b) => before(b, a)),
  meets: relation('range', 'range', meets),
  'met by': relation('range', 'range', (a, b) => meets(b, a)),
  overlaps: relation('range', 'range', overlaps),
  'overlaps before': relation('range', 'range', overlapsBefore),
  'overlaps after': relation('range', 'range', (a, b) => overlapsBefore(b, a)),
  finishes: relation(EITHER, 'range', (a, b) => sameEnd(a, b) && includes(b, a)),
  'finished by': relation('range', EITHER, (a, b) => sameEnd(a, b) && includes(a, b)),
  includes: relation('range', EITHER, includes),
  during: relation(EITHER, 'range', (a, b) => includes(b, a)),
  starts: relation(EITHER, 'range', (a, b) => sameStart(a, b) && includes(b, a)),
  'started by': relation('range', EITHER, (a, b) => sameStart(a, b) && includes(a, b)),
  coincides: relation(EITHER, EITHER, (a, b) => isPoint(a) === isPoint(b) && starts(a, b) === 0 && ends(a, b) === 0),
};
