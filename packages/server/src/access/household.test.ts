import { test } from 'node:test';
import assert from 'node:assert/strict';
import { subject } from '@ankomst/core';
import type { CaseFile, DocumentRecord, Fact, FactDefinition, MessageRecord, Rulebook } from '@ankomst/core';
import { eyeOf } from './household.ts';

const definition = (name: string, about: FactDefinition['about'], sensitivity: FactDefinition['sensitivity'] = 'ordinary'): FactDefinition =>
  ({ name, about, type: 'text', sources: ['applicant'], sensitivity, ground: 'g' });
const rulebook = {
  applicantRole: 'applicant',
  roles: [{ role: 'guardian', min: 1, max: 2, may: ['read'] }],
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

test('where the content says what a role sees, that and its own is all it sees', () => {
  const work = {
    applicantRole: 'applicant',
    roles: [{ role: 'applicant', min: 1, max: 1, may: ['read'], sees: ['case.*', 'organisation.name'] }, { role: 'employer', min: 0, max: 1, may: ['read'], sees: ['person.name', 'case.offer-*'] }],
    facts: [],
  } as unknown as Rulebook;
  const shared = { id: 'c', parties: [{ personId: 'cook', role: 'applicant' }, { personId: 'inn', role: 'employer' }] } as CaseFile;
  const employer = eyeOf('inn', shared, work), applicant = eyeOf('cook', shared, work);
  const seen = (eye: typeof employer, key: string, name: string): boolean => eye.fact(fact(key, name));
  assert.deepEqual([
    seen(employer, subject.person('cook'), 'person.name'), seen(employer, subject.person('cook'), 'person.passport-number'),
    seen(employer, subject.case('c'), 'case.offer-salary'), seen(employer, subject.case('c'), 'case.warning'),
    seen(employer, subject.person('inn'), 'organisation.tax'), seen(employer, subject.case('other'), 'case.offer-salary'),
  ], [true, false, true, false, true, false]);
  assert.deepEqual([
    seen(applicant, subject.person('inn'), 'organisation.name'), seen(applicant, subject.person('inn'), 'organisation.tax'), seen(applicant, subject.case('c'), 'case.offer-salary'),
  ], [true, false, true]);
  const file = (name: string): DocumentRecord => ({ personId: 'cook', uploadedBy: 'cook', fact: name } as DocumentRecord);
  assert.deepEqual([employer.document(file('person.passport-image')), employer.document(file('case.offer-contract@applicant.1'))], [false, true]);
});
