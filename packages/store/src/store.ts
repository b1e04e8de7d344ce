import { join } from 'node:path';
import type { Change, Clock } from '@ankomst/core';
import { bulkLoad } from './bulk-load.ts';
import type { WrittenChange } from './bulk-load.ts';
import { commit } from './commit.ts';
import type { CommitResult } from './commit.ts';
import { diskDocuments, sweepIncoming } from './documents/disk.ts';
import type { DocumentStore } from './documents/document-store.ts';
import type { Driver, Queryable } from './driver/driver.ts';
import { openPGlite } from './driver/pglite.ts';
import { openPostgres } from './driver/postgres.ts';
import { StoreError, storeError } from './errors.ts';
import { migrate } from './migrate.ts';
import { stoppedAutomations } from './queries/automations.ts';
import type { AutomationAct, AutomationStep } from './queries/automations.ts';
import { tidy } from './tidy.ts';

/** Embedded files, an embedded database in memory, or a PostgreSQL server. */
export type Where =
  | { dataDir: string }
  | { memory: true; prepared?: Blob }
  | { databaseUrl: string; schema?: string; connections?: number };

export interface StoreOptions {
  clock: Clock;
  /** Where document bytes lie; default `documents` under dataDir. */
  documentsDir?: string;
  /** Another document store than the disk. */
  documents?: DocumentStore;
  /** Which facts are names a person may be searched by. Default: none. */
  isName?: (fact: string) => boolean;
}

/** What a commit touched, told to listeners in this process. */
export interface Committed {
  change: Change;
  result: CommitResult;
}

/** The authority's store. Reads go through the functions in `queries/`; `commit` is the one writer of cases. */
export interface Store extends Queryable {
  readonly kind: Driver['kind'];
  readonly clock: Clock;
  readonly documents: DocumentStore;
  readonly driver: Driver;
  /** One act, in one transaction and one round trip. See commit.ts for the errors. */
  commit(change: Change): Promise<CommitResult>;
  /**
   * Who stopped this automation and why, where it stands still; as last read. What is known here may be some seconds
   * old: the database itself refuses an automatic decision of a stopped automation (as a version-conflict, so that the
   * act is done again), and then this is read anew.
   */
  stopped(service: string, step?: AutomationStep): AutomationAct | undefined;
  /** Reads anew which automations stand still. */
  readSwitches(): Promise<void>;
  /** History, many changes per round trip; same constraints, same chains. */
  bulkLoad(changes: AsyncIterable<Change | WrittenChange> | Iterable<Change | WrittenChange>, options?: { batch?: number }): Promise<{ changes: number }>;
  /** Housekeeping the embedded database needs once a night; nothing on a server. See tidy.ts. */
  tidy(): Promise<void>;
  /** Called after each commit made through this object that changed something. Returns how to stop. */
  onCommit(listener: (committed: Committed) => void): () => void;
  close(): Promise<void>;
}

/**
 * Opens the store and brings its schema forward.
 * @throws StoreError database-in-use, migration-changed, database-unreachable
 */
export async function openStore(where: Where, options: StoreOptions): Promise<Store> {
  const driver = await ('databaseUrl' in where
    ? openPostgres(where.databaseUrl, where)
    : openPGlite('dataDir' in where ? where.dataDir : undefined, 'memory' in where ? where.prepared : undefined))
    .catch((error: unknown) => { throw storeError(error); });
  try {
    await migrate(driver, options.clock.now());
    // Embedded, this process is the only one: whoever held an errand is dead, and its lease need not run out.
    if (driver.kind === 'pglite') await driver.query(`update outbox set due_at = $1 where state = 'leased'`, [options.clock.now()]);
  } catch (error) {
    await driver.close();
    throw error;
  }
  const documentsDir = options.documentsDir ?? ('dataDir' in where ? join(where.dataDir, 'documents') : undefined);
  const documents = options.documents ?? (documentsDir === undefined ? undefined : diskDocuments(documentsDir));
  if (documents === undefined) {
    await driver.close();
    throw new TypeError('openStore: documentsDir is needed unless dataDir is given');
  }
  if (options.documents === undefined) await sweepIncoming(documentsDir!, options.clock.now());
  const store = storeOver(driver, documents, options.clock, options.isName ?? (() => false));
  await store.readSwitches();
  return store;
}

function storeOver(driver: Driver, documents: DocumentStore, clock: Clock, isName: (fact: string) => boolean): Store {
  const listeners = new Set<(committed: Committed) => void>();
  let switches: AutomationAct[] = [];
  const readSwitches = async (): Promise<void> => { switches = await stoppedAutomations(driver); };
  return {
    kind: driver.kind,
    clock,
    documents,
    driver,
    query: async (sql, params, name) => {
      try {
        return await driver.query(sql, params, name);
      } catch (error) {
        throw storeError(error);
      }
    },
    commit: async (change) => {
      const result = await commit(driver, change, clock.now(), isName).catch(async (error: unknown) => {
        if (error instanceof StoreError && error.detail['automation'] !== undefined) await readSwitches();
        throw error;
      });
      if (!result.repeated) for (const listener of listeners) listener({ change, result });
      return result;
    },
    stopped: (service, step = 'decision') => switches.find((one) => one.service === service && one.step === step),
    readSwitches,
    bulkLoad: async (changes, bulk) => {
      const loaded = await bulkLoad(driver, clock, isName, changes, bulk);
      await tidy(driver);
      return loaded;
    },
    tidy: () => tidy(driver),
    onCommit: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    close: () => driver.close(),
  };
}
