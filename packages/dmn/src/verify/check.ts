/** Findings about a decision table: gaps, overlaps, rows that never decide, type errors, inputs without effect. */
import { placeOf } from '../errors.ts';
import type { DmnIssue } from '../errors.ts';
import type { DmnModel, FeelText } from '../model/types.ts';
import type { Json } from '../run/values.ts';
import { elements, textOf } from '../xml/tree.ts';
import type { XmlElement } from '../xml/tree.ts';
import { hasBit, members } from './bits.ts';
import { tablesOf } from './columns.ts';
import type { OwnedTable } from './columns.ts';
import { TooLarge, levelsOf } from './diagram.ts';
import { gapsOf } from './gaps.ts';
import { analyseTable, exampleJson, regionExample, regionText } from './table.ts';
import type { AnalysedTable } from './table.ts';
import { beaters, witness } from './witness.ts';

export type FindingCode =
  | 'gap' | 'overlap' | 'conflict' | 'unreachable-row' | 'hit-policy' | 'type-error' | 'value-not-allowed' | 'value-never-comes'
  | 'unused-input' | 'unused-input-data' | 'unused-requirement' | 'not-analysable' | 'too-large';

export interface Finding extends DmnIssue {
  code: FindingCode;
  /** The decision or knowledge model the table belongs to. */
  decision: string;
  /** Ids of the rows concerned. */
  rows: string[];
  /** The inputs concerned, as FEEL unary tests by column; a column left out may hold anything. */
  when?: Record<string, string>;
  /** One such input, by column. */
  example?: Record<string, Json>;
}

export interface CheckOptions {
  /** Most gaps and overlaps told of each table; 20 unless given. */
  limit?: number;
  /** Also looks at inputs with unknown facts (null), which tables rarely answer. False unless given. */
  unknown?: boolean;
}

/** All findings about all tables of a model, and input data nothing uses. */
export function checkModel(model: DmnModel, options: CheckOptions = {}): Finding[] {
  return [...unusedInputData(model), ...unusedRequirements(model), ...tablesOf(model).flatMap((t) => checkTable(model, t, options))];
}

/**
 * All findings about one table. Its columns are taken as independent of each other: a gap may be an input that other rules
 * keep from ever coming (an age and a date of birth that do not fit). Values of a decision that this one needs are only those its logic can give.
 */
export function checkTable(model: DmnModel, owned: OwnedTable, options: CheckOptions = {}): Finding[] {
  const t = analyseTable(model, owned.table);
  const say = new Teller(model, owned);
  for (const n of t.notAnalysable) {
    say.at(n.place, 'not-analysable', 'warning', [n.row], `the cell \`${n.text}\` in column "${n.column}" cannot be analysed: ${n.reason}`,
      'gaps and overlaps are told as if this cell might hold or not');
  }
  for (const p of t.problems) say.at(p.place, p.code, p.code === 'value-never-comes' ? 'warning' : 'error', [p.row], p.message);
  for (const column of t.columns) {
    if (!column.opaque && column.rows.every((rows) => members(rows).length === t.rows.length)) {
      say.at(owned.table.inputs[column.inputs[0]!]!.expression, 'unused-input', 'warning', [], `no row looks at the input "${column.name}"`, 'remove the column');
    }
  }
  hitPolicy(t, say);
  try {
    overlaps(t, say, options);
    reach(t, say, options);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    say.table('too-large', 'warning', [], `${error.message}; gaps and unreachable rows are not told`, 'divide the table');
  }
  return say.findings;
}

class Teller {
  readonly findings: Finding[] = [];
  private readonly model: DmnModel;
  private readonly owned: OwnedTable;
  constructor(model: DmnModel, owned: OwnedTable) {
    this.model = model;
    this.owned = owned;
  }
  at(place: FeelText, code: FindingCode, severity: 'error' | 'warning', rows: string[], message: string, hint?: string): void {
    const { line, column } = placeOf(place.text, 0, place.line, place.column);
    this.push({ code, severity, rows, message, hint, line, column });
  }
  table(code: FindingCode, severity: 'error' | 'warning', rows: string[], message: string, hint?: string, more: Partial<Finding> = {}): void {
    const element = rows.length > 0 ? this.owned.table.rules.find((r) => r.id === rows.at(-1))!.element : this.owned.table.element;
    this.push({ code, severity, rows, message, hint, line: element.line, column: element.column, ...more });
  }
  private push(finding: Omit<Finding, 'decision'>): void {
    const rows = finding.rows.length > 0 ? `, ${finding.rows.length === 1 ? 'row' : 'rows'} ${finding.rows.join(', ')}` : '';
    this.findings.push({ ...finding, file: this.model.file, decision: this.owned.owner, element: `decision "${this.owned.owner}"${rows}` });
  }
}

/** A box in words: `Age: < 18, Country: "SE"`. */
function words(when: Record<string, string>): string {
  const parts = Object.entries(when).map(([name, text]) => `${name}: ${text}`);
  return parts.length === 0 ? 'any input' : parts.join(', ');
}

function hitPolicy(t: AnalysedTable, say: Teller): void {
  const { hitPolicy: policy, aggregation, outputs } = t.table;
  if ((policy === 'PRIORITY' || policy === 'OUTPUT ORDER') && t.rank === undefined && t.rows.length > 1) {
    say.table('hit-policy', 'error', [], `the hit policy ${policy} needs output values in order of priority, and none are given`, 'list the output values, most important first');
  }
  if (aggregation !== undefined && policy !== 'COLLECT') say.table('hit-policy', 'warning', [], `the aggregation ${aggregation} has no meaning with the hit policy ${policy}`);
  if (aggregation !== undefined && aggregation !== 'COUNT' && outputs.length > 1) say.table('hit-policy', 'error', [], `${aggregation} needs a single output column`);
}

/** Two rows overlap exactly when their cells do in every column. */
function overlaps(t: AnalysedTable, say: Teller, options: CheckOptions): void {
  const policy = t.table.hitPolicy;
  if (policy !== 'UNIQUE' && policy !== 'ANY') return;
  const limit = options.limit ?? 20;
  const withNull = options.unknown ?? false;
  let told = 0;
  let more = 0;
  for (let i = 0; i < t.rows.length; i++) {
    for (let j = i + 1; j < t.rows.length; j++) {
      const same = t.outputs[i]!.text === t.outputs[j]!.text;
      if (policy === 'ANY' && same) continue;
      const box = meeting(t, i, j, withNull);
      if (!box) continue;
      if (told++ >= limit) { more++; continue; }
      const when = regionText(t.columns, box, withNull);
      const exact = box.every((_, c) => !t.columns[c]!.opaque || t.columns[c]!.rows.every((rows) => hasBit(rows, i) && hasBit(rows, j)));
      const ids = [t.rows[i]!.id, t.rows[j]!.id];
      say.table(policy === 'ANY' ? 'conflict' : 'overlap', exact ? 'error' : 'warning', ids,
        `rows ${ids[0]} and ${ids[1]} ${exact ? 'both match' : 'may both match'} for ${words(when)}${same ? ', with the same output' : ''}`,
        policy === 'ANY' ? 'ANY allows several rows only with equal outputs' : same ? 'the hit policy ANY would allow this' : 'make the rows exclude each other, or choose FIRST or PRIORITY',
        { when, example: exampleJson(regionExample(t.columns, box)) });
    }
  }
  if (more > 0) say.table(policy === 'ANY' ? 'conflict' : 'overlap', 'error', [], `${more} more pairs of rows overlap`);
}

/** The box in which two rows both match, or undefined. */
function meeting(t: AnalysedTable, i: number, j: number, withNull: boolean): number[][] | undefined {
  const box: number[][] = [];
  for (const column of t.columns) {
    const shared: number[] = [];
    column.rows.forEach((rows, a) => {
      if (hasBit(rows, i) && hasBit(rows, j) && (withNull || column.atoms[a]!.k !== 'null')) shared.push(a);
    });
    if (shared.length === 0) return undefined;
    box.push(shared);
  }
  return box;
}

/** Gaps, and rows that never decide. */
function reach(t: AnalysedTable, say: Teller, options: CheckOptions): void {
  const withNull = options.unknown ?? false;
  const limit = options.limit ?? 20;
  const count = t.rows.length;
  const levels = levelsOf(t, withNull);
  const collects = t.table.hitPolicy === 'COLLECT' || t.table.hitPolicy === 'RULE ORDER' || t.table.hitPolicy === 'OUTPUT ORDER';
  for (let r = 0; r < count; r++) {
    const row = t.rows[r]!.id;
    if (!meeting(t, r, r, withNull)) {
      // A row that only unknown facts reach is none of our business unless those are looked at.
      // Why it cannot match may have been told already, at the cell.
      if (!meeting(t, r, r, true) && !t.problems.some((p) => p.row === row)) say.table('unreachable-row', 'error', [row], `row ${row} can never match: a cell of it holds for no allowed value`, 'correct or remove the row');
    } else if ((t.table.hitPolicy === 'FIRST' || t.table.hitPolicy === 'PRIORITY') && !witness(t, levels, r, beaters(t, r))) {
      say.table('unreachable-row', 'error', [row], `row ${row} never decides: other rows take every input it matches`, t.table.hitPolicy === 'FIRST' ? 'remove the row, or move it up' : 'remove the row, or give its output a higher priority');
    }
  }
  if (collects || t.fallback !== undefined) return; // No row matching is an answer there.
  const { boxes, complete } = gapsOf(levels, count, t.columns.length, limit);
  for (const region of boxes) {
    const when = regionText(t.columns, region.atoms, withNull);
    const sure = region.atoms.every((atoms, c) => atoms === undefined || !t.columns[c]!.opaque);
    say.table('gap', 'warning', [], `no row ${sure ? 'matches' : 'may match'} for ${words(when)}`, 'add a row, or a default output', {
      when, example: exampleJson(regionExample(t.columns.map((c) => (withNull ? c : { ...c, atoms: c.atoms.filter((a) => a.k !== 'null') })), region.atoms)),
    });
  }
  if (!complete) say.table('gap', 'warning', [], 'there are more gaps than are told here');
}

/** Input data that no decision asks for. */
function unusedInputData(model: DmnModel): Finding[] {
  const required = new Set(model.decisions.flatMap((d) => d.requiredInputs.map((href) => href.slice(href.indexOf('#') + 1))));
  for (const s of model.services) for (const href of s.inputData) required.add(href.slice(href.indexOf('#') + 1));
  return model.inputData.filter((i) => !required.has(i.id)).map((i) => ({
    code: 'unused-input-data', severity: 'warning', message: `no decision uses the input data "${i.name}"`, decision: '', rows: [],
    file: model.file, line: i.element.line, column: i.element.column, element: `input data "${i.name}"`,
  }));
}

/** Requirements that a decision declares and its logic never mentions: the graph says more than the rules do. */
function unusedRequirements(model: DmnModel): Finding[] {
  return model.decisions.flatMap((d) => {
    if (!d.expression) return [];
    const texts = feelTexts(d.expression.element).join(' ').replace(/\s+/g, ' ');
    return [...d.requiredInputs, ...d.requiredDecisions].flatMap((href): Finding[] => {
      const part = [...model.inputData, ...model.decisions].find((p) => p.id === href.slice(href.indexOf('#') + 1));
      if (!part || texts.includes(part.variable.name)) return [];
      return [{
        code: 'unused-requirement', severity: 'warning', message: `the decision requires "${part.name}" but does not use it`, decision: d.name, rows: [],
        hint: 'remove the requirement', file: model.file, line: d.element.line, column: d.element.column, element: `decision "${d.name}"`,
      }];
    });
  });
}

/** All texts below an element: every FEEL expression of its logic. */
function feelTexts(e: XmlElement): string[] {
  return elements(e).flatMap((c) => (c.local === 'text' ? [textOf(c)] : feelTexts(c)));
}
