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

export type FeelNumber = number | Decimal;

const DIGITS = 34;
const MAX_EXPONENT = 6144;
const MIN_SCALE = -6176;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const MAX_SAFE_BIG = BigInt(MAX_SAFE);

const POWERS: bigint[] = [1n];
function power10(n: number): bigint {
  // Only small powers are kept: a model must not fill memory with powers of ten.
  if (n > 256) return 10n ** BigInt(n);
  for (let i = POWERS.length; i <= n; i++) POWERS.push(POWERS[i - 1]! * 10n);
  return POWERS[n]!;
}
const LIMIT = power10(DIGITS);

/** `coef * 10^exp`, without trailing zeros in `coef`; never a safe integer (that is a JS number). */
export class Decimal {
  readonly coef: bigint;
  readonly exp: number;
  #approx: number | undefined;
  constructor(coef: bigint, exp: number) {
    this.coef = coef;
    this.exp = exp;
  }
  /** The nearest double. Rounding is monotone, so unequal doubles order the exact values. */
  get approx(): number {
    return (this.#approx ??= Number(`${this.coef}e${this.exp}`));
  }
  toString(): string {
    return toText(this);
  }
  toJSON(): number | string {
    return toJs(this);
  }
}

export function isNumber(value: unknown): value is FeelNumber {
  return typeof value === 'number' || value instanceof Decimal;
}

function digitsOf(n: bigint): number {
  if (n < 0n) n = -n;
  if (n < 1_000_000_000_000_000n) {
    const small = Number(n);
    let digits = 1;
    for (let limit = 10; limit <= small; limit *= 10) digits++;
    return digits;
  }
  return n.toString().length;
}

/** n / d to an integer, ties to even; `rest` tells that something non-zero was already cut off n. */
function divideHalfEven(n: bigint, d: bigint, rest = false): bigint {
  const negative = n < 0n !== d < 0n;
  if (n < 0n) n = -n;
  if (d < 0n) d = -d;
  let q = n / d;
  const twice = (n % d) * 2n;
  if (twice > d || (twice === d && (rest || (q & 1n) === 1n))) q += 1n;
  return negative ? -q : q;
}

/** The canonical number for `coef * 10^exp` (plus a cut-off rest), or null beyond the range. */
function make(coef: bigint, exp: number, rest = false): FeelNumber | null {
  if (coef === 0n) return 0;
  if (coef >= LIMIT || coef <= -LIMIT) {
    let drop = digitsOf(coef) - DIGITS;
    if (exp + drop < MIN_SCALE) {
      drop = MIN_SCALE - exp;
      if (drop > digitsOf(coef) + 1) return 0;
    }
    coef = divideHalfEven(coef, power10(drop), rest);
    exp += drop;
    if (coef === 0n) return 0;
  } else if (exp < MIN_SCALE) {
    const drop = MIN_SCALE - exp;
    // Fewer than 34 digits lie below the smallest unit: nothing of them is left.
    coef = drop > DIGITS + 1 ? 0n : divideHalfEven(coef, power10(drop), rest);
    exp = MIN_SCALE;
    if (coef === 0n) return 0;
  }
  return canonical(coef, exp);
}

/** Strips trailing zeros and picks the representation; `coef` is not 0 and within 34 digits (+ carry). */
function canonical(coef: bigint, exp: number): FeelNumber | null {
  if (exp >= 0) {
    if (exp <= 15) {
      const whole = exp === 0 ? coef : coef * power10(exp);
      if (whole <= MAX_SAFE_BIG && whole >= -MAX_SAFE_BIG) return Number(whole);
    }
  } else if (coef <= MAX_SAFE_BIG && coef >= -MAX_SAFE_BIG) {
    let small = Number(coef);
    let stripped = false;
    while (exp < 0 && small % 10 === 0) {
      small /= 10;
      exp++;
      stripped = true;
    }
    if (exp === 0) return small;
    return new Decimal(stripped ? BigInt(small) : coef, exp);
  }
  while (coef % 10_000_000_000n === 0n) {
    coef /= 10_000_000_000n;
    exp += 10;
  }
  while (coef % 10n === 0n) {
    coef /= 10n;
    exp++;
  }
  if (exp + digitsOf(coef) - 1 > MAX_EXPONENT) return null;
  if (exp >= 0 && exp <= 15) {
    const whole = coef * power10(exp);
    if (whole <= MAX_SAFE_BIG && whole >= -MAX_SAFE_BIG) return Number(whole);
  }
  return new Decimal(coef, exp);
}

function coefOf(n: FeelNumber): bigint {
  return typeof n === 'number' ? BigInt(n) : n.coef;
}
function expOf(n: FeelNumber): number {
  return typeof n === 'number' ? 0 : n.exp;
}
function approxOf(n: FeelNumber): number {
  return typeof n === 'number' ? n : n.approx;
}
/** Exponent of the leading digit; n is not 0. */
function adjusted(n: FeelNumber): number {
  return expOf(n) + digitsOf(coefOf(n)) - 1;
}

// --- conversion -------------------------------------------------------------------------------

const LITERAL = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,9}))?$/;

/**
 * Reads a FEEL numeric literal or an XSD decimal/double text ("-1", ".5", "1.23e-4").
 * More than 34 digits round half-even. Returns null where the text is no number or out of range.
 */
export function parseNumber(text: string): FeelNumber | null {
  const found = LITERAL.exec(text);
  if (!found) return null;
  const [, sign, whole = '', fraction = found[4] ?? '', , exponent] = found;
  // Without leading zeros, and without digits that a 34-digit number cannot hold anyway.
  let digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return 0;
  let exp = (exponent ? Number(exponent) : 0) - fraction.length;
  let rest = false;
  if (digits.length > 120) {
    rest = /[1-9]/.test(digits.slice(120));
    exp += digits.length - 120;
    digits = digits.slice(0, 120);
  }
  const coef = BigInt(digits);
  return make(sign === '-' ? -coef : coef, exp, rest);
}

/** A JS number as FEEL number: its shortest decimal text is what was meant (0.1 is 1/10). Null for NaN and infinities. */
export function fromJs(n: number): FeelNumber | null {
  if (Number.isSafeInteger(n)) return n + 0;
  if (!Number.isFinite(n)) return null;
  return parseNumber(String(n));
}

export function fromBigInt(n: bigint): FeelNumber | null {
  return n <= MAX_SAFE_BIG && n >= -MAX_SAFE_BIG ? Number(n) : make(n, 0);
}

/** Plain decimal text, no exponent, no superfluous zero: `string(1.50)` is "1.5". */
export function toText(n: FeelNumber): string {
  if (typeof n === 'number') return String(n);
  const negative = n.coef < 0n;
  const digits = (negative ? -n.coef : n.coef).toString();
  let text: string;
  if (n.exp >= 0) text = digits + '0'.repeat(n.exp);
  else if (digits.length > -n.exp) text = `${digits.slice(0, n.exp)}.${digits.slice(n.exp)}`;
  else text = `0.${'0'.repeat(-n.exp - digits.length)}${digits}`;
  return negative ? `-${text}` : text;
}

/** For JSON: a JS number where its shortest decimal text denotes exactly this value, else the exact text. */
export function toJs(n: FeelNumber): number | string {
  if (typeof n === 'number') return n;
  const double = n.approx;
  const back = fromJs(double);
  return back !== null && equals(back, n) ? double : toText(n);
}

/** The nearest double (for charts and estimates, never for decisions). */
export function toDouble(n: FeelNumber): number {
  return approxOf(n);
}

export function isInteger(n: FeelNumber): boolean {
  return typeof n === 'number' || n.exp >= 0;
}

/** The integer part as a JS number, clamped to the safe range; for indexes, scales and counts. */
export function truncate(n: FeelNumber): number {
  if (typeof n === 'number') return n;
  if (n.exp >= 0 || n.approx >= MAX_SAFE || n.approx <= -MAX_SAFE) return n.approx < 0 ? -MAX_SAFE : MAX_SAFE;
  return Math.trunc(Number(n.exp < -DIGITS - 2 ? 0n : n.coef / power10(-n.exp))) + 0;
}

// --- comparison -------------------------------------------------------------------------------

export function equals(a: FeelNumber, b: FeelNumber): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && a.exp === b.exp && a.coef === b.coef;
}

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

function divideExact(n: bigint, d: bigint, exp: number): FeelNumber | null {
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

// --- roots, exponentials, logarithms ----------------------------------------------------------

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
