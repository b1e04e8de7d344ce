import type { Json } from '@ankomst/core';

export type StoreErrorCode =
  | 'version-conflict' | 'no-such-case' | 'idempotency-key-reused' | 'slot-taken' | 'identifier-taken' | 'case-number-taken'
  | 'duplicate' | 'reference-missing' | 'refused-by-constraint' | 'append-only' | 'unstorable-text' | 'hash-mismatch'
  | 'database-in-use' | 'migration-changed' | 'store-closed' | 'database-unreachable'
  | 'document-too-large' | 'document-type-refused' | 'document-type-differs' | 'image-too-large' | 'document-unreadable' | 'document-missing';

interface Words { status: number; message: string; recover: string }

/** Status, sentence and way out for each code. Pages put their own language in place of the sentence, by code. */
const words: Record<StoreErrorCode, Words> = {
  'version-conflict': { status: 409, message: 'Somebody changed the case meanwhile.', recover: 'Read the case again and repeat the act.' },
  'no-such-case': { status: 404, message: 'There is no such case.', recover: 'Check the case id.' },
  'idempotency-key-reused': { status: 422, message: 'The idempotency key was used for another request.', recover: 'Use a new key for a new request.' },
  'slot-taken': { status: 409, message: 'Somebody else has just booked that time.', recover: 'Choose another time.' },
  'identifier-taken': { status: 409, message: 'Another person on file has that number.', recover: 'Find the person by the number, or let an officer compare the two.' },
  'case-number-taken': { status: 409, message: 'The case number is in use.', recover: 'Take the next serial number.' },
  'duplicate': { status: 409, message: 'A record of that id is already stored.', recover: 'Use a new id, or an idempotency key to repeat.' },
  'reference-missing': { status: 422, message: 'The change names something that is not stored.', recover: 'Store what it refers to first, or in the same change.' },
  'refused-by-constraint': { status: 422, message: 'The change breaks a rule of the store.', recover: 'See the constraint named in the detail.' },
  'append-only': { status: 403, message: 'What is recorded cannot be altered or removed.', recover: 'Record a new fact or event instead.' },
  'unstorable-text': { status: 400, message: 'A text holds characters that cannot be stored (U+0000 or half a surrogate pair).', recover: 'Remove the characters and send again.' },
  'hash-mismatch': { status: 500, message: 'A record does not have the hash it claims.', recover: 'Nothing was stored. Compute the hash over the record as it is sent.' },
  'database-in-use': { status: 503, message: 'Another process has this database open.', recover: 'Stop the other process, or use a PostgreSQL server through DATABASE_URL.' },
  'migration-changed': { status: 500, message: 'A migration that was applied has since been changed.', recover: 'Use the program version the database was made with; a demo database may be deleted and loaded anew.' },
  'store-closed': { status: 503, message: 'The store is closed.', recover: 'Start the program again.' },
  'database-unreachable': { status: 503, message: 'The database does not answer.', recover: 'Try again shortly with the same idempotency key; nothing half-done is kept.' },
  'document-too-large': { status: 413, message: 'The file is too large.', recover: 'Send a smaller file, or a photo of lower resolution.' },
  'document-type-refused': { status: 415, message: 'The file is of a kind that is not accepted.', recover: 'Send a photo (JPEG, PNG, WebP, HEIC) or a PDF.' },
  'document-type-differs': { status: 415, message: 'The content of the file is not what its type says.', recover: 'Save the file anew in the right format and send it again.' },
  'image-too-large': { status: 413, message: 'The picture has too many pixels.', recover: 'Send a picture of at most 50 megapixels and 20,000 pixels a side.' },
  'document-unreadable': { status: 422, message: 'The file is damaged or empty.', recover: 'Take the photo or save the file anew and send it again.' },
  'document-missing': { status: 404, message: 'The file is not in the document store.', recover: 'Restore the document store from its copy.' },
};

/** What the store refuses: a code, a sentence, how to recover, an HTTP status, and details as data. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly status: number;
  readonly recover: string;
  readonly detail: { [key: string]: Json };
  constructor(code: StoreErrorCode, detail: { [key: string]: Json } = {}, cause?: unknown) {
    super(words[code].message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
    this.status = words[code].status;
    this.recover = words[code].recover;
    this.detail = detail;
  }
}

interface PostgresError { code?: string; detail?: string; constraint?: string; message?: string }

const detailOf = (error: PostgresError): { [key: string]: Json } => {
  try {
    return JSON.parse(error.detail ?? '{}') as { [key: string]: Json };
  } catch {
    return error.constraint ? { constraint: error.constraint } : {};
  }
};

/** Takes off what PostgreSQL and the drivers add of the data itself: an error may end up in a log, personal data must not. */
function withoutData(error: Error): Error {
  for (const key of ['detail', 'where', 'internalQuery', 'params', 'query', 'hint']) delete (error as unknown as Record<string, unknown>)[key];
  return error;
}

/** The store's own error for what PostgreSQL threw; anything unforeseen is passed on, without the data in it. */
export function storeError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof StoreError) return thrown;
  const error = { ...thrown, message: thrown.message } as PostgresError;
  const detail = detailOf(error);
  withoutData(thrown);
  switch (error.code) {
    case 'AK001': return new StoreError('version-conflict', detail, thrown);
    case 'AK002': return new StoreError('idempotency-key-reused', detail, thrown);
    case 'AK004': return new StoreError('no-such-case', detail, thrown);
    // to whoever acts it is the same: what was seen no longer holds, and the act is done again on what does
    case 'AK005': return new StoreError('version-conflict', detail, thrown);
    case 'AK900': return new StoreError('append-only', { what: error.message ?? '' }, thrown);
    case '22P05': case '22021': return new StoreError('unstorable-text', {}, thrown);
    case '22P02':
      return error.detail?.includes('surrogate') || error.message?.includes('surrogate') ? new StoreError('unstorable-text', {}, thrown) : thrown;
    case '23503': return new StoreError('reference-missing', detail, thrown);
    case '23514': return new StoreError('refused-by-constraint', detail, thrown);
    case '23505':
      if (error.constraint === 'appointment_slot') return new StoreError('slot-taken', detail, thrown);
      if (error.constraint === 'person_identifier_active') return new StoreError('identifier-taken', detail, thrown);
      if (error.constraint === 'case_number_once') return new StoreError('case-number-taken', detail, thrown);
      return new StoreError('duplicate', detail, thrown);
    case 'ECONNREFUSED': case 'ECONNRESET': case 'ENOENT': case '57P01': case '57P02': case '57P03':
      return new StoreError('database-unreachable', {}, thrown);
    default:
      // The driver's own words where the connection broke off; whether the statement took effect is then unknown.
      return /^Connection terminated|connection error and is not queryable/.test(error.message ?? '') ? new StoreError('database-unreachable', {}, thrown) : thrown;
  }
}
