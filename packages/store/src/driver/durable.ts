import { PGlite } from '@electric-sql/pglite';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * PGlite leaves it to the operating system when its files reach the disk: safe against a killed process,
 * not against a power cut. With these parameters PostgreSQL asks for it at each commit by fsync(), the one
 * such call that the WebAssembly runtime passes on to the file system layer; `syncThrough` answers it.
 */
export const durableParams: string[] = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'];

/** The parts of Emscripten's file system on Node that are used here. */
interface NodeFiles {
  realPath(node: unknown): string;
  stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number };
}

/** Makes fsync() inside PGlite reach the disk, for files and for directories (whose streams have no descriptor of their own). */
export function syncThrough(db: PGlite): void {
  const files = (db.Module as unknown as { NODEFS: NodeFiles }).NODEFS;
  files.stream_ops.fsync = ({ nfd, node }) => {
    if (nfd !== undefined) {
      fsyncSync(nfd);
      return 0;
    }
    const directory = openSync(files.realPath(node), 'r');
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
    return 0;
  };
}

/** Brings all files of a new database to the disk once: they were written before `syncThrough`. */
export async function syncTree(path: string): Promise<void> {
  const sync = async (name: string): Promise<void> => {
    const file = await open(name, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  };
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isFile() || entry.isDirectory()) await sync(join(entry.parentPath, entry.name));
  await sync(path);
}
