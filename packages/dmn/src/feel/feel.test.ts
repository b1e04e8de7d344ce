import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DmnError } from '../errors.ts';
import { compileExpressionText } from '../expression.ts';
import { feel } from '../model.testing.ts';

const gives = (cases: readonly (readonly [text: string, value: unknown, input?: Record<string, unknown>])[]): void => {
  for (const [text, value, input] of cases) assert.deepEqual(feel(text, input).value, value, text);
};

test('numbers are exact', () => gives([
  ['0.1 + 0.2 = 0.3', true], ['1.1 * 3', 3.3], ['decimal(2.345, 2)', 2.34], ['decimal(0.5, 0)', 0], ['decimal(1.5, 0)', 2],
  ['round half up(1.005, 2)', 1.01], ['round half down(1.005, 2)', 1], ['round up(1.121, 2)', 1.13], ['round down(-1.129, 2)', -1.12],
  ['median([10, 9, 100])', 10], ['-2 ** 2', 4], ['2 ** 3 ** 2', 64], ['2 ** -1', 0.5], ['7 / 0', null], ['modulo(-12, 5)', 3], ['0.1 * 0.1', 0.01],
  ['9007199254740991 + 2', '9007199254740993'], ['floor(-1.5)', -2], ['1.23e3', 1230], ['.5 + .5', 1], ['sum([0.1, 0.2, 0.3]) = 0.6', true],
  ['mean([1, 2])', 1.5], ['stddev([2, 4, 7, 5])', '2.081665999466132735282297706979931'], ['mode([6, 1, 9, 6, 1])', [1, 6]],
]));

test('names may have several words, signs and keywords in them', () => {
  gives([
    ['Monthly income * 12', 1200, { 'Monthly income': 100 }],
    ['a-b', 1, { 'a-b': 1, a: 5, b: 2 }], ['a - b', 3, { 'a-b': 1, a: 5, b: 2 }], ['a -b', 3, { 'a-b': 1, a: 5, b: 2 }],
    ["Person's age + 1", 31, { "Person's age": 30 }],
    ['date of birth', '2000-01-01', { 'date of birth': '2000-01-01' }],
    ['for sale', true, { 'for sale': true }],
    ['in and out', 1, { 'in and out': 1 }],
    ['längd på vistelse', 3, { 'längd på vistelse': 3 }],
    ['{y z: 2}.y z', 2],
    ['{first name: "A", full: first name + "B"}.full', 'AB'],
    ['[{start date: 1}, {start date: 2}][start date > 1].start date', [2]],
  ]);
});

test('three-valued logic', () => gives([
  ['true and null', null], ['false and null', false], ['true or null', true], ['false or null', null], ['not(null)', null],
  ['true and 1', null], ['null = null', true], ['1 = null', false], ['1 = "1"', null], ['null < 1', null], ['1 between null and 2', null],
  ['if null then 1 else 2', 2], ['some x in [null, true] satisfies x', true], ['every x in [null, true] satisfies x', null],
  ['every x in [null, false] satisfies x', false], ['some x in [] satisfies x', false], ['every x in [] satisfies x', true],
]));

test('ranges and membership', () => gives([
  ['5 in [1..5]', true], ['5 in [1..5)', false], ['1 in ]1..5]', false], ['5 in [1..5[', false], ['3 in (1, 2, 3)', true], ['3 in (< 2, > 5)', false],
  ['"b" in ["a".."c"]', true], ['@"2026-01-15" in [@"2026-01-01"..@"2026-01-31"]', true], ['[1..3].end', 3], ['(1..3].start included', false],
  ['3 in [[1..2], [3..4]]', true], ['null in [1..2]', null], ['5 in (null..10]', null], ['(<10) = (<10)', true], ['range("[1..3)") = [1..3)', true],
  ['overlaps([1..5], [5..8])', true], ['before([1..5), [5..8])', true], ['meets([1..5], [5..8])', true], ['includes([1..10], 10)', true],
  ['x in [a..b[', true, { x: 1, a: 1, b: 2 }], ['[1..l[1]]', '[1 .. 5]', { l: [5] }],
]));

test('lists, filters and paths', () => gives([
  ['[1, 2, 3][1]', 1], ['[1, 2, 3][-1]', 3], ['[1, 2, 3][4]', null], ['[1, 2, 3, 4][item > 2]', [3, 4]], ['5[1]', 5], ['5[item > 9]', []],
  ['[{a: 1}, {a: 2}].a', [1, 2]], ['[{a: 1}, {b: 2}][a = 1]', [{ a: 1 }]], ['for i in 1..3 return i * i', [1, 4, 9]], ['for i in 3..1 return i', [3, 2, 1]],
  ['for i in [1, 2], j in [10, 20] return i + j', [11, 21, 12, 22]], ['for i in 1..5 return if i = 1 then 1 else i * partial[-1]', [1, 2, 6, 24, 120]],
  ['for d in @"2026-02-27"..@"2026-03-01" return day of week(d)', ['Friday', 'Saturday', 'Sunday']],
  ['sort([3, 1, 2])', [1, 2, 3]], ['sort(["b", "a"], function(x, y) x < y)', ['a', 'b']], ['distinct values([1, 2.0, 2, 1])', [1, 2]],
  ['flatten([1, [2, [3]]])', [1, 2, 3]], ['index of([1, 2, 1], 1)', [1, 3]], ['list replace([1, 2, 3], 2, 9)', [1, 9, 3]],
  ['count(1)', 1], ['min(3, 1, 2)', 1], ['max(["a", "c", "b"])', 'c'], ['max(1, "a")', null], ['sublist([1, 2, 3], 2, 1)', [2]], ['union([1], [1, 2])', [1, 2]],
]));

test('functions are values with the names around them', () => gives([
  ['(for x in [1, 2, 3] return function(y) x + y)[2](10)', 12],
  ['{f: function(n: number) if n <= 1 then 1 else n * f(n - 1), r: f(10)}.r', 3628800],
  ['(function(a, b) a - b)(b: 1, a: 5)', 4], ['(function(a: number) a)("x")', null], ['(function(a) a)(1, 2)', null],
  ['{f: abs, r: f(-1)}.r', 1], ['substring(string: "abc", start position: 2)', 'bc'], ['nothing here', null, { 'nothing here': null }],
]));

test('texts count characters', () => gives([
  ['string length("a😀b")', 3], ['substring("a😀b", 2, 1)', '😀'], ['substring("abc", -2)', 'bc'], ['upper case("straße")', 'STRASSE'],
  ['"\\u00e5" = "å"', true], ['split("a;b;;c", ";")', ['a', 'b', '', 'c']], ['string join(["a", null, "b"], "-")', 'a-b'], ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
  ['number("1 000,5", " ", ",")', 1000.5], ['number("1e")', null], ['string(1.10)', '1.1'], ['string({a: "x", b: [1]})', '{a: "x", b: [1]}'],
  ['contains("foobar", "ob")', true], ['substring before("foobar", "bar")', 'foo'], ['matches("Xy", "^x", "i")', true],
]));

test('dates, times and durations', () => gives([
  ['date("2026-01-31") + duration("P1M")', '2026-02-28'], ['date("2026-03-01") - date("2026-02-01")', 'P28D'], ['date("2026-02-30")', null],
  ['years and months duration(date("2008-03-02"), date("2026-03-01"))', 'P17Y11M'], ['date("2026-03-01").weekday', 7], ['today()', '2026-03-01'],
  ['now() - duration("PT1H")', '2026-03-01T09:00:00+01:00'], ['time("10:00:00") < time("11:00:00")', true], ['@"P1D" * 2', 'P2D'], ['@"P1Y" / @"P1M"', 12],
  ['date and time("2026-03-29T01:30:00@Europe/Stockholm") + @"PT1H"', '2026-03-29T03:30:00@Europe/Stockholm'], ['week of year(date("2026-01-01"))', 1],
  ['is(@"23:00:50Z", @"23:00:50+00:00")', true], ['duration("P1Y2M").months', 2],
]));

test('contexts', () => gives([
  ['{a: 1, b: a + 1}', { a: 1, b: 2 }], ['{"a b": 1}.a b', 1], ['{a: 1, a: 2}', null], ['get value({a: {b: 1}}, ["a", "b"])', 1], ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }],
  ['context merge([{a: 1}, {a: 2, b: 3}])', { a: 2, b: 3 }], ['get entries({a: 1})', [{ key: 'a', value: 1 }]], ['context([{key: "a", value: 1}])', { a: 1 }],
  ['{__proto__: 1}', JSON.parse('{"__proto__": 1}')], ['{constructor: 1}.toString', null],
]));

test('instance of', () => gives([
  ['1 instance of number', true], ['null instance of Any', false], ['[1, "a"] instance of list<number>', false], ['{a: 1, b: 2} instance of context<a: number>', true],
  ['(function(a: number) "x") instance of function<number> -> string', true], ['[1..2] instance of range<number>', true], ['@"P1Y" instance of years and months duration', true],
]));

test('comments and white space', () => gives([['1 /* one */ + // and\n 2', 3], ['\u00a01\u2003+ 2', 3]]));

test('what is not FEEL is refused where it goes wrong', () => {
  const place = (text: string): [number, number] => {
    try {
      compileExpressionText(text, { names: { a: 'number' } });
    } catch (e) {
      assert.ok(e instanceof DmnError);
      return [e.line, e.column];
    }
    return assert.fail(text);
  };
  assert.deepEqual(place('if a > 1 then 2'), [1, 16]);
  assert.deepEqual(place('a +\n  * 2'), [2, 3]);
  assert.deepEqual(place('[1, 2'), [1, 6]);
  assert.deepEqual(place('"open'), [1, 1]);
  assert.deepEqual(place('1_000'), [1, 2]);
  assert.deepEqual(place('a b'), [1, 3]);
  assert.deepEqual(place('{a: 1, b}'), [1, 9]);
  assert.deepEqual(place('abs(n: 1, 2)'), [1, 11]);
});
