import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addMonths, declared, lastMonth, monthsBetween, shippedTaxData } from './employer.ts';
import { isOrganisationNumber } from '../companies/organisation-number.ts';
import { shippedPeople } from '../register/people.ts';

test('months over the turn of a year', () => {
  assert.equal(addMonths('2025-11', 3), '2026-02');
  assert.equal(addMonths('2026-01', -1), '2025-12');
  assert.equal(lastMonth('2026-01-31'), '2025-12');
  assert.deepEqual(monthsBetween('2025-11', '2026-01'), ['2025-11', '2025-12', '2026-01']);
  assert.deepEqual(monthsBetween('2026-02', '2026-01'), []);
  fc.assert(fc.property(fc.integer({ min: -500, max: 500 }), (n) => assert.equal(addMonths(addMonths('2026-11', n), -n), '2026-11')));
});

test('a salary is declared when its month is over, and only while the employment lasted', () => {
  const employment = { person: 'p', employer: 'e', from: '2026-03', gross: 100, missing: ['2026-05'] };
  const asked = { from: '2026-01', to: '2026-12' };
  assert.deepEqual(declared(employment, asked, '2026-07-01').map(({ month }) => month), ['2026-03', '2026-04', '2026-06']);
  assert.deepEqual(declared({ ...employment, to: '2026-04' }, asked, '2026-07-01').map(({ month }) => month), ['2026-03', '2026-04']);
  assert.deepEqual(declared(employment, { from: '2026-04', to: '2026-04' }, '2026-07-01'), [{ month: '2026-04', gross: 100 }]);
});

test('the data set speaks of companies and people that are', () => {
  const { employers, employments } = shippedTaxData();
  const people = new Set(shippedPeople().map(({ number }) => number));
  for (const { number } of employers) assert.ok(isOrganisationNumber(number), number);
  for (const one of employments) assert.ok(people.has(one.person) && employers.some(({ number }) => number === one.employer));
});
