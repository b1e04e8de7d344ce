import { rowFaults, rulesRows, shapeOf, type TableDefinition } from '@ankomst/content';
import type { Rulebook } from '@ankomst/core';
import { checkModel, compile, DmnError, readModel, type DmnIssue, type DmnModel, type Finding } from '@ankomst/dmn';
import type { LabFinding } from './api.ts';
import { modelOf } from './model-of.ts';

/**
 * All that is wrong with a draft, each with the cell or row it is at: read by the parser that the engine uses, looked
 * through for gaps, overlaps and rows that never decide, and its dated tables for holes. What keeps it from being
 * released is an error.
 */
export function checkDraft(draft: Rulebook, base: Rulebook, tables: Record<string, TableDefinition>, languages: readonly string[]): LabFinding[] {
  const rules = checkRules(draft);
  return [...rules, ...(rules.some((one) => one.code === 'xml' || one.code === 'model') ? [] : checkRows(draft, languages)), ...checkAmounts(draft, base, tables), ...checkReasons(draft, base, languages)];
}

/** A model is read and looked through once for the same text. */
const kept = new Map<string, LabFinding[]>();

function checkRules({ dmn, service }: Rulebook): LabFinding[] {
  const known = kept.get(dmn);
  if (known) return known;
  const found = findings(dmn, `${service}/rules.dmn`);
  if (kept.size >= 32) kept.clear();
  kept.set(dmn, found);
  return found;
}

function findings(dmn: string, file: string): LabFinding[] {
  let model: DmnModel | undefined;
  try {
    model = readModel(dmn, { file });
    compile(model);
  } catch (error) {
    if (!(error instanceof DmnError)) throw error;
    return error.issues.filter((one) => one.severity === 'error').map((one) => ({ code: one.code, severity: 'error', message: one.message, ...hintOf(one), ...cellAt(model, one) }));
  }
  return checkModel(model, { unknown: true }).map(tableFinding);
}

/** A finding about a table, as the lab tells it. */
export function tableFinding(one: Finding): LabFinding {
  return {
    code: one.code,
    // as for the files: a gap is a case nobody thought of, in which the robot would stop without a reason to give
    severity: one.code === 'not-analysable' || one.code === 'too-large' || one.code.startsWith('unused') ? 'warning' : 'error',
    message: one.message, ...hintOf(one), decision: one.decision, rows: one.rows, ...(one.when ? { when: one.when } : {}),
  };
}

/** A row rests on law, gives a reason there are words for in every language, and tells only figures that are computed. */
function checkRows({ dmn, text }: Rulebook, languages: readonly string[]): LabFinding[] {
  const model = modelOf(dmn);
  const decisions = new Set(model.decisions.map((one) => one.name));
  // the engine takes an empty answer for none at all: a row that has yet to be written
  const unanswered = model.decisions.flatMap(({ name, expression }) => (expression?.kind === 'table' ? expression.rules.flatMap((rule) =>
    rule.outputs.flatMap((cell, column): LabFinding[] => (cell.text.trim() === '' ? [{ code: 'row-without-answer', severity: 'error', message: 'the row has no answer', decision: name, rows: [rule.id], cell: { part: 'output', column } }] : []))) : []));
  return [...unanswered, ...rulesRows(dmn).flatMap((row): LabFinding[] => {
    const at = { severity: 'error' as const, decision: row.decision, rows: [row.id] };
    const missing = (key: string): LabFinding[] => languages.filter((language) => !text[language]?.[key]?.trim())
      .map((language) => ({ ...at, code: 'reason-missing', message: `the reason ${key} has no text in ${language}`, reason: { key, language } }));
    return [
      ...(row.basis.length === 0 ? [{ ...at, code: 'row-without-basis', message: 'the row names no provision', hint: 'open the row and add the provision it rests on' }] : []),
      ...(row.reason === '' ? [{ ...at, code: 'row-without-reason', message: 'the row gives no reason', hint: 'open the row and choose a reason, or write one' }] : missing(row.reason)),
      ...row.told.filter((one) => !decisions.has(one.decision)).map((one) => ({ ...at, code: 'told-unknown', message: `the row tells "${one.decision}", which is no decision here` })),
      ...(row.told.length > 0 && row.reason !== '' ? missing(`${row.reason}.told`) : []),
    ];
  })];
}

export const hintOf = ({ hint }: DmnIssue): { hint?: string } => (hint ? { hint } : {});

/** The cell an issue of the parser stands in: the one whose text begins last before it. */
function cellAt(model: DmnModel | undefined, { line, column }: DmnIssue): Pick<LabFinding, 'decision' | 'rows' | 'cell'> {
  let best: { at: number; where: Pick<LabFinding, 'decision' | 'rows' | 'cell'> } | undefined;
  const place = (l: number, c: number): number => l * 100_000 + c;
  const offer = (l: number, c: number, where: Pick<LabFinding, 'decision' | 'rows' | 'cell'>): void => {
    const at = place(l, c);
    if (at <= place(line, column) && (!best || at > best.at)) best = { at, where };
  };
  for (const decision of model?.decisions ?? []) {
    offer(decision.element.line, decision.element.column, { decision: decision.name, rows: [] });
    if (decision.expression?.kind !== 'table') continue;
    for (const rule of decision.expression.rules) {
      rule.inputs.forEach((cell, i) => offer(cell.line, cell.column, { decision: decision.name, rows: [rule.id], cell: { part: 'input', column: i } }));
      rule.outputs.forEach((cell, i) => offer(cell.line, cell.column, { decision: decision.name, rows: [rule.id], cell: { part: 'output', column: i } }));
    }
  }
  return best?.where ?? { rows: [] };
}

function checkAmounts(draft: Rulebook, base: Rulebook, definitions: Record<string, TableDefinition>): LabFinding[] {
  return Object.entries(draft.tables).flatMap(([table, rows]) => {
    const definition = definitions[table];
    if (!definition || rows === base.tables[table]) return [];
    return rowFaults(rows as { [column: string]: never }[], definition).map(({ code, severity, row, message, fix }): LabFinding => ({ code, severity, message, hint: fix, table, rows: [String(row)] }));
  });
}

/** A changed sentence must be one that can be formatted with what its letters give it. That it is there at all: see `checkRows`. */
function checkReasons(draft: Rulebook, base: Rulebook, languages: readonly string[]): LabFinding[] {
  const told = new Map(rulesRows(draft.dmn).map((row) => [`${row.reason}.told`, row.told.map((one) => one.name)]));
  const changed = new Set(languages.flatMap((language) => Object.keys(draft.text[language] ?? {}).filter((key) => draft.text[language]?.[key] !== base.text[language]?.[key])));
  return [...changed].flatMap((key) => languages.flatMap((language): LabFinding[] => {
    const words = draft.text[language]?.[key] ?? '', before = base.text[language]?.[key] ?? '';
    const at = { rows: [], reason: { key, language } };
    try {
      const known = new Set([...shapeOf(before, language).arguments.keys(), ...told.get(key) ?? []]);
      const strange = [...shapeOf(words, language).arguments.keys()].filter((name) => !known.has(name));
      return strange.length > 0 ? [{ code: 'reason-argument', severity: 'error', message: `nothing gives the reason a {${strange[0]}}`, ...at }] : [];
    } catch (error) {
      return [{ code: 'reason-syntax', severity: 'error', message: (error as Error).message.split('\n')[0]!, ...at }];
    }
  }));
}
