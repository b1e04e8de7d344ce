import { test } from 'node:test';
import assert from 'node:assert/strict';
import { subject } from '@ankomst/core';
import type { CaseFile, DocumentRecord, Fact, FactDefinition, MessageRecord, Rulebook } from '@ankomst/core';
import { eyeOf } from './household.ts';

const definition = (name: string, about: FactDefinition['about'], sensitivity: FactDefinition['sensitivity'] = 'ordinary'): FactDefinition =>
  ({ name, about, type: 'text', sources: ['applicant'], sensitivity, ground: 'g' });
const rulebook = {
  applicantRole: 'applicant',
  facts: [definition('person.name', 'person'), definition('party.approval', 'party'), definition('party.approval-reason', 'party', 'sensitive'), definition('relation.lives-with', 'relation'), definition('case.fee-paid', 'case')],
} as unknown as Rulebook;
const file = { id: 'c', parties: [{ personId: 'child', role: 'applicant' }, { personId: 'a', role: 'guardian' }, { personId: 'b', role: 'guardian' }] } as CaseFile;
const fact = (key: string, name: string): Fact => ({ id: 'f', subject: key, name, value: 'x', source: 'applicant', certainty: 'stated', assertedBy: 'person/b', assertedAt: '2026-11-22T10:00:00.000Z' });

/** What guardian a sees of what is on file, line by line; whatever is not said to be seen is not. */
const lines: [string, string, boolean][] = [
  [subject.person('child'), 'person.name', true],
  [subject.person('a'), 'person.name', true],
  [subject.person('b'), 'person.name', false],
  [subject.case('c'), 'case.fee-paid', true],
  [subject.case('other'), 'case.fee-paid', false],
  [subject.party('c', 'a'), 'party.approval-reason', true],
  [subject.party('c', 'b'), 'party.approval', true],
  [subject.party('c', 'b'), 'party.approval-reason', false],
  [subject.party('other', 'b'), 'party.approval', false],
  [subject.relation('b', 'child'), 'relation.lives-with', true],
  [subject.relation('b', 'somebody'), 'relation.lives-with', false],
  [subject.party('c', 'b'), 'party.unknown', false],
];

test('of a shared case each guardian sees the child, the case and the own part; of the other what is ordinary', () => {
  const eye = eyeOf('a', file, rulebook);
  for (const [key, name, seen] of lines) assert.equal(eye.fact(fact(key, name)), seen, `${key} ${name}`);
});

test('messages, letters and requests are for one; a file is for whom it is about and who sent it', () => {
  const eye = eyeOf('a', file, rulebook);
  assert.equal(eye.message({ personId: 'a' } as MessageRecord), true);
  assert.equal(eye.message({ personId: 'b' } as MessageRecord), false);
  const document = (personId: string, uploadedBy: string): DocumentRecord => ({ personId, uploadedBy } as DocumentRecord);
  assert.deepEqual([document('child', 'b'), document('b', 'a'), document('a', 'b'), document('b', 'b')].map(eye.document), [true, true, true, false]);
});
