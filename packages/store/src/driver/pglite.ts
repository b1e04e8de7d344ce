import { PGlite, types } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { durableParams, syncThrough, syncTree } from './durable.ts';
import { lockDirectory } from './lock.ts';
import { readDate, readInstant, readInt8, typeOf } from './driver.ts';
import type { Driver, Queryable } from './driver.ts';

/**
 * Embedded PostgreSQL, in memory or with its files under `dataDir/db`. It is one connection:
 * PGlite queues callers in the order they come. A lock file keeps a second process out,
 * since two at once would ruin the files.
 * @param prepared a data directory to start from (see `dumpDataDir`), to save the 3 s of initdb
 * @throws StoreError database-in-use
 */
export async function openPGlite(dataDir: string | undefined, prepared?: Blob): Promise<Driver & { dump(): Promise<Blob> }> {
  let unlock = async (): Promise<void> => {};
  if (dataDir !== undefined) {
    await mkdir(dataDir, { recursive: true });
    unlock = await lockDirectory(join(dataDir, 'db.lock'));
  }
  const files = dataDir === undefined ? undefined : join(dataDir, 'db');
  const isNew = files !== undefined && !existsSync(join(files, 'PG_VERSION'));
  let db: PGlite;
  try {
    db = await PGlite.create({
      ...(files === undefined ? {} : { dataDir: files, startParams: durableParams }),
      ...(prepared === undefined ? {} : { loadDataDir: prepared }),
      parsers: {
        [typeOf.int8]: readInt8, [typeOf.date]: readDate, [typeOf.timestamptz]: readInstant,
        [types.JSON]: JSON.parse, [types.JSONB]: JSON.parse,
      },
      // A JSON document is handed over as text already.
      serializers: { [types.JSONB]: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)) },
    });
    if (files !== undefined) syncThrough(db);
    if (isNew) await syncTree(files);
  } catch (error) {
    await unlock();
    throw error;
  }
  const query = (on: Pick<PGlite, 'query'>): Queryable['query'] =>
    async <Row>(sql: string, params: readonly unknown[] = []) => {
      try {
        return (await on.query<Row>(sql, [...params])).rows;
      } catch (error) {
        // PGlite puts the parameters on the error: personal data that must not reach a log.
        delete (error as { params?: unknown }).params;
        throw error;
      }
    };
  // PGlite answers inside promise jobs and never lets go of the thread by itself: many errands one after another
  // would keep the process from reading a single request. So now and then the event loop gets its turn.
  const plain = query(db);
  let turned = performance.now();
  const breathing: Queryable['query'] = async <Row>(sql: string, params: readonly unknown[] = []) => {
    const rows = await plain<Row>(sql, params);
    if (performance.now() - turned > 8) {
      await new Promise((resolve) => setImmediate(resolve));
      turned = performance.now();
    }
    return rows;
  };
  return {
    kind: 'pglite',
    query: breathing,
    script: async (sql) => { await db.exec(sql); },
    transaction: (work) => db.transaction((tx) =>
      work({ query: query(tx as unknown as PGlite), script: async (sql) => { await tx.exec(sql); } })),
    close: async () => {
      if (!db.closed) await db.close();
      await unlock();
    },
    dump: async () => await db.dumpDataDir('none') as Blob,
  };
}
