// Runs on node alone.
import { createReadStream, openSync, readSync, closeSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { EventLog } from '../log/event-log.ts';
import { readCsv, type CsvOptions } from './csv.ts';
import { LogError } from './log-error.ts';
import { readXes, type XesOptions } from './xes.ts';

/** The bytes of a file in chunks of a megabyte, unzipped where it begins like gzip. */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const magic = new Uint8Array(2);
  const handle = openSync(path, 'r');
  try { readSync(handle, magic); } finally { closeSync(handle); }
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  if (magic[0] !== 0x1f || magic[1] !== 0x8b) { yield* file; return; }
  const plain = createGunzip({ chunkSize: 1 << 20 });
  file.on('error', (error) => plain.destroy(error));
  try {
    yield* file.pipe(plain);
  } catch (error) {
    throw new LogError(1, `the gzip is broken or ends too early (${error instanceof Error ? error.message : String(error)})`);
  } finally {
    file.destroy();
  }
}

/** Reads an XES file, plain or gzip, as a stream. */
export function readXesFile(path: string, options: XesOptions = {}): Promise<EventLog> {
  return readXes(fileChunks(path), options);
}

/** Reads a table of events from a file, plain or gzip, as a stream. */
export function readCsvFile(path: string, options: CsvOptions = {}): Promise<EventLog> {
  return readCsv(fileChunks(path), options);
}
