import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assess, automaticOutcome, createRuleEngine, factSet, subject, type CaseFile, type Certainty, type Fact, type FactSource, type Json } from '@ankomst/core';
import { loadAuthority } from './load-authority.ts';
import { readContent } from './read-content.ts';
import { runRuleTests } from './run-rule-tests.ts';
import { newborn, sweden, withPlanted } from './testing.ts';

const raw = readContent(sweden);
const rulebook = loadAuthority(sweden).service('child-born-in-sweden')!;
const engine = createRuleEngine();

test('every case of the newborn’s rules passes, and every row is hit', () => {
  const report = runRuleTests(rulebook, raw.services[0]!.tests!, engine);
  assert.deepEqual(report.results.flatMap((one) => one.problems.map((problem) => ({ case: one.name, ...problem }))), []);
  assert.deepEqual(report.coverage.missed, []);
  assert.ok(report.coverage.rows > 70);
});

test('a rule that is changed makes its cases fail, and says which', () => {
  withPlanted([{ file: `${newborn}/rules.dmn`, find: 'Case.decision date + duration("P2Y")</text></outputEntry>', put: 'Case.decision date + duration("P3Y")</text></outputEntry>' }], (dir) => {
    const report = runRuleTests(loadAuthority(dir).services[0]!, readContent(dir).services[0]!.tests!, engine);
    const failed = report.results.filter((one) => one.problems.length > 0);
    assert.ok(failed.length > 0);
    assert.ok(failed.every((one) => one.problems.every((problem) => problem.what === 'permit valid to')));
  });
});

// Facts of any kind at all: the rules must never break, and never grant what they may not.
const maybe = <T extends Json>(...values: T[]): fc.Arbitrary<Json | undefined> => fc.constantFrom<Json | undefined>(...values, ...values, undefined, null);
const day = fc.integer({ min: -800, max: 1600 }).map((offset) => new Date(Date.UTC(2026, 10, 17 + offset)).toISOString().slice(0, 10));
const maybeDay = fc.oneof({ weight: 4, arbitrary: day as fc.Arbitrary<Json | undefined> }, { weight: 1, arbitrary: fc.constantFrom<Json | undefined>(undefined, null, 'no day', { year: 2026 }) });
const person = fc.record<Record<string, Json | undefined>>({
  'person.name': maybe({ given: 'Mona', family: 'Doe' }, { single: 'Liya' }, { family: 'Doe' }),
  'person.birth-date': maybeDay,
  'person.birth-country': maybe('SE', 'SE', 'SE', 'TR'),
  'person.citizenships': maybe(['SY'], ['SY'], ['SE'], ['XXA'], ['XXX'], ['DE', 'SY'], []),
  'person.marital-status': maybe('unmarried', 'unmarried', 'married'),
  'person.registered': maybe(true, true, false),
  'person.parent-count': maybe(1, 2, 2),
  'person.custodian-count': maybe(1, 2, 2),
  'person.passport-exists': maybe(true, true, false),
  'person.passport-number': maybe('N1'),
  'person.passport-country': maybe('SY'),
  'person.passport-valid-to': maybeDay,
  'person.passport-image': maybe('document'),
});
const adult = fc.record<Record<string, Json | undefined>>({
  'relation.parent-of': maybe(true, true, false),
  'relation.custodian-of': maybe(true, true, false),
  'relation.lives-with': maybe(true, true, false),
  'person.citizenships': maybe(['SY'], ['SY'], ['SE'], ['PL']),
  'person.permit-kind': maybe('temporary', 'temporary', 'permanent', 'none', 'swedish-citizen'),
  'person.permit-ground': maybe('protection', 'protection', 'work', 'family'),
  'person.permit-valid-from': maybeDay,
  'person.permit-valid-to': maybeDay,
  'person.permit-prospects': maybe(true, true, false),
  'party.confirmed': maybe(true, true, false),
  'party.correction': maybe('the name is wrong'),
  'party.approval': maybe(true, true, false),
});
const sure = fc.constantFrom<{ source: FactSource; certainty: Certainty } | undefined>(undefined, undefined, undefined, { source: 'applicant', certainty: 'stated' }, { source: 'register', certainty: 'doubtful' });

test('over any facts: nothing breaks, a grant rests on every condition, and never outlives the passport', () => {
  let grants = 0;
  const all = fc.record({ child: person, guardians: fc.array(adult, { minLength: 1, maxLength: 2 }), parents: fc.array(adult, { maxLength: 1 }), warning: maybe(true, false), doubts: fc.array(sure, { minLength: 13, maxLength: 13 }), easy: fc.boolean() });
  fc.assert(fc.property(all, ({ child, guardians, parents, warning, doubts, easy }) => {
    const facts: Fact[] = [];
    const put = (key: string, name: string, value: Json | undefined): void => {
      // null stands for a fact that was put on file as "nothing": as unknown as no fact at all
      if (value === undefined) return;
      const definition = rulebook.facts.find((one) => one.name === name)!;
      const usual = rulebook.automation.accepts[name]?.at(-1) ?? definition.sources[0]!;
      const { source, certainty } = (easy ? undefined : doubts[facts.length % doubts.length]) ?? { source: usual, certainty: 'verified' as Certainty };
      facts.push({ id: `f${facts.length}`, subject: key, name, value, source, certainty, assertedBy: 'x', assertedAt: '2026-11-17T00:00:00.000Z' });
    };
    // half the runs start from a family that could be granted, and lose or change a few facts
    const base = easy ? grantable() : undefined;
    const merge = (given: Record<string, Json | undefined>, from: Record<string, Json> | undefined): Record<string, Json | undefined> =>
      (from ? Object.fromEntries(Object.entries(from).map(([name, value], i) => [name, i % 7 === Object.keys(given).length % 7 && given[name] !== undefined ? given[name] : value])) : given);
    const parties = [{ personId: 'c', role: 'applicant' }, ...guardians.map((_, i) => ({ personId: `g${i}`, role: 'guardian' })), ...parents.map((_, i) => ({ personId: `p${i}`, role: 'parent' }))];
    for (const [name, value] of Object.entries(merge(child, base && { ...base.child, 'person.parent-count': guardians.length + parents.length, 'person.custodian-count': guardians.length }))) put(subject.person('c'), name, value);
    const adultFacts = (id: string, values: Record<string, Json | undefined>): void => {
      for (const [name, value] of Object.entries(values)) put(name.startsWith('relation.') ? subject.relation(id, 'c') : name.startsWith('party.') ? subject.party('case', id) : subject.person(id), name, value);
    };
    guardians.forEach((values, i) => adultFacts(`g${i}`, merge(values, base?.adult)));
    parents.forEach((values, i) => adultFacts(`p${i}`, merge(values, base?.adult)));
    put(subject.case('case'), 'case.warning', warning);

    const file = { id: 'case', phase: 'lodged', parties, unit: 'child-family' } as unknown as CaseFile;
    const set = factSet(facts);
    const assessment = assess(rulebook, file, set, { application: '2026-11-17', decision: '2026-11-17' }, engine);
    for (const condition of assessment.conditions) assert.ok(condition.row, `${condition.condition} matched no row: ${JSON.stringify(assessment.inputs)}`);
    const outcome = automaticOutcome(rulebook, assessment);
    if (outcome.kind === 'to-officer') return;
    grants++;
    const value = (name: string): Json | undefined => set.get(subject.person('c'), name)?.value;
    assert.equal(value('person.birth-country'), 'SE');
    assert.ok(outcome.permit.validTo! <= (value('person.passport-valid-to') as string), 'never beyond the passport (Ordinance 4:23)');
    assert.ok(outcome.permit.validFrom === '2026-11-17' && outcome.permit.validTo! >= outcome.permit.validFrom);
    assert.ok(facts.every((fact) => fact.name !== 'party.approval' || fact.value === true || set.get(fact.subject.replace('party/case', 'relation') + '/c', 'relation.custodian-of')?.value !== true), 'no custodian who says no is passed over (Act 5:17)');
    assert.ok(!facts.some((fact) => fact.name === 'case.warning' && fact.value === true));
    assert.ok(!facts.some((fact) => fact.name === 'party.correction' && typeof fact.value === 'string'));
    assert.deepEqual(assess(rulebook, file, set, { application: '2026-11-17', decision: '2026-11-17' }, engine), assessment, 'the same facts give the same assessment');
  }), { numRuns: 600, seed: 20261103 });
  assert.ok(grants >= 5, `only ${grants} grants: the property says little`);
});

function grantable(): { child: Record<string, Json>; adult: Record<string, Json> } {
  return {
    child: {
      'person.name': { given: 'Mona', family: 'Doe' }, 'person.birth-date': '2026-11-03', 'person.birth-country': 'SE', 'person.citizenships': ['SY'],
      'person.marital-status': 'unmarried', 'person.registered': true, 'person.passport-exists': true, 'person.passport-number': 'N1',
      'person.passport-country': 'SY', 'person.passport-valid-to': '2030-01-01', 'person.passport-image': 'document',
    },
    adult: {
      'relation.parent-of': true, 'relation.custodian-of': true, 'relation.lives-with': true, 'person.citizenships': ['SY'],
      'person.permit-kind': 'temporary', 'person.permit-ground': 'protection', 'person.permit-valid-from': '2025-01-01', 'person.permit-valid-to': '2028-01-01',
      'person.permit-prospects': true, 'party.confirmed': true, 'party.approval': true,
    },
  };
}
