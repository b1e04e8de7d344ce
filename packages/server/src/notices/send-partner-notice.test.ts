import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factSet, subject, type CaseFile, type Fact, type NoticeDefinition, type Permit, type Rulebook } from '@ankomst/core';
import { noticeFields } from './send-partner-notice.ts';

const file = { id: 'case-1', parties: [{ personId: 'child', role: 'applicant' }, { personId: 'mother', role: 'guardian' }] } as unknown as CaseFile;
const rulebook = { applicantRole: 'applicant', facts: [{ name: 'person.personal-number', about: 'person' }, { name: 'person.secret', about: 'person' }, { name: 'case.note', about: 'case' }] } as unknown as Rulebook;
const fact = (key: string, name: string, value: string): Fact => ({ id: name, subject: key, name, value, source: 'register', certainty: 'verified', assertedBy: 'partner/x', assertedAt: '2026-11-03T00:00:00.000Z' });
const facts = factSet([fact(subject.person('child'), 'person.personal-number', '202611039801'), fact(subject.person('mother'), 'person.personal-number', '199305149800'), fact(subject.person('child'), 'person.secret', 's'), fact(subject.case('case-1'), 'case.note', 'n')]);
const permit = { id: 'p', kind: 'temporary', ground: 'family', validFrom: '2026-11-03', validTo: null, decisionId: 'd', signed: 'x' } as unknown as Permit;
const notice = (payload: NoticeDefinition['payload']): NoticeDefinition => ({ id: 'n', on: 'PermitGranted', partner: 'register', basis: 'law', payload });

test('a notice holds the fields the rulebook names and no other, whatever is on file', () => {
  assert.deepEqual(noticeFields(notice({
    'number': { role: 'applicant', fact: 'person.personal-number' }, 'permit.kind': { permit: 'kind' }, 'permit.validTo': { permit: 'validTo' }, 'permit.decision': { permit: 'decision' },
  }), rulebook, file, facts, permit), { number: '202611039801', permit: { kind: 'temporary', validTo: null, decision: 'd' } });
  assert.deepEqual(noticeFields(notice({}), rulebook, file, facts, permit), {});
});

test('another role’s fact, a fact of the case, and a fact not on file', () => {
  assert.deepEqual(noticeFields(notice({
    'guardian.number': { role: 'guardian', fact: 'person.personal-number' }, 'note': { fact: 'case.note' }, 'gone': { role: 'guardian', fact: 'person.secret' }, 'odd': { permit: 'signed' },
  }), rulebook, file, facts, permit), { guardian: { number: '199305149800' }, note: 'n' });
});
