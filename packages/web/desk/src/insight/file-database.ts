import initSqlite from 'sql.js';
import wasm from 'sql.js/dist/sql-wasm-browser.wasm?url';
import { readOcelTables, type ObjectLog, type OcelOptions } from '../../../../mining/src/index.ts';

/** Reads an OCEL 2.0 SQLite file from its bytes. Fetched only when such a file is opened. Throws `LogError`. */
export async function readOcelDatabase(bytes: Uint8Array, options: OcelOptions): Promise<ObjectLog> {
  const { Database } = await initSqlite({ locateFile: () => wasm });
  const database = new Database(bytes);
  try {
    return readOcelTables((sql) => {
      const statement = database.prepare(sql), rows: Record<string, unknown>[] = [];
      try {
        while (statement.step()) rows.push(statement.getAsObject());
      } finally {
        statement.free();
      }
      return rows;
    }, options);
  } finally {
    database.close();
  }
}
