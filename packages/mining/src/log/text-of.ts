import { cellOf, type Column } from './column.ts';

/** A column read as text by dictionary, whatever its kind; of no column, rows without any value. */
export function textOf(column: Column | undefined, rows: number): { codes: Int32Array; values: string[] } {
  if (column?.kind === 'text') return column;
  const codes = new Int32Array(rows).fill(-1);
  const values: string[] = [];
  if (!column) return { codes, values };
  const known = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const cell = cellOf(column, row);
    if (cell === null) continue;
    const text = column.kind === 'instant' ? new Date(cell as number).toISOString() : String(cell);
    let code = known.get(text);
    if (code === undefined) { known.set(text, (code = values.length)); values.push(text); }
    codes[row] = code;
  }
  return { codes, values };
}
