import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instant } from '@ankomst/core';
import { StoreError } from '../errors.ts';
import { inspect } from './inspect.ts';
import type { DocumentStore } from './document-store.ts';

/** Documents as files `aa/bb/<hash>` under a directory. A file is whole or not there: written aside, synced, then renamed. */
export function diskDocuments(directory: string): DocumentStore {
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new StoreError('document-missing', { sha256 });
    return join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const has = (sha256: string): Promise<boolean> => access(pathOf(sha256)).then(() => true, () => false);
  return {
    has,
    get: async (sha256) => {
      const path = pathOf(sha256);
      if (!(await has(sha256))) throw new StoreError('document-missing', { sha256 });
      return createReadStream(path);
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    put: async (bytes, { maxBytes, claimed, accept, examine }) => {
      const aside = join(directory, 'incoming', randomUUID());
      await mkdir(dirname(aside), { recursive: true });
      try {
        const hash = createHash('sha256');
        let size = 0;
        const file = await open(aside, 'wx', 0o600);
        try {
          for await (const chunk of bytes) {
            size += chunk.byteLength;
            if (size > maxBytes) throw new StoreError('document-too-large', { maxBytes });
            hash.update(chunk);
            await file.writeFile(chunk);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        const found = await inspect(aside, size, claimed, accept);
        await examine?.(aside, found.mediaType);
        const sha256 = hash.digest('hex');
        const path = pathOf(sha256);
        if (!(await has(sha256))) {
          await mkdir(dirname(path), { recursive: true });
          await rename(aside, path);
          await syncDirectory(dirname(path));
        }
        return { sha256, size, ...found };
      } finally {
        await rm(aside, { force: true });
      }
    },
  };
}

/** Clears away what uploads left that were cut off by the end of a process; of an hour and older, as others may be at work. */
export async function sweepIncoming(directory: string, now: Instant): Promise<void> {
  const incoming = join(directory, 'incoming');
  for (const name of await readdir(incoming).catch(() => [])) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < Date.parse(now) - 3_600_000) await rm(path, { force: true });
  }
}

/** Makes the new name itself durable: without it a power cut may keep the bytes and lose the entry. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
