/** Facts as a table's columns see them. */
import type { DmnModel } from '../model/types.ts';
import { fromJs } from '../values/number.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../values/temporal.ts';
import { kindOf } from '../run/ops.ts';
import type { FeelValue, Json } from '../run/values.ts';
import type { Literal } from './cells.ts';
import { atomIndex } from './domain.ts';
import type { AnalysedTable, Column } from './table.ts';

/** A JSON value as a column's kind reads it: ISO texts as dates where the column holds dates. Undefined where it does not fit. */
export function literalOf(column: Column, value: Json | FeelValue | undefined): Literal | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return fits(column, fromJs(value));
  if (typeof value === 'string') {
    switch (column.kind) {
      case 'date': return FeelDate.parse(value) ?? undefined;
      case 'time': return FeelTime.parse(value) ?? undefined;
      case 'date and time': return FeelDateTime.parse(value) ?? undefined;
      case 'days and time duration': return DayTimeDuration.parse(value) ?? undefined;
      case 'years and months duration': return YearMonthDuration.parse(value) ?? undefined;
      default: return fits(column, value);
    }
  }
  return fits(column, value as FeelValue);
}

function fits(column: Column, value: FeelValue): Literal | undefined {
  return column.kind === 'any' || kindOf(value) === column.kind ? (value as Literal) : undefined;
}

/** Facts by column name, or by what the column's path starts with: `{ Child: { 'birth country': 'SE' } }`. */
export type Facts = Record<string, Json | FeelValue>;

/** The value of a column in the facts: under the column's name, its expression, or along its path. */
export function factOf(column: Column, facts: Facts): Json | FeelValue | undefined {
  for (const name of [column.key, column.name]) if (Object.hasOwn(facts, name)) return facts[name];
  let at: unknown = facts;
  for (const part of column.path ?? [column.key]) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string, unknown>)[part];
  }
  return at as Json;
}

/** The atom of each column in which the facts lie; a fact that is missing or of another kind is null, as for the engine. Opaque columns are -1. */
export function atomsOfFacts(t: AnalysedTable, facts: Facts): number[] {
  return t.columns.map((column) => {
    if (column.opaque) return -1;
    const value = literalOf(column, factOf(column, facts));
    const found = value === undefined ? -1 : atomIndex(column.atoms, value);
    return found >= 0 ? found : column.atoms.findIndex((a) => a.k === 'null');
  });
}

/** Facts by column put where the input has them; undefined where a column shows no input data. */
export function inputOfFacts(model: DmnModel, columns: readonly Column[], facts: Record<string, Json>): Record<string, Json> | undefined {
  const input: Record<string, Json> = {};
  for (const column of columns) {
    if (column.opaque || !column.fromInput || column.path === undefined) return undefined;
    const value = facts[column.name];
    if (value === undefined) continue;
    // A missing fact is left out of the input altogether.
    if (value === null) continue;
    let at = input;
    const [owner, ...rest] = column.path;
    const name = model.inputData.find((i) => i.variable.name === owner)!.name;
    const parts = [name, ...rest];
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, Json>;
    at[parts.at(-1)!] = value;
  }
  return input;
}
