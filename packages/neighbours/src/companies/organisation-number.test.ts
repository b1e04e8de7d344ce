import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPersonalNumber } from '../register/personal-number.ts';
import { shippedCompanies } from './companies.ts';
import { isOrganisationNumber, readOrganisationNumber } from './organisation-number.ts';

test('organisation numbers: ten digits, a check digit, never a personal number', () => {
  assert.ok(isOrganisationNumber('5599900015'));
  assert.ok(isOrganisationNumber('2021003245'), 'an authority’s number (third digit 2)');
  for (const wrong of ['5599900016', '559990-0015', '559990001', '55999000155', '9001079814', '', 'abcdefghij']) assert.ok(!isOrganisationNumber(wrong), wrong);
});

test('numbers are read as people type them', () => {
  for (const typed of ['559990-0015', ' 559990 0015', '16559990-0015', '5599900015']) assert.equal(readOrganisationNumber(typed), '5599900015');
});

test('the data set has right numbers, and a company of each kind', () => {
  const companies = shippedCompanies();
  for (const { number, signatories } of companies) {
    assert.ok(isOrganisationNumber(number), number);
    for (const one of signatories) assert.ok(isPersonalNumber(one.number), one.number);
  }
  assert.deepEqual(new Set(companies.map(({ status }) => status)), new Set(['active', 'bankrupt', 'liquidation', 'deregistered']));
});
