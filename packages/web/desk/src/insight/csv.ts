import { csvText, type Cell } from '../kit/files.ts';

/** A table as CSV with a byte order mark, so that spreadsheets read its letters. */
export const csvOf = (rows: readonly (readonly Cell[])[]): string => `\ufeff${csvText(rows)}`;
