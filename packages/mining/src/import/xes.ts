import type { EventLog } from '../log/event-log.ts';
import { chunksOf, type ByteSource } from './bytes.ts';
import { LogError } from './log-error.ts';
import { XesReader, type XesOptions } from './xes-reader.ts';

export { LogError } from './log-error.ts';
export type { XesOptions } from './xes-reader.ts';

/**
 * Reads XES (IEEE 1849-2016), plain or gzip, as it comes: from a file chosen in a browser, a
 * response's body, a stream of chunks. Throws a `LogError` with the line; with `lenient` it goes
 * on and `log.skipped` says what it passed over.
 */
export async function readXes(source: ByteSource, options: XesOptions = {}): Promise<EventLog> {
  const reader = new XesReader(options);
  try {
    for await (const chunk of chunksOf(source)) reader.write(chunk);
  } catch (error) {
    if (!(error instanceof LogError) || !options.lenient || !reader.begun) throw error;
    reader.note(error.message);
  }
  return reader.finish();
}

/** Reads XES text at hand. */
export function parseXes(text: string | Uint8Array, options: XesOptions = {}): EventLog {
  const reader = new XesReader(options);
  reader.write(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return reader.finish();
}
