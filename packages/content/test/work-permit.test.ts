// The work permit's own cases are many; this holds how many, so that a row added later gets its three too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRulebook, readContent, rulesRows, runRuleTests } from '../src/index.ts';
import { sweden } from '../src/testing.ts';

const raw = readContent(sweden);
const service = raw.services.find((one) => one.id === 'work-permit')!;
const rulebook = compileRulebook(raw, service);
const report = runRuleTests(rulebook, service.tests!);

test('every case of the work permit passes', () => {
  assert.deepEqual(report.results.filter((one) => one.problems.length > 0).map(({ name, problems }) => ({ name, problems })), []);
});

test('each row is reached by three cases at least', () => {
  const thin = rulesRows(rulebook.dmn).map((row) => ({ row: row.id, cases: report.results.filter((one) => one.rows.includes(row.id)).length })).filter((one) => one.cases < 3);
  assert.deepEqual(thin, []);
});

test('the floor is tried on the day before and the day of each change, to the krona', () => {
  const days = (service.tests!.value.cases).filter((one) => /^applied \d{4}-\d{2}-\d{2}, (the floor|one krona under)/.test(one.name)).map((one) => one.dates!.application!);
  const changes = raw.tables['salary-floors']!.rows.filter((row) => row['id'] === 'floor').map((row) => row['valid_from'] as string).slice(1);
  const before = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  assert.equal(changes.length, 5);
  for (const day of changes) for (const tried of [before(day), day]) assert.equal(days.filter((one) => one === tried).length, 2, tried);
});

test('no amount of the law stands in the rules: they are rows of dated tables', () => {
  const amounts = ['salary-floors', 'blue-card', 'fees'].flatMap((table) => raw.tables[table]!.rows.map((row) => String(row['amount_sek'])));
  for (const amount of amounts) assert.ok(!new RegExp(`(?<![\\d-])${amount}(?!\\d)`).test(rulebook.dmn), `${amount} stands in rules.dmn`);
});

test('a simple case is short, and an extension asks only for what changed', () => {
  const pages = rulebook.form.pages;
  const asks = (role: string, known: ReadonlySet<string>, skip: readonly string[]): { pages: number; questions: number } => {
    const shown = pages.filter((page) => page.role === role && page.kind === 'ask' && !skip.includes(page.id))
      .map((page) => page.questions.filter((question) => !known.has(question.fact))).filter((questions) => questions.length > 0);
    return { pages: shown.length, questions: shown.flat().length };
  };
  assert.deepEqual(asks('applicant', new Set(), ['same-employer']), { pages: 7, questions: 11 });
  const carried = new Set([
    ...rulebook.apply!.carry!, ...rulebook.apply!.set!.map((one) => one.fact),
    'person.name', 'person.birth-date', 'person.citizenships', 'person.qualification',
  ]);
  assert.deepEqual(asks('applicant', carried, ['where']), { pages: 3, questions: 6 }, 'the passport, and whether the employer is the same');
  const employer = asks('employer', new Set([...carried, 'case.offer-to', 'case.offer-date']), ['vacancy', 'health']);
  assert.deepEqual(employer, { pages: 2, questions: 3 }, 'the pay, and what the union says');
});
