import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from '@ankomst/core';
import type { Rulebook } from '@ankomst/core';
import type { Log } from '../deps.ts';

const folder = (dataDir: string): string => join(dataDir, 'releases');

/**
 * Lays a release beside the embedded database, which only the running server can write to; it takes it from there.
 * @returns the file, which is gone when the server has taken it
 */
export async function offerRelease(dataDir: string, rulebook: Rulebook): Promise<string> {
  const path = join(folder(dataDir), `${rulebook.service}-${rulebook.hash.replace(/\W/g, '-')}.json`);
  await mkdir(folder(dataDir), { recursive: true, mode: 0o700 });
  // whole or not at all: the server may look at any moment
  await writeFile(`${path}.part`, JSON.stringify(rulebook));
  await rename(`${path}.part`, path);
  return path;
}

/** The releases that lie there and are what their hash says; `done` when one is in the store. What is not whole is put aside. */
export async function offeredReleases(dataDir: string, log: Log): Promise<{ rulebook: Rulebook; done(): Promise<void> }[]> {
  const names = await readdir(folder(dataDir)).catch(() => []);
  const found: { rulebook: Rulebook; done(): Promise<void> }[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).toSorted()) {
    const path = join(folder(dataDir), name);
    try {
      const rulebook = JSON.parse(await readFile(path, 'utf8')) as Rulebook;
      const { hash, ...content } = rulebook;
      if (contentHash(content) !== hash) throw new Error('the release is not what its hash says');
      found.push({ rulebook, done: () => rm(path, { force: true }) });
    } catch (error) {
      log.error({ file: name, error: (error as Error).message }, 'release refused');
      await rename(path, `${path}.refused`);
    }
  }
  return found;
}
