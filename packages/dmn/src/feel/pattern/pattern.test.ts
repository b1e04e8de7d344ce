import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LimitError } from '../../errors.ts';
import { matches, replace, split } from './index.ts';

const LIMIT = 10_000_000;
const ok = (text: string, pattern: string, flags = ''): boolean | null => matches(text, pattern, flags, LIMIT);

test('agrees with JavaScript where the languages are the same', () => {
  const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
    atom: fc.oneof(fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', 'a|b', '^', '$'), tie('pattern').map((p) => `(?:${p})`), tie('pattern').map((p) => `(${p})`)),
    pattern: fc.array(fc.tuple(tie('atom'), fc.constantFrom('', '', '', '*', '+', '?', '{1,2}', '*?', '+?')).map(([x, q]) => (x === '^' || x === '$' ? x : x.includes('|') && !x.startsWith('(') ? `(?:${x})${q}` : x + q)), { maxLength: 4 }).map((x) => x.join('')),
  }));
  fc.assert(fc.property(pattern, fc.stringMatching(/^[abc1]{0,8}$/), (p, text) => {
    const js = new RegExp(p, 'u');
    assert.equal(ok(text, p), js.test(text), `${p} on ${text}`);
    // Which of several equal matches a lazy or optional empty turn takes is the engine's own.
    if (!new RegExp(p, 'u').test('') && !/\?(?!:)|\{/.test(p)) {
      assert.equal(replace(text, p, '<$0>', '', LIMIT, () => {}), text.replace(new RegExp(p, 'gu'), '<$&>'), `${p} on ${text}`);
    }
  }), { numRuns: 3000 });
});

test('what only XPath has', () => {
  assert.equal(ok('e', '^[a-z-[aeiou]]$'), false);
  assert.equal(ok('f', '^[a-z-[aeiou]]$'), true);
  assert.equal(ok('hello world', 'hello\\ sworld', 'x'), true);
  assert.equal(ok('a.b', 'a.b', 'q'), true);
  assert.equal(ok('axb', 'a.b', 'q'), false);
  assert.equal(ok('a\nb', 'a.b'), false);
  assert.equal(ok('a\nb', 'a.b', 's'), true);
  assert.equal(ok('a\nb', '^b', 'm'), true);
  assert.equal(ok('Ångström', '^\\p{Lu}\\p{Ll}+$'), true);
  assert.equal(ok('Æ', '\\p{IsBasicLatin}'), false);
  assert.equal(ok('abcabc', '^(abc)\\1$'), true);
  assert.equal(ok('STRASSE', 'strasse', 'i'), true);
  assert.deepEqual(split('2026-03-01', '-', LIMIT), ['2026', '03', '01']);
});

test('what is no pattern has no answer', () => {
  for (const p of ['(', ')', '[', '*', 'a**', '\\q', '[b-a]', '\\2(a)', 'a{2,1}', '(?=a)', '\\p{Nope}', '[]', '{']) assert.equal(ok('a', p), null, p);
  assert.equal(ok('a', 'a', 'z'), null);
  assert.equal(replace('a', 'a*', 'b', '', LIMIT, () => {}), null);
  assert.equal(replace('a', 'a', '$', '', LIMIT, () => {}), null);
  assert.equal(replace('a', 'a', '\\$1', '', LIMIT, () => {}), '$1');
});

test('no pattern takes exponential time', () => {
  const text = `${'a'.repeat(5000)}!`;
  for (const p of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^(a*)*$', '(.*)*b', '^((a*)*)*$', 'a?'.repeat(50) + 'a'.repeat(50) + '$']) assert.equal(typeof ok(text, p), 'boolean', p);
  assert.throws(() => matches(text, '^(a*)*\\1(a|aa)+$', '', 100_000), LimitError);
  assert.equal(ok('a', `${'(a{1,100}){1,100}'.repeat(3)}`), null);
});
