import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { caseNumber, isCaseNumber, luhnDigit } from './case-number.ts';

test('a case number carries its check digit, and a slip of one digit or a swap shows', () => {
  fc.assert(fc.property(fc.uuid(), fc.nat(10), fc.integer({ min: 1, max: 9 }), (id, at, shift) => {
    const number = caseNumber(id, '2026-11-03');
    assert.match(number, /^26-\d{9}-\d$/);
    assert.ok(isCaseNumber(number));
    assert.ok(isCaseNumber(number.replaceAll('-', ' ')));
    const digits = number.replaceAll('-', '').split('');
    digits[at] = String((Number(digits[at]) + shift) % 10);
    assert.ok(!isCaseNumber(digits.join('')));
  }));
  assert.equal(luhnDigit('7992739871'), '3');
});
