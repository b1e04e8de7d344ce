import * as num from '../../values/number.ts';
import type { FeelNumber } from '../../values/number.ts';
import { absDuration, isDuration } from '../../values/temporal.ts';
import type { Duration } from '../../values/temporal.ts';
import type { Signature } from './define.ts';

/** Numeric functions (DMN 1.5, 10.3.4.5). */

type Rounder = (n: FeelNumber, scale: FeelNumber) => FeelNumber | null;
const rounded = (f: Rounder): Signature[] => [
  { parameters: 'n: number, scale: number', run: ([n, scale]) => f(n, scale) },
];

const isOdd = (n: FeelNumber): boolean | null => {
  if (!num.isInteger(n)) return false;
  const rest = num.modulo(n, 2);
  return rest === null ? null : num.compare(rest, 0) !== 0;
};

export const NUMBERS: Record<string, Signature[]> = {
  decimal: rounded(num.decimal),
  floor: [{ parameters: 'n: number, scale?: number', run: ([n, scale]) => num.floor(n, scale ?? 0) }],
  ceiling: [{ parameters: 'n: number, scale?: number', run: ([n, scale]) => num.ceiling(n, scale ?? 0) }],
  'round up': rounded(num.roundUp),
  'round down': rounded(num.roundDown),
  'round half up': rounded(num.roundHalfUp),
  'round half down': rounded(num.roundHalfDown),
  abs: [{ parameters: 'n: number|duration', run: ([n]: [FeelNumber | Duration]) => (isDuration(n) ? absDuration(n) : num.abs(n)) }],
  modulo: [{ parameters: 'dividend: number, divisor: number', run: ([a, b]) => num.modulo(a, b) }],
  sqrt: [{ parameters: 'number: number', run: ([n]) => num.sqrt(n) }],
  log: [{ parameters: 'number: number', run: ([n]) => num.log(n) }],
  exp: [{ parameters: 'number: number', run: ([n]) => num.exp(n) }],
  odd: [{ parameters: 'number: number', run: ([n]) => isOdd(n) }],
  even: [{ parameters: 'number: number', run: ([n]) => (num.isInteger(n) ? isOdd(n) === false : false) }],
};
