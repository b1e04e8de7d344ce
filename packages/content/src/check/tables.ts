import type { Json } from '@ankomst/core';
import type { Finding } from '../finding.ts';
import type { RawContent, TableDefinition } from '../files.ts';

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Something wrong with a row of a dated table, by its index. */
export interface RowFault { code: string; severity: Finding['severity']; row: number; message: string; fix: string }

/** What is wrong with the rows of one table, wherever they come from. */
export function rowFaults(rows: readonly { [column: string]: Json }[], definition: TableDefinition): RowFault[] {
  const faults: RowFault[] = [];
  const add = (code: string, severity: Finding['severity'], row: number, message: string, fix: string): void => { faults.push({ code, severity, row, message, fix }); };
  rows.forEach((row, i) => {
    if (row['verified'] === false) add('unverified-row', 'warning', i, `row ${i + 1} is not verified`, 'read its source and set verified to true');
    if ('source' in definition.columns && row['source'] === null) add('row-without-source', 'error', i, `row ${i + 1} names no source`, 'name where the value comes from');
  });
  if (!definition.dated) return faults;
  const { key, from, to } = definition.dated;
  const groups = new Map<string, { from: string; to: string | null; row: number }[]>();
  rows.forEach((row, i) => {
    const start = row[from], end = row[to] ?? null;
    if (typeof start !== 'string') return add('undated-row', 'error', i, `row ${i + 1} has no first day`, `write one in "${from}"`);
    if (typeof end === 'string' && end < start) return add('dates-reversed', 'error', i, `row ${i + 1} ends (${end}) before it begins (${start})`, 'correct the dates');
    const name = key.map((column) => String(row[column])).join(' / ');
    groups.set(name, [...(groups.get(name) ?? []), { from: start, to: end as string | null, row: i }]);
  });
  for (const [name, group] of groups) {
    group.sort((a, b) => (a.from < b.from ? -1 : 1));
    group.forEach((row, i) => {
      const next = group[i + 1];
      if (!next) return;
      if (row.to === null || row.to >= next.from) add('dates-overlap', 'error', next.row, `"${name}" from ${next.from} overlaps the row that begins ${row.from}`, `end that row the day before ${next.from}`);
      else if (nextDay(row.to) !== next.from) add('dates-hole', 'error', next.row, `"${name}" has no value from ${nextDay(row.to)} until ${next.from}`, 'close the hole: what held then?');
    });
  }
  return faults;
}

/** Dated tables: the rows of one key follow each other without hole or overlap, and only the last is open. */
export function checkTables(raw: RawContent): Finding[] {
  const findings: Finding[] = [];
  for (const [id, table] of Object.entries(raw.tables)) {
    const { definition, source } = table;
    const add = (code: string, severity: Finding['severity'], line: number, message: string, fix: string): void => {
      findings.push({ code, severity, file: source.file, line, message, fix });
    };
    if (!definition) {
      add('undeclared-table', 'error', 1, `the table "${id}" is not declared`, 'declare its columns under `tables` in authority.yaml');
      continue;
    }
    for (const { code, severity, row, message, fix } of rowFaults(table.rows, definition)) add(code, severity, table.lines[row]!, message, fix);
  }
  for (const service of raw.services) {
    service.service.value.tables.forEach((id, i) => {
      if (!raw.tables[id]) findings.push({ code: 'unknown-table', severity: 'error', file: service.service.file, line: service.service.line(['tables', i]), message: `there is no table "${id}"`, fix: `write tables/${id}.csv, or correct the name` });
    });
    service.service.value.bindings.forEach((binding, i) => {
      if (binding.table && !service.service.value.tables.includes(binding.table)) findings.push({ code: 'unknown-table', severity: 'error', file: service.service.file, line: service.service.line(['bindings', i]), message: `the binding "${binding.input}" reads the table "${binding.table}", which the service does not name`, fix: 'add it to `tables`' });
    });
  }
  return findings;
}
