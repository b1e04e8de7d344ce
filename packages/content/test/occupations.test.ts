// The list of occupations as content: whole, one name for each code in each language, found by everyday words.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadAuthority } from '../src/index.ts';

type Row = Record<string, string | null>;
const authority = loadAuthority(join(import.meta.dirname, '../../../content/sweden'));
const rows = authority.tables['occupations'] as Row[];
const languages = authority.languages.offered;

test('SSYK 2012 is whole: 429 codes of four digits in order, each with a unit group of ISCO-08', () => {
  assert.equal(rows.length, 429);
  for (const row of rows) {
    assert.match(row['code']!, /^\d{4}$/);
    assert.match(row['isco']!, /^\d{4}$/, row['code']!);
  }
  const codes = rows.map((row) => row['code']!);
  assert.deepEqual(codes, [...new Set(codes)].sort());
});

test('every occupation has a name of its own in every language offered, and says which names are our translation', () => {
  for (const language of languages) {
    const names = rows.map((row) => row[language]!);
    for (const [i, name] of names.entries()) assert.ok(name, `${rows[i]!['code']} in ${language}`);
    assert.equal(new Set(names).size, names.length, language);
  }
  for (const row of rows) for (const language of (row['own'] ?? '').split(' ').filter(Boolean)) assert.ok(languages.includes(language) && language !== 'sv', row['code']!);
});

test('each is written in the script of its language', () => {
  const scripts: Record<string, RegExp> = { ar: /^[\p{Script=Arabic}\p{P}\p{N}\s]+$/u, uk: /^[\p{Script=Cyrillic}’\p{P}\p{N}\s]+$/u };
  for (const [language, script] of Object.entries(scripts)) for (const row of rows) assert.match(row[language]!, script, `${row['code']} ${language}`);
});

test('a cook, a nurse and a lorry driver are found by the words people use, whatever their language', () => {
  const found = (word: string): string[] => rows
    .filter((row) => [...languages, 'synonyms'].some((column) => (row[column] ?? '').toLowerCase().includes(word.toLowerCase())))
    .map((row) => row['code']!);
  for (const word of ['kock', 'cook', 'cozinheiro', 'طباخ', 'кухар']) assert.ok(found(word).includes('5120'), word);
  for (const word of ['sjuksköterska', 'nurse', 'enfermeira', 'ممرضة', 'медсестра']) assert.ok(found(word).includes('2221'), word);
  for (const word of ['lastbilschaufför', 'truck driver', 'caminhoneiro', 'سائق شاحنة', 'далекобійник']) assert.ok(found(word).includes('8332'), word);
});

test('excluded and exempt occupations are in the list', () => {
  for (const table of ['occupations-excluded', 'occupations-exempt']) {
    for (const row of authority.tables[table] as Row[]) assert.ok(rows.some((one) => one['code'] === row['code']), `${table} ${row['code']}`);
  }
});
