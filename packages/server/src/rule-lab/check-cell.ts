import { checkTable, compile, DmnError, tablesOf, type DmnModel, type TableRule } from '@ankomst/dmn';
import type { Rulebook } from '@ankomst/core';
import { Problem } from '../problem.ts';
import type { CellSent, LabCellCheck, LabFinding } from './api.ts';
import { cellWords } from './cell-words.ts';
import { hintOf, tableFinding } from './check-draft.ts';
import { inWords } from './lab-views.ts';
import { modelOf } from './model-of.ts';

/** Lines of the cell that is tried are counted from here, so that what is wrong in it is told from what is wrong elsewhere. */
const ownLine = 1_000_000;

/**
 * A cell as it is being typed: what cannot be read, at which character and what was expected there; else what would then be
 * wrong with its table (gaps, overlaps, rows that never decide). Nothing is kept.
 * @throws Problem bad-request where there is no such cell
 */
export function checkCell(rulebook: Rulebook, { decision, row, part, column, text }: CellSent, language: string): LabCellCheck {
  const model = modelWith(modelOf(rulebook.dmn), decision, row, (rule) => {
    const cells = part === 'input' ? rule.inputs : rule.outputs;
    const cell = cells[column];
    if (!cell) throw new Problem('bad-request');
    const changed = cells.with(column, { ...cell, text, line: ownLine, column: 1 });
    return part === 'input' ? { ...rule, inputs: changed } : { ...rule, outputs: changed };
  });
  const problems = problemsIn(model, text).map((one): LabFinding => ({ ...one, decision, rows: [row], cell: { part, column } }));
  const owned = tablesOf(model).find((one) => one.decision?.name === decision);
  const findings = problems.length > 0 || !owned ? [] : checkTable(model, owned, { unknown: true }).map((one) => inWords(tableFinding(one), language));
  return { words: cellWords(text, language), problems, findings };
}

function problemsIn(model: DmnModel, text: string): Omit<LabFinding, 'rows'>[] {
  try {
    compile(model);
    return [];
  } catch (error) {
    if (!(error instanceof DmnError)) throw error;
    return error.issues.filter((one) => one.severity === 'error' && one.line >= ownLine).map((one) => ({
      code: one.code, severity: 'error', message: one.message, ...hintOf(one), offset: offsetOf(text, one.line - ownLine, one.column - 1),
    }));
  }
}

/** Characters from the start of a text to a line (from 0) and a column (from 0) of it. */
function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(text.length, before + column);
}

/** A model with one row of one table changed; the rest is shared. */
function modelWith(model: DmnModel, decision: string, row: string, change: (rule: TableRule) => TableRule): DmnModel {
  let found = false;
  const decisions = model.decisions.map((one) => {
    if (one.name !== decision || one.expression?.kind !== 'table') return one;
    const rules = one.expression.rules.map((rule) => {
      if (rule.id !== row) return rule;
      found = true;
      return change(rule);
    });
    return { ...one, expression: { ...one.expression, rules } };
  });
  if (!found) throw new Problem('bad-request');
  return { ...model, decisions };
}
