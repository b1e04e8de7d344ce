import canonicalizeModule from 'canonicalize';
import { createHash } from 'node:crypto';

/** Any JSON value: what facts, events and decision records are made of. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/**
 * The one text of a JSON value: RFC 8785 (JSON Canonicalization Scheme).
 * Everything that is hashed or signed passes through here, so that a record
 * written today hashes the same when it is read back in ten years.
 */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('canonicalText: value has no JSON form');
  return text;
}

/** SHA-256 in lower-case hex of a text (UTF-8) or bytes. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Content hash of a JSON value: `sha256:` and the hex digest of its canonical text. */
export function contentHash(value: unknown): string {
  return `sha256:${sha256(canonicalText(value))}`;
}
