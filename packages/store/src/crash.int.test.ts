import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { StoreError, loadCase, openStore, verifyAudit } from './index.ts';
import type { Store, Where } from './index.ts';
import { testClock } from './testing.ts';
import { writeOne } from './testing/crash-write.ts';
import { findPostgresBinaries, startPostgresServer } from './testing/postgres-server.ts';
import type { PostgresServer } from './testing/postgres-server.ts';

const writer = fileURLToPath(new URL('./testing/crash-writer.ts', import.meta.url));

/** Starts the writer, kills it with SIGKILL after it has acknowledged so many, and returns what it said. */
async function writeAndKill(where: Where, documentsDir: string, run: string, acknowledge: number, moreMs: number): Promise<{ asked: string[]; done: Map<string, string> }> {
  const child = spawn(process.execPath, [writer, JSON.stringify(where), documentsDir, run], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  const asked: string[] = [];
  const done = new Map<string, string>();
  let killing = false;
  for await (const line of createInterface(child.stdout)) {
    const [word, key, sha256] = line.split(' ') as [string, string, string];
    if (word === 'asked') asked.push(key);
    if (word === 'done') done.set(key, sha256);
    if (done.size >= acknowledge && !killing) {
      killing = true;
      void pause(moreMs).then(() => child.kill('SIGKILL'));
    }
  }
  await gone;
  assert.ok(done.size >= acknowledge, 'the writer ended by itself');
  return { asked, done };
}

/** All that was acknowledged is there whole, nothing is there in part, and the callers may ask again without harm. */
async function examine(store: Store, asked: string[], done: Map<string, string>): Promise<void> {
  for (const key of asked) {
    const loaded = await loadCase(store, `case-${key}`);
    if (done.has(key)) assert.ok(loaded, `acknowledged and lost: ${key}`);
    if (loaded === null) continue;
    assert.deepEqual([loaded.facts.length, loaded.history.length, loaded.events.length, loaded.documents.length, loaded.messages.length], [1, 2, 2, 1, 1], `torn: ${key}`);
    assert.ok(await store.documents.has(loaded.documents[0]!.sha256), `file lost: ${key}`);
  }
  for (const [key, sha256] of [...done].slice(-20)) {
    assert.deepEqual(await store.commit(writeOne(key, sha256)), { repeated: true, result: { caseId: `case-${key}` }, versions: { [`case-${key}`]: 1 }, lastSeq: null });
  }
  assert.deepEqual((await verifyAudit(store, { keys: [] })).findings, []);
  const [{ errands } = { errands: -1 }] = await store.query<{ errands: number }>('select count(*) - count(distinct key) as errands from outbox');
  assert.equal(errands, 0);
}

describe('kill -9 in the middle of writes', () => {
  let directory: string;
  before(async () => { directory = await mkdtemp(join(tmpdir(), 'ankomst-crash-')); });
  after(() => rm(directory, { recursive: true, force: true }));

  test('PGlite: what was acknowledged is there, and the next process takes over the lock', async () => {
    const where: Where = { dataDir: join(directory, 'pglite') };
    const documentsDir = join(directory, 'documents-1');
    const asked: string[] = [];
    const done = new Map<string, string>();
    for (const [round, moreMs] of [3, 41].entries()) {
      const said = await writeAndKill(where, documentsDir, `r${round}`, 15, moreMs);
      asked.push(...said.asked);
      for (const [key, sha256] of said.done) done.set(key, sha256);
      const store = await openStore(where, { clock: testClock(), documentsDir });
      await examine(store, asked, done);
      // While it is open here, nobody else gets in.
      await assert.rejects(openStore(where, { clock: testClock() }), (error: unknown) => error instanceof StoreError && error.code === 'database-in-use' && error.detail['pid'] === process.pid);
      await store.close();
    }
  });

  const noServer = findPostgresBinaries() === null ? 'no PostgreSQL programs on this machine' : undefined;
  test('PostgreSQL: a writer killed, and the server stopped at once while others write', { skip: noServer }, async () => {
    const server: PostgresServer = await startPostgresServer();
    try {
      const where: Where = { databaseUrl: server.url, schema: 'crash' };
      const documentsDir = join(directory, 'documents-2');
      const { asked, done } = await writeAndKill(where, documentsDir, 'r0', 50, 7);
      let store = await openStore(where, { clock: testClock(), documentsDir });
      await examine(store, asked, done);

      const file = [...done.values()][0]!;
      let stop = false;
      const callers = Array.from({ length: 4 }, async (_, number) => {
        for (let i = 0; !stop; i++) {
          const key = `s${number}.${i}`;
          asked.push(key);
          // After a lost connection the caller asks again with the same key, until there is an answer.
          for (let answered = false; !answered;) {
            try {
              await store.commit(writeOne(key, file));
              answered = true;
              done.set(key, file);
            } catch {
              await pause(50);
            }
          }
        }
      });
      await pause(300);
      await server.killAndRestart();
      await pause(300);
      stop = true;
      await Promise.all(callers);
      await examine(store, asked, done);
      await store.close();
      store = await openStore(where, { clock: testClock(), documentsDir });
      await examine(store, asked, done);
      await store.close();
    } finally {
      await server.stop();
    }
  });
});
