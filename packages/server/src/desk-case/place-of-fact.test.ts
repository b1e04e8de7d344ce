import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentRecord, Fact } from '@ankomst/core';
import { passportLines } from '../testing/left-by-robot.ts';
import { placeOfFact } from './place-of-fact.ts';

const zone = 'Europe/Stockholm';
const document = (id: string, fact: string): DocumentRecord => ({ id, sha256: id, size: 1, mediaType: 'image/jpeg', name: `${id}.jpg`, uploadedBy: 'p', at: '2026-11-10T09:00:00.000Z', fact });
const fact = (name: string, value: Fact['value'], more: Partial<Fact> = {}): Fact =>
  ({ id: 'f', subject: 'person/p', name, value, source: 'applicant', certainty: 'stated', assertedBy: 'person/p', assertedAt: '2026-11-10T09:00:00.000Z', ...more });
const documents = [document('other', 'case.employment-contract'), document('page', 'person.passport-image@applicant')];

test('what the machine-readable lines say is shown at its characters, in the picture they were read from', () => {
  const lines = passportLines({ family: 'TESFAY', given: 'LIYA', number: 'N0123456', country: 'ERI', born: '261103', validTo: '310201' });
  const read = fact('person.passport-mrz', { lines, document: 'page' });
  const number = placeOfFact(read, 'person.passport-number', documents, zone)!;
  assert.deepEqual([number.document, number.page, number.field], ['page', 1, 'N0123456<']);
  const expiry = placeOfFact(read, 'person.passport-valid-to', documents, zone)!;
  // number and expiry stand in the lower line, the expiry to the right
  assert.equal(number.region!.y, expiry.region!.y);
  assert.ok(number.region!.x < expiry.region!.x && number.region!.y > 0.8 && number.region!.y + number.region!.height <= 1);
  assert.ok(placeOfFact(read, 'person.name', documents, zone)!.region!.y < number.region!.y, 'the name stands in the upper line');
});

test('what a person typed is shown by the document of the same kind; what a register says by none', () => {
  assert.deepEqual(placeOfFact(fact('person.passport-number', 'N0123456'), 'person.passport-number', documents, zone), { document: 'page', page: 1 });
  assert.equal(placeOfFact(fact('person.name', { given: 'Liya' }), 'person.name', documents, zone), undefined);
  assert.equal(placeOfFact(fact('person.passport-number', 'N0123456', { source: 'register', assertedBy: 'partner/passports' }), 'person.passport-number', documents, zone), undefined);
  assert.equal(placeOfFact(fact('person.passport-number', 'N0123456', { source: 'officer', evidence: 'page' }), 'person.passport-number', documents, zone)?.document, 'page');
});
