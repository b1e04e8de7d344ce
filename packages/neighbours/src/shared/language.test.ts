import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLanguage } from './language.ts';

test('the first language asked for that is spoken, else English', () => {
  const spoken = { en: 1, sv: 1, pt: 1 };
  assert.equal(chooseLanguage(spoken, 'pt-BR'), 'pt');
  assert.equal(chooseLanguage(spoken, undefined, 'de-DE, sv;q=0.8, en;q=0.7'), 'sv');
  assert.equal(chooseLanguage(spoken, 'ar uk', 'pt'), 'pt');
  for (const strange of ['', 'toString', '__proto__', undefined]) assert.equal(chooseLanguage(spoken, strange), 'en');
});
