import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanName, dayRange, majority, matchMrz, mrzName, nameProblem, nameText } from './person.ts';

test('one name is a whole name, one letter is a name', () => {
  assert.equal(nameProblem({ single: 'Suharto' }), undefined);
  assert.equal(nameProblem({ given: 'Ø' }), undefined);
  assert.equal(nameProblem({ given: 'O', family: 'Ó' }), undefined);
  assert.equal(nameProblem({}), 'empty');
  assert.equal(nameProblem({ single: '123' }), 'no-letter');
  assert.equal(nameProblem({ single: 'x'.repeat(201) }), 'too-long');
  assert.equal(nameProblem({ single: '𐐷'.repeat(200) }), undefined);
});

test('a name keeps its letters, joiners and case; direction controls and odd spaces go', () => {
  assert.equal(cleanName('  Anna\u00A0 \t Lena '), 'Anna Lena');
  assert.equal(cleanName('می\u200Cخواهم'), 'می\u200Cخواهم');
  assert.equal(cleanName('A\u202Eb\u2066c'), 'Abc');
  assert.equal(cleanName('McDONALD d\'Arc-Née'), 'McDONALD d\'Arc-Née'.normalize('NFC'));
  assert.equal(cleanName(' \u200F '), undefined);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const once = cleanName(text);
    assert.equal(once === undefined ? undefined : cleanName(once), once);
  }));
});

test('a name is read as the document has it, without guesses', () => {
  assert.equal(nameText({ given: 'Tesfaye Bekele Abebe' }), 'Tesfaye Bekele Abebe');
  assert.equal(nameText({ given: 'Mona', family: 'Doe' }), 'Mona Doe');
  assert.equal(nameText({ single: 'Hiba', native: 'هبة' }), 'Hiba');
});

test('age is three-valued where the birth date is partial', () => {
  assert.equal(majority('2008-11-03', '2026-11-02'), 'minor');
  assert.equal(majority('2008-11-03', '2026-11-03'), 'adult');
  assert.equal(majority({ year: 2008, certainty: 'stated' }, '2026-06-01'), 'unknown');
  assert.equal(majority({ year: 2009, certainty: 'stated' }, '2026-06-01'), 'minor');
  assert.equal(majority({ year: 2007, certainty: 'stated' }, '2026-06-01'), 'adult');
  assert.equal(majority({ year: 2008, month: 6, certainty: 'document' }, '2026-06-15'), 'unknown');
  assert.deepEqual(dayRange({ year: 2024, month: 2, certainty: 'document' }), { first: '2024-02-01', last: '2024-02-29' });
});

test('transliteration follows ICAO 9303-3', () => {
  assert.equal(mrzName('Åsa Öberg-Ærø'), 'AASA<OEBERG<AEROE');
  assert.equal(mrzName('Щербак'), 'SHCHERBAK');
  assert.equal(mrzName("O'Néill"), 'ONEILL');
  assert.equal(mrzName('Юлія'), 'IULIIA');
});

test('the MRZ comparison warns in four words', () => {
  assert.equal(matchMrz({ given: 'Anna Maria', family: 'Eriksson' }, 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'), 'same');
  assert.equal(matchMrz({ given: 'Maria Anna', family: 'Eriksson' }, 'ERIKSSON<<ANNA<MARIA'), 'other-order');
  assert.equal(matchMrz({ single: 'Hiba' }, 'HIBA<<<<<<'), 'same');
  assert.equal(matchMrz({ given: 'Anna', family: 'Eriksson' }, 'ERIKSEN<<ANNA'), 'differs');
  const long = { given: 'Nilavadhanananda Chayapa Dejthamrong', family: 'Krasuang' };
  assert.equal(matchMrz(long, 'KRASUANG<<NILAVADHANANANDA<CHAYAPA<DEJT'), 'truncated');
});
