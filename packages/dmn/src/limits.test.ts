import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DmnError } from './errors.ts';
import { compileExpressionText } from './expression.ts';
import type { Limits } from './run/limits.ts';
import { NOW, decision, feel, literal, model } from './model.testing.ts';

/** Hostile models: each is stopped by a counted limit, with an issue, never by time or memory. */

/** Smaller than the defaults, which the first loop below tries: a tenth of the work says as much. */
const SMALL = { steps: 300_000, items: 100_000, text: 100_000 };

const stopped = (text: string, limits: Partial<Limits> = SMALL): void => {
  const { value, issues } = compileExpressionText(text, { limits, tolerant: true }).evaluate({}, { now: NOW });
  assert.equal(value, null, text.slice(0, 80));
  assert.deepEqual(issues.map((i) => i.code), ['limit'], text.slice(0, 80));
};
const refused = (text: string): void => {
  assert.throws(() => compileExpressionText(text), (e: unknown) => e instanceof DmnError && e.code === 'feel-syntax', text.slice(0, 80));
};

test('deep nesting is refused when compiling', () => {
  const deep = 20_000;
  for (const [open, close] of [['(', ')'], ['[', ']'], ['{a:', '}'], ['not(', ')'], ['function() ', ''], ['if true then ', ' else 1'], ['1 in (', ')'], ['for x in [1] return ', ''], ['abs(', ')'], ['[1][', ']'], ['1 in [1..', ']'], ['some x in [1] satisfies ', '']] as const) {
    refused(open.repeat(deep) + '1' + close.repeat(deep));
    refused(open.repeat(1000) + '1' + close.repeat(1000));
  }
  refused(`1${' + 1'.repeat(5000)}`);
  refused(`{}${'.a'.repeat(5000)}`);
  refused(`1${' instance of number'.repeat(5000)}`);
  refused(`1 instance of ${'list<'.repeat(5000)}number${'>'.repeat(5000)}`);
  assert.equal(feel(`${'-'.repeat(20_000)}1`).value, 1);
});

test('loops and recursion are counted', () => {
  stopped('for i in 1..1000000000 return i', {});
  stopped('count(for i in 1..3000, j in 1..3000 return 1)');
  stopped('every i in [1..1000000000] satisfies true');
  stopped('{f: function(n) f(n + 1), r: f(0)}.r');
  stopped('{f: function(n) if n = 0 then 0 else f(n - 1) + f(n - 1), r: f(60)}.r');
  stopped('for d in @"0001-01-01"..@"999999999-01-01" return d');
  stopped('every i in [1..1000000000] satisfies i > 0');
});

test('values that grow are stopped: texts, lists, shared parts', () => {
  const doubling = (step: (name: string) => string, first: string): string => {
    let text = `{v0: ${first}`;
    for (let i = 1; i <= 60; i++) text += `, v${i}: ${step(`v${i - 1}`)}`;
    return `${text}}.v60`;
  };
  stopped(doubling((v) => `${v} + ${v}`, '"aaaaaaaa"'));
  stopped(doubling((v) => `concatenate(${v}, ${v})`, '[1, 2, 3]'));
  stopped(doubling((v) => `[${v}, ${v}]`, '[1]'));
  stopped(doubling((v) => `{a: ${v}, b: ${v}}`, '1'));
  stopped(doubling((v) => `replace(${v}, "a", "aaaa")`, '"aa"'));
  stopped(doubling((v) => `string join([${v}, ${v}], ",")`, '"a"'));
  stopped(doubling((v) => `string([${v}, ${v}])`, '"a"'));
  stopped(`${doubling((v) => `[${v}, ${v}]`, '[1]')} = ${doubling((v) => `[${v}, ${v}]`, '[1]')}`);
  stopped(`flatten(${doubling((v) => `[${v}, ${v}]`, '[1]')})`);
});

test('long lists and texts looked at again and again are work', () => {
  stopped('{l: for i in 1..100000 return i, r: for i in 1..100000 return list contains(l, -1)}.r');
  stopped('{l: for i in 1..100000 return {a: i}, r: for i in 1..1000 return count(l.a)}.r');
  stopped('{l: for i in 1..100000 return i, r: some i in [1..100000] satisfies -1 in l}.r');
  stopped('{l: for i in 1..100000 return [i], r: distinct values(l)}.r');
});

test('numbers have their range', () => {
  assert.equal(feel('10 ** 1000000000').value, null);
  assert.equal(feel('9 ** 9 ** 9 ** 9 ** 9').value, null);
  assert.equal(feel('exp(1000000)').value, null);
});

test('a decision that needs itself through a function ends', () => {
  const m = model(`<businessKnowledgeModel id="k-f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n"/>${literal('f(n + 1)')}</encapsulatedLogic></businessKnowledgeModel>${decision('D', literal('f(1)'), { knowledge: ['f'] })}`);
  assert.deepEqual(m.evaluate('D', {}, { now: NOW }).issues.map((i) => i.code), ['limit']);
});

test('limits can be set', () => {
  const e = compileExpressionText('for i in 1..100 return i', { limits: { items: 10 } });
  assert.deepEqual(e.evaluate({}, { now: NOW }).issues.map((i) => i.code), ['limit']);
});
