/**
 * One attribute of all events (or all cases), held as a column. A log of millions of events
 * is a few typed arrays and dictionaries, not millions of objects.
 */
export type Column = TextColumn | NumberColumn | InstantColumn | BooleanColumn;

/** Text by dictionary: `values[codes[row]]`; code -1 where the row has no value. */
export interface TextColumn { kind: 'text'; codes: Int32Array; values: string[] }
/** Numbers; NaN where the row has no value. */
export interface NumberColumn { kind: 'number'; numbers: Float64Array }
/** Instants in milliseconds since 1970-01-01T00:00:00Z; NaN where the row has no value. */
export interface InstantColumn { kind: 'instant'; numbers: Float64Array }
/** 1 true, 0 false, -1 no value. */
export interface BooleanColumn { kind: 'boolean'; flags: Int8Array }

export type ColumnKind = Column['kind'];
export type Cell = string | number | boolean | null;

/** The value of a row: text, number, boolean; instants as milliseconds; null where there is none. */
export function cellOf(column: Column, row: number): Cell {
  switch (column.kind) {
    case 'text': { const code = column.codes[row]!; return code < 0 ? null : column.values[code]!; }
    case 'boolean': { const flag = column.flags[row]!; return flag < 0 ? null : flag === 1; }
    default: { const number = column.numbers[row]!; return Number.isNaN(number) ? null : number; }
  }
}

/** The rows of a column in a new order; `rows[i]` is the old row that becomes row i. */
export function pick(column: Column, rows: Int32Array): Column {
  const n = rows.length;
  switch (column.kind) {
    case 'text': {
      const codes = new Int32Array(n);
      for (let i = 0; i < n; i++) codes[i] = column.codes[rows[i]!]!;
      return { kind: 'text', codes, values: column.values };
    }
    case 'boolean': {
      const flags = new Int8Array(n);
      for (let i = 0; i < n; i++) flags[i] = column.flags[rows[i]!]!;
      return { kind: 'boolean', flags };
    }
    default: {
      const numbers = new Float64Array(n);
      for (let i = 0; i < n; i++) numbers[i] = column.numbers[rows[i]!]!;
      return { kind: column.kind, numbers };
    }
  }
}
