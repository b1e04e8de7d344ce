import pg from 'pg';
import { readDate, readInstant, readInt8, typeOf } from './driver.ts';
import type { Driver, Queryable } from './driver.ts';

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    switch (oid) {
      case typeOf.int8: return readInt8;
      case typeOf.date: return readDate;
      case typeOf.timestamptz: return readInstant;
      default: return pg.types.getTypeParser(oid, format as 'text');
    }
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/**
 * A PostgreSQL server (15 or later) behind a pool of connections.
 * @param schema a schema to live in, created if missing; default `public`
 */
export async function openPostgres(databaseUrl: string, { schema, connections = 16 }: { schema?: string; connections?: number } = {}): Promise<Driver> {
  if (schema !== undefined && !/^[a-z][a-z0-9_]*$/.test(schema)) throw new TypeError(`openPostgres: not a schema name: ${schema}`);
  // Statements here are short: compiling them (jit) costs more than it saves.
  const settings = ['-c timezone=UTC', '-c datestyle=ISO', '-c jit=off', ...(schema === undefined ? [] : [`-c search_path=${schema}`])];
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections, types, options: settings.join(' ') });
  // An idle connection that breaks (server restart) is replaced at the next query, which reports if it cannot be.
  pool.on('error', () => {});
  const query = (on: Pick<pg.Pool, 'query'> | pg.ClientBase): Queryable['query'] =>
    async <Row>(sql: string, params: readonly unknown[] = [], name?: string) =>
      (await (on as pg.ClientBase).query(name === undefined ? { text: sql, values: [...params] } : { name, text: sql, values: [...params] })).rows as Row[];
  const driver: Driver = {
    kind: 'postgres',
    query: query(pool),
    script: async (sql) => { await pool.query(sql); },
    transaction: async (work) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const result = await work({ query: query(client), script: async (sql) => { await client.query(sql); } });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((rollback: Error) => { broken = rollback; });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
  try {
    if (schema !== undefined) await pool.query(`create schema if not exists ${schema}`);
    else await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return driver;
}
