import { contentHash, type Day, type Json, type Rulebook, type RulebookContent } from '@ankomst/core';
import type { LawEntry, RuleTestCase, RuleTestFile } from '@ankomst/content';
import { addRow as addTableRow, annotationOf, moveRow, readModel, removeRow as removeTableRow, setAnnotation, setCell, setExpression, setHitPolicy, writeModel, type DmnModel, type HitPolicy } from '@ankomst/dmn';
import { Problem } from '../problem.ts';

/** One change of a rulebook, as its author makes it. A draft is a list of them over a released rulebook. */
export type Edit =
  /** A cell of a decision table: FEEL, as it is read by the engine. Columns count from 0. */
  | { kind: 'cell'; decision: string; row: string; part: 'input' | 'output'; column: number; text: string }
  /** The logic of a decision that is one expression. */
  | { kind: 'formula'; decision: string; text: string }
  /** A new row: a copy of another, or one that holds for everything where `inputs` (FEEL, by column) says nothing else. `after` null: the first. */
  | { kind: 'add-row'; decision: string; row: string; after: string | null; like?: string | undefined; inputs?: string[] | undefined }
  | { kind: 'remove-row'; decision: string; row: string }
  | { kind: 'move-row'; decision: string; row: string; after: string | null }
  /** How a table chooses among the rows that match. */
  | { kind: 'hit-policy'; decision: string; policy: HitPolicy }
  /** The provisions a row rests on, ids in law.yaml. */
  | { kind: 'basis'; decision: string; row: string; basis: string[] }
  /** Which reason a row gives: the key of its sentence. */
  | { kind: 'reason-key'; decision: string; row: string; key: string }
  /** The figures a row lets its reason tell: each by its name in the sentence, with the decision whose value it is. */
  | { kind: 'told'; decision: string; row: string; told: { name: string; decision: string }[] }
  /** The sentence of a row's reason in one language, with its figures (`told`) or without; other rows may share it. */
  | { kind: 'reason'; decision: string; row: string; language: string; text: string; told?: boolean | undefined }
  /** A cell of a dated table; rows count from 0. */
  | { kind: 'amount'; table: string; row: number; column: string; value: Json }
  /** A new row like another, from a day on: the one before it of the same key ends the day before. */
  | { kind: 'add-amount'; table: string; like: number; from: Day; values: { [column: string]: Json } }
  | { kind: 'remove-amount'; table: string; row: number }
  /** What comes out of a case now is what is meant: `expect` is put in its place. */
  | { kind: 'expect'; test: string; expect: RuleTestCase['expect'] }
  /** A case as its author wrote it, in the place of the one of that name, or a new one. */
  | { kind: 'put-test'; test: string; case: RuleTestCase }
  | { kind: 'remove-test'; test: string };

/** Does it change what the rules' own cases say, and not the rules? */
export const ofTests = (edit: Edit): boolean => edit.kind === 'expect' || edit.kind === 'put-test' || edit.kind === 'remove-test';

/** What a draft will be called and from when it holds. */
export interface DraftFrame { version: string; validFrom: Day }

/** What an edit changes: two of the same target meet, any others do not. */
export function targetOf(edit: Edit): string {
  switch (edit.kind) {
    case 'cell': return ['cell', edit.decision, edit.row, edit.part, edit.column].join('\u0000');
    case 'formula': return ['formula', edit.decision].join('\u0000');
    // who adds or removes a row changes what stands beside the others
    case 'add-row': case 'remove-row': case 'move-row': return ['rows', edit.decision].join('\u0000');
    case 'hit-policy': return ['policy', edit.decision].join('\u0000');
    case 'reason-key': return ['reason-key', edit.decision, edit.row].join('\u0000');
    case 'told': return ['told', edit.decision, edit.row].join('\u0000');
    case 'basis': return ['basis', edit.decision, edit.row].join('\u0000');
    case 'reason': return ['reason', edit.decision, edit.row, edit.language, edit.told ? 'told' : ''].join('\u0000');
    // rows of a table are counted: who adds or removes one moves the others
    case 'amount': case 'add-amount': case 'remove-amount': return ['table', edit.table].join('\u0000');
    case 'expect': case 'put-test': case 'remove-test': return ['test', edit.test].join('\u0000');
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
      case 'cell': change(() => setCell(read(), edit, edit.text)); break;
      case 'formula': change(() => setExpression(read(), edit.decision, edit.text)); break;
      case 'add-row':
        change(() => {
          addTableRow(read(), edit.decision, { id: edit.row, after: edit.after, like: edit.like });
          edit.inputs?.forEach((text, column) => setCell(read(), { ...edit, part: 'input', column }, text));
        });
        break;
      case 'remove-row': change(() => removeTableRow(read(), edit)); break;
      case 'move-row': change(() => moveRow(read(), edit, edit.after)); break;
      case 'hit-policy': change(() => setHitPolicy(read(), edit.decision, edit.policy)); break;
      case 'basis':
        change(() => setAnnotation(read(), edit, 'Legal basis', edit.basis.join('; ')));
        for (const id of edit.basis) cited.add(id);
        break;
      case 'reason-key': change(() => setAnnotation(read(), edit, 'Reason', edit.key)); break;
      case 'told': change(() => setAnnotation(read(), edit, 'Told', edit.told.map(({ name, decision }) => `${name}: ${decision}`).join('; '))); break;
      case 'reason': {
        const key = change(() => annotationOf(read(), edit, 'Reason'));
        if (!key) throw new Problem('bad-request');
        text[edit.language] = { ...text[edit.language], [edit.told ? `${key}.told` : key]: edit.text };
        break;
      }
      case 'amount': tables[edit.table] = changeRow(rowsOf(tables, edit.table), edit.row, { [edit.column]: edit.value }); break;
      case 'add-amount': tables[edit.table] = addRow(rowsOf(tables, edit.table), edit); break;
      case 'remove-amount': tables[edit.table] = removeRow(rowsOf(tables, edit.table), edit.row); break;
      case 'expect': case 'put-test': case 'remove-test': break;
    }
  }
  const legalBasis = [...content.legalBasis, ...law.filter((one) => cited.has(one.id) && !content.legalBasis.some((known) => known.id === one.id))
    .map(({ id, label, url, verified }) => ({ id, label, ...(url ? { url } : {}), verified: verified === true }))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const drafted: RulebookContent = { ...content, version, validFrom, approvedBy: [...approvedBy], tables, text, legalBasis, dmn: model ? writeModel(model, { layout: 'kept' }) : content.dmn };
  return { hash: contentHash(drafted), ...drafted };
}

/** The cases of a rulebook as a draft means them: changed, added and taken away as its author did. */
export function testsWith(tests: RuleTestFile, edits: readonly Edit[]): RuleTestFile {
  const cases = [...tests.cases];
  for (const edit of edits) {
    if (!('test' in edit)) continue;
    const at = cases.findIndex((one) => one.name === edit.test);
    if (edit.kind === 'put-test') cases.splice(at < 0 ? cases.length : at, at < 0 ? 0 : 1, edit.case);
    else if (at < 0) continue;
    else if (edit.kind === 'remove-test') cases.splice(at, 1);
    else cases[at] = { ...cases[at]!, expect: edit.expect };
  }
  return { ...tests, cases };
}

/** Changes a model. @throws Problem bad-request where it has no such place */
function change<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('bad-request', { place: error.message });
    throw error;
  }
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
