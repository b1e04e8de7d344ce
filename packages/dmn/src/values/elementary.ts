/** Roots, powers, exponentials and logarithms to 34 digits, correctly rounded, from integer operations alone. */
import { abs, compare, divideExact, modulo, neg, sign } from './number.ts';
import { DIGITS, adjusted, approxOf, coefOf, digitsOf, divideHalfEven, equals, expOf, isInteger, make, power10 } from './decimal.ts';
import type { FeelNumber } from './decimal.ts';

/** Integer square root, rounded down. */
function isqrt(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 10n ** BigInt((digitsOf(n) + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** Square root to 34 digits, correctly rounded; null for a negative number. */
export function sqrt(n: FeelNumber): FeelNumber | null {
  const s = sign(n);
  if (s <= 0) return s === 0 ? 0 : null;
  let coef = coefOf(n);
  let exp = expOf(n);
  let shift = Math.max(0, 2 * DIGITS + 4 - digitsOf(coef));
  if ((exp - shift) % 2 !== 0) shift++;
  coef *= power10(shift);
  exp -= shift;
  const root = isqrt(coef);
  return make(root, exp / 2, root * root !== coef);
}

// Fixed-point arithmetic below: a bigint v stands for v / 10^p. Only integer operations are used,
// so the results are the same on every machine and JS engine, unlike Math.exp and Math.log.

function seriesExp(x: bigint, one: bigint): bigint {
  // exp(x) = exp(x / 2^k)^(2^k): the series needs few terms, and squaring restores the size.
  const halvings = 12n;
  const reduced = x >> halvings;
  let term = one;
  let sum = one;
  for (let i = 1n; term !== 0n; i++) {
    term = (term * reduced) / one / i;
    sum += term;
  }
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) / one;
  return sum;
}

/** ln(v) for v / one in about [0.1, 10]: Halley's iteration on exp, tripling the right digits each time. */
function seriesLog(v: bigint, one: bigint, p: number): bigint {
  const lead = Number(v / 10n ** BigInt(Math.max(0, p - 15))) / 1e15;
  let y = BigInt(Math.round(approximateLog(lead) * 1e12)) * 10n ** BigInt(p - 12);
  for (let good = 10; good < p + 6; good *= 3) {
    const e = seriesExp(y, one);
    y += (2n * (v - e) * one) / (v + e);
  }
  return y;
}

/** Start value for seriesLog with basic arithmetic alone, so that it cannot differ between engines. */
function approximateLog(x: number): number {
  let shift = 0;
  while (x > 1.5) { x /= 2; shift++; }
  while (x < 0.75) { x *= 2; shift--; }
  const z = (x - 1) / (x + 1);
  const zz = z * z;
  let term = z;
  let sum = 0;
  for (let i = 1; i < 40; i += 2) { sum += term / i; term *= zz; }
  return 2 * sum + shift * 0.6931471805599453;
}

const LN10 = new Map<number, bigint>();
function ln10(p: number): bigint {
  let value = LN10.get(p);
  if (value === undefined) {
    const guard = 10;
    value = seriesLog(10n * power10(p + guard), power10(p + guard), p + guard) / power10(guard);
    LN10.set(p, value);
  }
  return value;
}

/**
 * Computes with more and more digits until rounding to 34 cannot be wrong. `compute(p)` returns a
 * fixed-point value with p decimals, off by less than 10^-(p-8), and the power of ten it is to be
 * multiplied by. Exact results never become certain; there the last and longest try is right.
 */
function certain(compute: (p: number) => { value: bigint; exp: number }): FeelNumber | null {
  for (const p of [50, 90, 170, 330]) {
    const { value, exp } = compute(p);
    const slack = 100_000_000n;
    const last = p === 330;
    if (digitsOf(value) < DIGITS + 12 && !last) continue;
    const low = make(value - slack, exp - p, true);
    const high = make(value + slack, exp - p, true);
    if (low === null || high === null) return null;
    if (equals(low, high)) return low;
    if (last) return make(divideHalfEven(value, power10(12)), exp - p + 12);
  }
  return null;
}

/** n as fixed-point with p decimals (rounded to them). */
function fixed(n: FeelNumber, p: number): bigint {
  const exp = expOf(n) + p;
  return exp >= 0 ? coefOf(n) * power10(exp) : -exp > DIGITS + p ? 0n : divideHalfEven(coefOf(n), power10(-exp));
}

function expFixed(x: bigint, p: number): { value: bigint; exp: number } {
  const one = power10(p);
  const ln = ln10(p);
  const k = divideHalfEven(x, ln);
  return { value: seriesExp(x - k * ln, one), exp: Number(k) };
}

/** e^n to 34 digits; null beyond the range of numbers. */
export function exp(n: FeelNumber): FeelNumber | null {
  if (n === 0) return 1;
  const size = approxOf(n);
  if (size > 14_200) return null;
  if (size < -14_300) return 0;
  if (size > -1e-35 && size < 1e-35) return 1;
  return certain((p) => {
    // k * ln10 takes 5 digits, and 12 squarings 4 more: those are extra digits, cut off again.
    const extra = 12;
    const found = expFixed(fixed(n, p + extra), p + extra);
    return { value: found.value / power10(extra), exp: found.exp };
  });
}

function logFixed(n: FeelNumber, p: number): bigint {
  const one = power10(p);
  const exponent = adjusted(n);
  const digits = digitsOf(coefOf(n));
  const lead = p >= digits - 1 ? coefOf(n) * power10(p - digits + 1) : divideHalfEven(coefOf(n), power10(digits - 1 - p));
  return seriesLog(lead, one, p) + BigInt(exponent) * ln10(p);
}

/** Natural logarithm to 34 digits; null for zero and negative numbers. */
export function log(n: FeelNumber): FeelNumber | null {
  if (sign(n) <= 0) return null;
  if (n === 1) return 0;
  return certain((p) => ({ value: logFixed(n, p + 12) / power10(12), exp: 0 }));
}

/**
 * base ** exponent: exact where it fits 34 digits, else correctly rounded. Null for 0 to a negative
 * power, for a negative base with a fractional exponent, and beyond the range. 0 ** 0 is 1.
 */
export function pow(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  if (exponent === 0) return 1;
  if (exponent === 1) return base;
  if (base === 0) return sign(exponent) > 0 ? 0 : null;
  if (base === 1) return 1;
  const whole = isInteger(exponent);
  const negative = sign(base) < 0;
  if (negative && !whole) return null;
  if (typeof exponent === 'number') {
    const n = Math.abs(exponent);
    const coef = coefOf(base);
    if (digitsOf(coef) * n <= 1024) {
      const power = coef ** BigInt(n);
      return exponent > 0 ? make(power, expOf(base) * n) : divideExact(1n, power, -expOf(base) * n);
    }
  }
  const size = abs(base);
  // A base that is not 1 differs from it by 1e-34 at least, so such a power is out of all range.
  if (adjusted(exponent) >= 40) return compare(size, 1) > 0 === sign(exponent) > 0 ? null : 0;
  const odd = negative && modulo(exponent, 2) !== 0;
  // log10 of the result, roughly: far outside the range there is nothing to compute.
  const magnitude = (approximateLog(Number(`${digitsLead(size)}`)) / 2.302585092994046 + adjusted(size)) * approxOf(exponent);
  if (magnitude > 6200) return null;
  if (magnitude < -6300) return 0;
  const result = certain((p) => {
    // The exponent multiplies the error of the logarithm, so it has as many digits more.
    const extra = 16 + Math.max(0, adjusted(exponent) + 1);
    const q = p + extra;
    const ln = logFixed(size, q);
    const scaled = expOf(exponent) >= 0
      ? ln * coefOf(exponent) * power10(expOf(exponent))
      : divideHalfEven(ln * coefOf(exponent), power10(-expOf(exponent)));
    const found = expFixed(scaled, q);
    return { value: found.value / power10(extra), exp: found.exp };
  });
  return result !== null && odd ? neg(result) : result;
}

/** The leading digits as d.ddd, for estimates. */
function digitsLead(n: FeelNumber): string {
  const digits = coefOf(n).toString().slice(0, 16);
  return `${digits[0]}.${digits.slice(1) || '0'}`;
}
