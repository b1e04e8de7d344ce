import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapeOf } from '@ankomst/content';

const languages = ['sv', 'en', 'ar', 'uk', 'pt'];
const texts = Object.fromEntries(languages.map((language) => [
  language, JSON.parse(readFileSync(join(import.meta.dirname, `../web/text/${language}.json`), 'utf8')) as Record<string, string>,
]));

test('the server’s own words are there in every language, with the same arguments', () => {
  for (const language of languages) {
    assert.deepEqual(Object.keys(texts[language]!), Object.keys(texts['en']!), language);
    for (const [key, text] of Object.entries(texts[language]!)) {
      const names = (words: string, of: string): string[] => [...shapeOf(words, of).arguments.keys()].sort();
      assert.deepEqual(names(text, language), names(texts['en']![key]!, 'en'), `${key} in ${language}`);
    }
  }
});

test('every plural has the forms its language needs', () => {
  for (const language of languages) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(texts[language]!)) {
      if (!text.includes(', plural,')) continue;
      for (const category of needed) assert.match(text, new RegExp(`\\b${category} \\{`), `${key} in ${language} lacks "${category}"`);
    }
  }
});
