import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subject, type FormPage } from '@ankomst/core';
import { parsePage, rawOf } from './parse.ts';
import { pageAfter, reachable } from './reachable.ts';
import { problemTexts, renderPage } from './render.ts';
import { askedOn } from './setting.ts';
import { isAsked } from './shown.ts';
import { context, definition, formPage, known, parties, settingOf } from './testing.ts';

const facts = [
  definition('dog.name', 'text'), definition('dog.chip', 'text'), definition('dog.chipped', 'boolean'), definition('dog.photo', 'document'),
  definition('keeper.agrees', 'boolean', { about: 'party' }), definition('keeper.why', 'text', { about: 'party' }), definition('relation.feeds', 'boolean', { about: 'relation' }),
];
const pages: FormPage[] = [
  formPage('confirm', [{ fact: 'dog.name' }, { fact: 'relation.feeds', of: 'keeper', to: 'applicant' }, { fact: 'keeper.agrees', of: 'keeper', required: true }], { kind: 'confirm' }),
  formPage('chip', [{ fact: 'dog.chipped', required: true }]),
  formPage('number', [{ fact: 'dog.chip' }], { when: [{ fact: 'dog.chipped', equals: true }] }),
  formPage('vet', [{ fact: 'dog.photo' }], { role: 'vet' }),
  formPage('why', [{ fact: 'keeper.agrees', of: 'keeper', required: true }, { fact: 'keeper.why', of: 'keeper', when: [{ fact: 'keeper.agrees', of: 'keeper', equals: false }] }], { each: true }),
];
const onFile = [known(subject.person('dog'), 'dog.name', 'Rex'), known(subject.relation('kim', 'dog'), 'relation.feeds', true), known(subject.relation('alex', 'dog'), 'relation.feeds', true)];
const setting = settingOf(pages, facts, { known: onFile });
const shown = (typed: Parameters<typeof reachable>[1], where = setting): string[] => reachable(where, typed).pages.map((page) => page.page.id);

test('a question has one key for each subject it is about', () => {
  assert.deepEqual(askedOn(pages[0]!, setting).map((asked) => asked.key), ['dog.name', 'relation.feeds@keeper.1', 'relation.feeds@keeper.2', 'keeper.agrees@keeper.1']);
  assert.deepEqual(askedOn(pages[4]!, { ...setting, me: parties[2]! }).map((asked) => [asked.key, asked.subject]), [['keeper.agrees@keeper.2', 'party/c1/alex'], ['keeper.why@keeper.2', 'party/c1/alex']]);
});

test('what is on file is not asked; a page of another role or whose condition does not hold is not shown', () => {
  assert.deepEqual(shown({}), ['confirm', 'chip', 'why']);
  assert.deepEqual(shown({ chip: { 'dog.chipped': 'true' } }), ['confirm', 'chip', 'number', 'why']);
  assert.deepEqual(shown({ chip: { 'dog.chipped': 'false' } }), ['confirm', 'chip', 'why']);
  const withChip = settingOf(pages, facts, { known: [...onFile, known(subject.person('dog'), 'dog.chip', '123')] });
  assert.deepEqual(shown({ chip: { 'dog.chipped': 'true' } }, withChip), ['confirm', 'chip', 'why']);
  const confirm = reachable(setting, {}).pages[0]!;
  assert.deepEqual(confirm.questions.filter((asked) => isAsked(confirm.page, asked)).map((asked) => asked.key), ['keeper.agrees@keeper.1']);
});

test('an answer to a question no longer shown does not count, but what was typed is kept', () => {
  const typed = { chip: { 'dog.chipped': 'false' }, number: { 'dog.chip': '752 0001' } };
  assert.equal(reachable(setting, typed).answers['dog.chip'], undefined);
  assert.deepEqual(reachable(setting, { ...typed, chip: { 'dog.chipped': 'true' } }).answers['dog.chip'], { kind: 'given', value: '752 0001' });
});

test('a question that hangs on an answer on the same page: read only when it holds, drawn inside that answer, never lost', () => {
  const page = pages[4]!;
  const no = rawOf(page, { 'keeper.agrees@keeper.1': 'false', 'keeper.why@keeper.1': 'It bites', other: 'x' }, setting);
  assert.deepEqual(no, { 'keeper.agrees@keeper.1': 'false', 'keeper.why@keeper.1': 'It bites' });
  assert.deepEqual(parsePage(page, no, setting).answers['keeper.why@keeper.1'], { kind: 'given', value: 'It bites' });
  const yes = { ...no, 'keeper.agrees@keeper.1': 'true' };
  assert.deepEqual(Object.keys(parsePage(page, yes, setting).answers), ['keeper.agrees@keeper.1']);
  const drawn = renderPage(page, { raw: yes, problems: [], before: {} }, setting, context()).text;
  assert.match(drawn, /<div class="nested">[\s\S]*It bites/);
});

test('the sentence in the summary and at the field is the same, and the link finds the field', () => {
  const page = pages[1]!;
  const { problems } = parsePage(page, {}, setting);
  const ctx = context('en', { 'question.dog.chipped': 'Is it chipped?' });
  const [problem] = problemTexts(problems, page, setting, ctx);
  assert.equal(problem!.text, 'Choose an answer to “\u2068Is it chipped?\u2069”.');
  const drawn = renderPage(page, { raw: {}, problems, before: {} }, setting, ctx).text;
  assert.ok(drawn.includes(problem!.text));
  assert.ok(drawn.includes(`id="${problem!.field}"`));
});

test('files answer a question for as long as they lie in the draft', () => {
  const page = formPage('p', [{ fact: 'dog.photo', required: true }]);
  assert.equal(parsePage(page, {}, settingOf([page], facts)).problems[0]!.message, 'problem.file.required');
  const files = [{ id: 'd1', key: 'dog.photo', name: 'rex.jpg', size: 5, mediaType: 'image/jpeg' }];
  assert.deepEqual(parsePage(page, {}, settingOf([page], facts, { files })).answers, { 'dog.photo': { kind: 'given', value: ['d1'] } });
});

test('optional questions may be left; the page after the last is none', () => {
  const page = formPage('p', [{ fact: 'dog.chip' }]);
  assert.deepEqual(parsePage(page, {}, settingOf([page], facts)).problems, []);
  const { pages: all } = reachable(setting, {});
  assert.equal(pageAfter(all, 'confirm')!.page.id, 'chip');
  assert.equal(pageAfter(all, 'why'), undefined);
});
