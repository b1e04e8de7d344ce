// The work permit's own cases are many; this holds how many, so that a row added later gets its three too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '@ankomst/core';
import { compileRulebook, readContent, rulesRows, runRuleTests, type RuleTestCase } from '../src/index.ts';
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
    'person.name', 'person.birth-date', 'person.citizenships', 'person.qualification', 'case.employer-number',
  ]);
  assert.deepEqual(asks('applicant', carried, ['where']), { pages: 3, questions: 6 }, 'the passport, and whether the employer is the same');
  const employer = asks('employer', new Set([...carried, 'case.offer-to', 'case.offer-date']), ['vacancy', 'health']);
  assert.deepEqual(employer, { pages: 2, questions: 3 }, 'the pay, and what the union says');
});

/** A value for each fact: right for a grant, wrong, or missing; mostly right, so that grants are among what is drawn. */
const or = <T>(right: T, ...others: unknown[]): fc.Arbitrary<unknown> => fc.oneof({ weight: 12, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(null, ...others) });
const day = fc.integer({ min: 0, max: 1500 }).map((days) => new Date(Date.UTC(2026, 5, 16) + days * 86_400_000).toISOString().slice(0, 10));
const drawn = fc.record({
  kind: fc.constantFrom('first', 'extension', 'new-employer'),
  salary: fc.integer({ min: 2_000_000, max: 7_000_000 }),
  passportTo: fc.oneof(fc.constant('2031-05-20'), day), from: fc.oneof(fc.constant('2026-12-15'), day), permanent: fc.boolean(), to: day,
  permitFrom: fc.constantFrom('2025-01-10', '2024-06-01', '2026-08-01', null), permitTo: fc.oneof(fc.constant('2027-01-31'), day),
  applied: fc.constantFrom('2026-11-17', '2026-12-01', '2026-12-02'),
  status: or('valid', 'lost', 'expired'), opinion: or('agrees', 'objects', 'none'), history: or('as-promised', 'lower'), employer: or('active', 'bankrupt'),
  warned: or(false, true), paid: or(true, false), cover: fc.constantFrom(true, false, null), same: or(true, false), inSweden: fc.boolean(),
});

test('whatever the facts: nothing breaks, and a grant reaches its floor and outlives neither two years, nor the employment, nor the passport', () => {
  const base = service.tests!.value.cases.find((one) => one.name === 'Christopher')!;
  let grants = 0;
  fc.assert(fc.property(fc.array(drawn, { minLength: 1, maxLength: 10 }), (draws) => {
    const cases = draws.map((one, i): RuleTestCase => ({
      name: `drawn ${i}`, like: base.name, dates: { application: one.applied, decision: '2026-12-10' },
      facts: {
        applicant: {
          'person.passport-valid-to': one.passportTo, 'person.passport-status': one.status as Json, 'person.permit-ground': one.kind === 'first' ? null : 'work',
          'person.permit-valid-from': one.kind === 'first' ? null : one.permitFrom, 'person.permit-valid-to': one.kind === 'first' ? null : one.permitTo,
        },
        employer: { 'organisation.status': one.employer as Json },
        case: {
          'case.kind': one.kind, 'case.offer-salary': one.salary, 'case.offer-from': one.from, 'case.offer-permanent': one.permanent, 'case.offer-to': one.permanent ? null : one.to,
          'case.union-opinion': one.opinion as Json, 'case.salary-history': one.history as Json, 'case.employer-warning': one.warned as Json, 'case.fee-paid': one.paid as Json,
          'case.health-cover': one.cover, 'case.same-employer': one.same as Json, 'case.in-sweden': one.inSweden,
        },
      },
      expect: { outcome: 'OFFICER' },
    }));
    const source = { ...service.tests!, value: { dates: service.tests!.value.dates, cases: [base, ...cases] } };
    runRuleTests(rulebook, source).results.slice(1).forEach(({ assessment }, i) => {
      const one = draws[i]!;
      assert.equal(assessment.outcome === 'GRANT', assessment.conditions.every((condition) => condition.status === 'met'));
      if (assessment.outcome !== 'GRANT') return;
      grants++;
      const { 'valid from': from, 'valid to': to } = assessment.permit as { 'valid from': string; 'valid to': string };
      const kept = one.kind === 'extension' && one.permitFrom !== null && one.permitFrom < '2026-06-01' && one.applied <= '2026-12-01';
      assert.ok(one.salary >= (kept ? 3_064_000 : 3_447_000), `pay ${one.salary}`);
      assert.ok(from <= to && from >= '2026-12-10', `${from} to ${to}`);
      assert.ok(to <= one.passportTo, 'passport');
      if (!one.permanent) assert.ok(to <= one.to, 'employment');
      assert.ok(to <= `${Number(from.slice(0, 4)) + 2}${from.slice(4)}`, 'two years');
      assert.deepEqual([one.status, one.employer, one.paid], ['valid', 'active', true]);
    });
  }), { numRuns: 80 });
  assert.ok(grants > 20, `only ${grants} grants were drawn: the property says little`);
});
