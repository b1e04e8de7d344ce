import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DmnError } from '../errors.ts';
import { compileExpressionText } from '../expression.ts';
import { NOW } from '../model.testing.ts';

/** Whatever the text: a value, or an error with its place. Nothing else, and always an end. */
function survives(text: string): void {
  let compiled;
  try {
    compiled = compileExpressionText(text, { names: { a: 'number', 'b c': 'Any', l: 'list' }, limits: { steps: 20_000, items: 2000, text: 10_000, pattern: 20_000 }, tolerant: true });
  } catch (e) {
    assert.ok(e instanceof DmnError, `${text}: ${(e as Error).stack}`);
    const lines = text.split('\n');
    assert.ok(e.line >= 1 && e.line <= lines.length && e.column >= 1 && e.column <= lines[e.line - 1]!.length + 1, `${text}: ${e.line}:${e.column}`);
    return;
  }
  const input = { a: 2, 'b c': { d: [1, null, 'x'] }, l: [3, 1, 2] };
  const once = compiled.evaluate(input, { now: NOW });
  assert.equal(JSON.stringify(compiled.evaluate(input, { now: NOW })), JSON.stringify(once), text);
}

test('any text at all', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), survives), { numRuns: 2000 });
});

test('any row of FEEL words', () => {
  const word = fc.constantFrom(
    'if', 'then', 'else', 'for', 'in', 'return', 'some', 'every', 'satisfies', 'function', 'and', 'or', 'between', 'instance of', 'not', 'null', 'true', 'false', 'external',
    'a', 'b c', 'd', 'l', 'item', 'partial', '?', '(', ')', '[', ']', '{', '}', ',', ':', '..', '.', '+', '-', '*', '/', '**', '<', '<=', '>', '>=', '=', '!=', '->', '@', '"x"', '@"2026-01-01"', '@"P1D"',
    '1', '0.5', '1e3', '-1', 'count', 'sum', 'sort', 'date', 'duration', 'substring', 'string', 'get value', 'flatten', 'list<number>', '\n', '//', '/*', '*/',
  );
  fc.assert(fc.property(fc.array(word, { maxLength: 25 }), (words) => survives(words.join(' '))), { numRuns: 5000 });
});

test('well-formed expressions evaluate without throwing', () => {
  const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
    leaf: fc.constantFrom('1', '0.1', '"x"', 'null', 'true', 'a', 'b c', 'l', '@"2026-01-31"', '@"P1M"', '@"PT1H"', '[]', '{}', '[1..3]', '(> 2)', 'b c.d', '9007199254740991', '@"10:00:00"'),
    expression: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, tie('leaf'),
      fc.tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '**', '=', '!=', '<', '>=', 'and', 'or', 'in'), tie('expression')).map(([l, o, r]) => `(${l}) ${o} (${r})`),
      fc.tuple(fc.constantFrom('count', 'sum', 'string', 'not', 'abs', 'min', 'flatten', 'sort', 'reverse', 'date', 'duration', 'number', 'mean', 'all', 'get entries', 'string length', 'distinct values', 'day of week', 'median', 'range'), tie('expression')).map(([f, x]) => `${f}(${x})`),
      fc.tuple(fc.constantFrom('append', 'contains', 'before', 'includes', 'modulo', 'concatenate', 'is', 'get value', 'substring', 'matches', 'decimal', 'union', 'list contains', 'split', 'context put', 'date and time'), tie('expression'), tie('expression')).map(([f, x, y]) => `${f}(${x}, ${y})`),
      fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([c, t, e]) => `if ${c} then ${t} else ${e}`),
      fc.tuple(tie('expression'), tie('expression')).map(([l, f]) => `(${l})[${f}]`),
      fc.tuple(tie('expression'), tie('expression')).map(([l, b]) => `for x in ${l} return [x, ${b}]`),
      fc.tuple(tie('expression'), tie('expression')).map(([l, b]) => `some x in ${l} satisfies x = ${b}`),
      fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `{k: ${x}, m: [k, ${y}]}`),
      fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `(function(p) [p, ${x}])(${y})`)),
  }));
  fc.assert(fc.property(expression, (text) => {
    survives(text);
    compileExpressionText(text, { names: { a: 'number', 'b c': 'Any', l: 'list' }, tolerant: true });
  }), { numRuns: 2000 });
});
