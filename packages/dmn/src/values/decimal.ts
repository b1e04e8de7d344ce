/**
 * How FEEL numbers are represented, read and written. What is done with them is in number.ts; this file's own helpers
 * are for the files beside it.
 */

export type FeelNumber = number | Decimal;

export const DIGITS = 34;
const MAX_EXPONENT = 6144;
const MIN_SCALE = -6176;
export const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const MAX_SAFE_BIG = BigInt(MAX_SAFE);

const POWERS: bigint[] = [1n];
export function power10(n: number): bigint {
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

export function digitsOf(n: bigint): number {
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
export function divideHalfEven(n: bigint, d: bigint, rest = false): bigint {
  const negative = n < 0n !== d < 0n;
  if (n < 0n) n = -n;
  if (d < 0n) d = -d;
  let q = n / d;
  const twice = (n % d) * 2n;
  if (twice > d || (twice === d && (rest || (q & 1n) === 1n))) q += 1n;
  return negative ? -q : q;
}

/** The canonical number for `coef * 10^exp` (plus a cut-off rest), or null beyond the range. */
export function make(coef: bigint, exp: number, rest = false): FeelNumber | null {
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

export function coefOf(n: FeelNumber): bigint {
  return typeof n === 'number' ? BigInt(n) : n.coef;
}
export function expOf(n: FeelNumber): number {
  return typeof n === 'number' ? 0 : n.exp;
}
export function approxOf(n: FeelNumber): number {
  return typeof n === 'number' ? n : n.approx;
}
/** Exponent of the leading digit; n is not 0. */
export function adjusted(n: FeelNumber): number {
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

// --- equality ---------------------------------------------------------------------------------

export function equals(a: FeelNumber, b: FeelNumber): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && a.exp === b.exp && a.coef === b.coef;
}
