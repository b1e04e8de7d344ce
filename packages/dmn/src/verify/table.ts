/** A decision table made ready for analysis: columns cut into atoms, rows as sets of them, outputs as values. */
import type { DecisionTable, DmnModel, FeelText, TableRule } from '../model/types.ts';
import type { ScalarKind } from '../feel/types.ts';
import { toJson } from '../run/json.ts';
import { compare, equals, kindOf } from '../run/ops.ts';
import type { Json } from '../run/values.ts';
import { add, compare as compareNumbers, isNumber } from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import { emptyBits, firstBit, fullBits, members, setBit } from './bits.ts';
import type { Bits } from './bits.ts';
import { cellHolds, literalText, literalsOf, readCell, readOutput, readValueList, usesOrder } from './cells.ts';
import type { Cell, Literal } from './cells.ts';
import { columnSource, declaredType } from './columns.ts';
import { possibleValues } from './derived.ts';
import { atomsOf, atomsText } from './domain.ts';
import type { Atom } from './domain.ts';

/** One column; a cell that is not S-FEEL becomes a column of its own, true or false. */
export interface Column {
  name: string;
  /** The input expression with single spaces: how two versions of a table recognise each other's columns. */
  key: string;
  kind: ScalarKind | 'any';
  /** The fact or decision the column shows, and the way into it; undefined where the column computes something. */
  path: string[] | undefined;
  /** Whether the path starts at input data (and not at another decision). */
  fromInput: boolean;
  atoms: Atom[];
  /** Per atom, the rows whose cell holds for it. */
  rows: Bits[];
  /** Set on a column that stands for a cell which is not S-FEEL. */
  opaque: boolean;
  /** Per atom, whether the model does not allow it. */
  forbidden: boolean[];
  /** Indexes of the table's own input columns. */
  inputs: number[];
}

export interface NotAnalysable { row: string; column: string; text: string; reason: string; place: FeelText }
export interface CellProblem { code: 'type-error' | 'value-not-allowed' | 'value-never-comes'; message: string; row: string; column: string; place: FeelText }

export interface AnalysedTable {
  table: DecisionTable;
  rows: TableRule[];
  columns: Column[];
  /** Per row, its output values (undefined: computed) and their text. */
  outputs: { values: (Literal | undefined)[]; text: string; json: Json | undefined }[];
  notAnalysable: NotAnalysable[];
  problems: CellProblem[];
  /** Row order by output priority (PRIORITY, OUTPUT ORDER): rank[row], lower first. Undefined where the outputs have no declared order. */
  rank: number[] | undefined;
  fallback: { text: string; json: Json | undefined } | undefined;
}

/** Literals to cut the columns at in addition to the table's own: those of the version it is compared with. */
export type ExtraCuts = ReadonlyMap<string, { literals: Literal[]; ordered: boolean }>;

export interface AnalyseOptions {
  cuts?: ExtraCuts;
  /** Keeps values that the model does not allow, answered as the engine answers them: as null. */
  keepForbidden?: boolean;
}

/** Reads a table for analysis. */
export function analyseTable(model: DmnModel, table: DecisionTable, options: AnalyseOptions = {}): AnalysedTable {
  const rows = table.rules;
  const notAnalysable: NotAnalysable[] = [];
  const problems: CellProblem[] = [];
  const columns: Column[] = [];
  // Columns over the same expression are one column: their cells hold together or not at all.
  const byKey = new Map<string, number[]>();
  table.inputs.forEach((input, c) => {
    const key = columnKey(input.expression.text);
    byKey.set(key, [...(byKey.get(key) ?? []), c]);
  });
  for (const [key, inputs] of byKey) {
    const input = table.inputs[inputs[0]!]!;
    const source = columnSource(model, table, input);
    const declared = source.declared;
    const more = options.cuts?.get(key);
    // What a decision this one needs can come to. Two versions are compared without it, as each has its own.
    const possible = source.path && !source.fromInput && !options.cuts ? possibleValues(model, source.path) : undefined;
    const cells = rows.map((r) => inputs.map((c) => readCell(r.inputs[c]!.text)));
    const literals = cells.flat().flatMap(literalsOf);
    const kind = declared.kind === 'other' ? 'any' : declared.kind ?? inferredKind([...literals, ...(possible ?? []), ...(more?.literals ?? [])]);
    const constraints = declared.allowed.map((t) => readCell(t.text)).filter((a) => a.k === 'tests');
    const allowed = (value: Literal): boolean => value === null || constraints.every((a) => cellHolds(a, value) === true);
    const comes = (value: Literal): boolean => value === null || possible === undefined || possible.some((p) => equals(p, value) === true);
    const opaque = new Set<string>();
    cells.forEach((row, r) => row.forEach((cell, i) => {
      const place = rows[r]!.inputs[inputs[i]!]!;
      const at = { row: rows[r]!.id, column: table.inputs[inputs[i]!]!.name, place };
      const problem = cellProblem(cell, kind, declared.kind === 'other');
      if (problem?.code === 'not-analysable') {
        notAnalysable.push({ ...at, text: place.text.trim(), reason: problem.message });
        opaque.add(`${r} ${i}`);
      } else if (problem) problems.push({ code: 'type-error', message: problem.message, ...at });
      else if (cell.k === 'tests' && !cell.negated) {
        for (const value of asked(cell)) {
          if (!comes(value)) {
            problems.push({ code: 'value-never-comes', message: `"${at.column}" never comes to ${literalText(value)}`, ...at });
          } else if (!allowed(value)) problems.push({ code: 'value-not-allowed', message: `${literalText(value)} is not among the values allowed for "${at.column}"`, ...at });
        }
      }
    }));
    const cuts = [...literals, ...constraints.flatMap(literalsOf), ...(possible ?? []), ...(more?.literals ?? [])];
    const ordered = [...cells.flat(), ...constraints].some(usesOrder) || (more?.ordered ?? false);
    const atoms = atomsOf(kind, cuts, ordered).filter((a) => options.keepForbidden || (allowed(a.sample) && comes(a.sample)));
    const holds = (value: Literal): Bits => {
      const held = emptyBits(rows.length);
      cells.forEach((row, r) => {
        if (row.every((cell, i) => opaque.has(`${r} ${i}`) || cellHolds(cell, value) === true)) setBit(held, r);
      });
      return held;
    };
    const refused = atoms.map((a) => !allowed(a.sample));
    const forbidden = atoms.map((a, i) => refused[i]! || !comes(a.sample));
    columns.push({
      name: input.name, key, kind, path: source.path, fromInput: source.fromInput, atoms, opaque: false, inputs, forbidden,
      // A value that is not allowed reaches the table as null.
      rows: atoms.map((a, i) => holds(refused[i] ? null : a.sample)),
    });
    inputs.forEach((c, i) => {
      const of = rows.map((_, r) => r).filter((r) => opaque.has(`${r} ${i}`));
      columns.push(...opaqueColumns(rows, c, table.inputs[c]!.name, key, of));
    });
  }
  const priorities = table.outputs.map((o) => (o.outputValues ?? declaredType(model, o.typeRef).allowed[0])?.text);
  const outputs = rows.map((r) => {
    const values = r.outputs.map((o) => readOutput(o.text));
    return { values, json: outputJson(table, values), text: outputText(table, values.map((v, i) => (v === undefined ? r.outputs[i]!.text.trim().replace(/\s+/g, ' ') : literalText(v)))) };
  });
  checkOutputs(model, table, outputs, problems);
  const fallback = table.outputs.some((o) => o.defaultOutput)
    ? {
        text: outputText(table, table.outputs.map((o) => (o.defaultOutput ? outputLiteralText(o.defaultOutput.text) : 'null'))),
        json: outputJson(table, table.outputs.map((o) => (o.defaultOutput ? readOutput(o.defaultOutput.text) : null))),
      } : undefined;
  return { table, rows, columns, outputs, notAnalysable, problems, rank: ranks(priorities, outputs), fallback };
}

/** The input expression as the name under which versions of a table share a column. */
export function columnKey(expression: string): string {
  return expression.trim().replace(/\s+/g, ' ').replace(/\s*\.\s*/g, '.');
}

function outputLiteralText(text: string): string {
  const value = readOutput(text);
  return value === undefined ? text.trim().replace(/\s+/g, ' ') : literalText(value);
}

function outputText(table: DecisionTable, texts: string[]): string {
  return table.outputs.length === 1 ? texts[0]! : `{${table.outputs.map((o, i) => `${o.name ?? `output ${i + 1}`}: ${texts[i]!}`).join(', ')}}`;
}

function outputJson(table: DecisionTable, values: (Literal | undefined)[]): Json | undefined {
  if (values.includes(undefined)) return undefined;
  const json = (values as Literal[]).map(toJson);
  return table.outputs.length === 1 ? json[0]! : Object.fromEntries(table.outputs.map((o, i) => [o.name ?? `output ${i + 1}`, json[i]!]));
}

function inferredKind(literals: Literal[]): ScalarKind | 'any' {
  const kinds = new Set(literals.filter((l) => l !== null).map((l) => kindOf(l)));
  return kinds.size === 1 ? ([...kinds][0] as ScalarKind) : 'any';
}

function cellProblem(cell: Cell, kind: ScalarKind | 'any', complex: boolean): { code: 'type-error' | 'not-analysable'; message: string } | undefined {
  if (cell.k === 'any') return undefined;
  if (cell.k === 'opaque') return { code: 'not-analysable', message: cell.reason };
  const literals = literalsOf(cell).filter((l) => l !== null);
  if (literals.length === 0) return undefined;
  if (complex) return { code: 'not-analysable', message: 'the column is a list, a context or a function' };
  if (kind === 'any') return { code: 'not-analysable', message: 'the column has no declared type and its cells mix types' };
  const wrong = literals.find((l) => kindOf(l) !== kind);
  if (wrong !== undefined) return { code: 'type-error', message: `${literalText(wrong)} is a ${kindOf(wrong)}, but the column holds a ${kind}` };
  if (kind === 'boolean' && usesOrder(cell)) return { code: 'type-error', message: 'booleans have no order' };
  const mixed = literals.find((l) => compare(l, literals[0]!) === null && kind !== 'boolean');
  if (mixed !== undefined) return { code: 'not-analysable', message: 'it mixes local times with times that have an offset' };
  for (const test of cell.tests) {
    if (test.k !== 'range') continue;
    const order = compare(test.range.low, test.range.high);
    if (order === 1) return { code: 'type-error', message: `the range ends (${literalText(test.range.high as Literal)}) before it begins (${literalText(test.range.low as Literal)})` };
  }
  return undefined;
}

/** The values a cell asks for themselves (and does not only use as bounds). */
function asked(cell: Cell & { k: 'tests' }): Literal[] {
  return cell.tests.flatMap((t) => (t.k === 'compare' && t.op === '=' ? [t.value] : []));
}

/** Each different cell that is not S-FEEL may hold or not, independently of all else: the analysis then covers every case. */
function opaqueColumns(rows: TableRule[], c: number, name: string, key: string, opaque: number[]): Column[] {
  const texts = new Map<string, number[]>();
  for (const r of opaque) {
    const text = rows[r]!.inputs[c]!.text.trim();
    texts.set(text, [...(texts.get(text) ?? []), r]);
  }
  return [...texts].map(([text, of]) => {
    const holds = fullBits(rows.length);
    const fails = fullBits(rows.length);
    for (const r of of) fails[r >>> 5]! &= ~(1 << (r & 31));
    return {
      name: `${name} (${text})`, key: `${key} (${text})`, kind: 'boolean', path: undefined, fromInput: false, opaque: true, inputs: [c], forbidden: [false, false],
      atoms: [{ k: 'point', value: true, sample: true }, { k: 'point', value: false, sample: false }], rows: [holds, fails],
    };
  });
}

function checkOutputs(model: DmnModel, table: DecisionTable, outputs: AnalysedTable['outputs'], problems: CellProblem[]): void {
  table.outputs.forEach((output, c) => {
    const declared = declaredType(model, output.typeRef);
    const allowed = [...(output.outputValues ? [output.outputValues] : []), ...declared.allowed].map((t) => readCell(t.text));
    const column = output.name ?? output.label ?? 'output';
    outputs.forEach(({ values }, r) => {
      const value = values[c];
      if (value === undefined || value === null) return;
      const at = { row: table.rules[r]!.id, column, place: table.rules[r]!.outputs[c]! };
      if (declared.kind !== undefined && declared.kind !== 'other' && kindOf(value) !== declared.kind) {
        problems.push({ ...at, code: 'type-error', message: `${literalText(value)} is a ${kindOf(value)}, but the output is a ${declared.kind}` });
      } else if (allowed.some((a) => a.k === 'tests' && cellHolds(a, value) !== true)) {
        problems.push({ ...at, code: 'value-not-allowed', message: `${literalText(value)} is not among the values allowed for "${column}"` });
      }
    });
  });
}

/** Position of each row in the order of its output values, first output column first (DMN 1.5, 8.2.10). */
function ranks(priorities: (string | undefined)[], outputs: AnalysedTable['outputs']): number[] | undefined {
  const lists = priorities.map((p) => (p === undefined ? undefined : readValueList(p)));
  if (lists.every((l) => l === undefined)) return undefined;
  const keys = outputs.map(({ values }) => lists.map((list, c) => {
    if (!list) return 0;
    const at = list.findIndex((l) => values[c] !== undefined && literalText(l) === literalText(values[c]!));
    return at < 0 ? list.length : at;
  }));
  const order = keys.map((_, r) => r).sort((a, b) => {
    for (let c = 0; c < lists.length; c++) if (keys[a]![c] !== keys[b]![c]) return keys[a]![c]! - keys[b]![c]!;
    return 0;
  });
  const rank: number[] = [];
  // Rows with the same outputs share a rank, so that a tie is not a difference.
  order.forEach((r, i) => { rank[r] = i > 0 && keys[order[i - 1]!]!.join() === keys[r]!.join() ? rank[order[i - 1]!]! : i; });
  return rank;
}

/** What a table answers for a set of matching rows. `key` is equal exactly for equal answers. */
export interface Outcome { key: string; text: string; rows: number[]; conflict: boolean; /** Undefined where an output is computed. */ json: Json | undefined }

/** The answer by hit policy (DMN 1.5, 8.2.10) for the rows that match. */
export function outcomeOf(t: AnalysedTable, matching: Bits): Outcome {
  const { hitPolicy, aggregation } = t.table;
  const rows = hitPolicy === 'FIRST' ? [firstBit(matching)].filter((r) => r >= 0) : members(matching);
  const answer = (text: string, json: Json | undefined, of: number[] = rows): Outcome => ({ key: text, text, rows: of, conflict: false, json });
  const one = (r: number): Outcome => answer(text(r), t.outputs[r]!.json, [r]);
  const all = (of: number[]): Outcome => {
    const values = of.map((r) => t.outputs[r]!.json);
    return answer(`[${of.map(text).join(', ')}]`, values.includes(undefined) ? undefined : (values as Json[]), of);
  };
  const conflict = (): Outcome => ({ key: 'conflict', text: `conflict of rows ${rows.map((r) => t.rows[r]!.id).join(', ')}`, rows, conflict: true, json: null });
  const text = (r: number): string => t.outputs[r]!.text;
  const byRank = (): number[] => (t.rank ? rows.slice().sort((a, b) => t.rank![a]! - t.rank![b]! || a - b) : rows);
  if (rows.length === 0) return t.fallback ? answer(t.fallback.text, t.fallback.json) : answer('null', null);
  switch (hitPolicy) {
    case 'FIRST': return one(rows[0]!);
    case 'UNIQUE': return rows.length === 1 ? one(rows[0]!) : conflict();
    case 'ANY': return rows.every((r) => text(r) === text(rows[0]!)) ? { ...one(rows[0]!), rows } : conflict();
    case 'PRIORITY': return one(byRank()[0]!);
    case 'RULE ORDER': return all(rows);
    case 'OUTPUT ORDER': return all(byRank());
    case 'COLLECT': {
      if (aggregation === undefined) return all(rows);
      const { text: result, json } = aggregate(t, rows);
      return answer(result, json);
    }
  }
}

function aggregate(t: AnalysedTable, rows: number[]): { text: string; json: Json | undefined } {
  const values = rows.map((r) => t.outputs[r]!.values[0]);
  if (t.table.aggregation === 'COUNT') return { text: String(values.length), json: values.length };
  if (t.table.outputs.length !== 1 || !values.every((v): v is FeelNumber => isNumber(v))) {
    return { text: `${t.table.aggregation}(${rows.map((r) => t.outputs[r]!.text).join(', ')})`, json: undefined };
  }
  let result: FeelNumber | null = values[0]!;
  for (const v of values.slice(1)) {
    if (result === null) break;
    if (t.table.aggregation === 'SUM') result = add(result, v);
    else if ((compareNumbers(v, result) < 0) === (t.table.aggregation === 'MIN')) result = v;
  }
  return { text: result === null ? 'null' : literalText(result), json: toJson(result) };
}

/**
 * A box of inputs as FEEL texts by column name. Columns left open are left out; where facts may be unknown,
 * `not(null)` says that a column needs any known value.
 */
export function regionText(columns: readonly Column[], region: readonly (readonly number[] | undefined)[], withNull: boolean): Record<string, string> {
  const texts: Record<string, string> = {};
  columns.forEach((column, c) => {
    const chosen = region[c];
    if (!chosen || chosen.length === column.atoms.length) return;
    const text = atomsText(column.atoms, chosen);
    if (text !== '-') texts[column.name] = text;
    else if (withNull) texts[column.name] = 'not(null)';
  });
  return texts;
}

/** One input inside a box, by column name: the simplest value of each column (opaque columns have none). */
export function regionExample(columns: readonly Column[], region: readonly (readonly number[] | undefined)[]): Record<string, Literal> {
  const example: Record<string, Literal> = {};
  columns.forEach((column, c) => {
    if (column.opaque) return;
    const chosen = region[c] ?? column.atoms.map((_, i) => i);
    // A point is plainer than a value between two, and a known value plainer than none.
    const order = { point: 0, between: 1, other: 2, null: 3 };
    const best = chosen.reduce((a, b) => (order[column.atoms[b]!.k] < order[column.atoms[a]!.k] ? b : a), chosen[0]!);
    example[column.name] = column.atoms[best]?.sample ?? null;
  });
  return example;
}

/** An example as JSON. */
export function exampleJson(example: Record<string, Literal>): Record<string, Json> {
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, toJson(value)]));
}
