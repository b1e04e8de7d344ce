import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadAuthority, readContent, runRuleTests, eachRuleTest, expectationFrom } from '@ankomst/content';
import { contentHash, createRuleEngine, type Rulebook } from '@ankomst/core';
import { join } from 'node:path';
import { cellWords } from './cell-words.ts';
import { checkCell } from './check-cell.ts';
import { checkDraft } from './check-draft.ts';
import { applyEdits, targetOf, testsWith, type Edit } from './edits.ts';
import { modelOf } from './model-of.ts';
import { runOne } from './rule-tests.ts';
import { testOf } from './test-from-case.ts';

const sweden = join(import.meta.dirname, '../../../../content/sweden');
const authority = loadAuthority(sweden), raw = readContent(sweden);
const { tables } = raw.authority.value;
const base = authority.service('work-permit')!;
const tests = raw.services.find((one) => one.id === 'work-permit')!.tests!;
// as it comes from the store, with more than belongs into a rulebook
const frame = { version: '1.1.0', validFrom: '2027-01-01', title: 'A draft', state: 'open' };
const draft = (...edits: Edit[]): Rulebook => applyEdits(base, edits, frame, authority.law);
const errors = (one: Rulebook): string[] => checkDraft(one, base, tables, authority.languages.offered).filter((finding) => finding.severity === 'error').map((finding) => finding.code);

const cells = modelOf(base.dmn).decisions.flatMap(({ name, expression }) => (expression?.kind === 'table'
  ? expression.rules.flatMap((rule) => rule.inputs.map((cell, column) => ({ decision: name, row: rule.id, column, text: cell.text }))) : []));

test('a draft without edits is the released rulebook under another name', () => {
  const { hash, version, validFrom, approvedBy, ...rest } = draft();
  const { hash: was, version: _version, validFrom: _validFrom, approvedBy: _approvedBy, ...before } = base;
  assert.deepEqual(rest, before);
  assert.notEqual(hash, was);
  assert.deepEqual([version, validFrom, approvedBy], ['1.1.0', '2027-01-01', []]);
});

test('its hash is that of its content, and the same edits give the same', () => {
  fc.assert(fc.property(fc.subarray(cells, { maxLength: 4 }), (some) => {
    const edits = some.map(({ text: _text, ...cell }): Edit => ({ kind: 'cell', part: 'input', ...cell, text: '-' }));
    const { hash, ...content } = draft(...edits);
    assert.equal(contentHash(content), hash);
    assert.equal(draft(...edits).hash, hash);
  }), { numRuns: 15 });
});

test('writing into any cell what stands there changes no answer of any case', () => {
  const engine = createRuleEngine();
  fc.assert(fc.property(fc.subarray(cells, { minLength: 1, maxLength: 6 }), (some) => {
    const same = draft(...some.map((cell): Edit => ({ kind: 'cell', part: 'input', ...cell })));
    assert.deepEqual(errors(same), []);
    const cases = { ...tests, value: { ...tests.value, cases: tests.value.cases.slice(0, 12) } };
    assert.deepEqual([...eachRuleTest(same, cases, engine)].flatMap((one) => one.problems), []);
  }), { numRuns: 5 });
});

test('whatever is typed into a cell never breaks the house: it is told, or it is read', () => {
  fc.assert(fc.property(fc.constantFrom(...cells), fc.oneof(fc.string(), fc.constantFrom('(', '"', '<&>', ']]>', 'not(', '1..', 'null, -', '\u0000')), (cell, text) => {
    const typed = draft({ kind: 'cell', decision: cell.decision, row: cell.row, part: 'input', column: cell.column, text });
    for (const one of checkDraft(typed, base, tables, authority.languages.offered)) assert.ok(one.message);
  }), { numRuns: 40 });
});

test('a new amount ends the one before it the day before; holes and overlaps are told', () => {
  const rows = base.tables['salary-floors'] as { [column: string]: string | number | null }[];
  const like = rows.findIndex((row) => row['id'] === 'floor' && row['valid_to'] === null);
  const added = draft({ kind: 'add-amount', table: 'salary-floors', like, from: '2027-02-01', values: { amount_sek: 40_000, source: 'x' } });
  const after = added.tables['salary-floors'] as typeof rows;
  assert.deepEqual([after[like]!['valid_to'], after[like + 1]!['valid_from'], after[like + 1]!['valid_to'], after[like + 1]!['amount_sek']], ['2027-01-31', '2027-02-01', null, 40_000]);
  assert.deepEqual(errors(added), []);
  const at = like + 1;
  assert.deepEqual(errors(draft({ kind: 'add-amount', table: 'salary-floors', like, from: '2027-02-01', values: { source: 'x' } }, { kind: 'amount', table: 'salary-floors', row: at, column: 'valid_from', value: '2027-02-03' })), ['dates-hole']);
  assert.deepEqual(errors(draft({ kind: 'add-amount', table: 'salary-floors', like, from: '2027-02-01', values: { source: 'x' } }, { kind: 'amount', table: 'salary-floors', row: at, column: 'valid_from', value: '2027-01-03' })), ['dates-overlap']);
  assert.deepEqual(errors(draft({ kind: 'amount', table: 'salary-floors', row: like, column: 'source', value: null })), ['row-without-source']);
  const back = draft({ kind: 'add-amount', table: 'salary-floors', like, from: '2027-02-01', values: {} }, { kind: 'remove-amount', table: 'salary-floors', row: at });
  assert.equal((back.tables['salary-floors'] as unknown[]).length, rows.length);
});

test('a reason needs its text in every language, and nothing in it that nothing gives', () => {
  const reason = (language: string, text: string): Edit => ({ kind: 'reason', decision: 'Salary', row: 'salary-enough', language, text });
  assert.deepEqual(errors(draft(reason('sv', 'Lönen räcker.'))), []);
  assert.deepEqual(errors(draft(reason('pt', ' '))), ['reason-missing']);
  assert.deepEqual(errors(draft(reason('en', 'Enough: {unheardOf}'))), ['reason-argument']);
  assert.deepEqual(errors(draft(reason('uk', 'Досить {'))), ['reason-syntax']);
});

test('a provision that a row cites comes into the rulebook; edits that speak of nothing are refused', () => {
  const law = authority.law.find((one) => !base.legalBasis.some((known) => known.id === one.id))!;
  const cited = draft({ kind: 'basis', decision: 'Salary', row: 'salary-enough', basis: ['UtlL-6-2-1-1', law.id] });
  assert.ok(cited.legalBasis.some((one) => one.id === law.id));
  for (const edit of [
    { kind: 'cell', decision: 'No', row: 'x', part: 'input', column: 0, text: '-' }, { kind: 'cell', decision: 'Salary', row: 'salary-enough', part: 'input', column: 99, text: '-' },
    { kind: 'formula', decision: 'Salary', text: '1' }, { kind: 'amount', table: 'none', row: 0, column: 'id', value: 'x' }, { kind: 'amount', table: 'fees', row: 0, column: 'colour', value: 'x' }, { kind: 'remove-amount', table: 'fees', row: 99 },
  ] as Edit[]) assert.throws(() => draft(edit), { code: 'bad-request' }, JSON.stringify(edit));
});

test('what comes out, said to be meant, is what is expected from then on', () => {
  const changed = draft({ kind: 'amount', table: 'salary-floors', row: (base.tables['salary-floors'] as { id: string; valid_to: string | null }[]).findIndex((row) => row.id === 'floor' && row.valid_to === null), column: 'amount_sek', value: 36_000 });
  const failed = runRuleTests(changed, tests).results.filter((one) => one.problems.length > 0);
  assert.ok(failed.length > 10);
  const meant = failed.map((result): Edit => ({ kind: 'expect', test: result.name, expect: expectationFrom(tests.value.cases.find((one) => one.name === result.name)!, result) }));
  const after = runRuleTests(changed, { ...tests, value: testsWith(tests.value, meant) });
  assert.deepEqual(after.results.flatMap((one) => one.problems.map((problem) => ({ name: one.name, ...problem }))), []);
});

const after = (...edits: Edit[]) => modelOf(draft(...edits).dmn).decisions.find((one) => one.name === 'Salary')!.expression;
const rowsAfter = (...edits: Edit[]): string[] => {
  const expression = after(...edits);
  return expression?.kind === 'table' ? expression.rules.map((rule) => rule.id) : [];
};
const rows = rowsAfter();

test('rows are added, copied, moved and removed; what a new row lacks is told at it', () => {
  const [first, second] = rows as [string, string];
  assert.deepEqual(rowsAfter({ kind: 'add-row', decision: 'Salary', row: 'salary-new', after: first }), [first, 'salary-new', ...rows.slice(1)]);
  assert.deepEqual(rowsAfter({ kind: 'move-row', decision: 'Salary', row: second, after: null }), [second, first, ...rows.slice(2)]);
  assert.deepEqual(rowsAfter({ kind: 'remove-row', decision: 'Salary', row: first }), rows.slice(1));
  const found = checkDraft(draft({ kind: 'add-row', decision: 'Salary', row: 'salary-new', after: rows.at(-1)! }), base, tables, authority.languages.offered);
  for (const code of ['row-without-basis', 'row-without-reason']) assert.deepEqual(found.find((one) => one.code === code)?.rows, ['salary-new'], code);
  assert.ok(found.some((one) => one.code === 'row-without-answer' && one.cell?.part === 'output'), 'an answer is missing');
  const copied = checkDraft(draft({ kind: 'add-row', decision: 'Salary', row: 'salary-copy', after: first, like: first }), base, tables, authority.languages.offered);
  assert.ok(copied.some((one) => ['overlap', 'unreachable-row'].includes(one.code) && one.rows.includes('salary-copy')), 'a copy never decides, or meets what it copies');
  assert.throws(() => draft({ kind: 'add-row', decision: 'Salary', row: first, after: null }), { code: 'bad-request' });
});

test('a change of one row is a change of its lines in the file', () => {
  const before = base.dmn.split('\n'), now = draft({ kind: 'cell', decision: 'Salary', row: rows[0]!, part: 'output', column: 0, text: '"unknown"' }).dmn.split('\n');
  assert.equal(now.length, before.length);
  assert.equal(now.filter((line, i) => line !== before[i]).length, 1);
});

test('a reason that is chosen must have its words in every language, with its figures where the row tells some', () => {
  const chosen: Edit = { kind: 'reason-key', decision: 'Salary', row: rows[0]!, key: 'reason.salary-in-a-new-way' };
  assert.equal(errors(draft(chosen)).filter((code) => code === 'reason-missing').length, authority.languages.offered.length);
  const written = authority.languages.offered.map((language): Edit => ({ kind: 'reason', decision: 'Salary', row: rows[0]!, language, text: 'X' }));
  assert.deepEqual(errors(draft(chosen, ...written)), []);
  const told: Edit = { kind: 'told', decision: 'Salary', row: rows[0]!, told: [{ name: 'floor', decision: 'Salary floor' }] };
  const withFigures = authority.languages.offered.map((language): Edit => ({ kind: 'reason', decision: 'Salary', row: rows[0]!, language, told: true, text: 'X {floor, number}' }));
  assert.equal(errors(draft(chosen, ...written, told)).filter((code) => code === 'reason-missing').length, authority.languages.offered.length);
  assert.deepEqual(errors(draft(chosen, ...written, told, ...withFigures)), []);
  assert.deepEqual(errors(draft(chosen, ...written, { ...told, told: [{ name: 'floor', decision: 'No such' }] } as Edit, ...withFigures)).filter((code) => code !== 'unused'), ['told-unknown']);
});

test('a cell is tried as it is typed: where it cannot be read and what was expected, or what the table would lack', () => {
  const cell = (text: string, column = 1) => checkCell(base, { decision: 'Salary', row: 'salary-enough', part: 'input', column, text }, 'sv');
  const [wrong] = cell('true, (').problems;
  assert.ok(wrong && wrong.offset! >= 6 && wrong.message, JSON.stringify(wrong));
  assert.equal(cell('tru').problems[0]!.offset, 0);
  const { findings } = checkCell(base, { decision: 'Identity', row: 'identity-known', part: 'input', column: 0, text: 'false' }, 'sv');
  assert.deepEqual(findings.map((one) => [one.code, one.rows.length]), [['overlap', 2], ['gap', 0]]);
  assert.deepEqual(Object.values(findings[1]!.whenWords!), ['ja', 'ja'], 'for which inputs, in words');
  assert.throws(() => cell('-', 99), { code: 'bad-request' });
  fc.assert(fc.property(fc.string({ maxLength: 20 }), (text) => {
    for (const one of cell(text).problems) assert.ok(one.offset! >= 0 && one.offset! <= text.length);
  }), { numRuns: 25 });
});

test('cases are written, renamed and taken away in a draft', () => {
  const one = tests.value.cases[3]!;
  const mine = { name: 'mine', like: 'Christopher', facts: { case: { 'case.offer-salary': 1 } }, expect: { outcome: 'OFFICER' as const } };
  const names = (...edits: Edit[]): string[] => testsWith(tests.value, edits).cases.map((each) => each.name);
  const all = names();
  assert.deepEqual(names({ kind: 'put-test', test: 'mine', case: mine }), [...all, 'mine']);
  assert.deepEqual(names({ kind: 'put-test', test: one.name, case: { ...one, name: 'renamed' } }), all.map((name) => (name === one.name ? 'renamed' : name)));
  assert.deepEqual(names({ kind: 'remove-test', test: one.name }), all.filter((name) => name !== one.name));
  const result = runOne(base, tests.value, mine);
  assert.equal(result.assessment.conditions.find((each) => each.condition === 'salary')!.status, 'not met');
  assert.throws(() => runOne(base, tests.value, { ...mine, like: 'nobody' }), { code: 'bad-request' });
});

test('a case made of a real one names nobody, and comes to what that one came to', () => {
  let rounded = 0;
  for (const one of tests.value.cases.filter((each) => !each.tables).slice(0, 8)) {
    const { assessment } = runOne(base, tests.value, one);
    const made = testOf(assessment, base, tests.value, { flips: [] });
    const after = runOne(base, { ...tests.value, cases: [...tests.value.cases, made] }, made);
    assert.deepEqual(after.problems, [], one.name);
    assert.deepEqual(after.assessment.conditions.map(({ condition, status, row }) => [condition, status, row]), assessment.conditions.map(({ condition, status, row }) => [condition, status, row]), one.name);
    assert.doesNotMatch(JSON.stringify(made), /Souza|FZ123456/, one.name);
    if (JSON.stringify(made).includes('1991-04-01')) rounded += 1;
  }
  assert.ok(rounded > 5, 'a day of birth is told by its month');
});

test('two edits of one place have one target, of two places two', () => {
  const cell = (column: number): Edit => ({ kind: 'cell', decision: 'Salary', row: 'salary-enough', part: 'input', column, text: '-' });
  assert.equal(targetOf(cell(1)), targetOf({ ...cell(1), text: 'true' } as Edit));
  assert.notEqual(targetOf(cell(1)), targetOf(cell(2)));
  assert.equal(targetOf({ kind: 'remove-amount', table: 'fees', row: 0 }), targetOf({ kind: 'amount', table: 'fees', row: 3, column: 'id', value: '' }), 'who removes a row moves the others');
});

const words: [string, string, string][] = [
  ['-', 'spelar ingen roll', 'does not matter'], ['true', 'ja', 'yes'], ['false, null', 'nej eller okänt', 'no or unknown'], ['"not met"', 'inte uppfyllt', 'not met'],
  ['not("active")', 'inte active', 'not active'], ['> 5', '> 5', '> 5'], ['[1..5], > 9', '[1..5], > 9', '[1..5], > 9'], ['"a, b"', 'a, b', 'a, b'], ['', 'spelar ingen roll', 'does not matter'],
];
test('cells in words', () => {
  for (const [feel, sv, en] of words) assert.deepEqual([cellWords(feel, 'sv'), cellWords(feel, 'en')], [sv, en], feel);
});
