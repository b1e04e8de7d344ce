import { readdir, readFile } from 'node:fs/promises';
import { sha256 } from '@ankomst/core';
import type { Instant } from '@ankomst/core';
import { StoreError } from './errors.ts';
import type { Driver } from './driver/driver.ts';

interface Migration { name: string; sql: string; checksum: string }

const directory = new URL('../migrations/', import.meta.url);

/** The numbered SQL files, in order. */
export async function migrations(): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(names.map(async (name) => {
    const sql = await readFile(new URL(name, directory), 'utf8');
    return { name, sql, checksum: sha256(sql) };
  }));
}

/**
 * Brings the schema forward, all pending files in one transaction; never back.
 * Several processes may start at once: they wait for each other.
 * @returns the names applied now
 * @throws StoreError migration-changed where an applied file differs from the one here
 */
export async function migrate(driver: Driver, now: Instant): Promise<string[]> {
  const files = await migrations();
  return driver.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtext('ankomst migrate ' || current_schema()))`);
    await tx.script(`
      create table if not exists migration (name text primary key, checksum text not null, at timestamptz not null);
      comment on table migration is 'Schema files applied, with their SHA-256';`);
    const applied = new Map((await tx.query<{ name: string; checksum: string }>('select name, checksum from migration')).map((row) => [row.name, row.checksum]));
    const done: string[] = [];
    for (const { name, sql, checksum } of files) {
      const before = applied.get(name);
      if (before === checksum) continue;
      if (before !== undefined) throw new StoreError('migration-changed', { migration: name });
      await tx.script(sql);
      await tx.query('insert into migration values ($1, $2, $3)', [name, checksum, now]);
      done.push(name);
    }
    return done;
  });
}
