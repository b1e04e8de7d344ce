/** The semantic difference of two versions of a table or model: exactly for which inputs the outcome changes. */
import type { Decision, DmnModel, Expression } from '../model/types.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { Json } from '../run/values.ts';
import { emptyBits, fullBits, isEmpty, meet, setBit } from './bits.ts';
import type { Bits } from './bits.ts';
import { literalsOf, readCell, usesOrder } from './cells.ts';
import { columnSource, tablesOf } from './columns.ts';
import type { OwnedTable } from './columns.ts';
import { TooLarge, buildDiagram, certainRows, cutAfterCertain, levelOf, regionsOf } from './diagram.ts';
import type { Level } from './diagram.ts';
import { analyseTable, columnKey, exampleJson, outcomeOf, regionExample, regionText } from './table.ts';
import type { AnalysedTable, Column, ExtraCuts, NotAnalysable, Outcome } from './table.ts';
import type { Literal } from './cells.ts';

/** A box of inputs for which the two versions answer differently. */
export interface ChangedRegion {
  /** FEEL unary tests by column; a column left out may hold anything, known or not. */
  when: Record<string, string>;
  /** One input of the box, by column. */
  example: Record<string, Json>;
  before: { outcome: string; rows: string[] };
  after: { outcome: string; rows: string[] };
  /** False where the box hangs on a cell that cannot be analysed: the outcome may change there. */
  certain: boolean;
}

export interface TableDiff {
  regions: ChangedRegion[];
  /** False when there are more regions than were asked for. */
  complete: boolean;
  columnsAdded: string[];
  columnsRemoved: string[];
  notAnalysable: { version: 'before' | 'after'; row: string; column: string; text: string; reason: string }[];
}

export interface DiffOptions {
  /** Most regions told; 200 unless given. */
  limit?: number;
  /** Whether inputs with unknown facts (null) are compared too. True unless given. */
  unknown?: boolean;
}

export interface Version { model: DmnModel; table: OwnedTable['table'] }

/**
 * Compares two versions of a table on every input there is. Columns are the same where their input expressions are.
 * Throws TooLarge where the tables are too large to be compared exactly.
 */
export function diffTables(before: Version, after: Version, options: DiffOptions = {}): TableDiff {
  const withNull = options.unknown ?? true;
  const [a, b] = aligned(before, after);
  const keys = [...new Set([...a.columns, ...b.columns].map((c) => c.key))];
  const versions = keys.map((key) => [a, b].map((t) => t.columns.find((c) => c.key === key)));
  const columns = versions.map(([x, y]) => sharedColumn(x, y));
  const all = [fullBits(a.rows.length), fullBits(b.rows.length)];
  const levels = versions.map((v, c) => {
    const level = levelOf(c, v, all, withNull);
    // What neither version allows does not occur.
    const possible = level.choices.map((atoms) => atoms.filter((i) => v.some((column) => column && !column.forbidden[i])));
    return { column: c, choices: possible.filter((atoms) => atoms.length > 0), rows: level.rows.filter((_, i) => possible[i]!.length > 0) };
  });
  const touched = touchedRows(a, b, keys);
  if (touched) {
    // Columns that rule most of the touched rows out come first.
    const left = (l: Level): number => l.rows.filter((rows) => rows.some((r, i) => meet(r, touched[i]!))).length / l.rows.length;
    levels.sort((x, y) => left(x) - left(y));
  }
  const certain = [certainRows(levels, a.rows.length, 0), certainRows(levels, b.rows.length, 1)];
  const tables = [a, b];
  type Leaf = { before: Outcome; after: Outcome } | undefined;
  const leaf = (state: Bits[]): Leaf => {
    const [x, y] = [outcomeOf(a, state[0]!), outcomeOf(b, state[1]!)];
    return x.key === y.key ? undefined : { before: x, after: y };
  };
  const diagram = buildDiagram<Leaf>(levels, all,
    (state, level) => {
      if (state.every(isEmpty)) return { leaf: leaf(state) };
      const rest = state.map((s, i) => (tables[i]!.table.hitPolicy === 'FIRST' ? cutAfterCertain(s, certain[i]![level]!)[0]! : s));
      return touched && !rest.some((s, i) => meet(s, touched[i]!)) ? { leaf: undefined } : rest;
    },
    leaf, (l) => (l ? `${l.before.key} -> ${l.after.key} ${l.before.rows.join()} ${l.after.rows.join()}` : '='));
  const { regions, complete } = regionsOf(diagram, levels, columns.length, (l) => l !== undefined, options.limit ?? 200);
  const ids = (t: AnalysedTable, o: Outcome): string[] => o.rows.map((r) => t.rows[r]!.id);
  return {
    regions: regions.map(({ atoms, leaf: l }) => {
      const inside = atoms.map((chosen, c) => chosen ?? levels.find((l) => l.column === c)!.choices.flat());
      return {
        when: regionText(columns, atoms, withNull), example: exampleJson(regionExample(columns, inside)),
        before: { outcome: l!.before.text, rows: ids(a, l!.before) }, after: { outcome: l!.after.text, rows: ids(b, l!.after) },
        certain: atoms.every((chosen, c) => chosen === undefined || !columns[c]!.opaque),
      };
    }),
    complete,
    columnsAdded: versions.flatMap(([x, y]) => (x || y!.opaque ? [] : [y!.name])),
    columnsRemoved: versions.flatMap(([x, y]) => (y || x!.opaque ? [] : [x!.name])),
    notAnalysable: [...a.notAnalysable.map((n) => told(n, 'before')), ...b.notAnalysable.map((n) => told(n, 'after'))],
  };
}

function told(n: NotAnalysable, version: 'before' | 'after'): TableDiff['notAnalysable'][number] {
  return { version, row: n.row, column: n.column, text: n.text, reason: n.reason };
}

/** Both tables cut at the same points, so that an atom is the same values in both. */
function aligned(before: Version, after: Version): [AnalysedTable, AnalysedTable] {
  const cuts: ExtraCuts & Map<string, { literals: Literal[]; ordered: boolean }> = new Map();
  for (const { model, table } of [before, after]) {
    table.inputs.forEach((input, c) => {
      const key = columnKey(input.expression.text);
      const cells = [...table.rules.map((r) => r.inputs[c]!), ...columnSource(model, table, input).declared.allowed].map((t) => readCell(t.text));
      const entry = cuts.get(key) ?? { literals: [], ordered: false };
      entry.literals.push(...cells.flatMap(literalsOf));
      entry.ordered ||= cells.some(usesOrder);
      cuts.set(key, entry);
    });
  }
  const options = { cuts, keepForbidden: true };
  return [analyseTable(before.model, before.table, options), analyseTable(after.model, after.table, options)];
}

function sharedColumn(x: Column | undefined, y: Column | undefined): Column {
  if (x && y && x.atoms.length !== y.atoms.length) {
    throw new TypeError(`The column "${x.name}" holds a ${x.kind} in one version and a ${y.kind} in the other`);
  }
  return (x ?? y)!;
}

/**
 * The rows that were added, removed, changed or moved, per version. Where none of them matches, the same rows do, in the
 * same order, and so the outcome is the same: that makes comparing large tables with few changes fast. Undefined
 * where the tables do not have the same columns and rules of choice.
 */
function touchedRows(a: AnalysedTable, b: AnalysedTable, keys: string[]): Bits[] | undefined {
  const rule = (t: AnalysedTable): string => JSON.stringify([t.table.hitPolicy, t.table.aggregation, t.fallback?.text, t.table.outputs.map((o) => o.outputValues?.text)]);
  const comparable = keys.length === a.columns.length && keys.length === b.columns.length && rule(a) === rule(b)
    && a.columns.every((c) => c.forbidden.join() === b.columns.find((d) => d.key === c.key)?.forbidden.join());
  if (!comparable) return undefined;
  const content = (t: AnalysedTable): string[] => t.rows.map((r, i) => {
    const cells = t.table.inputs.map((input, c) => `${columnKey(input.expression.text)}: ${r.inputs[c]!.text.trim()}`);
    return [...cells.sort(), t.outputs[i]!.text].join('\n');
  });
  return unmatched(content(a), content(b));
}

/** The members of two lists that are not part of their longest common subsequence. */
function unmatched(x: string[], y: string[]): [Bits, Bits] {
  const best = Array.from({ length: x.length + 1 }, () => new Uint32Array(y.length + 1));
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) best[i]![j] = x[i] === y[j] ? best[i + 1]![j + 1]! + 1 : Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
  }
  const [a, b] = [emptyBits(x.length), emptyBits(y.length)];
  let [i, j] = [0, 0];
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) { i++; j++; }
    else if (j >= y.length || (i < x.length && best[i + 1]![j]! >= best[i]![j + 1]!)) setBit(a, i++);
    else setBit(b, j++);
  }
  return [a, b];
}

/** What became of one decision or knowledge model between two versions of a model. */
export type DecisionDiff = { decision: string; /** Changed decisions that this one needs, directly or not: its values may change through them. */ through: string[] } & (
  | { change: 'added' | 'removed' | 'same' }
  /** Both are tables: compared exactly. */
  | { change: 'table'; diff: TableDiff }
  /** The logic differs and cannot be compared by meaning. */
  | { change: 'logic'; reason: string });

/**
 * Compares every decision and knowledge model of two versions, by name. Each is compared by itself, for the same values of
 * what it needs; `through` tells whose changes reach it from below.
 */
export function diffModels(before: DmnModel, after: DmnModel, options: DiffOptions = {}): DecisionDiff[] {
  const names = [...new Set([before, after].flatMap((m) => [...m.decisions, ...m.bkms].map((p) => p.name)))];
  const found = new Map(names.map((name) => [name, diffDecision(name, before, after, options)]));
  return names.map((decision) => ({
    ...found.get(decision)!, decision,
    through: [...needs(after, decision)].filter((n) => n !== decision && found.has(n) && found.get(n)!.change !== 'same'),
  }));
}

type Change = DecisionDiff extends infer D ? (D extends DecisionDiff ? Omit<D, 'decision' | 'through'> : never) : never;

function diffDecision(name: string, before: DmnModel, after: DmnModel, options: DiffOptions): Change {
  const [x, y] = [before, after].map((m) => [...m.decisions, ...m.bkms].find((p) => p.name === name));
  if (!x || !y) return { change: x ? 'removed' : 'added' };
  const isTable = (p: Decision | { logic: Expression | undefined }): boolean => 'expression' in p && p.expression?.kind === 'table';
  if (!isTable(x) || !isTable(y)) {
    return content(x.element) === content(y.element) ? { change: 'same' } : { change: 'logic', reason: 'the expression differs and is not a single decision table' };
  }
  const [s, t] = [before, after].map((m) => tablesOf(m).find((o) => o.owner === name)!);
  try {
    const diff = diffTables({ model: before, table: s!.table }, { model: after, table: t!.table }, options);
    const same = diff.regions.length === 0 && (diff.notAnalysable.length === 0 || content(x.element) === content(y.element));
    return same ? { change: 'same' } : { change: 'table', diff };
  } catch (error) {
    if (error instanceof TooLarge || error instanceof TypeError) return { change: 'logic', reason: error.message };
    throw error;
  }
}

/** Names of all decisions and knowledge models a part needs, directly or not. */
function needs(model: DmnModel, name: string, seen = new Set<string>()): Set<string> {
  const part = [...model.decisions, ...model.bkms].find((p) => p.name === name);
  const refs = part ? [...('requiredDecisions' in part ? part.requiredDecisions : []), ...part.requiredKnowledge] : [];
  for (const href of refs) {
    const needed = [...model.decisions, ...model.bkms].find((p) => p.id === href.slice(href.indexOf('#') + 1));
    if (!needed || seen.has(needed.name)) continue;
    seen.add(needed.name);
    needs(model, needed.name, seen);
  }
  return seen;
}

/** An element's logic as text: names, texts and structure, without ids, layout and notes. */
function content(e: XmlElement): string {
  if (['description', 'question', 'allowedAnswers', 'annotationEntry', 'annotation', 'extensionElements'].includes(e.local)) return '';
  const attributes = e.attributes.filter((a) => a.name !== 'id' && !a.name.startsWith('xmlns')).map((a) => `${a.name}=${a.value}`).sort().join(' ');
  const inner = e.children.map((c) => (c.type === 'element' ? content(c) : c.type === 'text' ? c.text.trim() : '')).join('');
  return `<${e.local} ${attributes}>${inner}</>`;
}
