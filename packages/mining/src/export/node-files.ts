// Runs on node alone.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { EventLog } from '../log/event-log.ts';
import { csvParts, type CsvWriteOptions } from './csv.ts';
import { xesParts } from './xes.ts';

/** Writes a log as XES; gzip where the path ends in `.gz`. */
export function writeXesFile(path: string, log: EventLog): Promise<void> {
  return writeParts(path, xesParts(log));
}

/** Writes a log as a table; gzip where the path ends in `.gz`. */
export function writeCsvFile(path: string, log: EventLog, options: CsvWriteOptions = {}): Promise<void> {
  return writeParts(path, csvParts(log, options));
}

export async function writeParts(path: string, parts: Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  if (path.endsWith('.gz')) await pipeline(Readable.from(parts), createGzip(), file);
  else await pipeline(Readable.from(parts), file);
}
