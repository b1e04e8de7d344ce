import type { DecisionTable, FeelText, TableInput } from '../model/types.ts';
import { slotOf } from '../feel/iteration.ts';
import { compileUnaryTests } from '../feel/tests.ts';
import type { CellTest } from '../feel/tests.ts';
import type { Scope } from '../feel/scope.ts';
import { ANY, NUMBER, eitherType } from '../feel/types.ts';
import type { FeelType } from '../feel/types.ts';
import type { Env, Eval, Recorder, Unit } from '../run/run.ts';
import { isOf } from '../run/conform.ts';
import { toJson } from '../run/json.ts';
import type { Hit, Rejected } from '../run/trace.ts';
import { ConstantContext, FeelContext } from '../run/values.ts';
import type { FeelValue, Json } from '../run/values.ts';
import type { Builder, Compiled } from './builder.ts';
import { checkOutput, literalOf, literalsOf } from './output-values.ts';
import type { Literal } from './output-values.ts';
import { hitPolicy } from './hit-policy.ts';

/** One row ready to run. Only the columns with a test are in it. */
interface Row {
  id: string;
  index: number;
  columns: number[];
  tests: CellTest[];
  texts: string[];
  outputs: Eval[];
  annotations: Record<string, string>;
  /** Present where all outputs are constants: the hit and what the trace says of it, the same each time. */
  fixed: { hit: HitRow; trace: Hit } | undefined;
  /** What the trace says when the k-th test fails; made once, since it is the same each time. */
  rejected: Rejected[];
  unknown: Rejected[];
}

interface Column { name: string; value: Eval; slot: number; allowed: CellTest | undefined; allowedText: string }

/** One row hit, with its output entries evaluated. */
export interface HitRow { row: number; outputs: readonly FeelValue[]; /** The row's value, where it is a constant. */ constant?: FeelValue }

/** Compiles a decision table (DMN 1.5, chapter 8). Columns are read when a row first asks for them. */
export function compileTable(table: DecisionTable, scope: Scope, unit: Unit, builder: Builder, place: string): Compiled {
  const columns: Column[] = [];
  const cellScopes: Scope[] = [];
  for (const input of table.inputs) {
    const { column, cells } = compileInput(input, scope, unit, builder, place);
    columns.push(column);
    cellScopes.push(cells);
  }
  const outputTypes: (FeelType | undefined)[] = table.outputs.map((o) => (o.typeRef === undefined ? undefined : builder.typeOf(o.typeRef, o.element)));
  const inferred: (FeelType | undefined)[] = table.outputs.map(() => undefined);
  const constants = new Map<Eval, FeelValue>();
  const priorities = table.outputs.map((o, j) => o.outputValues && builder.feel({ ...o.outputValues, text: `[${o.outputValues.text}]` }, scope, unit, `${place}, values of output ${o.name ?? j + 1}`));
  const allowed = priorities.map((p) => (p?.node ? literalsOf(p.node) : undefined));
  const outputEntry = (text: FeelText, column: number, own: string): Eval => {
    if (text.text.trim() === '' || text.text.trim() === '-') return () => null;
    const compiled = builder.feel(text, scope, unit, own);
    inferred[column] = inferred[column] ? eitherType(inferred[column], compiled.type) : compiled.type;
    const type = outputTypes[column];
    const literal = literalOf(compiled.node);
    if (literal) checkOutput(literal.value, text, type, allowed[column], builder);
    const run = type && type.kind !== 'any' ? fitting(compiled.run, literal, type, own) : compiled.run;
    if (literal && run === compiled.run) constants.set(run, literal.value);
    return run;
  };
  const rows: Row[] = [];
  table.rules.forEach((rule, i) => {
    const row: Row = {
      id: rule.id, index: i + 1, columns: [], tests: [], texts: [], annotations: {}, rejected: [], unknown: [], fixed: undefined,
      outputs: rule.outputs.slice(0, table.outputs.length).map((o, j) => outputEntry(o, j, `${place}, row ${rule.id}`)),
    };
    table.annotations.forEach((name, j) => {
      if (rule.annotations[j]) row.annotations[name || `Annotation ${j + 1}`] = rule.annotations[j];
    });
    rule.inputs.slice(0, columns.length).forEach((text, c) => {
      const cells = cellScopes[c]!;
      const own = `${place}, row ${rule.id}, column ${columns[c]!.name}`;
      const parsed = builder.tests(text, cells);
      const test = parsed ? compileUnaryTests(parsed, builder.context(unit, cells, own)) : neverClear(own);
      if (!test) return;
      row.columns.push(c);
      row.tests.push(test);
      row.texts.push(text.text.trim());
      row.rejected.push(Object.freeze({ row: rule.id, column: columns[c]!.name, unknown: false }));
      row.unknown.push(Object.freeze({ row: rule.id, column: columns[c]!.name, unknown: true }));
    });
    Object.freeze(row.annotations);
    rows.push(row);
  });

  const names = table.outputs.map((o) => o.name);
  rows.forEach((row, r) => { row.fixed = fixedHit(row, r, names, constants); });
  const single = table.outputs.length === 1;
  const value = ({ outputs, constant }: { outputs: readonly FeelValue[]; constant?: FeelValue }): FeelValue => {
    if (constant !== undefined) return constant;
    if (single) return outputs[0]!;
    const context = new FeelContext();
    for (let i = 0; i < names.length; i++) context.set(names[i] ?? `output ${i + 1}`, outputs[i] ?? null);
    return context;
  };
  const defaults = table.outputs.some((o) => o.defaultOutput)
    ? table.outputs.map((o, j) => (o.defaultOutput ? outputEntry(o.defaultOutput, j, `${place}, default`) : () => null))
    : undefined;
  const { decide, first } = hitPolicy(table, value, priorities.map((p) => p?.run), defaults, place);
  const width = columns.length;

  const run: Eval = (env) => {
    const { run } = env;
    const { rec } = run;
    const values = new Array<FeelValue | undefined>(width);
    const missing = new Array<boolean | undefined>(width);
    const hits: HitRow[] = [];
    for (let r = 0; r < rows.length; r++) {
      const row = rows[r]!;
      if (!holds(row, columns, values, missing, env, rec)) continue;
      if (row.fixed) {
        hits.push(row.fixed.hit);
        rec.hits.push(row.fixed.trace);
        if (first) break;
        continue;
      }
      const outputs = new Array<FeelValue>(row.outputs.length);
      for (let o = 0; o < outputs.length; o++) outputs[o] = row.outputs[o]!(env);
      hits.push({ row: r, outputs });
      rec.hits.push({ row: row.id, index: row.index, outputs: outputsJson(names, outputs), annotations: row.annotations });
      if (first) break;
    }
    run.step(rows.length);
    return decide(hits, env);
  };
  return { run, type: resultType(table, names, outputTypes, inferred) };
}

/** The hit of a row whose outputs are all constants. */
function fixedHit(row: Row, r: number, names: readonly (string | undefined)[], constants: ReadonlyMap<Eval, FeelValue>): Row['fixed'] {
  if (row.outputs.length === 0 || !row.outputs.every((o) => constants.has(o))) return undefined;
  const outputs = row.outputs.map((o) => constants.get(o)!);
  const json = outputsJson(names, outputs);
  const constant = outputs.length === 1 ? outputs[0]!
    : new ConstantContext(outputs.map((o, i) => [names[i] ?? `output ${i + 1}`, o]), json as Record<string, Json>);
  return { hit: { row: r, outputs, constant }, trace: Object.freeze({ row: row.id, index: row.index, outputs: json, annotations: row.annotations }) };
}

/** Whether all tests of a row hold; the first that does not is noted. */
function holds(row: Row, columns: readonly Column[], values: (FeelValue | undefined)[], missing: (boolean | undefined)[], env: Env, rec: Recorder): boolean {
  const { columns: tested, tests } = row;
  const { full } = env.run;
  for (let k = 0; k < tests.length; k++) {
    const c = tested[k]!;
    let value = values[c];
    if (value === undefined) {
      const before = rec.missing;
      value = readColumn(columns[c]!, env);
      values[c] = value;
      missing[c] = value === null && rec.missing > before;
    }
    const before = rec.missing;
    const result = tests[k]!(value, env);
    if (full) (rec.cells ??= []).push({ row: row.id, column: columns[c]!.name, input: toJson(value), test: row.texts[k]!, result });
    if (result !== true) {
      rec.rejected.push(missing[c] || rec.missing > before ? row.unknown[k]! : row.rejected[k]!);
      return false;
    }
  }
  return true;
}

function readColumn(column: Column, env: Env): FeelValue {
  let value: FeelValue = column.value(env);
  if (value !== null && column.allowed && column.allowed(value, env) !== true) {
    value = env.run.nothing(column.name, 'type-error', `the value is not one of ${column.allowedText}`);
  }
  env.slots[column.slot] = value;
  return value;
}

function compileInput(input: TableInput, scope: Scope, unit: Unit, builder: Builder, place: string): { column: Column; cells: Scope } {
  const own = `${place}, column ${input.name}`;
  const expression = builder.feel(input.expression, scope, unit, own);
  const declared = input.typeRef === undefined ? undefined : builder.typeOf(input.typeRef, input.element);
  const type = declared && declared.kind !== 'any' ? declared : expression.type;
  const cells = scope.child();
  const binding = cells.local('?', type);
  const value = declared && declared.kind !== 'any' && declared !== expression.type
    ? (env: Env): FeelValue => env.run.fit(expression.run(env), declared, own)
    : expression.run;
  let allowed: CellTest | undefined;
  if (input.inputValues) {
    const tests = builder.tests(input.inputValues, cells);
    allowed = tests && compileUnaryTests(tests, builder.context(unit, cells, own));
  }
  return { cells, column: { name: input.name, value, slot: slotOf(binding), allowed, allowedText: input.inputValues?.text.trim() ?? '' } };
}

function neverClear(place: string): CellTest {
  return (_, env) => env.run.nothing(place, 'invalid', 'the cell could not be compiled');
}

/** An output entry made to fit its column's type; a constant is checked once. */
function fitting(run: Eval, constant: Literal | undefined, type: FeelType, place: string): Eval {
  if (constant && constant.type.kind === type.kind && isOf(constant.value, type)) return run;
  return (env) => env.run.fit(run(env), type, place);
}

function outputsJson(names: readonly (string | undefined)[], outputs: readonly FeelValue[]): Json {
  if (outputs.length === 1) return toJson(outputs[0]!);
  const json: { [key: string]: Json } = {};
  for (let i = 0; i < outputs.length; i++) json[names[i] ?? `output ${i + 1}`] = toJson(outputs[i]!);
  return json;
}

function resultType(table: DecisionTable, names: readonly (string | undefined)[], declared: readonly (FeelType | undefined)[], inferred: readonly (FeelType | undefined)[]): FeelType {
  const types = names.map((_, i) => declared[i] ?? inferred[i] ?? ANY);
  let type: FeelType = types.length === 1 ? types[0]! : { kind: 'context', members: new Map(names.map((n, i) => [n ?? `output ${i + 1}`, types[i]!])) };
  if (table.aggregation === 'COUNT') return NUMBER;
  if ((table.hitPolicy === 'COLLECT' && !table.aggregation) || table.hitPolicy === 'RULE ORDER' || table.hitPolicy === 'OUTPUT ORDER') type = { kind: 'list', item: type };
  return type;
}
