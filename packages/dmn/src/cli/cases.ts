/** Cases to run a model on: the compatibility kit's XML, or YAML and JSON as people write them. */
import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { agree } from '../../tck/agree.ts';
import { readCase } from '../../tck/cases.ts';
import type { CompiledModel } from '../compile.ts';
import { text as feelText } from '../run/ops.ts';
import type { FeelValue, Json } from '../run/values.ts';
import { FeelContext } from '../run/values.ts';
import type { DecisionTrace } from '../run/trace.ts';
import { elements } from '../xml/tree.ts';
import { readXml } from '../xml/read.ts';
import { readText } from './files.ts';
import { UsageError } from './io.ts';

/**
 * A case. `expect` gives values by decision (or decision service) name: JSON, dates and durations as ISO texts, compared
 * exactly. `rows` gives, by decision, the ids of the rows that must be hit, no more and no fewer.
 */
export interface Case {
  name: string;
  file: string;
  now: string | undefined;
  input: Record<string, unknown>;
  expect: { decision: string; check: (value: Json, feel: FeelValue) => string | undefined }[];
  rows: Record<string, string[]>;
}

/** A YAML or JSON file of cases. */
export interface CaseFile {
  now?: string;
  cases: { name?: string; now?: string; input: Record<string, Json>; expect?: Record<string, Json>; rows?: Record<string, string[]> }[];
}

export interface CaseResult { name: string; file: string; passed: boolean; problems: string[]; trace: DecisionTrace[] }

/** The files of cases that stand beside a model: `NAME.test.yaml`, `NAME.test.json`, `NAME-test-01.xml`. */
export function casesBeside(model: string): string[] {
  const stem = basename(model, extname(model));
  return readdirSync(dirname(model)).sort()
    .filter((n) => n.startsWith(stem) && /^(?:\.test\.(?:ya?ml|json)|-test-\d+\.xml)$/.test(n.slice(stem.length)))
    .map((n) => join(dirname(model), n));
}

export async function readCases(file: string): Promise<Case[]> {
  switch (extname(file)) {
    case '.xml': return readKitCases(file);
    case '.json': return fromFile(file, JSON.parse(readText(file)) as CaseFile);
    case '.yaml': case '.yml': {
      const { parse } = await yaml(file);
      return fromFile(file, parse(readText(file)) as CaseFile);
    }
    default: throw new UsageError(`${file}: cases are read from .xml, .yaml, .yml or .json`);
  }
}

/** The engine itself needs no dependency; only cases in YAML need a reader. */
async function yaml(file: string): Promise<{ parse: (text: string) => unknown }> {
  try {
    return await import('yaml') as { parse: (text: string) => unknown };
  } catch {
    throw new UsageError(`${file}: cases in YAML need the npm package "yaml" beside @ankomst/dmn; or write them as JSON`);
  }
}

function fromFile(file: string, content: CaseFile): Case[] {
  if (!Array.isArray(content?.cases)) throw new UsageError(`${file}: expected a list "cases", each with "input" and "expect"`);
  return content.cases.map((c, i) => {
    if (typeof c.input !== 'object' || c.input === null) throw new UsageError(`${file}: case ${c.name ?? i + 1} has no "input"`);
    return {
      name: c.name ?? `case ${i + 1}`, file, now: c.now ?? content.now, input: c.input, rows: c.rows ?? {},
      expect: Object.entries(c.expect ?? {}).map(([decision, expected]) => ({
        decision,
        check: (value: Json): string | undefined => (same(value, expected) ? undefined : `${JSON.stringify(value)} instead of ${JSON.stringify(expected)}`),
      })),
    };
  });
}

/** Equal JSON, whatever the order of keys; a key that is absent is not one that is null. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || a === undefined || b === undefined) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]!));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && same(a[k], b[k]));
}

function readKitCases(file: string): Case[] {
  const suite = readXml(readText(file), file).root;
  return elements(suite).filter((e) => e.local === 'testCase').map(readCase).map((c) => ({
    name: c.id, file, now: undefined, input: c.inputs, rows: {},
    expect: c.results.map((r) => ({
      decision: c.service ?? r.name,
      check: (_: Json, feel: FeelValue): string | undefined => {
        const part = c.service !== undefined && c.results.length > 1 && feel instanceof FeelContext && feel.has(r.name) ? feel.get(r.name)! : feel;
        return agree(part, r.expected) ? undefined : `${feelText(part, true)} instead of ${feelText(r.expected, true)}`;
      },
    })),
  }));
}

/** Runs a case; one that expects nothing runs every decision, so that its rows are covered. */
export function runCase(model: CompiledModel, c: Case, now: string): CaseResult {
  const problems: string[] = [];
  const trace = new Map<string, DecisionTrace>();
  const evaluate = (decision: string): { value: Json; feel: FeelValue } => {
    const result = model.evaluate(decision, c.input, { now: c.now ?? now });
    for (const issue of result.issues) {
      const problem = `${decision}: ${issue.message}`;
      if (issue.code !== 'input' && !problems.includes(problem)) problems.push(problem);
    }
    for (const t of result.trace) trace.set(t.decision, t);
    return result;
  };
  const results = new Map<string, { value: Json; feel: FeelValue }>();
  for (const { decision, check } of c.expect) {
    let result = results.get(decision);
    if (!result) results.set(decision, (result = evaluate(decision)));
    const problem = check(result.value, result.feel);
    if (problem) problems.push(`${decision}: ${problem}${because(trace.get(decision))}`);
  }
  if (c.expect.length === 0) for (const { name } of model.decisions) evaluate(name);
  for (const [decision, rows] of Object.entries(c.rows)) {
    if (!trace.has(decision)) evaluate(decision);
    const hit = (trace.get(decision)?.hits ?? []).map((h) => h.row);
    if (!same(hit, rows)) problems.push(`${decision}: rows ${hit.join(', ') || 'none'} instead of ${rows.join(', ') || 'none'}`);
  }
  return { name: c.name, file: c.file, passed: problems.length === 0, problems, trace: [...trace.values()] };
}

/** The rows hit, or why the value is null. */
function because(t: DecisionTrace | undefined): string {
  if (!t) return '';
  const notes = t.nulls.slice(0, 2).map((n) => `${n.path}: ${n.detail ?? n.cause}`);
  const rows = t.hits.length > 0 ? [`rows ${t.hits.map((h) => h.row).join(', ')}`] : [];
  return rows.length + notes.length > 0 ? ` (${[...rows, ...notes].join('; ')})` : '';
}
