/**
 * FEEL numbers (DMN 1.5, 10.3.2.3.1: decimal128, 34 significant digits, half-even).
 *
 * A FEEL number is a JS `number` when it is an integer in the safe range, else a `Decimal`.
 * The form is canonical (one value, one representation), so `===` on two JS numbers is exact and
 * integer work never leaves the processor's own arithmetic. Every fast path below is taken only
 * where the result is provably the exact one: sums, differences and products of safe integers
 * that are themselves safe, and comparisons where correctly rounded doubles already differ.
 *
 * Limits, as decimal128: a result of magnitude 1e6145 or more has no value (`null`); a non-zero
 * result is rounded at 1e-6176, below half of which it is 0.
 */
import { DIGITS, Decimal, MAX_SAFE, adjusted, coefOf, digitsOf, equals, expOf, make, power10, truncate } from './decimal.ts';
import type { FeelNumber } from './decimal.ts';

export { Decimal, equals, fromBigInt, fromJs, isInteger, isNumber, parseNumber, toDouble, toJs, toText, truncate } from './decimal.ts';
export type { FeelNumber } from './decimal.ts';
export { exp, log, pow, sqrt } from './elementary.ts';

// --- comparison -------------------------------------------------------------------------------

/** -1, 0 or 1. */
export function compare(a: FeelNumber, b: FeelNumber): -1 | 0 | 1 {
  const x = typeof a === 'number' ? a : a.approx;
  const y = typeof b === 'number' ? b : b.approx;
  if (x < y) return -1;
  if (x > y) return 1;
  return typeof a === 'number' && typeof b === 'number' ? 0 : compareExact(a, b);
}

function compareExact(a: FeelNumber, b: FeelNumber): -1 | 0 | 1 {
  if (equals(a, b)) return 0;
  const x = coefOf(a);
  const y = coefOf(b);
  if (x > 0n !== y > 0n || x === 0n || y === 0n) return x < y ? -1 : 1;
  const gap = adjusted(a) - adjusted(b);
  if (gap !== 0) return gap < 0 === x > 0n ? -1 : 1;
  const shift = expOf(a) - expOf(b);
  const left = shift > 0 ? x * power10(shift) : x;
  const right = shift < 0 ? y * power10(-shift) : y;
  return left < right ? -1 : 1;
}

export function sign(n: FeelNumber): -1 | 0 | 1 {
  const x = typeof n === 'number' ? n : n.coef;
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

// --- arithmetic -------------------------------------------------------------------------------

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    // Both are safe, so a sum in the safe range is exact (and one outside is caught as such).
    if (sum <= MAX_SAFE && sum >= -MAX_SAFE) return sum;
  }
  return addExact(coefOf(a), expOf(a), coefOf(b), expOf(b));
}

export function sub(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= MAX_SAFE && difference >= -MAX_SAFE) return difference;
  }
  return addExact(coefOf(a), expOf(a), -coefOf(b), expOf(b));
}

function addExact(x: bigint, xe: number, y: bigint, ye: number): FeelNumber | null {
  if (x === 0n) return make(y, ye);
  if (y === 0n) return make(x, xe);
  if (xe < ye) return addExact(y, ye, x, xe);
  const gap = xe - ye;
  // So far below the last digit of the larger that only its sign could matter, and it cannot:
  // the larger has at most 34 digits, and the smaller is less than half a unit of a 36th.
  if (gap > 2 * DIGITS + 4 && gap + digitsOf(x) - digitsOf(y) > DIGITS + 2) return make(x, xe);
  return make(x * power10(gap) + y, ye);
}

export function mul(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // A product whose double is in the safe range is exact; + 0 turns -0 into 0.
    if (product <= MAX_SAFE && product >= -MAX_SAFE) return product + 0;
  }
  return make(coefOf(a) * coefOf(b), expOf(a) + expOf(b));
}

/** a / b, or null for a division by zero. */
export function div(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number' && a % b === 0) return a / b + 0;
  return divideExact(coefOf(a), coefOf(b), expOf(a) - expOf(b));
}

/** n / d * 10^exp, rounded. */
export function divideExact(n: bigint, d: bigint, exp: number): FeelNumber | null {
  if (n === 0n) return 0;
  const shift = Math.max(0, DIGITS + 2 - digitsOf(n) + digitsOf(d));
  const scaled = n * power10(shift);
  const q = scaled / d;
  return make(q, exp - shift, q * d !== scaled);
}

export function neg(n: FeelNumber): FeelNumber {
  return typeof n === 'number' ? 0 - n : new Decimal(-n.coef, n.exp);
}

export function abs(n: FeelNumber): FeelNumber {
  return sign(n) < 0 ? neg(n) : n;
}

/** FEEL modulo: dividend - divisor * floor(dividend / divisor), so the sign is the divisor's. Null for divisor 0. */
export function modulo(dividend: FeelNumber, divisor: FeelNumber): FeelNumber | null {
  if (divisor === 0) return null;
  if (typeof dividend === 'number' && typeof divisor === 'number') {
    const rest = dividend % divisor;
    return (rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest) + 0;
  }
  const exp = Math.min(expOf(dividend), expOf(divisor));
  const n = coefOf(dividend) * power10(expOf(dividend) - exp);
  const d = coefOf(divisor) * power10(expOf(divisor) - exp);
  let rest = n % d;
  if (rest !== 0n && rest < 0n !== d < 0n) rest += d;
  return make(rest, exp);
}

// --- rounding ---------------------------------------------------------------------------------

export type Rounding = 'half even' | 'half up' | 'half down' | 'up' | 'down' | 'floor' | 'ceiling';

/**
 * Rounds to `scale` digits after the point (negative: before it). Null where the scale is outside
 * -6111..6176, the standard's range; a fraction of the scale is cut off.
 */
export function round(n: FeelNumber, scale: FeelNumber, mode: Rounding): FeelNumber | null {
  const places = typeof scale === 'number' ? scale : truncate(scale);
  if (places < -6111 || places > 6176) return null;
  if (typeof n === 'number' && places >= 0) return n;
  const drop = -places - expOf(n);
  if (drop <= 0) return n;
  const coef = coefOf(n);
  const negative = coef < 0n;
  const size = negative ? -coef : coef;
  if (drop > DIGITS + 2) {
    const away = mode === 'up' || (mode === 'floor' && negative) || (mode === 'ceiling' && !negative);
    return coef === 0n || !away ? 0 : make(negative ? -1n : 1n, -places);
  }
  const unit = power10(drop);
  let q = size / unit;
  const rest = size % unit;
  if (rest !== 0n && roundsAway(mode, q, rest * 2n, unit, negative)) q += 1n;
  return make(negative ? -q : q, -places);
}

function roundsAway(mode: Rounding, q: bigint, twice: bigint, unit: bigint, negative: boolean): boolean {
  switch (mode) {
    case 'up': return true;
    case 'down': return false;
    case 'floor': return negative;
    case 'ceiling': return !negative;
    case 'half up': return twice >= unit;
    case 'half down': return twice > unit;
    case 'half even': return twice > unit || (twice === unit && (q & 1n) === 1n);
  }
}

export const decimal = (n: FeelNumber, scale: FeelNumber): FeelNumber | null => round(n, scale, 'half even');
export const floor = (n: FeelNumber, scale: FeelNumber = 0): FeelNumber | null => round(n, scale, 'floor');
export const ceiling = (n: FeelNumber, scale: FeelNumber = 0): FeelNumber | null => round(n, scale, 'ceiling');
export const roundUp = (n: FeelNumber, scale: FeelNumber): FeelNumber | null => round(n, scale, 'up');
export const roundDown = (n: FeelNumber, scale: FeelNumber): FeelNumber | null => round(n, scale, 'down');
export const roundHalfUp = (n: FeelNumber, scale: FeelNumber): FeelNumber | null => round(n, scale, 'half up');
export const roundHalfDown = (n: FeelNumber, scale: FeelNumber): FeelNumber | null => round(n, scale, 'half down');

// --- helpers for durations --------------------------------------------------------------------

/** value * n, the fraction cut off; null where the result would have more than about 60 digits. */
export function scaleBigInt(value: bigint, n: FeelNumber): bigint | null {
  if (value === 0n || n === 0) return 0n;
  if (adjusted(n) + digitsOf(value) > 60) return null;
  const exp = expOf(n);
  if (exp < -200) return 0n;
  const product = value * coefOf(n);
  return exp >= 0 ? product * power10(exp) : product / power10(-exp);
}

/** value / n, the fraction cut off; null for n = 0 and where the result would have more than about 60 digits. */
export function unscaleBigInt(value: bigint, n: FeelNumber): bigint | null {
  if (n === 0) return null;
  if (value === 0n) return 0n;
  if (digitsOf(value) - adjusted(n) > 60) return null;
  const exp = expOf(n);
  if (exp > 200) return 0n;
  return exp >= 0 ? value / (coefOf(n) * power10(exp)) : (value * power10(-exp)) / coefOf(n);
}
