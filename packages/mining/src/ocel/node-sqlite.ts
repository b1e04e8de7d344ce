// Runs on node alone: SQLite is part of it, from 22.13 on.
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { LogError } from '../import/log-error.ts';
import type { OcelOptions } from './builder.ts';
import type { ObjectLog, OcelType, TypeDeclaration } from './object-log.ts';
import { quoted, readOcelTables } from './read-tables.ts';
import { eventValues, instant } from './write-json.ts';

const sqlTypes: Record<OcelType, string> = { string: 'TEXT', time: 'TIMESTAMP', integer: 'INTEGER', float: 'REAL', boolean: 'BOOLEAN' };

/** Looked for when it is needed: the other files are read on an older Node, too. */
const openDatabase = (path: string, options: { readOnly?: boolean } = {}): DatabaseSync => {
  const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as typeof import('node:sqlite');
  return new DatabaseSync(path, options);
};

/**
 * Reads an OCEL 2.0 SQLite file. Times without an offset are those of `zone` (UTC if not said).
 * Throws `LogError` (with line 0: a database has none), naming the table.
 */
export function readOcelSqlite(path: string, options: OcelOptions = {}): ObjectLog {
  if (!existsSync(path)) throw new LogError(0, `${path}: expected a file`);
  const database = openDatabase(path, { readOnly: true });
  try {
    return readOcelTables((sql) => database.prepare(sql).all() as Record<string, unknown>[], options);
  } finally {
    database.close();
  }
}

/** Writes the log as an OCEL 2.0 SQLite file; a file already there is replaced. Instants are ISO 8601 in UTC. */
export function writeOcelSqlite(path: string, log: ObjectLog): void {
  rmSync(path, { force: true });
  const database = openDatabase(path);
  try {
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
    write(database, log);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

function write(database: DatabaseSync, log: ObjectLog): void {
  const insert = (table: string, width: number): ((...values: SQLInputValue[]) => void) => {
    const statement = database.prepare(`INSERT INTO ${quoted(table)} VALUES (${Array(width).fill('?').join(', ')})`);
    return (...values) => { statement.run(...values); };
  };
  database.exec(`
    CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
    CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
    CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES event_map_type (ocel_type));
    CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES object_map_type (ocel_type));
    CREATE TABLE event_object (ocel_event_id TEXT REFERENCES event (ocel_id), ocel_object_id TEXT REFERENCES object (ocel_id), ocel_qualifier TEXT,
      PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
    CREATE TABLE object_object (ocel_source_id TEXT REFERENCES object (ocel_id), ocel_target_id TEXT REFERENCES object (ocel_id), ocel_qualifier TEXT,
      PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier));`);
  const objectTables = createTables(database, 'object', log.objectTypes, ['ocel_id TEXT REFERENCES object (ocel_id)', 'ocel_time TIMESTAMP', 'ocel_changed_field TEXT'])
    .map((table, t) => insert(table, 3 + log.objectTypes[t]!.attributes.length));
  const eventTables = createTables(database, 'event', log.eventTypes, ['ocel_id TEXT PRIMARY KEY REFERENCES event (ocel_id)', 'ocel_time TIMESTAMP'])
    .map((table, t) => insert(table, 2 + log.eventTypes[t]!.attributes.length));

  const insertObject = insert('object', 2), insertEvent = insert('event', 2), insertE2O = insert('event_object', 3), insertO2O = insert('object_object', 3);
  log.objectIds.forEach((id, o) => {
    const type = log.objectTypes[log.objectType[o]!]!;
    const put = objectTables[log.objectType[o]!]!;
    insertObject(id, type.name);
    // what holds from the beginning is one row, even where nothing is known; each later value is a row that names its field
    const { values } = log;
    const first = new Map<string, SQLInputValue>();
    const later: number[] = [];
    const place = new Map(type.attributes.map((one, i) => [one.name, i]));
    for (let row = values.start[o]!; row < values.start[o + 1]!; row++) {
      const name = values.names[values.name[row]!]!;
      if (values.since[row] === 0 && !first.has(name)) first.set(name, sqlValue(values.value[row]!, type.attributes[place.get(name)!]!.type));
      else later.push(row);
    }
    put(id, instant(0), null, ...type.attributes.map((one) => first.get(one.name) ?? null));
    for (const row of later) {
      const name = values.names[values.name[row]!]!;
      put(id, instant(values.since[row]!), name, ...type.attributes.map((one) => (one.name === name ? sqlValue(values.value[row]!, one.type) : null)));
    }
  });
  log.eventIds.forEach((id, e) => {
    const type = log.eventTypes[log.eventType[e]!]!;
    insertEvent(id, type.name);
    const values = new Map(eventValues(log, e).map((one) => [one.name, sqlValue(one.value, one.type)]));
    eventTables[log.eventType[e]!]!(id, instant(log.time[e]!), ...type.attributes.map((one) => values.get(one.name) ?? null));
    for (let row = log.eventObjects.start[e]!; row < log.eventObjects.start[e + 1]!; row++) insertE2O(id, log.objectIds[log.eventObjects.to[row]!]!, log.eventObjects.qualifiers[log.eventObjects.qualifier[row]!]!);
  });
  for (let row = 0; row < log.objectObjects.from.length; row++) {
    insertO2O(log.objectIds[log.objectObjects.from[row]!]!, log.objectIds[log.objectObjects.to[row]!]!, log.objectObjects.qualifiers[log.objectObjects.qualifier[row]!]!);
  }
}

/** A table for each type; its name is letters and digits of the type's, told apart by a number where two would be the same. */
function createTables(database: DatabaseSync, of: 'event' | 'object', types: readonly TypeDeclaration[], columns: readonly string[]): string[] {
  const taken = new Set(['map_type', 'object']);
  const map = database.prepare(`INSERT INTO ${of}_map_type VALUES (?, ?)`);
  return types.map((type) => {
    const plain = type.name.replaceAll(/[^\p{L}\p{N}]/gu, '') || 'type';
    let name = plain;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain}${i}`;
    taken.add(name.toLowerCase());
    const names = new Set(['ocel_id', 'ocel_time', 'ocel_changed_field']);
    for (const { name: attribute } of type.attributes) {
      if (names.has(attribute.toLowerCase())) throw new RangeError(`the attribute "${attribute}" of "${type.name}" cannot be a column: SQLite has one of that name there`);
      names.add(attribute.toLowerCase());
    }
    database.exec(`CREATE TABLE ${quoted(`${of}_${name}`)} (${[...columns, ...type.attributes.map((one) => `${quoted(one.name)} ${sqlTypes[one.type]}`)].join(', ')})`);
    map.run(type.name, name);
    return `${of}_${name}`;
  });
}

function sqlValue(value: string | number | boolean, type: OcelType): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return type === 'time' && typeof value === 'number' ? instant(value) : value;
}
