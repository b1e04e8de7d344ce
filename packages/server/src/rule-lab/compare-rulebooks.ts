import { canonicalText, type Json, type Rulebook } from '@ankomst/core';
import { diffModels, type DmnModel } from '@ankomst/dmn';
import type { Deps } from '../deps.ts';
import type { LabCompare, LabDecision, LabDifference, LabRulebook } from './api.ts';
import { cellWords } from './cell-words.ts';
import { modelOf } from './model-of.ts';
import { rulebookView } from './rulebook-view.ts';

type Cells = LabDifference['rows'][number]['cells'];

/** Regions in which a decision answers otherwise that are told; more would not be read. */
const mostRegions = 12;

/** What two versions of a rulebook differ in: row by row as people read them, and for which inputs the answers change. */
export function compareRulebooks(deps: Deps, before: Rulebook, after: Rulebook, language: string): LabCompare {
  const [x, y] = [rulebookView(deps, before, language), rulebookView(deps, after, language)];
  return {
    before: { name: x.title, version: x.version, validFrom: x.validFrom }, after: { name: y.title, version: y.version, validFrom: y.validFrom },
    difference: { rows: rowsOf(x, y), amounts: amountsOf(before, after), answers: answersOf(before, after, y, language), other: otherParts(before, after), tests: [] },
    phrases: y.phrases,
  };
}

function rowsOf(x: LabRulebook, y: LabRulebook): LabDifference['rows'] {
  return [...new Set([...x.decisions, ...y.decisions].map((one) => one.name))].flatMap((name) => {
    const [was, is] = [x, y].map((book) => book.decisions.find((one) => one.name === name));
    const title = (is ?? was)!.title;
    const formula: LabDifference['rows'] = was?.formula !== is?.formula
      ? [{ decision: name, title, row: '', change: 'changed', cells: [{ what: '', before: was?.formula ?? '', after: is?.formula ?? '' }] }] : [];
    const [rowsBefore, rowsAfter] = [was, is].map((one) => one?.table?.rows ?? []);
    const ids = [...new Set([...rowsAfter!, ...rowsBefore!].map((row) => row.id))];
    return [...formula, ...ids.flatMap((id) => {
      const [a, b] = [rowsBefore!.find((row) => row.id === id), rowsAfter!.find((row) => row.id === id)];
      const cells = changedCells(columns(was, a), columns(is, b));
      return cells.length > 0 ? [{ decision: name, title, row: id, change: !a ? 'added' as const : !b ? 'removed' as const : 'changed' as const, cells }] : [];
    })];
  });
}

/** A row's cells under the names of their columns; law and reason too. */
function columns(decision: LabDecision | undefined, row: NonNullable<LabDecision['table']>['rows'][number] | undefined): Map<string, string> {
  if (!decision?.table || !row) return new Map();
  const { inputs, outputs } = decision.table;
  return new Map([
    ...row.inputs.map((cell, i): [string, string] => [inputs[i]!.label, cell.words]),
    ...row.outputs.map((cell, i): [string, string] => [`→ ${outputs[i]!.label}`, cell.words]),
    ['#law', row.law.map((law) => law.label).join('; ')],
    ...Object.entries(row.reason?.texts ?? {}).map(([language, text]): [string, string] => [`#reason ${language}`, text]),
  ]);
}

function changedCells(a: Map<string, string>, b: Map<string, string>): Cells {
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((what) => (a.get(what) === b.get(what) ? [] : [{ what, before: a.get(what) ?? '', after: b.get(what) ?? '' }]));
}

type Row = { [column: string]: Json };
const text = (value: Json | undefined): string => (value === null || value === undefined ? '' : String(value));

function amountsOf(before: Rulebook, after: Rulebook): LabDifference['amounts'] {
  return [...new Set([...Object.keys(before.tables), ...Object.keys(after.tables)])].flatMap((table) => {
    const [a, b] = [before, after].map((book) => (book.tables[table] ?? []) as Row[]);
    // what is the same in both is no news; the rest is matched by what names a row: its key and first day
    const same = new Set(a!.map((row) => canonicalText(row)).filter((row) => b!.some((other) => canonicalText(other) === row)));
    const name = (row: Row): string => [row['id'] ?? row['code'] ?? '', row['valid_from'] ?? ''].map((part) => text(part)).join(' ');
    const [x, y] = [a!, b!].map((rows) => new Map(rows.filter((row) => !same.has(canonicalText(row))).map((row) => [name(row), row])));
    return [...new Set([...x!.keys(), ...y!.keys()])].map((key) => {
      const [was, is] = [x!.get(key), y!.get(key)];
      const cells = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].flatMap((what) => (text(was?.[what]) === text(is?.[what]) ? [] : [{ what, before: text(was?.[what]), after: text(is?.[what]) }]));
      return { table, name: key, change: !was ? 'added' as const : !is ? 'removed' as const : 'changed' as const, cells };
    });
  });
}

function answersOf(before: Rulebook, after: Rulebook, view: LabRulebook, language: string): LabDifference['answers'] {
  if (before.dmn === after.dmn) return [];
  const [a, b]: [DmnModel, DmnModel] = [modelOf(before.dmn), modelOf(after.dmn)];
  return diffModels(a, b, { limit: mostRegions }).flatMap((one) => (one.change === 'table' ? one.diff.regions.map((region) => ({
    decision: one.decision, title: view.decisions.find((decision) => decision.name === one.decision)?.title ?? one.decision,
    when: Object.entries(region.when).map(([column, is]) => ({ column, is: cellWords(is, language) })),
    before: cellWords(region.before.outcome, language), after: cellWords(region.after.outcome, language),
  })) : []));
}

const parts = ['automation', 'roles', 'bindings', 'conditions', 'requirements', 'deadlines', 'form', 'facts', 'letters', 'notices', 'offer', 'apply', 'precheck', 'alternatives', 'unit'] as const;
/** Parts of a rulebook that the lab does not show row by row. */
const otherParts = (before: Rulebook, after: Rulebook): string[] => parts.filter((part) => canonicalText(before[part] ?? null) !== canonicalText(after[part] ?? null));
