import { test } from 'node:test';
import assert from 'node:assert/strict';
import { chooseLanguage } from './language.ts';

const offered = ['sv', 'en', 'ar', 'uk', 'pt'];

test('the person’s own choice stands before what the browser asks for', () => {
  assert.equal(chooseLanguage(offered, 'ar', 'uk,en;q=0.8'), 'ar');
});

test('the browser’s best language that is offered, by weight', () => {
  assert.equal(chooseLanguage(offered, undefined, 'ti,en;q=0.7,uk-UA;q=0.9'), 'uk');
  assert.equal(chooseLanguage(offered, 'xx', 'EN-gb'), 'en');
  assert.equal(chooseLanguage(offered, undefined, 'pt-BR,pt;q=0.9,en;q=0.5'), 'pt');
});

test('nothing known: the first offered', () => {
  assert.equal(chooseLanguage(offered, undefined, undefined), 'sv');
  assert.equal(chooseLanguage(offered, undefined, 'ti, am;q=oops, en;q=0'), 'sv');
});
