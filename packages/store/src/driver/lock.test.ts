import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import { lockDirectory } from './lock.ts';

let directory: string;
before(async () => { directory = await mkdtemp(join(tmpdir(), 'ankomst-lock-')); });
after(() => rm(directory, { recursive: true, force: true }));

const inUse = (error: unknown): boolean => error instanceof StoreError && error.code === 'database-in-use';

test('of many who want the lock at once one gets it, and the next when it is let go', async () => {
  const path = join(directory, 'a.lock');
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => lockDirectory(path)));
  const [won] = tries.filter((one) => one.status === 'fulfilled');
  assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
  for (const one of tries) if (one.status === 'rejected') assert.ok(inUse(one.reason), String(one.reason));
  await won!.value();
  await (await lockDirectory(path))();
  assert.deepEqual((await readdir(directory)).filter((name) => name.startsWith('a.lock')), []);
});

test('a lock of a dead process, or of another process with its number, is taken over', async () => {
  const path = join(directory, 'b.lock');
  const { pid } = spawnSync('true');
  for (const holder of [{ pid, started: '1', host: hostname() }, { pid: process.pid, started: 'before', host: hostname() }]) {
    await writeFile(path, JSON.stringify(holder));
    const tries = await Promise.allSettled([lockDirectory(path), lockDirectory(path), lockDirectory(path)]);
    const won = tries.filter((one) => one.status === 'fulfilled');
    assert.equal(won.length, 1);
    assert.equal((JSON.parse(await readFile(path, 'utf8')) as { pid: number }).pid, process.pid);
    await won[0]!.value();
  }
});

test('a lock held on another host stands while it is touched', async () => {
  const path = join(directory, 'c.lock');
  await writeFile(path, JSON.stringify({ pid: 1, started: '1', host: 'another-host' }));
  await assert.rejects(lockDirectory(path), inUse);
  const past = new Date(Date.now() - 120_000);
  await utimes(path, past, past);
  await (await lockDirectory(path))();
});
