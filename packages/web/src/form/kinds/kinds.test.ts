import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanName, nameProblem, type FactType, type Json } from '@ankomst/core';
import { countries, formerStates, noCountry } from '../countries.ts';
import { parsePage, rawOf } from '../parse.ts';
import { renderPage } from '../render.ts';
import type { Raw } from '../setting.ts';
import { fieldsOf } from '../../testing/fields.ts';
import { context, definition, formPage, parties, settingOf } from '../testing.ts';
import { kinds } from './index.ts';

const day = fc.date({ min: new Date('1800-01-01'), max: new Date('2200-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const codes = countries('en').map((country) => country.code);
const namePart = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map(cleanName).filter((part): part is string => part !== undefined && nameProblem({ single: part }) === undefined);
const textLine = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((text) => text.normalize('NFC').replace(/[\p{C}\s\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\uFEFF]+/gu, ' ').trim()).filter((text) => text !== '');

const tables: Record<string, Json[]> = { jobs: [{ code: '5120', sv: 'Kockar', en: 'Cooks', synonyms: 'kock;cook' }, { code: '2512', sv: 'Systemutvecklare', en: 'Software developers' }, { code: '0110', sv: 'Officerare' }] };
const luhn = (nine: string): string => String((10 - ([...nine].reduce((sum, digit, i) => sum + [...String(Number(digit) * (2 - (i % 2)))].reduce((a, b) => a + Number(b), 0), 0) % 10)) % 10);

/** Any value a fact of each type may have when a person gives it. */
const values: Record<Exclude<FactType, 'document'>, fc.Arbitrary<Json>> = {
  text: textLine,
  name: fc.oneof(fc.record({ given: namePart, family: namePart }), fc.record({ single: namePart })) as fc.Arbitrary<Json>,
  date: day,
  'partial-date': fc.oneof(day, fc.record({ year: fc.integer({ min: 1800, max: 2200 }), certainty: fc.constant('stated') }), fc.record({ year: fc.integer({ min: 1800, max: 2200 }), month: fc.integer({ min: 1, max: 12 }), certainty: fc.constant('stated') }), fc.constant(null)) as fc.Arbitrary<Json>,
  boolean: fc.boolean(),
  'yes-no-unknown': fc.constantFrom('yes', 'no', 'unknown'),
  integer: fc.integer({ min: -999_999_999, max: 999_999_999 }),
  number: fc.integer({ min: 0, max: 99_999_999 }).map((thousandths) => thousandths / 1000),
  percent: fc.integer({ min: 100, max: 10_000 }).map((hundredths) => hundredths / 100),
  money: fc.integer({ min: 1, max: 1_000_000_000 }),
  code: fc.constantFrom('5120', '2512', '0110'),
  'organisation-number': fc.stringMatching(/^\d{9}$/).map((nine) => nine + luhn(nine)),
  email: fc.tuple(fc.stringMatching(/^[A-Za-z0-9]{1,10}(\.[a-z0-9+-]{1,10})?$/), fc.constantFrom('example.com', 'exempel.xn--p1ai', 'åäö.se', 'mail.example.org')).map(([mailbox, domain]) => `${mailbox}@${domain}`),
  mrz: fc.constantFrom('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10', 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<').map((text) => ({ lines: text.split('\n') })),
  country: fc.constantFrom(...codes, ...formerStates, ...noCountry),
  citizenships: fc.oneof(fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 5 }), fc.constantFrom(['XXA'], ['XXX'])) as fc.Arbitrary<Json>,
  choice: fc.constantFrom('a', 'b', 'c'),
  passport: fc.record({ number: fc.stringMatching(/^[A-Z0-9]{5,12}$/), country: fc.constantFrom(...codes), validTo: day }),
  period: fc.tuple(day, fc.option(day)).map(([from, to]) => (to === null ? { from, to } : from < to ? { from, to } : { from: to, to: from })),
  address: fc.record({ street: textLine, postalCode: textLine, city: textLine, country: fc.constantFrom(...codes) }),
  person: fc.constantFrom(...parties.map((party) => party.personId)),
  consent: fc.constant(true),
};

for (const [type, arbitrary] of Object.entries(values) as [FactType, fc.Arbitrary<Json>][]) {
  const page = formPage('p', [{ fact: 'x' }]);
  const setting = settingOf([page], [definition('x', type, { choices: ['a', 'b', 'c'], list: 'jobs' })], { tables, today: '2026-11-22' });

  test(`${type}: a value drawn, posted and read is the same value`, () => {
    fc.assert(fc.property(arbitrary, (value) => {
      value = JSON.parse(JSON.stringify(value)) as Json; // plain objects, as they come out of a draft
      const typed = kinds[type].typed(value, 'x');
      const drawn = fieldsOf(renderPage(page, { raw: typed, problems: [], before: {} }, setting, context()).text);
      const { answers, problems } = parsePage(page, rawOf(page, drawn, setting), setting);
      assert.deepEqual(problems, []);
      assert.deepEqual(answers, { x: { kind: 'given', value } });
    }), { numRuns: type === 'country' || type === 'citizenships' || type === 'passport' || type === 'address' ? 25 : 60 });
  });

  test(`${type}: every value can be shown in every language`, () => {
    for (const language of ['sv', 'en', 'ar', 'uk', 'pt']) {
      const ctx = context(language);
      fc.assert(fc.property(arbitrary, (value) => { kinds[type].show(value, { ctx, choice: (code) => code, list: tables.jobs }); }), { numRuns: 10 });
    }
  });
}

/** What a browser can send for a field: any text in the typed ones. */
const anything = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, ' '));
test('nothing typed is lost: a page with problems shows every typed field as it was', () => {
  const types: FactType[] = ['text', 'name', 'date', 'partial-date', 'integer', 'number', 'percent', 'money', 'email', 'organisation-number', 'mrz', 'passport', 'address', 'period'];
  const page = formPage('p', types.map((type) => ({ fact: type })));
  const setting = settingOf([page], types.map((type) => definition(type, type)));
  const typedFields = types.flatMap((type) => kinds[type].parts.map((part) => type + part)).filter((name) => !/(\.single|\.unknown|\.country)$/.test(name));
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...typedFields), anything), (typed) => {
    const raw: Raw = { ...typed };
    const { problems } = parsePage(page, raw, setting);
    const drawn = fieldsOf(renderPage(page, { raw, problems, before: {} }, setting, context()).text);
    for (const [name, text] of Object.entries(typed)) assert.equal(drawn[name] ?? '', text, name);
  }), { numRuns: 60 });
});

test('text of several lines comes back with its lines', () => {
  const page = formPage('p', [{ fact: 'why' }]);
  const setting = settingOf([page], [definition('why', 'text', { about: 'case' })]);
  for (const text of ['one\ntwo', '\nstarts with a new line', '<textarea></textarea>']) {
    const drawn = fieldsOf(renderPage(page, { raw: { why: text }, problems: [], before: {} }, setting, context()).text);
    assert.equal(drawn.why, text);
  }
});

test('dates: months by name in our languages, Arabic digits, and no date that does not exist', () => {
  const read = (dayText: string, month: string, year: string) => kinds.date.read({ 'x.day': dayText, 'x.month': month, 'x.year': year }, 'x', { definition: definition('x', 'date'), setting: settingOf([], []) });
  assert.deepEqual(read('3', 'november', '2026'), { value: '2026-11-03' });
  assert.deepEqual(read('٣', 'نوفمبر', '٢٠٢٦'), { value: '2026-11-03' });
  assert.deepEqual(read('3', 'листопада', '2026'), { value: '2026-11-03' });
  assert.deepEqual(read('29', '2', '2024'), { value: '2024-02-29' });
  assert.deepEqual(read('29', '2', '2026'), { wrong: 'problem.date.none', part: '.day' });
  assert.deepEqual(read('3', '13', '2026'), { wrong: 'problem.date.month', part: '.month' });
  assert.deepEqual(read('3', '11', '26'), { wrong: 'problem.date.year', part: '.year' });
  assert.deepEqual(read('', '11', '2026'), { wrong: 'problem.date.no-day', part: '.day' });
});

test('one name is an answer; a missing family name is asked about, not made up', () => {
  const read = (raw: Raw) => kinds.name.read(raw, 'x', { definition: definition('x', 'name'), setting: settingOf([], []) });
  assert.deepEqual(read({ 'x.given': ' O ', 'x.single': 'yes' }), { value: { single: 'O' } });
  assert.deepEqual(read({ 'x.family': 'Mahnaz', 'x.single': 'yes' }), { value: { single: 'Mahnaz' } });
  assert.deepEqual(read({ 'x.given': 'Mahnaz' }), { wrong: 'problem.name.family', part: '.family' });
  assert.deepEqual(read({ 'x.given': 'A', 'x.family': 'B', 'x.single': 'yes' }), { wrong: 'problem.name.two', part: '.given' });
  assert.deepEqual(read({ 'x.given': 'a'.repeat(201), 'x.family': 'B' }), { wrong: 'problem.name.long', part: '.given' });
  assert.deepEqual(read({}), { empty: true });
});

test('nobody is stopped by a name rule: each of these is taken as it is written', () => {
  const hard = [
    'O', 'Åsa-Märta', 'Mac Donald', 'D’Arc', "O'Neill", 'Nguyễn Thị Minh Khai', 'محمد بن راشد', 'می\u200Cخواهم', 'García Márquez de la Cruz y Soto', 'X Æ A-12', 'Jr.', 'Þórsdóttir',
    'Олександра', 'Мар’яна', 'ገብረመድኅን ተስፋይ', 'ʻAkahi', 'Zoë', 'İpek', 'ßen', 'von und zu', 'Null', 'Test', 'a'.repeat(200), '毛', '김 민준', 'ကျော်', 'சு. வெங்கடேசன்', 'Nko\u0301ngo\u0301'.normalize('NFC'),
  ];
  const c = { definition: definition('x', 'name'), setting: settingOf([], []) };
  for (const written of hard) {
    assert.deepEqual(kinds.name.read({ 'x.given': written, 'x.single': 'yes' }, 'x', c), { value: { single: written } });
    assert.deepEqual(kinds.name.read({ 'x.given': written, 'x.family': written }, 'x', c), { value: { given: written, family: written } });
  }
});

const said = (type: FactType, raw: Raw, more: Partial<Parameters<typeof definition>[2]> = {}) =>
  kinds[type].read(raw, 'x', { definition: definition('x', type, { list: 'jobs', ...more }), setting: settingOf([], [], { tables, today: '2026-11-22' }) });

test('sums and numbers: below zero, nothing, far too much and other currencies are refused in words; two ways to read are told', () => {
  assert.deepEqual(said('money', { x: '34 470 kr' }), { value: 3447000 });
  assert.deepEqual(said('money', { x: '34.470' }), { value: 3447000, notes: [{ message: 'note.money.read', args: { sum: 34470 } }] });
  assert.deepEqual(said('money', { x: '-34470' }), { wrong: 'problem.money.negative' });
  assert.deepEqual(said('money', { x: '0 kr' }), { wrong: 'problem.zero' });
  assert.deepEqual(said('money', { x: '34 470 000 000' }), { wrong: 'problem.most', args: { max: 10_000_000, value: 34_470_000_000 } });
  assert.deepEqual(said('money', { x: '10 000 EUR' }), { wrong: 'problem.money.currency' });
  assert.deepEqual(said('money', { x: '2 000' }, { min: 300_000 }), { wrong: 'problem.least', args: { min: 3000 } });
  assert.deepEqual(said('number', { x: '400' }, { max: 168 }), { wrong: 'problem.most', args: { max: 168, value: 400 } });
  assert.deepEqual(said('number', { x: '37,5' }, { max: 168 }), { value: 37.5 });
  assert.deepEqual(said('number', { x: '٣٧٫٥' }), { value: 37.5 });
  assert.deepEqual(said('number', { x: '-3' }), { wrong: 'problem.negative' });
  assert.deepEqual(said('percent', { x: '75 %' }), { value: 75 });
  assert.deepEqual(said('percent', { x: '150' }), { wrong: 'problem.most', args: { max: 100, value: 150 } });
});

test('an organisation number as people have it, and which way it is wrong', () => {
  for (const typed of ['556123-4567', '5561234567', '16556123-4567', 'SE556123456701', '556123 4567', '٥٥٦١٢٣-٤٥٦٧', '556123–4567']) assert.deepEqual(said('organisation-number', { x: typed }), { value: '5561234567' }, typed);
  assert.deepEqual(said('organisation-number', { x: '556123-4568' }), { wrong: 'problem.organisation-number.check', args: { number: '556123-4568', last: '8' } });
  assert.deepEqual(said('organisation-number', { x: '556132-4567' }), { wrong: 'problem.organisation-number.check', args: { number: '556132-4567', last: '7' } });
  assert.deepEqual(said('organisation-number', { x: '556123-456' }), { wrong: 'problem.organisation-number.length', args: { n: 9 } });
  assert.deepEqual(said('organisation-number', { x: 'Krog AB' }), { wrong: 'problem.organisation-number.digits' });
});

test('a code is found by its words, chosen among what fits, and other words are a new search', () => {
  assert.deepEqual(said('code', { x: 'Cooks' }), { value: '5120' });
  assert.deepEqual(said('code', { x: 'software' }), { wrong: 'problem.code.choose', args: { text: 'software' } });
  assert.deepEqual(said('code', { x: 'software', 'x.code': '2512', 'x.for': 'software' }), { value: '2512' });
  assert.deepEqual(said('code', { x: 'officer', 'x.code': '2512', 'x.for': 'software' }), { wrong: 'problem.code.choose', args: { text: 'officer' } });
  assert.deepEqual(said('code', { x: 'astronaut', 'x.code': '9999', 'x.for': 'astronaut' }), { wrong: 'problem.code.none', args: { text: 'astronaut' } });
  const page = formPage('p', [{ fact: 'x' }]);
  const setting = settingOf([page], [definition('x', 'code', { list: 'jobs' })], { tables });
  const searched = fieldsOf(renderPage(page, { raw: { x: 'software' }, problems: [], before: {} }, setting, context()).text);
  assert.deepEqual(searched, { x: 'software', 'x.for': 'software' });
  const again = renderPage(page, { raw: { ...searched, 'x.code': '2512' }, problems: [], before: {} }, setting, context('sv')).text;
  assert.match(again, /Du har valt: <b><bdi>Systemutvecklare<\/bdi> \(2512\)/);
});

test('e-mail addresses', () => {
  for (const typed of ['a@b.se', ' Anna.B+x@Example.COM ', 'mailto:a@exämple.se']) assert.ok('value' in said('email', { x: typed }), typed);
  for (const typed of ['a', 'a@b', 'a b@c.se', '.a@b.se', 'a..b@c.se', 'a@-b.se', '<a@b.se>', `${'a'.repeat(65)}@b.se`]) assert.deepEqual(said('email', { x: typed }), { wrong: 'problem.contact.email' }, typed);
});

test('lines that are none are refused with what is missing; lines that do not add up are taken', () => {
  assert.deepEqual(said('mrz', { x: 'P<UTO\nABC' }), { wrong: 'problem.mrz.length', args: { lines: 2, lengths: '5 + 3' } });
  assert.deepEqual(said('mrz', { x: 'P*UTO' }), { wrong: 'problem.mrz.characters', args: { characters: '*' } });
  assert.ok('value' in said('mrz', { x: 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL899802C36UTO7408122F1204159ZE184226B<<<<<10' }));
});
