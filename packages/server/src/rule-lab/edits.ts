import { contentHash, type Day, type Json, type Rulebook, type RulebookContent } from '@ankomst/core';
import type { LawEntry, RuleTestCase, RuleTestFile } from '@ankomst/content';
import { readModel, writeModel, type Decision, type DmnModel, type TableRule } from '@ankomst/dmn';
import { Problem } from '../problem.ts';

/** One change of a rulebook, as its author makes it. A draft is a list of them over a released rulebook. */
export type Edit =
  /** A cell of a decision table: FEEL, as it is read by the engine. Columns count from 0. */
  | { kind: 'cell'; decision: string; row: string; part: 'input' | 'output'; column: number; text: string }
  /** The logic of a decision that is one expression. */
  | { kind: 'formula'; decision: string; text: string }
  /** The provisions a row rests on, ids in law.yaml. */
  | { kind: 'basis'; decision: string; row: string; basis: string[] }
  /** The sentence of a row's reason in one language; other rows may share it. */
  | { kind: 'reason'; decision: string; row: string; language: string; text: string }
  /** A cell of a dated table; rows count from 0. */
  | { kind: 'amount'; table: string; row: number; column: string; value: Json }
  /** A new row like another, from a day on: the one before it of the same key ends the day before. */
  | { kind: 'add-amount'; table: string; like: number; from: Day; values: { [column: string]: Json } }
  | { kind: 'remove-amount'; table: string; row: number }
  /** What comes out of a case now is what is meant: `expect` is put in its place. */
  | { kind: 'expect'; test: string; expect: RuleTestCase['expect'] };

/** What a draft will be called and from when it holds. */
export interface DraftFrame { version: string; validFrom: Day }

/** What an edit changes: two of the same target meet, any others do not. */
export function targetOf(edit: Edit): string {
  switch (edit.kind) {
    case 'cell': return ['cell', edit.decision, edit.row, edit.part, edit.column].join('\u0000');
    case 'formula': return ['formula', edit.decision].join('\u0000');
    case 'basis': return ['basis', edit.decision, edit.row].join('\u0000');
    case 'reason': return ['reason', edit.decision, edit.row, edit.language].join('\u0000');
    // rows of a table are counted: who adds or removes one moves the others
    case 'amount': case 'add-amount': case 'remove-amount': return ['table', edit.table].join('\u0000');
    case 'expect': return ['expect', edit.test].join('\u0000');
  }
}

const dayBefore = (day: Day): Day => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
type Row = { [column: string]: Json };

/**
 * The rulebook a draft is: its base with the edits, under its new name. Pure; without edits only name and day differ.
 * It is not said that it is sound: see `checkDraft`.
 * @throws Problem bad-request where an edit speaks of what the rulebook does not have
 */
export function applyEdits(base: Rulebook, edits: readonly Edit[], { version, validFrom }: DraftFrame, law: readonly LawEntry[], approvedBy: readonly string[] = []): Rulebook {
  const { hash: _hash, ...content } = base;
  const tables = { ...content.tables }, text = { ...content.text };
  let model: DmnModel | undefined;
  const read = (): DmnModel => (model ??= readModel(content.dmn, { file: `${content.service}/rules.dmn` }));
  const cited = new Set<string>();

  for (const edit of edits) {
    switch (edit.kind) {
      case 'cell': setText((edit.part === 'input' ? rowIn(read(), edit).inputs : rowIn(read(), edit).outputs)[edit.column]?.element, edit.text); break;
      case 'formula': {
        const { expression } = decisionIn(read(), edit.decision);
        setText(expression?.kind === 'literal' ? expression.text.element : undefined, edit.text);
        break;
      }
      case 'basis':
        setAnnotation(read(), edit, 'Legal basis', edit.basis.join('; '));
        for (const id of edit.basis) cited.add(id);
        break;
      case 'reason': {
        const key = annotationOf(read(), edit, 'Reason');
        text[edit.language] = { ...text[edit.language], [key]: edit.text };
        break;
      }
      case 'amount': tables[edit.table] = changeRow(rowsOf(tables, edit.table), edit.row, { [edit.column]: edit.value }); break;
      case 'add-amount': tables[edit.table] = addRow(rowsOf(tables, edit.table), edit); break;
      case 'remove-amount': tables[edit.table] = removeRow(rowsOf(tables, edit.table), edit.row); break;
      case 'expect': break;
    }
  }
  const legalBasis = [...content.legalBasis, ...law.filter((one) => cited.has(one.id) && !content.legalBasis.some((known) => known.id === one.id))
    .map(({ id, label, url, verified }) => ({ id, label, ...(url ? { url } : {}), verified: verified === true }))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const drafted: RulebookContent = { ...content, version, validFrom, approvedBy: [...approvedBy], tables, text, legalBasis, dmn: model ? writeModel(model) : content.dmn };
  return { hash: contentHash(drafted), ...drafted };
}

/** The cases of a rulebook as a draft means them to come out. */
export function testsWith(tests: RuleTestFile, edits: readonly Edit[]): RuleTestFile {
  const meant = new Map(edits.flatMap((edit) => (edit.kind === 'expect' ? [[edit.test, edit.expect] as const] : [])));
  return { ...tests, cases: tests.cases.map((one) => ({ ...one, expect: meant.get(one.name) ?? one.expect })) };
}

function decisionIn(model: DmnModel, name: string): Decision {
  const found = model.decisions.find((one) => one.name === name);
  if (!found) throw new Problem('bad-request');
  return found;
}

function rowIn(model: DmnModel, { decision, row }: { decision: string; row: string }): TableRule {
  const { expression } = decisionIn(model, decision);
  const found = expression?.kind === 'table' ? expression.rules.find((one) => one.id === row) : undefined;
  if (!found) throw new Problem('bad-request');
  return found;
}

function annotationAt(model: DmnModel, { decision, row }: { decision: string; row: string }, column: string): { rule: TableRule; index: number } {
  const { expression } = decisionIn(model, decision);
  const rule = rowIn(model, { decision, row });
  const index = expression?.kind === 'table' ? expression.annotations.indexOf(column) : -1;
  if (index < 0) throw new Problem('bad-request');
  return { rule, index };
}

function annotationOf(model: DmnModel, where: { decision: string; row: string }, column: string): string {
  const { rule, index } = annotationAt(model, where, column);
  const text = rule.annotations[index];
  if (!text) throw new Problem('bad-request');
  return text;
}

function setAnnotation(model: DmnModel, where: { decision: string; row: string }, column: string, words: string): void {
  const { rule, index } = annotationAt(model, where, column);
  const entry = rule.element.children.filter((child) => child.type === 'element' && child.local === 'annotationEntry')[index];
  setText(entry?.type === 'element' ? entry.children.find((child) => child.type === 'element' && child.local === 'text') : undefined, words);
  rule.annotations[index] = words;
}

type Element = DmnModel['document']['root'];

/** Puts text into a `<text>` element of the tree the model was read from, which is what is written. */
function setText(element: Element | Element['children'][number] | undefined, words: string): void {
  if (element?.type !== 'element' || element.local !== 'text') throw new Problem('bad-request');
  element.children = [{ type: 'text', text: words, cdata: false, line: element.line, column: element.column }];
}

function rowsOf(tables: Rulebook['tables'], table: string): Row[] {
  const rows = tables[table];
  if (!rows) throw new Problem('bad-request');
  return rows as Row[];
}

function changeRow(rows: readonly Row[], index: number, change: Row): Row[] {
  const row = rows[index];
  if (!row || Object.keys(change).some((column) => !(column in row))) throw new Problem('bad-request');
  return rows.with(index, { ...row, ...change });
}

function removeRow(rows: readonly Row[], index: number): Row[] {
  if (!rows[index]) throw new Problem('bad-request');
  return rows.toSpliced(index, 1);
}

function addRow(rows: readonly Row[], { like, from, values }: Extract<Edit, { kind: 'add-amount' }>): Row[] {
  const model = rows[like];
  if (!model || Object.keys(values).some((column) => !(column in model))) throw new Problem('bad-request');
  const end = model['valid_to'];
  const added = { ...model, ...values, valid_from: from, valid_to: typeof end === 'string' && end >= from ? end : null };
  // of no amount more than one holds on a day
  const ended = typeof model['valid_from'] === 'string' && model['valid_from'] < from ? rows.with(like, { ...model, valid_to: dayBefore(from) }) : [...rows];
  return ended.toSpliced(like + 1, 0, added);
}
