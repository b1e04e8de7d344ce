import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ServiceError } from './errors.ts';
import type { Store } from './store.ts';

/** Hash of a JSON value; the order of its keys does not matter. */
export function digestOf(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, part: unknown) => (part !== null && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
  return createHash('sha256').update(sorted).digest('hex');
}

export type Once = (key: string, request: unknown, make: () => string) => { id: string; again: boolean };

/**
 * Makes something once for each key: the same key with the same request gives the id that was made then.
 * All or nothing: what `make` writes is written with the key.
 * @throws ServiceError 409 the key came with another request
 */
export function createOnce(store: Store, name: string): Once {
  const kept = store.collection<{ id: string; digest: string }>(name);
  return (key, request, make) => store.transaction(() => {
    const digest = digestOf(request);
    const before = kept.get(key);
    if (before && before.digest !== digest) {
      throw new ServiceError(409, 'key-reused', 'The same key came with another request before.', 'Give each request a key of its own; repeat one word for word.');
    }
    if (before) return { id: before.id, again: true };
    const id = make();
    kept.put(key, { id, digest });
    return { id, again: false };
  });
}

/** @throws ServiceError 400 no `Idempotency-Key`, or an overlong one */
export function idempotencyKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > 200) {
    throw new ServiceError(400, 'no-idempotency-key', 'This needs an Idempotency-Key.', 'Send the header with a key of your own (at most 200 characters) and repeat it when you try again.');
  }
  return key;
}
