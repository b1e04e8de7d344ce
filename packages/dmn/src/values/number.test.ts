import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  Decimal, abs, add, ceiling, compare, decimal, div, equals, exp, floor, fromJs, isInteger, log, modulo, mul, neg,
  parseNumber, pow, round, roundDown, roundHalfDown, roundHalfUp, roundUp, sqrt, sub, toJs, toText, truncate,
  type FeelNumber, type Rounding,
} from './number.ts';

const n = (text: string): FeelNumber => {
  const value = parseNumber(text);
  assert.ok(value !== null, text);
  return value;
};
const text = (value: FeelNumber | null): string | null => (value === null ? null : toText(value));

// An independent exact arithmetic: reduced fractions of BigInts, rounded to 34 digits by long division.
interface Fraction { n: bigint; d: bigint }
const gcd = (a: bigint, b: bigint): bigint => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };
function fraction(num: bigint, den: bigint): Fraction {
  if (den < 0n) [num, den] = [-num, -den];
  const g = gcd(num, den) || 1n;
  return { n: num / g, d: den / g };
}
function fractionOf(s: string): Fraction {
  const [mantissa, e = '0'] = s.toLowerCase().split('e') as [string, string?];
  const [whole, part = ''] = mantissa.split('.') as [string, string?];
  const shift = Number(e) - part.length;
  return shift < 0 ? fraction(BigInt(whole + part), 10n ** BigInt(-shift)) : fraction(BigInt(whole + part) * 10n ** BigInt(shift), 1n);
}
/** Half-even to 34 significant digits, as a fraction again. */
function rounded(f: Fraction): Fraction {
  if (f.n === 0n) return f;
  const negative = f.n < 0n;
  const size = negative ? -f.n : f.n;
  let e = size.toString().length - f.d.toString().length - 35;
  let q: bigint, rest: bigint, unit: bigint;
  for (;; e++) {
    unit = e > 0 ? f.d * 10n ** BigInt(e) : f.d;
    const scaled = e < 0 ? size * 10n ** BigInt(-e) : size;
    q = scaled / unit;
    rest = scaled % unit;
    if (q.toString().length <= 34) break;
  }
  if (rest * 2n > unit || (rest * 2n === unit && q % 2n === 1n)) q += 1n;
  if (negative) q = -q;
  return e < 0 ? fraction(q, 10n ** BigInt(-e)) : fraction(q * 10n ** BigInt(e), 1n);
}
const sameValue = (value: FeelNumber, f: Fraction): boolean => {
  const own = typeof value === 'number' ? fraction(BigInt(value), 1n) : fractionOf(`${value.coef}e${value.exp}`);
  return own.n === f.n && own.d === f.d;
};
/** Every value has one form: safe integers are JS numbers (never -0), all else a Decimal without trailing zeros. */
const canonical = (value: FeelNumber): boolean =>
  typeof value === 'number'
    ? Number.isSafeInteger(value) && !Object.is(value, -0)
    : value.coef % 10n !== 0n && value.coef.toString().replace('-', '').length <= 34 &&
      !(value.exp >= 0 && value.exp < 17 && Number.isSafeInteger(Number(value.coef * 10n ** BigInt(value.exp))));

const numeral = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.maxSafeInteger().map(String),
  fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 6 })).map(([c, e]) => `${c}e-${e}`),
  fc.tuple(fc.bigInt({ min: -(10n ** 34n), max: 10n ** 34n }), fc.integer({ min: -60, max: 30 })).map(([c, e]) => `${c}e${e}`),
  fc.constantFrom('0', '1', '-1', '0.1', '0.5', '9007199254740991', '-9007199254740991', '9007199254740992', '9999999999999999999999999999999999', '1e34', '5e-35'),
);
type Tree = string | { op: '+' | '-' | '*' | '/' | '%'; left: Tree; right: Tree };
const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 4, withCrossShrink: true }, numeral,
    fc.record({ op: fc.constantFrom('+', '-', '*', '/', '%'), left: tie('tree'), right: tie('tree') })),
})).tree as fc.Arbitrary<Tree>;

function both(t: Tree): { value: FeelNumber; exact: Fraction } | null {
  if (typeof t === 'string') return { value: n(t), exact: rounded(fractionOf(t)) };
  const left = both(t.left);
  const right = both(t.right);
  if (!left || !right) return null;
  const [a, b] = [left.exact, right.exact];
  let value: FeelNumber | null;
  let exact: Fraction;
  if ((t.op === '/' || t.op === '%') && b.n === 0n) {
    assert.equal(t.op === '/' ? div(left.value, right.value) : modulo(left.value, right.value), null);
    return null;
  }
  switch (t.op) {
    case '+': value = add(left.value, right.value); exact = fraction(a.n * b.d + b.n * a.d, a.d * b.d); break;
    case '-': value = sub(left.value, right.value); exact = fraction(a.n * b.d - b.n * a.d, a.d * b.d); break;
    case '*': value = mul(left.value, right.value); exact = fraction(a.n * b.n, a.d * b.d); break;
    case '/': value = div(left.value, right.value); exact = fraction(a.n * b.d, a.d * b.n); break;
    case '%': {
      const quotient = fraction(a.n * b.d, a.d * b.n);
      const whole = quotient.n / quotient.d - (quotient.n % quotient.d !== 0n && quotient.n < 0n ? 1n : 0n);
      value = modulo(left.value, right.value);
      exact = fraction(a.n * b.d - whole * b.n * a.d, a.d * b.d);
    }
  }
  exact = rounded(exact);
  assert.ok(value !== null);
  assert.ok(canonical(value), `${toText(value)} is not canonical`);
  assert.ok(sameValue(value, exact), `${JSON.stringify(t)}: ${toText(value)} instead of ${exact.n}/${exact.d}`);
  assert.equal(Math.sign(compare(left.value, right.value)), Number(a.n * b.d > b.n * a.d) - Number(a.n * b.d < b.n * a.d));
  return { value, exact };
}

describe('numbers', () => {
  it('are exact where doubles are not', () => {
    assert.ok(equals(add(n('0.1'), n('0.2'))!, n('0.3')));
    assert.equal(text(mul(n('1.1'), 3)), '3.3');
    assert.equal(text(decimal(n('2.345'), 2)), '2.34');
    assert.equal(text(roundHalfUp(n('1.005'), 2)), '1.01');
    assert.equal(text(div(1, 3)), '0.3333333333333333333333333333333333');
    assert.equal(text(div(2, 3)), '0.6666666666666666666666666666666667');
    assert.equal(text(add(9007199254740991, 1)), '9007199254740992');
    assert.equal(text(mul(9007199254740991, 9007199254740991)), '81129638414606663681390495662081');
  });

  it('agree with fractions of big integers on 100,000 generated expressions', () => {
    let count = 0;
    fc.assert(fc.property(tree, (t) => { count++; both(t); }), { numRuns: 100_000 });
    assert.equal(count, 100_000);
  });

  it('read literals and write plain text', () => {
    for (const [from, to] of [['1.50', '1.5'], ['.5', '0.5'], ['-0', '0'], ['1.23e4', '12300'], ['1.23E-4', '0.000123'], ['00012', '12'],
      ['-1e-10', '-0.0000000001'], ['1e20', '100000000000000000000'], ['1.', '1']] as const) assert.equal(toText(n(from)), to);
    for (const wrong of ['', '.', 'e1', '1e', '--1', '1 000', '0x10', 'NaN', 'Infinity', '1e+', '1e9999', '1_000']) assert.equal(parseNumber(wrong), null, wrong);
    assert.equal(parseNumber('1e-999999999'), 0);
    assert.equal(parseNumber(`0.${'0'.repeat(7000)}1`), 0);
    assert.equal(text(parseNumber(`${'1'.repeat(40)}`)), `${'1'.repeat(34)}000000`);
    fc.assert(fc.property(numeral, (s) => equals(n(toText(n(s))), n(s))));
  });

  it('carry JS numbers by their shortest text and back', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (x) => {
      const value = fromJs(x)!;
      return canonical(value) && toJs(value) === x + 0;
    }), { numRuns: 2000 });
    assert.equal(fromJs(Number.NaN), null);
    assert.equal(fromJs(Number.POSITIVE_INFINITY), null);
    assert.equal(toJs(div(1, 3)!), '0.3333333333333333333333333333333333');
    assert.equal(JSON.stringify({ fee: n('1499.50') }), '{"fee":1499.5}');
  });

  it('round as the standard names it, within its scales', () => {
    const modes: [Rounding, string[]][] = [
      ['half even', ['-2', '-2', '-1', '1', '2', '2']], ['half up', ['-3', '-2', '-1', '1', '2', '3']],
      ['half down', ['-2', '-1', '-1', '1', '1', '2']], ['up', ['-3', '-2', '-2', '2', '2', '3']],
      ['down', ['-2', '-1', '-1', '1', '1', '2']], ['floor', ['-3', '-2', '-2', '1', '1', '2']], ['ceiling', ['-2', '-1', '-1', '2', '2', '3']],
    ];
    for (const [mode, expected] of modes) {
      assert.deepEqual(['-2.5', '-1.5', '-1.1', '1.1', '1.5', '2.5'].map((x) => text(round(n(x), 0, mode))), expected, mode);
    }
    assert.equal(text(round(1250, -2, 'half even')), '1200');
    assert.equal(text(round(1250, -2, 'half up')), '1300');
    assert.equal(text(decimal(div(1, 3)!, n('2.5'))), '0.33');
    assert.equal(text(floor(n('-1.56'), 1)), '-1.6');
    assert.equal(text(ceiling(n('-0.3333'))), '0');
    assert.equal(text(roundUp(n('5.5'), 6176)), '5.5');
    assert.equal(roundUp(n('5.5'), 6177), null);
    assert.equal(roundDown(n('5.5'), -6112), null);
    assert.equal(text(roundHalfDown(n('-1.126'), 2)), '-1.13');
    assert.equal(text(roundUp(1, -40)), `1${'0'.repeat(40)}`);
  });

  it('keep the divisor\'s sign in modulo', () => {
    for (const [a, b, r] of [['-12', '5', '3'], ['12', '-5', '-3'], ['-12', '-5', '-2'], ['10.1', '4.5', '1.1'], ['-10.1', '4.5', '3.4'], ['10.1', '-4.5', '-3.4']] as const) {
      assert.equal(text(modulo(n(a), n(b))), r);
    }
  });

  it('raise to whole and fractional powers', () => {
    for (const [a, b, r] of [['5', '-2', '0.04'], ['2', '10', '1024'], ['-3', '3', '-27'], ['5.5', '2', '30.25'], ['4', '0.5', '2'], ['0', '0', '1'],
      ['2', '0.5', '1.414213562373095048801688724209698'], ['5', '2.55', '60.58617166606633673745724928244262'],
      ['1.0000001', '1e7', '2.718281692544966271198550225777813'], ['-1', '9007199254740991', '-1']] as const) {
      assert.equal(text(pow(n(a), n(b))), r, `${a}**${b}`);
    }
    assert.equal(pow(0, -1), null);
    assert.equal(pow(-8, div(1, 3)!), null);
    assert.equal(pow(10, 6145), null);
    assert.equal(pow(n('1.000000000000000000000000000000001'), n('1e50')), null);
    assert.equal(pow(10, -7000), 0);
    assert.equal(pow(-2, n('1e60')), null);
  });

  it('round roots correctly: the true root lies within half a unit', () => {
    fc.assert(fc.property(numeral.map((s) => abs(n(s))), (x) => {
      const root = sqrt(x)!;
      if (x === 0) return root === 0;
      const digits = typeof root === 'number' ? BigInt(root).toString() : root.coef.toString();
      const rexp = (typeof root === 'number' ? 0 : root.exp) + digits.length - 34;
      const f = fractionOf(toText(root));
      const half = rexp - 1 < 0 ? fraction(5n, 10n ** BigInt(1 - rexp)) : fraction(5n * 10n ** BigInt(rexp - 1), 1n);
      const target = fractionOf(toText(x));
      const square = (a: Fraction, b: Fraction, s: bigint): Fraction => { const m = fraction(a.n * b.d + s * b.n * a.d, a.d * b.d); return fraction(m.n * m.n, m.d * m.d); };
      const low = square(f, half, -1n);
      const high = square(f, half, 1n);
      return low.n * target.d <= target.n * low.d && target.n * high.d <= high.n * target.d;
    }), { numRuns: 2000 });
    assert.equal(sqrt(-1), null);
  });

  it('compute exponentials and logarithms to the last of 34 digits', () => {
    // Independent: Taylor series on plain fractions with 90 decimals, no reduction.
    const one = 10n ** 90n;
    const taylor = (f: Fraction): bigint => {
      let term = one;
      let sum = one;
      for (let i = 1n; term !== 0n; i++) { term = term * f.n / (f.d * i); sum += term; }
      return sum;
    };
    fc.assert(fc.property(fc.integer({ min: -20_000_000, max: 20_000_000 }), (millionths) => {
      const x = n(`${millionths}e-6`);
      const result = exp(x)!;
      assert.ok(sameValue(result, rounded(fraction(taylor(fractionOf(toText(x))), one))), toText(x));
      if (millionths === 0) return;
      // log(exp(x)): exp(x) is rounded, so the logarithm is off by a unit of its relative error at most.
      const back = sub(log(result)!, x)!;
      assert.ok(compare(abs(back), n('3e-33')) <= 0, toText(back));
    }), { numRuns: 300 });
    assert.equal(text(exp(1)), '2.718281828459045235360287471352662');
    assert.equal(text(log(2)), '0.6931471805599453094172321214581766');
    assert.equal(text(log(10)), '2.302585092994045684017991454684364');
    assert.equal(text(log(n('1.000000000000000000000000000000001'))), '0.0000000000000000000000000000000009999999999999999999999999999999995');
    assert.equal(log(0), null);
    assert.equal(log(-1), null);
    assert.equal(exp(20_000), null);
    assert.equal(exp(-20_000), 0);
  });

  it('stop at the range of decimal128 instead of growing', () => {
    const huge = n('9e6144');
    assert.equal(mul(huge, 10), null);
    assert.equal(add(huge, huge), null);
    assert.equal(parseNumber('1e6145'), null);
    assert.equal(mul(n('1e-6176'), n('0.1')), 0);
    assert.equal(mul(n('1e-6000'), n('1e-6000')), 0);
    assert.equal(mul(n('1234567890123456789012345678901234e-6000'), n('1234567890123456789012345678901234e-6000')), 0);
    assert.equal(text(add(n('1e100'), n('-1e-100'))), text(n('1e100')));
    assert.equal(compare(n('1e6000'), n('2e6000')), -1);
    assert.equal(compare(n('-1e-400'), n('1e-400')), -1);
    assert.equal(text(modulo(n('1e40'), 7)), '4');
  });

  it('tell integers and count with them', () => {
    assert.ok(isInteger(n('1e30')) && isInteger(3) && !isInteger(n('0.5')));
    assert.equal(truncate(n('-2.9')), -2);
    assert.equal(truncate(n('1e30')), Number.MAX_SAFE_INTEGER);
    assert.equal(truncate(n('1e-100')), 0);
    assert.ok(neg(n('0.5')) instanceof Decimal);
    assert.equal(neg(0), 0);
  });
});
