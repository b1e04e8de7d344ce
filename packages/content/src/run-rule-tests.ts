import {
  assess, bindInputs, createRuleEngine, factSet, subject,
  type Assessment, type CaseFile, type Certainty, type Fact, type FactSource, type Json, type Party, type RuleEngine, type Rulebook,
} from '@ankomst/core';
import type { RuleTestCase, RuleTestFacts, RuleTestFile } from './files.ts';
import { rulesRows } from './references.ts';
import type { Source } from './source.ts';

/** How one case came out. */
export interface RuleTestResult {
  name: string;
  file: string;
  line: number;
  /** What differs from what was expected; empty = passed. */
  problems: { what: string; expected: Json; got: Json }[];
  assessment: Assessment;
  /** Every row hit, in the order of the trace. */
  rows: string[];
  /** What the rules say of the other permits that the same facts may open. */
  alternatives: Record<string, Json>;
}

export interface RuleTestReport {
  service: string;
  results: RuleTestResult[];
  coverage: { rows: number; hit: number; missed: { row: string; decision: string; line: number }[] };
}

/** Runs a service's own cases through the same assessment that decides real ones. */
export function runRuleTests(rulebook: Rulebook, tests: Source<RuleTestFile>, engine: RuleEngine = createRuleEngine()): RuleTestReport {
  return reportOf(rulebook, [...eachRuleTest(rulebook, tests, engine)]);
}

/** The same one case at a time, so that whoever runs them may do something else in between, or stop. */
export function* eachRuleTest(rulebook: Rulebook, tests: Pick<Source<RuleTestFile>, 'file' | 'value' | 'line'>, engine: RuleEngine = createRuleEngine()): Generator<RuleTestResult> {
  const byName = new Map(tests.value.cases.map((one) => [one.name, one]));
  for (const [index, one] of tests.value.cases.entries()) {
    const facts = ruleTestFacts(one, byName);
    const { file, list } = caseOf(rulebook, facts, one.sources ?? {});
    const dates = {
      application: one.dates?.application ?? tests.value.dates.application,
      decision: one.dates?.decision ?? tests.value.dates.decision,
      ...(one.dates?.event ? { event: one.dates.event } : {}),
    };
    const tables = one.tables ? { ...rulebook.tables, ...one.tables } : rulebook.tables;
    const tried = { ...rulebook, tables };
    const assessment = assess(tried, file, factSet(list), dates, engine);
    const others = alternativesOf(tried, bindInputs(tried, file, factSet(list), dates).inputs, dates.decision, engine);
    const rows = [...new Set([...rowsHit(assessment.trace), ...others.flatMap((other) => rowsHit(other.trace))])];
    const problems = [...problemsOf(one, assessment, rows), ...alternativeProblems(one, others)];
    const alternatives = Object.fromEntries(others.map((other) => [other.id, other.value]));
    yield { name: one.name, file: tests.file, line: tests.line(['cases', index]), problems, assessment, rows, alternatives };
  }
}

/** What the results say of the rulebook: which rows no case reaches. */
export function reportOf(rulebook: Rulebook, results: RuleTestResult[]): RuleTestReport {
  const hit = new Set(results.flatMap((one) => one.rows));
  const all = rulesRows(rulebook.dmn);
  const missed = all.filter((row) => !hit.has(row.id)).map((row) => ({ row: row.id, decision: row.decision, line: row.line }));
  return { service: rulebook.service, results, coverage: { rows: all.length, hit: all.length - missed.length, missed } };
}

/** A case's expectation with what came out put in place of what differs: what its author says by "so it is meant". */
export function expectationFrom({ expect }: RuleTestCase, { assessment, rows, alternatives }: RuleTestResult): RuleTestCase['expect'] {
  const status = (id: string): string => assessment.conditions.find((one) => one.condition === id)?.status ?? 'unknown';
  const row = (id: string): string | null => assessment.conditions.find((one) => one.condition === id)?.row ?? null;
  const named = new Set([...Object.keys(expect.rows ?? {}), ...Object.keys(expect.status ?? {})]);
  const notMet = assessment.conditions.filter((one) => one.status !== 'met' && !named.has(one.condition)).map((one) => one.condition);
  const words = <Value>(given: Record<string, Value> | undefined, now: (name: string) => Value): Record<string, Value> | undefined =>
    given && Object.fromEntries(Object.keys(given).map((name) => [name, now(name)]));
  const hits = expect.hits?.filter((one) => rows.includes(one));
  return {
    outcome: assessment.outcome,
    // a row that is hit no more leaves its condition to be told by its status
    ...(expect.rows || notMet.length > 0 ? { rows: Object.fromEntries([...Object.keys(expect.rows ?? {}), ...notMet].flatMap((id) => { const now = row(id); return now === null ? [] : [[id, now]]; })) } : {}),
    ...(expect.status || notMet.some((id) => row(id) === null) ? { status: Object.fromEntries([...Object.keys(expect.status ?? {}), ...Object.keys(expect.rows ?? {}).filter((id) => row(id) === null), ...notMet.filter((id) => row(id) === null)].map((id) => [id, status(id)])) } : {}),
    ...(expect.permit && assessment.permit ? { permit: words(expect.permit, (name) => assessment.permit?.[name] ?? null) } : {}),
    ...(expect.fee && assessment.fee ? { fee: words(expect.fee, (name) => assessment.fee?.[name] ?? null) } : {}),
    ...(expect.alternatives ? { alternatives: words(expect.alternatives, (name) => String(alternatives[name] ?? 'unknown')) } : {}),
    ...(hits && hits.length > 0 ? { hits } : {}),
  };
}

/** By role: its persons in order, each with what is known of them. */
export type RuleTestPersons = Record<string, (RuleTestFacts | null)[]>;
const asList = (value: RuleTestFacts | (RuleTestFacts | null)[]): (RuleTestFacts | null)[] => (Array.isArray(value) ? value : [value]);

/** A case's facts over those of the case it is like; facts of one person are merged by name. @throws Error where it is like itself, or like none there is */
export function ruleTestFacts(one: RuleTestCase, byName: ReadonlyMap<string, RuleTestCase>, seen: readonly string[] = []): RuleTestPersons {
  if (seen.includes(one.name)) throw new Error(`rule test "${one.name}" is like itself`);
  const base = one.like === undefined ? undefined : byName.get(one.like);
  if (one.like !== undefined && !base) throw new Error(`rule test "${one.name}" is like "${one.like}", which does not exist`);
  const facts: RuleTestPersons = base ? ruleTestFacts(base, byName, [...seen, one.name]) : {};
  for (const [role, value] of Object.entries(one.facts ?? {})) {
    const before = facts[role] ?? [];
    const own = asList(value);
    facts[role] = Array.from({ length: Math.max(before.length, own.length) }, (_, i) => {
      if (i >= own.length) return before[i]!;
      return own[i] === null ? null : { ...before[i], ...own[i] };
    });
  }
  return facts;
}

function caseOf(rulebook: Rulebook, facts: RuleTestPersons, sources: NonNullable<RuleTestCase['sources']>): { file: CaseFile; list: Fact[] } {
  const parties: Party[] = [];
  const list: Fact[] = [];
  const applicant = `${rulebook.applicantRole}-1`;
  const known = new Map(rulebook.facts.map((one) => [one.name, one]));
  const put = (personId: string | undefined, name: string, value: Json): void => {
    const definition = known.get(name);
    if (!definition) throw new Error(`rule test names the fact "${name}", which the service does not have`);
    const key = {
      case: () => subject.case('case'), person: () => subject.person(personId!), party: () => subject.party('case', personId!),
      relation: () => subject.relation(personId!, applicant),
    }[definition.about]();
    const source = (sources[name]?.source ?? rulebook.automation.accepts[name]?.at(-1) ?? definition.sources[0]) as FactSource;
    const certainty = (sources[name]?.certainty ?? { applicant: 'stated', officer: 'assessed', register: 'verified', document: 'verified', partner: 'verified' }[source]) as Certainty;
    list.push({ id: `fact-${list.length + 1}`, subject: key, name, value, source, certainty, assertedBy: `${source}/test`, assertedAt: '2026-01-01T00:00:00.000Z' });
  };
  for (const [role, persons] of Object.entries(facts)) {
    persons.forEach((person, index) => {
      if (person === null) return;
      const personId = `${role}-${index + 1}`;
      if (role !== 'case') parties.push({ personId, role });
      for (const [name, value] of Object.entries(person)) if (value !== null) put(role === 'case' ? undefined : personId, name, value);
    });
  }
  const file: CaseFile = {
    id: 'case', number: '00-000000-0', service: rulebook.service, rulebook: rulebook.hash, phase: 'lodged', parties, unit: rulebook.unit,
    openedAt: '2026-01-01T00:00:00.000Z', openRequests: [], waiting: null, waited: [], version: 1,
  };
  return { file, list };
}

interface Traced { decision: string; hits: { row: string }[] }

function rowsHit(trace: unknown): string[] {
  return (trace as Traced[]).flatMap((one) => one.hits.map((hit) => hit.row));
}

interface Alternative { id: string; value: Json; trace: unknown }

/** What the rules say of the other permits that the same facts may open. */
function alternativesOf(rulebook: Rulebook, inputs: { [input: string]: Json }, on: string, engine: RuleEngine): Alternative[] {
  return (rulebook.alternatives ?? []).map(({ id, decision }) => ({ id, ...engine.evaluate(rulebook, decision, inputs, on) }));
}

function alternativeProblems(one: RuleTestCase, others: readonly Alternative[]): RuleTestResult['problems'] {
  return Object.entries(one.expect.alternatives ?? {}).flatMap(([id, expected]) => {
    const got = others.find((other) => other.id === id)?.value ?? null;
    return got === expected ? [] : [{ what: `alternative ${id}`, expected, got }];
  });
}

function problemsOf(one: RuleTestCase, assessment: Assessment, rows: readonly string[]): RuleTestResult['problems'] {
  const problems: RuleTestResult['problems'] = [];
  const compare = (what: string, expected: Json, got: Json | undefined): void => {
    if (JSON.stringify(expected) !== JSON.stringify(got ?? null)) problems.push({ what, expected, got: got ?? null });
  };
  const { expect } = one;
  compare('outcome', expect.outcome, assessment.outcome);
  for (const [id, row] of Object.entries(expect.rows ?? {})) compare(`row of ${id}`, row, assessment.conditions.find((condition) => condition.condition === id)?.row ?? null);
  for (const [id, status] of Object.entries(expect.status ?? {})) compare(`status of ${id}`, status, assessment.conditions.find((condition) => condition.condition === id)?.status ?? null);
  for (const [word, value] of Object.entries(expect.permit ?? {})) compare(`permit ${word}`, value, assessment.permit?.[word]);
  for (const [word, value] of Object.entries(expect.fee ?? {})) compare(`fee ${word}`, value, assessment.fee?.[word]);
  for (const row of expect.hits ?? []) if (!rows.includes(row)) problems.push({ what: 'row hit', expected: row, got: null });
  // what is not named must be met: a case says all that is wrong with it, so that nothing else slips in
  const named = new Set([...Object.keys(expect.rows ?? {}), ...Object.keys(expect.status ?? {})]);
  for (const condition of assessment.conditions) {
    if (!named.has(condition.condition)) compare(`status of ${condition.condition} (not named, so met)`, 'met', condition.status);
  }
  return problems;
}
