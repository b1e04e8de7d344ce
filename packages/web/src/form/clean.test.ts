import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, latinDigits, line, sum, wholeNumber } from './clean.ts';

test('digits of any script are read', () => {
  assert.equal(latinDigits('٢٠٢٦'), '2026');
  assert.equal(latinDigits('۱۴۰۴'), '1404');
  assert.equal(latinDigits('१२'), '12');
  assert.equal(latinDigits('３'), '3');
});

test('whole numbers as typed in Sweden, England, Germany and Egypt', () => {
  for (const [typed, value] of [['1 234', 1234], ['1 234 567', 1234567], ['1,234', 1234], ['1.234', 1234], ['١٬٢٣٤', 1234], ['-5', -5], ['−5', -5], ['0', 0]] as const) assert.equal(wholeNumber(typed), value, typed);
  for (const typed of ['', '1,5', 'tolv', '12 3', '1 23 456', '12345678901234567']) assert.equal(wholeNumber(typed), undefined, typed);
});

test('sums in kronor and öre', () => {
  for (const [typed, minor] of [['1 234,50', 123450], ['1234.5', 123450], ['1234', 123400], ['12,05 kr', 1205], ['١٢٣٤٫٥٠', 123450], ['1.234,50', 123450], ['0,05', 5]] as const) assert.equal(sum(typed), minor, typed);
  for (const typed of ['', 'gratis', '-5', '1,234,5x']) assert.equal(sum(typed), undefined, typed);
});

test('text is NFC, direction controls go, joiners stay', () => {
  assert.equal(clean('A\u030A\u202Eabc\u2069'), 'Åabc');
  assert.equal(clean('می\u200Cخواهم'), 'می\u200Cخواهم');
  assert.equal(clean('a\r\nb\u0007'), 'a\nb ');
  assert.equal(line('  Anna \u00A0 Maria \n'), 'Anna Maria');
});
