import { compactVerify, createRemoteJWKSet, decodeProtectedHeader, errors } from 'jose';
import type { PartnerConfig } from '../config.ts';
import { Problem } from '../problem.ts';

/** Verifies that a message is a partner's own. */
export interface PartnerKeys {
  /**
   * The payload of a compact JWS signed by the partner.
   * @throws Problem unknown-partner, bad-signature (forged, unsigned, other algorithm), neighbour-down (keys out of reach)
   */
  verify(partner: string, jws: string): Promise<Uint8Array>;
}

/** Asymmetric only: a public key must never serve as a shared secret (RFC 8725, 3.1). */
const algorithms = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256'];

/**
 * Keys are fetched from the partner's JWKS, kept ten minutes, and fetched again
 * when a message names a key not seen before (rotation), at most every 5 s.
 */
export function createPartnerKeys(partners: Record<string, PartnerConfig>): PartnerKeys {
  const sets = new Map(Object.entries(partners).map(([name, partner]) => [
    name,
    createRemoteJWKSet(new URL(partner.jwksUrl), { cooldownDuration: 5_000, cacheMaxAge: 600_000, timeoutDuration: 5_000 }),
  ]));
  return {
    async verify(partner, jws) {
      const keys = sets.get(partner);
      if (!keys) throw new Problem('unknown-partner');
      try {
        decodeProtectedHeader(jws);
      } catch (error) {
        throw new Problem('bad-request', {}, error);
      }
      try {
        return (await compactVerify(jws, keys, { algorithms })).payload;
      } catch (error) {
        const theirs = error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWSInvalid
          || error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported;
        throw new Problem(theirs ? 'bad-signature' : 'neighbour-down', {}, error);
      }
    },
  };
}
