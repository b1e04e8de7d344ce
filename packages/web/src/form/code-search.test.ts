import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '@ankomst/core';
import { codeName, exactCode, searchCodes } from './code-search.ts';

const rows: Json[] = [
  { code: '5120', sv: 'Kockar och kallskänkor', en: 'Cooks', ar: 'الطهاة', uk: 'Кухарі', pt: 'Cozinheiros', synonyms: 'kock; cook; cozinheiro; طباخ; кухар', isco: '5120', source: 'x' },
  { code: '3451', sv: 'Köksmästare och souschefer', en: 'Chefs', ar: 'رؤساء الطهاة', uk: 'Шеф-кухарі', pt: 'Chefes de cozinha', synonyms: 'kökschef|souschef', source: 'x' },
  { code: '9411', sv: 'Pizzabagare m.fl.', en: 'Fast food preparers', pt: 'Preparadores de comidas rápidas', source: 'x' },
  { code: '2512', sv: 'Mjukvaru- och systemutvecklare m.fl.', en: 'Software developers', uk: 'Розробники програмного забезпечення', synonyms: 'programmerare, utvecklare', source: 'x' },
  { code: '2221', sv: 'Grundutbildade sjuksköterskor', en: 'Nursing professionals', pt: 'Profissionais de enfermagem', synonyms: 'sjuksköterska;nurse;enfermeira', source: 'x' },
];
const first = (text: string, language = 'sv'): string | undefined => searchCodes(rows, text, language)[0]?.code;

test('an occupation is found in any language, case, without accents, misspelt, as part of a longer word', () => {
  const found: Record<string, string[]> = {
    5120: ['kock', 'KOCK', 'Cook', 'cozinheiro', 'Cozinheiros', 'طباخ', 'طبّاخ', 'кухар', 'cozinhiero', '5120', 'kallskankor', 'kockar'],
    3451: ['köksmästare', 'koksmastare', 'souschef', 'chef de cozinha'.slice(0, 4) + 'es'],
    2512: ['programerare', 'systemutvecklare', 'software developer', 'Розробники'],
    2221: ['sjukskötersk', 'sjukskoterska', 'nurse', 'enfermeira'],
  };
  for (const [code, words] of Object.entries(found)) for (const word of words) assert.equal(first(word), code, word);
});

test('what is no occupation finds none; a short word is not taken for its neighbours', () => {
  for (const text of ['xyzzy', 'astronaut', '', '  ', '!!', 'zz', 'cock fighter']) assert.deepEqual(searchCodes(rows, text, 'sv'), [], text);
});

test('more words than the list has: what has one of the longer ones', () => {
  assert.equal(first('cozinheiro de restaurante', 'pt'), '5120');
  assert.equal(first('pizzabagare i Uppsala'), '9411');
});

test('only what is called just so is taken without asking', () => {
  assert.equal(exactCode(rows, ' cooks '), '5120');
  assert.equal(exactCode(rows, 'Kock'), '5120', 'another word for it, and nothing else near');
  const drivers: Json[] = [{ code: '8321', en: 'Taxi drivers', synonyms: 'driver' }, { code: '8332', en: 'Truck drivers', synonyms: 'truck driver' }];
  assert.equal(exactCode(drivers, 'driver'), undefined, 'it may mean them all');
  assert.equal(exactCode(drivers, 'Taxi drivers'), '8321');
  assert.equal(exactCode(rows, '2512'), '2512');
  assert.equal(exactCode(rows, 'kockar'), undefined);
  assert.equal(exactCode([...rows, { code: '1', en: 'Cooks' }], 'cooks'), undefined);
});

test('a name in the reader’s language, else in English, else the code', () => {
  assert.deepEqual(['sv', 'pt', 'ar', 'fi'].map((language) => codeName(rows, '9411', language)), ['Pizzabagare m.fl.', 'Preparadores de comidas rápidas', 'Fast food preparers', 'Fast food preparers']);
  assert.equal(codeName(undefined, '9411', 'sv'), '9411');
  assert.equal(codeName(rows, '0000', 'sv'), '0000');
});

test('every entry is found by each of its names, even with two letters of a long word changed places', () => {
  fc.assert(fc.property(fc.constantFrom(...rows as Record<string, string>[]), fc.constantFrom('sv', 'en', 'ar', 'uk', 'pt'), fc.nat(), (row, language, at) => {
    const name = row[language];
    fc.pre(name !== undefined);
    assert.ok(searchCodes(rows, name!, language).some((match) => match.code === row.code), name);
    const words = name!.split(' ');
    const long = words.find((word) => word.length >= 8 && /^[\p{L}]+$/u.test(word));
    fc.pre(long !== undefined);
    const place = 1 + (at % (long!.length - 2));
    const wrong = long!.slice(0, place) + long![place + 1] + long![place] + long!.slice(place + 2);
    assert.ok(searchCodes(rows, wrong, language).some((match) => match.code === row.code), wrong);
  }));
});

test('whatever is typed, searching ends and gives at most what was asked for', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 5 }), (text, limit) => { assert.ok(searchCodes(rows, text, 'ar', limit).length <= limit); }));
});
