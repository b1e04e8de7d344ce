import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createMessages, direction } from './messages.ts';
import { shapeOf } from './icu.ts';

const options = { binding: 'sv', timeZone: 'Europe/Stockholm' };
const text = {
  sv: { hello: 'Hej {name}', left: '{n, plural, one {# dag} other {# dagar}}', when: 'den {day, date, full} klockan {at, time, short}', only: 'Bara på svenska', who: '{names} samtycker', kind: '{sex, select, female {hon} other {den}}' },
  en: { hello: 'Hello {name}', left: '{n, plural, one {# day} other {# days}}', when: 'on {day, date, full} at {at, time, short}', who: '{names} agree' },
  ar: { hello: 'أهلا {name}!', left: '{n, plural, zero {لا أيام} one {يوم واحد} two {يومان} few {# أيام} many {# يوما} other {# يوم}}', when: '{day, date, full} {at, time, short}', who: 'يوافق {names}' },
  uk: { hello: 'Вітаємо, {name}', left: '{n, plural, one {# день} few {# дні} many {# днів} other {# дня}}', when: '{day, date, full} {at, time, short}' },
  fa: { when: '{day, date, full}' },
};
const inLanguage = (language: string): ReturnType<typeof createMessages> => createMessages(text, language, options);

test('text arguments are isolated, so that a Latin name does not turn an Arabic sentence round', () => {
  assert.equal(inLanguage('ar').format('hello', { name: 'Mona' }), 'أهلا \u2068Mona\u2069!');
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
    assert.equal(inLanguage('ar').format('hello', { name }), `أهلا \u2068${name}\u2069!`);
  }));
});

test('every plural form of each language is chosen', () => {
  const ar = inLanguage('ar');
  assert.deepEqual([0, 1, 2, 3, 11, 100].map((n) => ar.format('left', { n })), ['لا أيام', 'يوم واحد', 'يومان', '3 أيام', '11 يوما', '100 يوم']);
  const uk = inLanguage('uk');
  assert.deepEqual([1, 2, 5, 21, 22, 1.5].map((n) => uk.format('left', { n })), ['1 день', '2 дні', '5 днів', '21 день', '22 дні', '1,5 дня']);
});

test('days are the same day in every language and zone, in Gregorian with Latin digits', () => {
  const args = { day: '2028-11-17', at: '2026-11-03T09:14:00.000Z' };
  assert.equal(inLanguage('sv').format('when', args), 'den fredag 17 november 2028 klockan 10:14');
  for (const language of ['ar', 'fa', 'uk']) assert.match(inLanguage(language).format('when', args), /17.*2028/);
  assert.equal(createMessages(text, 'en', { binding: 'sv', timeZone: 'Pacific/Honolulu' }).date('2028-11-17', 'short'), '17/11/2028');
});

test('what a language lacks is said in the binding language, and what nobody has gives its key', () => {
  assert.equal(inLanguage('en').format('only'), 'Bara på svenska');
  assert.equal(inLanguage('en').format('no.such'), 'no.such');
  assert.equal(inLanguage('en').has('only'), true);
  assert.equal(inLanguage('en').has('no.such'), false);
});

test('lists, countries, money and missing arguments', () => {
  assert.equal(inLanguage('sv').format('who', { names: ['Adam', 'Sarah'] }), '\u2068Adam\u2069 och \u2068Sarah\u2069 samtycker');
  assert.equal(inLanguage('sv').country('SY'), 'Syrien');
  assert.equal(inLanguage('uk').country('SY'), 'Сирія');
  assert.equal(inLanguage('sv').money(100_000, 'SEK').replace(/\s/g, ' '), '1 000 SEK');
  assert.equal(inLanguage('sv').format('hello'), 'Hej ');
  assert.equal(inLanguage('sv').format('kind', { sex: 'female' }), 'hon');
  assert.equal(inLanguage('sv').format('kind'), 'den');
});

test('a date that is not known leaves dots, never an error', () => {
  const sv = inLanguage('sv');
  for (const day of ['', null, undefined, '2026', 'when']) assert.match(sv.format('when', { day, at: '2026-11-03T09:14:00.000Z' }), /^den (…|.*2026) klockan 10:14$/);
  assert.equal(sv.format('when'), 'den … klockan …');
  assert.equal(sv.format('left'), '0 dagar');
});

test('direction and shape', () => {
  assert.deepEqual(['ar', 'prs', 'sv', 'uk'].map(direction), ['rtl', 'rtl', 'ltr', 'ltr']);
  const shape = shapeOf('{n, plural, one {# {thing}} other {# of {thing}}} {who, select, a {x} other {y}}', 'en');
  assert.deepEqual([...shape.arguments.keys()].sort(), ['n', 'thing', 'who']);
  assert.deepEqual(shape.plurals, [{ argument: 'n', ordinal: false, categories: ['one', 'other'] }]);
});
