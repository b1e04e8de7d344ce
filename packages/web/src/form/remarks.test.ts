import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mrzFacts, subject, type FactType } from '@ankomst/core';
import { documentOfAnswer, fillFromLines } from './fill.ts';
import { parsePage } from './parse.ts';
import { reachable } from './reachable.ts';
import { remarkText, renderPage } from './render.ts';
import { remarksKey, remarksOn } from './remarks.ts';
import { context, definition, formPage, known, settingOf } from './testing.ts';
import type { FormSetting, Typed } from './setting.ts';

const types: Record<string, FactType> = {
  'person.lines': 'mrz', 'person.picture': 'document', [mrzFacts.number]: 'text', [mrzFacts.issuer]: 'country', [mrzFacts.validTo]: 'date', [mrzFacts.birthDate]: 'date', [mrzFacts.name]: 'name', 'case.salary': 'money',
};
const pages = [
  formPage('lines', [{ fact: 'person.picture' }, { fact: 'person.lines' }]),
  formPage('passport', [{ fact: mrzFacts.number, required: true }, { fact: mrzFacts.issuer }, { fact: mrzFacts.validTo, required: true }]),
  formPage('who', [{ fact: mrzFacts.name }, { fact: mrzFacts.birthDate }]),
  formPage('pay', [{ fact: 'case.salary' }]),
];
const settingWith = (more: Parameters<typeof settingOf>[2] = {}): FormSetting => settingOf(pages, Object.entries(types).map(([name, type]) => definition(name, type, name.startsWith('case.') ? { about: 'case' } : {})), { today: '2026-11-22', ...more });
const right = 'P<BRASILVA<SOUZA<<CHRISTOPHER<<<<<<<<<<<<<<<\nAB12345671BRA9305144M3102019<<<<<<<<<<<<<<<8';
const told = (typed: Typed, setting = settingWith(), language = 'en'): string[] => remarksOn(reachable(setting, typed).pages, setting).map((remark) => remarkText(remark, setting, context(language)).replace(/[\u2066-\u2069]/g, ''));

test('empty fields are filled from the lines, on whatever page; what is typed is not touched', () => {
  const filled = fillFromLines('lines', settingWith(), { lines: { 'person.lines': right }, passport: { [mrzFacts.number]: 'MINE' } });
  assert.deepEqual(filled, {
    passport: { [mrzFacts.number]: 'MINE', [mrzFacts.issuer]: 'BR', [`${mrzFacts.validTo}.day`]: '1', [`${mrzFacts.validTo}.month`]: '2', [`${mrzFacts.validTo}.year`]: '2031' },
    who: { [`${mrzFacts.name}.given`]: 'CHRISTOPHER', [`${mrzFacts.name}.family`]: 'SILVA SOUZA', [`${mrzFacts.birthDate}.day`]: '14', [`${mrzFacts.birthDate}.month`]: '5', [`${mrzFacts.birthDate}.year`]: '1993' },
  });
  const doubtful = fillFromLines('lines', settingWith(), { lines: { 'person.lines': right.replace('AB1234567', 'AB1234576') } });
  assert.equal(doubtful.passport![mrzFacts.number], undefined, 'what is in doubt fills nothing');
  assert.deepEqual(fillFromLines('lines', settingWith(), { lines: { 'person.lines': 'x' } }), {});
  assert.deepEqual(fillFromLines('pay', settingWith(), {}), {});
});

test('the lines hang on the picture they were read from', () => {
  const setting = settingWith({ files: [{ id: 'd1', key: 'person.picture', name: 'a', size: 1, mediaType: 'image/jpeg' }, { id: 'd2', key: 'other', name: 'b', size: 1, mediaType: 'image/jpeg' }] });
  assert.deepEqual(parsePage(pages[0]!, { 'person.lines': right }, setting).answers['person.lines'], { kind: 'given', value: { lines: right.split('\n'), document: 'd1' } });
});

test('an answer that says what the lines print rests on the picture they stand in; another does not', () => {
  const setting = settingWith({ files: [{ id: 'd1', key: 'person.picture', name: 'a', size: 1, mediaType: 'image/jpeg' }] });
  const typed: Typed = { lines: { 'person.lines': right }, ...fillFromLines('lines', setting, { lines: { 'person.lines': right } }) };
  const documents = (all: Typed): Record<string, string | undefined> => {
    const { pages: shown } = reachable(setting, all);
    return Object.fromEntries(shown.flatMap((page) => page.questions.flatMap((asked) => {
      const answer = page.answers[asked.key];
      return answer?.kind === 'given' ? [[asked.key, documentOfAnswer(asked, answer.value, shown)]] : [];
    })));
  };
  const all = documents(typed);
  for (const fact of ['person.lines', mrzFacts.number, mrzFacts.issuer, mrzFacts.validTo, mrzFacts.birthDate, mrzFacts.name]) assert.equal(all[fact], 'd1', fact);
  const changed = documents({ ...typed, passport: { ...typed.passport, [mrzFacts.number]: 'AB7654321', [`${mrzFacts.validTo}.year`]: '2032' } });
  assert.deepEqual([changed[mrzFacts.number], changed[mrzFacts.validTo], changed[mrzFacts.issuer]], [undefined, undefined, 'd1']);
});

test('a difference between lines, person and register is told in words, and stops nobody', () => {
  const typed: Typed = { lines: { 'person.lines': right }, passport: { [mrzFacts.number]: 'AB1234576', [`${mrzFacts.validTo}.day`]: '1', [`${mrzFacts.validTo}.month`]: '2', [`${mrzFacts.validTo}.year`]: '2031' } };
  const setting = settingWith({ known: [known(subject.person('dog'), mrzFacts.birthDate, '1993-05-15')] });
  assert.deepEqual(told(typed, setting), [
    'We have read: CHRISTOPHER SILVA SOUZA, passport number AB1234567. Compare with the passport.',
    'Passport number: you wrote AB1234576, but the passport’s lines say AB1234567. Change what is wrong. If both are right, go on: a person will look at it.',
    'Date of birth: a register says 15 May 1993, but the passport’s lines say 14 May 1993. Did you read the right passport? Else go on: a person will look at it.',
  ]);
  assert.equal(reachable(setting, typed).done, true);
  for (const language of ['sv', 'ar', 'uk', 'pt']) assert.equal(told(typed, setting, language).length, 3);
});

test('characters that changed places are named, with the place', () => {
  const all = told({ lines: { 'person.lines': right.replace('AB1234567', 'AB1234576') } });
  assert.equal(all[1], 'Passport number: we are not sure that we have read it right. Compare characters 1–9 of line 2 with the passport.');
  assert.ok(all.includes('Have two characters changed places? From character 8 of line 2 you wrote 76. Does the passport say 67?'), all.join('\n'));
});

test('a passport that expires tomorrow, or has expired, is remarked on; one that lasts is not; the service may say what follows', () => {
  const until = (year: string, month: string, day: string): Typed => ({ passport: { [mrzFacts.number]: 'A', [`${mrzFacts.validTo}.day`]: day, [`${mrzFacts.validTo}.month`]: month, [`${mrzFacts.validTo}.year`]: year } });
  assert.match(told(until('2026', '11', '23')).join(), /^The passport is valid only until 23 November 2026\./);
  assert.match(told(until('2026', '11', '21')).join(), /^The passport expired on 21 November 2026\./);
  assert.deepEqual(told(until('2028', '1', '1')), []);
  const setting = settingWith();
  const [remark] = remarksOn(reachable(setting, until('2026', '11', '23')).pages, setting);
  assert.equal(remarkText(remark!, setting, context('en', { [`question.${mrzFacts.validTo}.soon`]: 'The licence ends with it.' })), 'The licence ends with it.');
});

test('a sum that may be read two ways is shown back; without a day, nothing that hangs on the day is said', () => {
  assert.deepEqual(told({ pay: { 'case.salary': '34.470' } }), ['We read what you wrote as 34,470 kronor. Is that not right? Write the sum without point and comma.']);
  assert.deepEqual(told({ pay: { 'case.salary': '34 470' } }), []);
  assert.deepEqual(told({ lines: { 'person.lines': right } }, { ...settingWith(), today: undefined }), []);
});

test('remarks stand above the fields and lead to them; the same ones have the same name, others another', () => {
  const setting = settingWith();
  const parsed = parsePage(pages[3]!, { 'case.salary': '34.470' }, setting);
  const remarks = remarksOn([parsed], setting);
  const drawn = renderPage(pages[3]!, { raw: parsed.raw, problems: [], remarks, before: {} }, setting, context()).text;
  assert.match(drawn, new RegExp(`<a href="#${remarks[0]!.field}">`));
  assert.match(drawn, new RegExp(`id="${remarks[0]!.field}"`));
  assert.ok(drawn.includes(`name="noted" value="${remarksKey(remarks)}"`));
  const other = parsePage(pages[3]!, { 'case.salary': '35.470' }, setting);
  assert.notEqual(remarksKey(remarks), remarksKey(remarksOn([other], setting)));
  assert.equal(remarksKey([]), '');
});
