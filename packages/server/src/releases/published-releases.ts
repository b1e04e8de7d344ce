import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash, type Json, type Rulebook } from '@ankomst/core';

/** A rulebook that was published from a draft, with the cases it was tested by. */
export interface PublishedRelease { rulebook: Rulebook; tests: Json }

const folder = (dataDir: string): string => join(dataDir, 'published');

/**
 * Lays what was published beside the embedded database, which only the running server can read: from there it goes back
 * into the content's files while the server runs (`ankomst rules export`). The latest of each service.
 */
export async function layPublished(dataDir: string, release: PublishedRelease): Promise<void> {
  const path = join(folder(dataDir), `${release.rulebook.service}.json`);
  await mkdir(folder(dataDir), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.part`, JSON.stringify(release));
  await rename(`${path}.part`, path);
}

/** What lies there. @throws Error where one is not what its hash says */
export async function laidPublished(dataDir: string): Promise<PublishedRelease[]> {
  const names = await readdir(folder(dataDir)).catch(() => []);
  return Promise.all(names.filter((one) => one.endsWith('.json')).toSorted().map(async (name) => {
    const release = JSON.parse(await readFile(join(folder(dataDir), name), 'utf8')) as PublishedRelease;
    const { hash, ...content } = release.rulebook;
    if (contentHash(content) !== hash) throw new Error(`${join(folder(dataDir), name)} is not what its hash says`);
    return release;
  }));
}
