import type { EventLog } from '../log/event-log.ts';
import { chunksOf, type ByteSource } from './bytes.ts';
import { LogError } from './log-error.ts';

/** What reads a log as its bytes come. `begun`: something of it was read, so that `finish` has a log to give. */
interface Reader {
  readonly begun: boolean;
  write(chunk: Uint8Array): void;
  /** A trouble met on the way, kept for `log.skipped`. */
  note(trouble: string): void;
  finish(): EventLog;
}

/** Feeds a reader from a source. A source that breaks off (a cut gzip, say) is an error, or a note where the reader is lenient and has begun. */
export async function readAll(reader: Reader, source: ByteSource, lenient: boolean | undefined): Promise<EventLog> {
  try {
    for await (const chunk of chunksOf(source)) reader.write(chunk);
  } catch (error) {
    if (!(error instanceof LogError) || !lenient || !reader.begun) throw error;
    reader.note(error.message);
  }
  return reader.finish();
}

/** Feeds a reader with what is at hand. */
export function readAtOnce(reader: Reader, text: string | Uint8Array): EventLog {
  reader.write(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return reader.finish();
}
