import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shippedPeople } from './people.ts';
import { isPersonalNumber, nextPersonalNumber, readPersonalNumber } from './personal-number.ts';
import { checkDigit } from '../shared/luhn.ts';
import { expectedBirths } from './register-birth.ts';

const today = new Date('2026-11-22T00:00:00Z');

test('the check digit is that of the known example 121212-1212', () => {
  assert.equal(checkDigit('121212121'), 2);
  assert.ok(isPersonalNumber('191212121212'));
  for (const wrong of ['191212121213', '191213321212', '19121212121', '1912121212123', '19121212121x']) assert.ok(!isPersonalNumber(wrong), wrong);
});

test('every number of the data set is right, and the test series only', () => {
  for (const { number, parents, custodians } of shippedPeople()) {
    for (const one of [number, ...parents, ...custodians]) {
      assert.ok(isPersonalNumber(one), one);
      assert.match(one.slice(8, 11), /^(9[89]\d|238|239)$/);
    }
  }
  const known = new Set(shippedPeople().map(({ number }) => number));
  for (const { birth } of expectedBirths()) for (const { number } of birth.parents) assert.ok(known.has(number), `${birth.id}: ${number}`);
});

test('when the numbers of a day are used up, the number takes the date of another day', () => {
  const taken = new Set<string>();
  for (let i = 0; i < 12; i++) {
    const number = nextPersonalNumber('2026-01-01', 'female', (one) => taken.has(one));
    assert.ok(isPersonalNumber(number) && Number(number[10]) % 2 === 0);
    taken.add(number);
  }
  assert.equal(taken.size, 12);
  assert.ok([...taken].some((number) => !number.startsWith('20260101')));
});

test('numbers are read as people type them', () => {
  for (const typed of ['900107-9814', '9001079814', '19900107-9814', '19900107 9814']) assert.equal(readPersonalNumber(typed, today), '199001079814');
  assert.equal(readPersonalNumber('261103-9800', today), '202611039800');
  for (const typed of ['', 'Adam', '90-01', '19900107981x']) assert.equal(readPersonalNumber(typed, today), undefined);
});

test('any given number is right, and wrong with one digit changed', () => {
  fc.assert(fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), fc.constantFrom('female', 'male'), fc.integer({ min: 2, max: 11 }), fc.integer({ min: 1, max: 9 }), (date, sex, at, change) => {
    const number = nextPersonalNumber(date.toISOString().slice(0, 10), sex, () => false);
    assert.ok(isPersonalNumber(number));
    const changed = number.slice(0, at) + ((Number(number[at]) + change) % 10) + number.slice(at + 1);
    assert.ok(!isPersonalNumber(changed));
  }));
});
