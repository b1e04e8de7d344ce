import { Blocks } from './blocks.ts';
import type { Cell, Column, ColumnKind } from './column.ts';

/** A dictionary of texts: each text once, with its number. */
export class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  code(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) { code = this.values.length; this.values.push(text); this.#codes.set(text, code); }
    return code;
  }
}

/** A value with its kind: an instant in milliseconds is not a number. */
export type TypedCell = Cell | { instant: number };

const integers = (length: number): Int32Array => new Int32Array(length);
const doubles = (length: number): Float64Array => new Float64Array(length);
const bytes = (length: number): Int8Array => new Int8Array(length);

/**
 * A column that grows row by row. A column of one kind that meets a value of another becomes
 * text (a log may say `12` in one event and `twelve` in the next); nothing is lost.
 */
export class GrowingColumn {
  kind: ColumnKind;
  readonly dictionary = new Dictionary();
  #blocks: Blocks<Int32Array> | Blocks<Float64Array> | Blocks<Int8Array>;

  constructor(kind: ColumnKind) {
    this.kind = kind;
    this.#blocks = blocksFor(kind);
  }

  setText(row: number, text: string): void {
    this.#kindFor('text');
    this.#blocks.set(row, this.dictionary.code(text));
  }
  /** Text whose code in `dictionary` is known; the column must be one of text. */
  setCode(row: number, code: number): void { this.#blocks.set(row, code); }
  /** The same for rows from `row` on, all of one block (`blockSize`); -1 for none. */
  setCodes(row: number, codes: Int32Array): void { (this.#blocks as Blocks<Int32Array>).setRange(row, codes); }
  /** Numbers or instants of rows from `row` on, all of one block; the column must be of their kind. NaN for none. */
  setNumbers(row: number, numbers: Float64Array): void { (this.#blocks as Blocks<Float64Array>).setRange(row, numbers); }
  setNumber(row: number, value: number): void {
    if (this.#kindFor('number') === 'text') this.setText(row, String(value));
    else this.#blocks.set(row, value);
  }
  setInstant(row: number, ms: number): void {
    if (this.#kindFor('instant') === 'text') this.setText(row, new Date(ms).toISOString());
    else this.#blocks.set(row, ms);
  }
  setBoolean(row: number, value: boolean): void {
    if (this.#kindFor('boolean') === 'text') this.setText(row, String(value));
    else this.#blocks.set(row, value ? 1 : 0);
  }
  setCell(row: number, cell: TypedCell): void {
    if (cell === null) return;
    if (typeof cell === 'string') this.setText(row, cell);
    else if (typeof cell === 'number') this.setNumber(row, cell);
    else if (typeof cell === 'boolean') this.setBoolean(row, cell);
    else this.setInstant(row, cell.instant);
  }

  /** The column over `rows` rows, or over the rows of `order`. The growing one is spent. */
  finish(rows: number, order: Int32Array | null = null): Column {
    const data = this.#blocks.take(rows, order);
    if (this.kind === 'text') return { kind: 'text', codes: data as Int32Array, values: this.dictionary.values };
    if (this.kind === 'boolean') return { kind: 'boolean', flags: data as Int8Array };
    return { kind: this.kind, numbers: data as Float64Array };
  }

  #kindFor(wanted: ColumnKind): ColumnKind {
    if (this.kind !== wanted && this.kind !== 'text') {
      const before = this.kind;
      const old = this.#blocks;
      this.kind = 'text';
      this.#blocks = blocksFor('text');
      old.each((row, value) => {
        const text = before === 'instant' ? new Date(value).toISOString() : before === 'boolean' ? String(value === 1) : String(value);
        this.#blocks.set(row, this.dictionary.code(text));
      });
    }
    return this.kind;
  }
}

function blocksFor(kind: ColumnKind): Blocks<Int32Array> | Blocks<Float64Array> | Blocks<Int8Array> {
  if (kind === 'text') return new Blocks(integers, -1);
  if (kind === 'boolean') return new Blocks(bytes, -1);
  return new Blocks(doubles, NaN);
}

/** Columns by attribute key. */
export class Table {
  readonly columns = new Map<string, GrowingColumn>();
  column(key: string, kind: ColumnKind): GrowingColumn {
    let column = this.columns.get(key);
    if (!column) this.columns.set(key, (column = new GrowingColumn(kind)));
    return column;
  }
  set(key: string, row: number, cell: TypedCell): void {
    if (cell === null) return;
    this.column(key, kindOf(cell)).setCell(row, cell);
  }
  /** The columns over `rows` rows, or over the rows of `order`. The table is spent. */
  finish(rows: number, order: Int32Array | null = null): Map<string, Column> {
    const done = new Map<string, Column>();
    for (const [key, column] of this.columns) done.set(key, column.finish(rows, order));
    this.columns.clear();
    return done;
  }
}

export function kindOf(cell: Exclude<TypedCell, null>): ColumnKind {
  if (typeof cell === 'string') return 'text';
  if (typeof cell === 'number') return 'number';
  return typeof cell === 'boolean' ? 'boolean' : 'instant';
}
