import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Clock, Ids, Instant } from '@ankomst/core';
import { migrate, migrations } from './migrate.ts';
import { openPGlite } from './driver/pglite.ts';
import { openStore } from './store.ts';
import type { Store, StoreOptions } from './store.ts';

/** A clock a test moves by hand. */
export function testClock(start: Instant = '2026-11-03T08:00:00.000Z'): Clock & { advance(milliseconds: number): void } {
  let now = Date.parse(start);
  return { now: () => new Date(now).toISOString(), advance: (milliseconds) => { now += milliseconds; } };
}

/** Ids in the order they are asked for, the same in each run. */
export function testIds(prefix = ''): Ids {
  let n = 0;
  return { next: () => `${prefix}${(++n).toString().padStart(12, '0')}` };
}

export interface TestStore {
  /** `PGlite` or `PostgreSQL`: for the name of the test. */
  name: string;
  /** Why it does not run here, in words; undefined where it does. */
  skip: string | undefined;
  /** A fresh, empty store of its own; closed and removed by `close`. */
  open(options?: Partial<StoreOptions>): Promise<Store>;
}

/**
 * The kinds of store the tests run on: PGlite in memory, and the PostgreSQL server named by
 * TEST_DATABASE_URL, where each store lives in a schema of its own.
 */
export function testStores(): TestStore[] {
  const url = process.env['TEST_DATABASE_URL'];
  return [
    { name: 'PGlite', skip: undefined, open: async (options = {}) => opened({ memory: true, prepared: await prepared() }, options, async () => {}) },
    {
      name: 'PostgreSQL',
      skip: url ? undefined : 'TEST_DATABASE_URL is not set: the PostgreSQL half is not run',
      open: async (options = {}) => {
        const schema = `test_${randomUUID().replaceAll('-', '')}`;
        return opened({ databaseUrl: url!, schema, connections: 8 }, options, async () => {
          const client = new pg.Client({ connectionString: url });
          await client.connect();
          await client.query(`drop schema ${schema} cascade`);
          await client.end();
        });
      },
    },
  ];
}

/**
 * The kind of store for a test that says nothing of its database: the PostgreSQL server where there is one (a store is
 * there in a tenth of a second, PGlite takes two and shares the test's thread), else PGlite. What must hold on both runs on `testStores`.
 */
export function quickStore(): TestStore {
  return testStores().findLast((one) => one.skip === undefined)!;
}

async function opened(where: Parameters<typeof openStore>[0], options: Partial<StoreOptions>, drop: () => Promise<void>): Promise<Store> {
  const documentsDir = await mkdtemp(join(tmpdir(), 'ankomst-test-'));
  const store = await openStore(where, { clock: testClock(), documentsDir, ...options });
  return {
    ...store,
    close: async () => {
      await store.close();
      await drop();
      await rm(documentsDir, { recursive: true, force: true });
    },
  };
}

/** An empty PGlite with today's schema, made once per machine and schema: saves each test file the 3 s of initdb. */
async function prepared(): Promise<Blob> {
  const schema = createHash('sha256').update((await migrations()).map((file) => file.checksum).join()).digest('hex').slice(0, 16);
  const path = join(tmpdir(), `ankomst-pglite-${process.getuid?.() ?? 0}-${schema}.tar`);
  const kept = await readFile(path).catch(() => null);
  if (kept !== null) return new Blob([kept]);
  const driver = await openPGlite(undefined);
  await migrate(driver, testClock().now());
  const blob = await driver.dump();
  await driver.close();
  // Written aside and renamed: test files run side by side.
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, new Uint8Array(await blob.arrayBuffer()));
  await rename(aside, path);
  // 40 MB each: those of earlier schemas go.
  for (const name of await readdir(tmpdir())) if (/^ankomst-pglite-\d+-[0-9a-f]{16}\.tar$/.test(name) && join(tmpdir(), name) !== path) await rm(join(tmpdir(), name), { force: true });
  return blob;
}
