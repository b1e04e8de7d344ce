import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { actFacts, contentHash, nextWorkingDay } from '@ankomst/core';
import { ContentError } from './finding.ts';
import { loadAuthority } from './load-authority.ts';
import { schemaNames, schemaText } from './schemas.ts';
import { newborn, sweden, withPlanted } from './testing.ts';

const authority = loadAuthority(sweden);
const rulebook = authority.service('child-born-in-sweden')!;

test('a rulebook is named by the hash of its content, the same each time it is released', () => {
  const { hash, ...content } = rulebook;
  assert.equal(hash, contentHash(content));
  assert.equal(loadAuthority(sweden).service('child-born-in-sweden')!.hash, hash);
});

test('a released rulebook cannot be changed', () => {
  assert.throws(() => { (rulebook.automation.accepts['*'] as string[]).push('applicant'); }, TypeError);
  assert.throws(() => { (rulebook as { dmn: string }).dmn = ''; }, TypeError);
});

test('any change of law, words or questions gives another hash; a change elsewhere does not', () => {
  const hashAfter = (file: string, find: string, put: string): string => withPlanted([{ file, find, put }], (dir) => loadAuthority(dir).services[0]!.hash);
  for (const [file, find, put] of [
    [`${newborn}/rules.dmn`, '"SE"', '"NO"'],
    [`${newborn}/text/uk.json`, 'Чинний паспорт', 'Дійсний паспорт'],
    [`${newborn}/form.yaml`, 'required: true', 'required: false'],
    ['tables/fees.csv', ',1000,', ',1001,'],
    ['law.yaml', '2 a utlänningslagen', '2 b utlänningslagen'],
  ] as const) assert.notEqual(hashAfter(file, find, put), rulebook.hash, file);
  assert.equal(hashAfter('authority.yaml', 'capacity: 6', 'capacity: 7'), rulebook.hash, 'the desks of an office are not law');
});

test('everything a replay needs is inside: rules, tables, law, facts, words and letters of every language', () => {
  assert.ok(rulebook.dmn.includes('hitPolicy'));
  assert.match(rulebook.automation.commissioning.reasons!, /What the robot may do/);
  assert.equal(rulebook.tables['fees']![0] !== undefined && (rulebook.tables['fees']![0] as { amount_sek: number }).amount_sek, 1000);
  for (const language of authority.languages.offered) {
    assert.ok(rulebook.text[language]!['reason.passport-none']);
    assert.ok(rulebook.text[language]!['fact.person.name'], 'the authority’s own words are with it');
    for (const letter of Object.keys(rulebook.letters)) assert.ok(rulebook.letters[letter]![language], `${letter} ${language}`);
  }
  for (const fact of rulebook.facts) assert.ok(rulebook.legalBasis.some((one) => one.id === fact.ground), fact.name);
});

test('the facts that acts of the machinery set are in the catalogue, and every event has words', () => {
  for (const name of Object.values(actFacts)) assert.ok(rulebook.facts.some((fact) => fact.name === name), name);
  // the event types are a type, gone at run time: read from where they are written
  const source = readFileSync(new URL('../../core/src/case.ts', import.meta.url), 'utf8');
  const types = [.../export type EventType =([\s\S]*?);/.exec(source)![1]!.matchAll(/'(\w+)'/g)].map((match) => match[1]!);
  assert.ok(types.length > 30);
  for (const type of types) assert.ok(authority.text['sv']![`event.${type}`], `event.${type}`);
});

test('the calendar has the movable holidays and the eves on which a last day moves', () => {
  const { holidays } = authority.calendar;
  for (const day of ['2025-04-18', '2026-05-14', '2026-06-19', '2026-10-31', '2027-03-29', '2028-06-06', '2028-12-31']) assert.ok(holidays.has(day), day);
  assert.ok(!holidays.has('2026-11-03'));
  // Christmas Eve 2026 is a Thursday; 25 and 26 are holidays, 27 a Sunday
  assert.equal(nextWorkingDay('2026-12-24', authority.calendar), '2026-12-28');
});

test('offices stand in their own time zones, each with a unit that exists', () => {
  assert.deepEqual(authority.offices.filter((one) => one.kind === 'embassy').map((one) => one.timeZone), ['America/Sao_Paulo', 'Africa/Nairobi', 'Africa/Addis_Ababa', 'Europe/Kyiv']);
  for (const office of authority.offices) assert.ok(authority.units.some((unit) => unit.id === office.unit), office.id);
  assert.ok(authority.offices.some((one) => one.serves?.includes('UG')), 'Kampala’s applicants are served');
});

test('messages of a service in the person’s language', () => {
  assert.equal(authority.messages('uk', rulebook).format('service.case', { applicant: 'Mona' }), 'Дозвіл на проживання: \u2068Mona\u2069');
  assert.equal(authority.messages('sv').country('XXA'), 'Statslös');
});

test('content that does not hold together is not released, and says all that is wrong with its places', () => {
  withPlanted([{ file: `${newborn}/service.yaml`, find: 'fact: person.registered', put: 'fact: person.registred' }], (dir) => {
    assert.throws(() => loadAuthority(dir), (error: unknown) => error instanceof ContentError && error.findings.some((one) => one.code === 'unknown-fact'));
  });
  withPlanted([{ file: 'authority.yaml', find: 'timeZone', put: 'timezone' }], (dir) => {
    assert.throws(() => loadAuthority(dir), (error: unknown) => error instanceof ContentError && error.findings.every((one) => one.line > 0));
  });
});

test('each kind of file has a schema that editors can read', () => {
  for (const name of schemaNames) assert.equal((JSON.parse(schemaText(name)) as { $schema: string }).$schema, 'https://json-schema.org/draft/2020-12/schema');
});
