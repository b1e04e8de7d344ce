import { compile, compileExpressionText, readModel } from './index.ts';
import type { CompiledModel, ExpressionResult } from './index.ts';

/** Helpers for tests: short ways to write models and evaluate expressions. */

export const NOW = '2026-03-01T10:00:00+01:00';
export const MODEL = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

export const escapeXml = (s: string): string => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Definitions around some elements. */
export function definitions(body: string): string {
  return `<definitions xmlns="${MODEL}" namespace="urn:test" name="test" id="test">${body}</definitions>`;
}

export function inputData(name: string, type: string): string {
  return `<inputData id="i-${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;
}

/** A decision that requires inputs (by name) and other decisions (by name). */
export function decision(name: string, logic: string, requires: { inputs?: string[]; decisions?: string[]; knowledge?: string[]; type?: string } = {}): string {
  return `<decision id="d-${name}" name="${name}"><variable name="${name}"${requires.type ? ` typeRef="${requires.type}"` : ''}/>${
    (requires.inputs ?? []).map((i) => `<informationRequirement><requiredInput href="#i-${i}"/></informationRequirement>`).join('')}${
    (requires.decisions ?? []).map((d) => `<informationRequirement><requiredDecision href="#d-${d}"/></informationRequirement>`).join('')}${
    (requires.knowledge ?? []).map((k) => `<knowledgeRequirement><requiredKnowledge href="#k-${k}"/></knowledgeRequirement>`).join('')}${logic}</decision>`;
}

export const literal = (text: string): string => `<literalExpression><text>${escapeXml(text)}</text></literalExpression>`;

export interface TableSpec {
  policy?: string;
  aggregation?: string;
  inputs: [expression: string, type: string][];
  outputs: { name?: string; type?: string; values?: string; default?: string }[];
  annotations?: string[];
  rows: { id?: string; in: string[]; out: string[]; notes?: string[] }[];
}

export function table(spec: TableSpec): string {
  const text = (tag: string, value: string): string => `<${tag}><text>${escapeXml(value)}</text></${tag}>`;
  return `<decisionTable id="t" hitPolicy="${spec.policy ?? 'UNIQUE'}"${spec.aggregation ? ` aggregation="${spec.aggregation}"` : ''}>${
    spec.inputs.map(([e, t]) => `<input><inputExpression typeRef="${t}"><text>${escapeXml(e)}</text></inputExpression></input>`).join('')}${
    spec.outputs.map((o) => `<output${o.name ? ` name="${o.name}"` : ''}${o.type ? ` typeRef="${o.type}"` : ''}>${o.values ? text('outputValues', o.values) : ''}${o.default ? text('defaultOutputEntry', o.default) : ''}</output>`).join('')}${
    (spec.annotations ?? []).map((a) => `<annotation name="${a}"/>`).join('')}${
    spec.rows.map((r) => `<rule${r.id ? ` id="${r.id}"` : ''}>${r.in.map((c) => text('inputEntry', c)).join('')}${r.out.map((c) => text('outputEntry', c)).join('')}${(r.notes ?? []).map((c) => text('annotationEntry', c)).join('')}</rule>`).join('')}</decisionTable>`;
}

export function model(body: string): CompiledModel {
  return compile(readModel(definitions(body), { file: 'test.dmn' }));
}

/** Evaluates an expression whose names are the input's, of type Any unless given. */
export function feel(text: string, input: Record<string, unknown> = {}, types: Record<string, string> = {}): ExpressionResult {
  const names = Object.fromEntries([...new Set([...Object.keys(input), ...Object.keys(types)])].map((n) => [n, types[n] ?? 'Any']));
  return compileExpressionText(text, { names, tolerant: true }).evaluate(input, { now: NOW });
}
