import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ServiceError } from './errors.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** A check that the caller sent `Authorization: Bearer <key>`. Digests are compared, so that time tells nothing of the key. */
export function requireBearer(key: string): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token || !timingSafeEqual(digest(token), digest(key))) {
      throw new ServiceError(401, 'no-key', 'This needs a key.', 'Send "Authorization: Bearer <key>" with the key agreed with this service.');
    }
  };
}
