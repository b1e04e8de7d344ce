import type { EventLog } from '../log/event-log.ts';
import { chunksOf, type ByteSource } from './bytes.ts';
import { CsvReader, type CsvOptions } from './csv-reader.ts';
import { LogError } from './log-error.ts';

export type { CsvOptions } from './csv-reader.ts';

/**
 * Reads events from a table of character-separated values (RFC 4180; other delimiters too), one
 * event a line, plain or gzip, as it comes. Throws a `LogError` with the line; with `lenient` it
 * goes on and `log.skipped` says what it passed over.
 */
export async function readCsv(source: ByteSource, options: CsvOptions = {}): Promise<EventLog> {
  const reader = new CsvReader(options);
  try {
    for await (const chunk of chunksOf(source)) reader.write(chunk);
  } catch (error) {
    if (!(error instanceof LogError) || !options.lenient || !reader.begun) throw error;
    reader.note(error.message);
  }
  return reader.finish();
}

/** Reads a table at hand. */
export function parseCsv(text: string | Uint8Array, options: CsvOptions = {}): EventLog {
  const reader = new CsvReader(options);
  reader.write(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return reader.finish();
}
