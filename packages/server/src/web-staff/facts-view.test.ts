import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factSet, mrzFacts, subject, type Fact, type FactDefinition, type FactType, type Json } from '@ankomst/core';
import { pageContext, staffCasePage, type PageContext, type StaffCaseView } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import { factGroups } from './facts-view.ts';

const definition = (name: string, type: FactType, more: Partial<FactDefinition> = {}): FactDefinition => ({ name, about: 'person', type, sources: ['applicant'], sensitivity: 'ordinary', ground: 'x', ...more });
const facts = [definition(mrzFacts.name, 'name'), definition(mrzFacts.number, 'text'), definition(mrzFacts.birthDate, 'partial-date'), definition('person.lines', 'mrz'), definition('person.trade', 'code', { list: 'trades' })];
let n = 0;
const said = (name: string, value: Json, source: Fact['source'], assertedBy = 'person/p'): Fact => ({
  id: `f${++n}`, subject: subject.person('p'), name, value, source, certainty: 'stated', assertedBy, assertedAt: '2026-11-22T10:00:00.000Z',
});
const history = [
  said(mrzFacts.name, { given: 'Ana', family: 'Souza' }, 'applicant'), said(mrzFacts.name, { given: 'Ana', family: 'Souza' }, 'register', 'partner/register'), said(mrzFacts.number, 'AB1234576', 'applicant'),
  said(mrzFacts.birthDate, '1993', 'applicant'), said('person.trade', '5120', 'applicant'),
  said('person.lines', { lines: ['P<BRASOUZA<<ANA'.padEnd(44, '<'), 'AB12345671BRA9305144M3102019<<<<<<<<<<<<<<<8'], document: 'd1' }, 'applicant'),
];
const opened = {
  file: { id: 'c', parties: [{ personId: 'p', role: 'applicant' }] }, facts: factSet(history).all(), history, documents: [{ id: 'd1', name: 'pass.jpg' }],
  rulebook: { facts, tables: { trades: [{ code: '5120', sv: 'Kockar', en: 'Cooks' }] } },
} as unknown as OpenedCase;
const context = (language: string): PageContext => pageContext({ language, csrf: 't', once: () => 'o', path: '/', now: '2026-11-22T10:00:00.000Z', assets: { css: '/c', js: '/j', mark: '/m' }, user: { name: 'S', kind: 'staff', roles: ['officer'] } });

test('what the three say of each fact, what differs first, in words; the picture is a press away; codes by their names', () => {
  for (const [language, words] of [['en', ['Differs', 'Fits, but not alike', 'The same', 'Says nothing', 'Cooks']], ['sv', ['Skiljer sig', 'Går ihop, men inte lika', 'Samma', 'Säger inget', 'Kockar']]] as const) {
    const ctx = context(language);
    const groups = factGroups(opened, { names: { p: 'Ana Souza' } } as unknown as Parameters<typeof factGroups>[1], ctx);
    assert.deepEqual(groups[0]!.compared.map((row) => [(row.label as { key: string }).key, row.agreement]).sort(), [
      [`fact.${mrzFacts.birthDate}`, 'compatible'], [`fact.${mrzFacts.name}`, 'same'], [`fact.${mrzFacts.number}`, 'differs'],
    ]);
    const view: StaffCaseView = {
      caseId: 'c', number: '26-1', service: 'x', parties: [], phase: 'x', mine: true, facts: groups, events: [], documents: [], messages: [], letters: [], requests: [], askable: [], askablePeople: [],
      may: { assign: false, request: false, message: false, note: false, rerun: false },
    };
    const page = staffCasePage(view, ctx);
    for (const word of words) assert.ok(page.includes(word), word);
    assert.ok(page.indexOf(words[0]) < page.indexOf(words[1]) && page.indexOf(words[1]) < page.indexOf(words[2]), 'what differs comes first');
    assert.match(page, /href="\/staff\/cases\/c\/files\/d1"/);
  }
});
