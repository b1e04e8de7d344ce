import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
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

test('sums in kronor and öre, as people from many countries write them', () => {
  for (const [typed, minor] of [
    ['1 234,50', 123450], ['1234.5', 123450], ['1234', 123400], ['12,05 kr', 1205], ['١٢٣٤٫٥٠', 123450], ['1.234,50', 123450], ['0,05', 5], ['0', 0],
    ['34 470 kr', 3447000], ['34\u00A0470\u202Fkr', 3447000], ['34.470,00', 3447000], ['34,470.00', 3447000], ['34470:-', 3447000], ['34 470,-', 3447000], ['SEK 34 470', 3447000], ['34470 kronor/månad', 3447000],
    ['٣٤٬٤٧٠٫٥٠', 3447050], ['۳۴۴۷۰', 3447000], ['1,234,567.89', 123456789], ['1.234.567', 123456700], ["34'470", 3447000], ['34 470 SEK per month', 3447000], ['34470 крон на місяць', 3447000],
  ] as const) assert.deepEqual(sum(typed), { minor, ambiguous: false }, typed);
  for (const typed of ['34.470', '34,470']) assert.deepEqual(sum(typed), { minor: 3447000, ambiguous: true }, typed);
  for (const [typed, wrong] of [
    ['', 'form'], ['gratis', 'form'], ['1,234,5x', 'form'], ['1.234.5', 'form'], ['1,2345', 'form'], ['34 470 00', 'form'], ['1..2', 'form'], ['-5', 'negative'], ['− 34 470 kr', 'negative'], ['kr -5', 'negative'],
    ['$34470', 'currency'], ['34470 EUR', 'currency'], ['R$ 10.000', 'currency'],
  ] as const) assert.deepEqual(sum(typed), { wrong }, typed);
});

test('a sum written in any of the ways is the same sum', () => {
  const ways: ((whole: string, grouped: (sign: string) => string, fraction: string) => string)[] = [
    (whole, _grouped, fraction) => `${whole},${fraction}`, (whole, _grouped, fraction) => `${whole}.${fraction}`, (_whole, grouped, fraction) => `${grouped(' ')},${fraction} kr`,
    (_whole, grouped, fraction) => `${grouped('.')},${fraction}`, (_whole, grouped, fraction) => `${grouped(',')}.${fraction}`, (_whole, grouped, fraction) => `${grouped('\u00A0')},${fraction}`,
    (_whole, grouped, fraction) => `${grouped('٬')}٫${fraction}`.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
  ];
  fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 99 }), fc.constantFrom(...ways), (kronor, ore, way) => {
    const grouped = (sign: string): string => String(kronor).replace(/\B(?=(\d{3})+$)/g, sign);
    assert.deepEqual(sum(way(String(kronor), grouped, String(ore).padStart(2, '0'))), { minor: kronor * 100 + ore, ambiguous: false });
  }));
});

test('text is NFC, direction controls go, joiners stay', () => {
  assert.equal(clean('A\u030A\u202Eabc\u2069'), 'Åabc');
  assert.equal(clean('می\u200Cخواهم'), 'می\u200Cخواهم');
  assert.equal(clean('a\r\nb\u0007'), 'a\nb ');
  assert.equal(line('  Anna \u00A0 Maria \n'), 'Anna Maria');
});
