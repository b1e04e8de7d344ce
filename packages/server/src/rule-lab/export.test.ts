import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileRulebook, loadAuthority, readContent, writeRulebook, type RuleTestCase } from '@ankomst/content';
import type { Rulebook } from '@ankomst/core';
import { applyEdits, testsWith, type Edit } from './edits.ts';

const sweden = join(import.meta.dirname, '../../../../content/sweden');
const raw = readContent(sweden), authority = loadAuthority(sweden);
const base = authority.service('work-permit')!;
const tests = raw.services.find((one) => one.id === 'work-permit')!.tests!.value;

/** Writes a rulebook into a copy of the content, reads that anew, and counts the lines that differ. */
function roundTrip(rulebook: Rulebook, edits: readonly Edit[]): { again: Rulebook; cases: RuleTestCase[]; lines: Record<string, number> } {
  const dir = mkdtempSync(join(tmpdir(), 'ankomst-export-'));
  try {
    cpSync(sweden, dir, { recursive: true });
    const lines: Record<string, number> = {};
    for (const { file, text } of writeRulebook(raw, rulebook, testsWith(tests, edits))) {
      const before = new Set(readFileSync(join(dir, file), 'utf8').split('\n'));
      lines[file.replace('services/work-permit/', '')] = text.split('\n').filter((line) => !before.has(line)).length;
      writeFileSync(join(dir, file), text);
    }
    const read = readContent(dir);
    assert.deepEqual(read.findings.filter((one) => one.severity === 'error'), []);
    const service = read.services.find((one) => one.id === 'work-permit')!;
    return { again: compileRulebook(read, service), cases: service.tests!.value.cases, lines };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('what was not changed is not written', () => {
  assert.deepEqual(writeRulebook(raw, base, tests), []);
});

test('a rulebook published from a draft goes back into the files line by line, and they compile to the very same one', () => {
  const like = (base.tables['salary-floors'] as { id: string; valid_to: string | null }[]).findIndex((row) => row.id === 'floor' && row.valid_to === null);
  const gone = tests.cases.find((one) => !tests.cases.some((other) => other.like === one.name))!.name;
  const mine: RuleTestCase = { name: 'a pay: with "quotes", # and commas', like: 'Christopher', facts: { case: { 'case.offer-salary': 3446900 } }, expect: { outcome: 'OFFICER', rows: { salary: 'salary-short' } } };
  const edits: Edit[] = [
    { kind: 'cell', decision: 'Salary', row: 'salary-exempt', part: 'input', column: 1, text: 'true, false, null' },
    { kind: 'add-row', decision: 'Identity', row: 'identity-extra', after: null, like: 'identity-known' },
    { kind: 'reason-key', decision: 'Identity', row: 'identity-extra', key: 'reason.identity-extra' },
    ...authority.languages.offered.map((language): Edit => ({ kind: 'reason', decision: 'Identity', row: 'identity-extra', language, text: `Ett ”nytt” skäl (${language})` })),
    { kind: 'add-amount', table: 'salary-floors', like, from: '2027-02-01', values: { amount_sek: 38_000, source: 'Ett förslag, med "komma"', verified: false } },
    { kind: 'put-test', test: mine.name, case: mine },
    { kind: 'remove-test', test: gone },
    { kind: 'expect', test: 'Christopher', expect: { ...tests.cases[0]!.expect, hits: ['outcome-grant'] } },
  ];
  const published = applyEdits(base, edits, { version: '1.1.0', validFrom: '2027-02-01' }, authority.law, ['staff/AL5002', 'staff/ES1201']);
  const { again, cases, lines } = roundTrip(published, edits);
  assert.equal(again.hash, published.hash, 'repository and authority say the same, to the byte');
  assert.deepEqual(cases, testsWith(tests, edits).cases);
  const { 'rules.dmn': rules, 'service.yaml': frame, 'rules.test.yaml': own, 'tables/salary-floors.csv': floors, ...texts } = lines;
  assert.deepEqual([rules, frame, floors], [3, 3, 2], 'a changed cell, the new row’s name and reason; version, day, who; the old amount’s end and the new amount');
  assert.ok(own! <= 5, String(own));
  assert.deepEqual(Object.values(texts), authority.languages.offered.map(() => 2), 'one new text for each language, and the comma before it');
});
