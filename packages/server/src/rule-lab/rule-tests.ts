import { eachRuleTest, expectationFrom, ruleTestFacts, type RuleTestCase, type RuleTestFile, type RuleTestResult } from '@ankomst/content';
import { createRuleEngine, type FactDefinition, type RuleEngine, type Rulebook } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import { Problem } from '../problem.ts';
import { reasonKeys } from '../web/case-words.ts';
import type { LabTestCase, LabTestRun } from './api.ts';
import { modelOf } from './model-of.ts';

/** One of the rules' own cases, run alone. @throws Problem bad-request where it is like no case there is, or names a fact the service lacks */
export function runOne(rulebook: Rulebook, tests: RuleTestFile, one: RuleTestCase, engine: RuleEngine = createRuleEngine()): RuleTestResult {
  const byName = new Map(tests.cases.map((each) => [each.name, each]));
  // those it is like come first, since they are asked for by name
  const chain: RuleTestCase[] = [];
  for (let like = one.like; like !== undefined; like = byName.get(like)?.like) {
    const each = byName.get(like);
    if (!each || chain.includes(each) || like === one.name) throw new Problem('bad-request', { like });
    chain.push(each);
  }
  try {
    return [...eachRuleTest(rulebook, { file: '', value: { ...tests, cases: [...chain, one] }, line: () => 1 }, engine)].at(-1)!;
  } catch (error) {
    throw new Problem('bad-request', { detail: (error as Error).message }, error);
  }
}

/** What comes out of a case as it is written, beside what it expects. */
export function testRun(deps: Deps, rulebook: Rulebook, tests: RuleTestFile, one: RuleTestCase, language: string): LabTestRun {
  const result = runOne(rulebook, tests, one);
  const { outcome, conditions, permit, fee } = result.assessment;
  const messages = messagesOf(deps, language, rulebook);
  return {
    outcome, permit, fee,
    conditions: conditions.map(({ condition, status, row, reason, told }) => {
      const key = reason === null ? undefined : reasonKeys({ reason, told }, false).find((each) => messages.has(each));
      return { id: condition, status, row, ...(key ? { reason: messages.format(key, told as Record<string, string | number> | undefined) } : {}) };
    }),
    problems: result.problems.map(({ what, expected, got }) => ({ what, expected: JSON.stringify(expected), got: JSON.stringify(got) })),
    meant: expectationFrom(one, result) as LabTestRun['meant'],
  };
}

/** A case opened for writing: all the facts it comes to, those it could have, and the rows it may expect. */
export function testCaseView(deps: Deps, rulebook: Rulebook, tests: RuleTestFile, test: RuleTestCase, language: string): LabTestCase {
  const messages = messagesOf(deps, language, rulebook);
  const words = (key: string, fallback: string): string => (messages.has(key) ? messages.format(key) : fallback);
  const known = new Map(rulebook.facts.map((one) => [one.name, one]));
  const persons = ruleTestFacts(test, new Map(tests.cases.map((one) => [one.name, one])));
  const kind = (definition: FactDefinition): Pick<LabTestCase['more'][number], 'fact' | 'label' | 'type' | 'choices'> => ({
    fact: definition.name, label: words(`fact.${definition.name}`, definition.name), type: definition.type,
    choices: (definition.choices ?? []).map((code) => ({ code, label: words(`fact.${definition.name}.${code}`, code) })),
  });
  const roles = [...new Set([rulebook.applicantRole, ...Object.keys(persons).filter((role) => role !== 'case'), ...rulebook.roles.map((one) => one.role)]), 'case'];
  const bound = boundFacts(rulebook);
  const model = modelOf(rulebook.dmn);
  return {
    test: test as LabTestCase['test'], dates: { ...tests.dates, ...test.dates },
    facts: roles.flatMap((role) => (persons[role] ?? []).flatMap((person, index) => Object.entries(person ?? {}).flatMap(([fact, value]) => {
      const definition = known.get(fact);
      return definition && value !== null ? [{ role, roleTitle: words(`role.${role}`, role), index, ...kind(definition), value }] : [];
    }))),
    more: roles.flatMap((role) => [...bound].flatMap((fact) => {
      const definition = known.get(fact);
      if (!definition || (definition.about === 'case') !== (role === 'case')) return [];
      return (persons[role] ?? []).some((person) => person?.[fact] !== undefined && person[fact] !== null) ? [] : [{ role, ...kind(definition) }];
    })),
    conditions: rulebook.conditions.map(({ id, decision }) => {
      const expression = model.decisions.find((one) => one.name === decision)?.expression;
      return {
        id, title: words(`condition.${id}`, id),
        rows: expression?.kind !== 'table' ? [] : expression.rules.map((rule) => {
          const reason = rule.annotations[expression.annotations.indexOf('Reason')] ?? '';
          return { id: rule.id, words: words(reason, reason) };
        }),
      };
    }),
    cases: tests.cases.map((one) => one.name),
  };
}

/** The facts the rules read. */
export const boundFacts = (rulebook: Pick<Rulebook, 'bindings'>): Set<string> =>
  new Set(rulebook.bindings.flatMap((binding) => Object.values(binding.fields).flatMap((field) => ('fact' in field && typeof field.fact === 'string' && field.fact !== '*' ? [field.fact] : []))));
