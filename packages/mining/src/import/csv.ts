import type { EventLog } from '../log/event-log.ts';
import type { ByteSource } from './bytes.ts';
import { CsvReader, type CsvOptions } from './csv-reader.ts';
import { readAll, readAtOnce } from './read.ts';

export type { CsvOptions } from './csv-reader.ts';

/**
 * Reads events from a table of character-separated values (RFC 4180; other delimiters too), one
 * event a line, plain or gzip, as it comes. Throws a `LogError` with the line; with `lenient` it
 * goes on and `log.skipped` says what it passed over.
 */
export function readCsv(source: ByteSource, options: CsvOptions = {}): Promise<EventLog> {
  return readAll(new CsvReader(options), source, options.lenient);
}

/** Reads a table at hand. */
export function parseCsv(text: string | Uint8Array, options: CsvOptions = {}): EventLog {
  return readAtOnce(new CsvReader(options), text);
}
