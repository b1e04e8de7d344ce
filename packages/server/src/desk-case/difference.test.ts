import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConditionResult, Fact, FactDefinition, FactSource, FactType, Json } from '@ankomst/core';
import fc from 'fast-check';
import { differences, type Difference } from './difference.ts';

const definition = (name: string, type: FactType, sources: FactSource[] = ['register', 'document', 'officer', 'applicant']): FactDefinition =>
  ({ name, about: 'person', type, sources, sensitivity: 'ordinary', ground: 'test' });
const definitions = [definition('person.name', 'name'), definition('person.city', 'text'), definition('person.lines', 'mrz'), definition('person.birth-date', 'partial-date'), definition('person.number', 'text', ['register', 'applicant'])];

let count = 0;
const said = (name: string, value: Json, source: FactSource, more: Partial<Fact> = {}): Fact => ({
  id: `f${++count}`, subject: 'person/p', name, value, source, certainty: source === 'applicant' ? 'stated' : source === 'officer' ? 'assessed' : 'verified',
  assertedBy: source === 'applicant' ? 'person/p' : `${source}/x`, assertedAt: '2026-11-10T09:00:00.000Z', ...more,
});
const condition = (id: string, status: ConditionResult['status'], more: Partial<ConditionResult>): ConditionResult =>
  ({ condition: id, status, kind: 'objective', row: null, basis: [], reason: null, facts: [], missing: [], doubted: [], ...more });
const look = (history: Fact[], conditions: ConditionResult[] = [], byCounterpart = (fact: Fact): boolean => fact.assertedBy === 'person/boss'): Difference[] => differences({
  facts: [...new Map(history.map((fact) => [`${fact.subject} ${fact.name}`, fact])).values()], history, definitions, timeZone: 'Europe/Stockholm', byCounterpart, assessment: { conditions },
});
const of = (all: Difference[], name: string): Difference => all.find((one) => one.name === name)!;

describe('what is said of a fact', () => {
  test('a register and a person who say otherwise: open, and the better source is proposed', () => {
    const city = of(look([said('person.city', 'Uppsala', 'register'), said('person.city', 'Lund', 'applicant')]), 'person.city');
    assert.deepEqual([city.state, city.open, city.proposed?.value, city.proposed?.statement.witness], ['differs', true, 'Uppsala', 'register']);
  });

  test('they agree, or only one speaks: nothing to look at', () => {
    assert.deepEqual(look([said('person.city', 'Uppsala', 'register'), said('person.city', 'UPPSALA', 'applicant')]).map((one) => [one.state, one.open]), [['same', false]]);
    assert.deepEqual(look([said('person.city', 'Uppsala', 'applicant')]).map((one) => [one.state, one.open]), [['alone', false]]);
  });

  test('what only the person says is open where a condition may not rest on it', () => {
    const fact = said('person.name', { given: 'Liya' }, 'applicant');
    const name = of(look([fact], [condition('identity', 'doubtful', { doubted: ['person/p person.name'] })]), 'person.name');
    assert.deepEqual([name.state, name.conditions, name.proposed?.statement.fact.id], ['doubted', ['identity'], fact.id]);
  });

  test('an officer’s word settles it, until somebody says something new', () => {
    const before = [said('person.city', 'Uppsala', 'register'), said('person.city', 'Lund', 'applicant'), said('person.city', 'Uppsala', 'officer')];
    assert.deepEqual(look(before).map((one) => [one.state, one.open]), [['settled', false]]);
    // the newer statement supersedes; the officer's is no longer what stands
    assert.equal(of(look([...before, said('person.city', 'Malmö', 'applicant')]), 'person.city').state, 'differs');
  });

  test('the other side of the case is a source of its own', () => {
    const city = of(look([said('person.city', 'Lund', 'applicant'), said('person.city', 'Uppsala', 'applicant', { assertedBy: 'person/boss' })]), 'person.city');
    assert.deepEqual(city.statements.map((one) => one.witness), ['applicant', 'counterpart']);
    assert.equal(city.state, 'differs');
  });

  test('what a condition misses is shown although nobody has said it', () => {
    const missing = of(look([], [condition('identity', 'unknown', { missing: ['person/p person.city'] })]), 'person.city');
    assert.deepEqual([missing.state, missing.open, missing.conditions, missing.proposed], ['unknown', false, ['identity'], undefined]);
  });

  test('nothing is proposed that no officer may assert', () => {
    const number = of(look([said('person.number', '1', 'register'), said('person.number', '2', 'applicant')]), 'person.number');
    assert.deepEqual([number.state, number.proposed], ['differs', undefined]);
  });

  test('whatever is said by whom in which order: what stands is on file, a proposal is one of the statements, and only what is open has one', () => {
    const statement = fc.record({ name: fc.constantFrom('person.city', 'person.birth-date', 'person.number'), value: fc.constantFrom('2020-01-01', '2020-01-02', 'x'), source: fc.constantFrom<FactSource>('applicant', 'document', 'register', 'officer', 'partner') });
    fc.assert(fc.property(fc.array(statement, { maxLength: 12 }), (told) => {
      const history = told.map((one) => said(one.name, one.value, one.source));
      for (const one of look(history)) {
        assert.ok(history.includes(one.standing!) || one.state === 'unknown');
        if (one.proposed) assert.ok(one.open && history.includes(one.proposed.statement.fact));
        if (one.state === 'same' || one.state === 'alone') assert.equal(one.open, false);
      }
    }));
  });
});
