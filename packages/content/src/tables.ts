import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Json } from '@ankomst/core';
import type { ColumnType, Table, TableDefinition } from './files.ts';
import type { Finding } from './finding.ts';

/**
 * Reads a dated table: CSV with a head line, typed by the columns `authority.yaml` declares.
 * An empty cell is null. Amounts are integers of the unit the column's name says.
 */
export function readTable(absolute: string, file: string, definition: TableDefinition | undefined, findings: Finding[]): Table {
  const text = readFileSync(absolute, 'utf8');
  const source = { file, text, value: text, line: () => 1 };
  const rows: { [column: string]: Json }[] = [];
  const lines: number[] = [];
  let records: { record: Record<string, string>; info: { lines: number } }[] = [];
  try {
    records = parse(text, { columns: true, info: true, skip_empty_lines: true, trim: true }) as unknown as typeof records;
  } catch (error) {
    findings.push({ code: 'syntax', severity: 'error', file, line: (error as { lines?: number }).lines ?? 1, message: (error as Error).message, fix: 'correct the CSV here' });
  }
  for (const { record, info } of records) {
    const row: { [column: string]: Json } = {};
    for (const [column, cell] of Object.entries(record)) {
      const type = definition?.columns[column];
      if (definition && !type) {
        if (rows.length === 0) findings.push({ code: 'unknown-column', severity: 'error', file, line: 1, message: `column "${column}" is not declared`, fix: 'declare it under `tables` in authority.yaml, or remove it' });
        continue;
      }
      const value = typedCell(cell, type ?? 'text');
      if (value === undefined) {
        findings.push({ code: 'bad-cell', severity: 'error', file, line: info.lines, message: `"${cell}" in column "${column}" is no ${type}`, fix: `write a ${type}` });
        row[column] = null;
      } else row[column] = value;
    }
    rows.push(row);
    lines.push(info.lines);
  }
  for (const column of Object.keys(definition?.columns ?? {})) {
    if (records[0] && !(column in records[0].record)) findings.push({ code: 'missing-column', severity: 'error', file, line: 1, message: `column "${column}" is missing`, fix: 'add it, or take it out of authority.yaml' });
  }
  return { source, rows, lines, definition };
}

/** A cell's value as its column's type says; empty is null, what is no value of the type undefined. */
export function typedCell(cell: string, type: ColumnType): Json | undefined {
  if (cell === '') return null;
  switch (type) {
    case 'text': return cell;
    case 'boolean': return cell === 'true' ? true : cell === 'false' ? false : undefined;
    case 'integer': return /^-?\d+$/.test(cell) && Number.isSafeInteger(Number(cell)) ? Number(cell) : undefined;
    case 'decimal': return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : undefined;
    case 'date': return isDay(cell) ? cell : undefined;
  }
}

/** A day that exists: `2026-02-29` does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
