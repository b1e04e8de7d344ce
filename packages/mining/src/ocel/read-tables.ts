import { instantReader } from '../import/date-format.ts';
import { LogError, Trouble } from '../import/log-error.ts';
import type { Skipped } from '../log/event-log.ts';
import { ObjectLogBuilder, type OcelOptions } from './builder.ts';
import type { ObjectLog, OcelType } from './object-log.ts';

const nowhere = (): number => 0;
/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Asks a SQLite database: all rows of a statement, by the names of its columns. */
export type TableQuery = (sql: string) => Record<string, unknown>[];

/**
 * Reads an OCEL 2.0 log from the tables of a SQLite database, whoever opened it: node's, or one in a browser. Times
 * without an offset are those of `zone` (UTC if not said). Throws `LogError` (with line 0: a database has none), naming the table.
 */
export function readOcelTables(query: TableQuery, options: OcelOptions = {}): ObjectLog {
  try {
    return read(query, options);
  } catch (error) {
    if (error instanceof LogError) throw error;
    throw new LogError(0, `expected an OCEL 2.0 database (${error instanceof Error ? error.message : String(error)})`);
  }
}

function read(rows: TableQuery, options: OcelOptions): ObjectLog {
  const skipped: Skipped[] = [];
  const trouble = new Trouble(options.lenient ?? false, skipped);
  const builder = new ObjectLogBuilder(trouble, skipped, instantReader(undefined, options.zone));
  const tables = new Set(rows("SELECT name FROM sqlite_master WHERE type = 'table'").map((row) => String(row['name'])));
  for (const table of ['event', 'object', 'event_map_type', 'object_map_type', 'event_object', 'object_object']) {
    if (!tables.has(table)) throw new LogError(0, `no table "${table}": expected an OCEL 2.0 database`);
  }
  const own = new Set(['ocel_id', 'ocel_time', 'ocel_changed_field']);
  const perType = { event: [] as { type: string; table: string; columns: string[] }[], object: [] as { type: string; table: string; columns: string[] }[] };
  for (const side of ['object', 'event'] as const) {
    for (const row of rows(`SELECT ocel_type, ocel_type_map FROM ${side}_map_type`)) {
      const type = String(row['ocel_type']), table = `${side}_${String(row['ocel_type_map'])}`;
      if (!tables.has(table)) { trouble.note(0, `no table "${table}" for the ${side} type "${type}"`); continue; }
      const columns = rows(`SELECT name, type FROM pragma_table_info(${quoted(table).replaceAll(/^"|"$/g, "'").replaceAll('""', '"')})`).filter((column) => !own.has(String(column['name'])));
      builder.declare(side, { name: type, attributes: columns.map((column) => ({ name: String(column['name']), type: typeOf(String(column['type'])) })) }, nowhere);
      perType[side].push({ type, table, columns: columns.map((column) => String(column['name'])) });
    }
  }
  const objects = new Map<string, number>(), events = new Map<string, number>();
  for (const row of rows('SELECT ocel_id, ocel_type FROM object ORDER BY rowid')) {
    const id = String(row['ocel_id']);
    const number = builder.object(id, String(row['ocel_type']), nowhere);
    if (number >= 0) objects.set(id, number);
  }
  for (const { table, columns } of perType.object) {
    for (const row of rows(`SELECT * FROM ${quoted(table)} ORDER BY rowid`)) {
      const object = objects.get(String(row['ocel_id']));
      if (object === undefined) { trouble.note(0, `"${table}" tells of the object "${String(row['ocel_id'])}": expected one that is in "object"`); continue; }
      // a row that names a field tells of a change of that one; the others stand in it for nothing
      const changed = row['ocel_changed_field'];
      for (const name of columns) if (row[name] !== null && (changed === null || changed === undefined || changed === name)) builder.value(object, name, row[name], row['ocel_time'], nowhere);
    }
  }
  const times = new Map<string, { row: Record<string, unknown>; columns: string[] }>();
  for (const { table, columns } of perType.event) for (const row of rows(`SELECT * FROM ${quoted(table)}`)) times.set(String(row['ocel_id']), { row, columns });
  for (const { ocel_id, ocel_type } of rows('SELECT ocel_id, ocel_type FROM event ORDER BY rowid')) {
    const id = String(ocel_id);
    const told = times.get(id);
    if (!told) { trouble.note(0, `the event "${id}" has no row in the table of its type "${String(ocel_type)}"`); continue; }
    const event = builder.event(id, String(ocel_type), told.row['ocel_time'], nowhere);
    if (event < 0) continue;
    events.set(id, event);
    for (const name of told.columns) if (told.row[name] !== null) builder.attribute(event, name, told.row[name], nowhere);
  }
  for (const row of rows('SELECT ocel_event_id, ocel_object_id, ocel_qualifier FROM event_object ORDER BY rowid')) {
    const event = events.get(String(row['ocel_event_id']));
    if (event === undefined) trouble.note(0, `"event_object" tells of the event "${String(row['ocel_event_id'])}": expected one that is in "event"`);
    else builder.relate('event', event, String(row['ocel_object_id']), String(row['ocel_qualifier'] ?? ''), nowhere);
  }
  for (const row of rows('SELECT ocel_source_id, ocel_target_id, ocel_qualifier FROM object_object ORDER BY rowid')) {
    const object = objects.get(String(row['ocel_source_id']));
    if (object === undefined) trouble.note(0, `"object_object" tells of the object "${String(row['ocel_source_id'])}": expected one that is in "object"`);
    else builder.relate('object', object, String(row['ocel_target_id']), String(row['ocel_qualifier'] ?? ''), nowhere);
  }
  const log = builder.finish();
  trouble.finish(0);
  return log;
}

function typeOf(sql: string): OcelType {
  if (/TIME|DATE/i.test(sql)) return 'time';
  if (/BOOL/i.test(sql)) return 'boolean';
  if (/INT/i.test(sql)) return 'integer';
  return /REAL|FLOA|DOUB|NUM|DEC/i.test(sql) ? 'float' : 'string';
}
