import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { argumentsOf, keysFile } from '../scripts/keys.ts';
import { chromeText, direction, ownName } from './text.ts';

const read = (name: string): Record<string, string> => JSON.parse(readFileSync(new URL(`../text/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>;
const sets = [['sv', 'en', 'ar', 'uk', 'pt'], ['staff/sv', 'staff/en']];

/** Words that are rightly the same as in Swedish. */
const sameOnPurpose = new Set<string>([]);

test('every language has the same texts with the same arguments, each its own words', () => {
  for (const set of sets) {
    const base = read(set[0]!);
    for (const name of set.slice(1)) {
      const texts = read(name);
      assert.deepEqual(Object.keys(texts).sort(), Object.keys(base).sort(), name);
      for (const [key, text] of Object.entries(texts)) {
        assert.deepEqual([...argumentsOf(text)].sort(), [...argumentsOf(base[key]!)].sort(), `${name} ${key}`);
        if (!sameOnPurpose.has(key)) assert.notEqual(text, base[key], `${name} ${key} is not translated`);
        assert.doesNotMatch(text, /\s$|^\s| {2}/, `${name} ${key} has stray space`);
      }
    }
  }
});

test('every plural has all the forms its language needs', () => {
  for (const name of sets.flat()) {
    const language = name.replace('staff/', '');
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(read(name))) {
      const visit = (elements: readonly MessageFormatElement[]): void => {
        for (const element of elements) {
          if (element.type !== TYPE.plural) continue;
          assert.deepEqual(needed.filter((form) => !element.options[form]), [], `${name} ${key} lacks forms`);
          Object.values(element.options).forEach((option) => visit(option.value));
        }
      };
      visit(parse(text, { ignoreTag: true }));
    }
  }
});

test('no word mixes scripts', () => {
  for (const name of ['ar', 'uk', 'pt']) for (const [key, text] of Object.entries(read(name))) {
    for (const [word] of text.replace(/\{\w+[^{}]*/g, ' ').matchAll(/[\p{L}\p{M}]+/gu)) {
      const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u].filter((script) => script.test(word));
      assert.ok(scripts.length <= 1, `${name} ${key}: ${word}`);
    }
  }
});

test('the typed keys are those of the texts', () => {
  assert.equal(readFileSync(new URL('../text/keys.d.ts', import.meta.url), 'utf8'), keysFile());
});

test('plain words: short sentences', () => {
  // LIX (Björnsson 1968): words per sentence + share of words longer than six letters. Below 40 is easy to read.
  const all = Object.values(read('sv')).filter((text) => /[.?!]/.test(text) && !text.includes('plural')).join(' ').replace(/[{}⁨⁩]/g, '');
  const found = all.match(/\p{L}+/gu)!;
  const lix = found.length / all.match(/[.?!:]+/g)!.length + (found.filter((word) => word.length > 6).length / found.length) * 100;
  assert.ok(lix < 40, `LIX ${lix.toFixed(1)}`);
});

test('a name inside Arabic keeps its own direction, and digits are Latin', () => {
  assert.match(chromeText('ar', 'approval.said', { name: 'Sarah Doe' }), /\u2068Sarah Doe\u2069/);
  assert.equal(chromeText('ar', 'my.unread', { n: 11 }).match(/\d+/)![0], '11');
  assert.equal(chromeText('uk', 'my.unread', { n: 22 }), '22 нові повідомлення');
  assert.equal(direction('ar'), 'rtl');
  assert.equal(ownName('uk'), 'Українська');
});

test('a language without staff texts reads them in English', () => {
  assert.equal(chromeText('ar', 'staff.cases.title'), 'Open cases');
});
