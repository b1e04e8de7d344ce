import type { EventLog } from '../log/event-log.ts';
import type { ByteSource } from './bytes.ts';
import { readAll, readAtOnce } from './read.ts';
import { XesReader, type XesOptions } from './xes-reader.ts';

export { LogError } from './log-error.ts';
export type { XesOptions } from './xes-reader.ts';

/**
 * Reads XES (IEEE 1849-2016), plain or gzip, as it comes: from a file chosen in a browser, a
 * response's body, a stream of chunks. Throws a `LogError` with the line; with `lenient` it goes
 * on and `log.skipped` says what it passed over.
 */
export function readXes(source: ByteSource, options: XesOptions = {}): Promise<EventLog> {
  return readAll(new XesReader(options), source, options.lenient);
}

/** Reads XES text at hand. */
export function parseXes(text: string | Uint8Array, options: XesOptions = {}): EventLog {
  return readAtOnce(new XesReader(options), text);
}
