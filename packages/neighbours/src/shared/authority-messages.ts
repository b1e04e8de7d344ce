import { compactVerify, createRemoteJWKSet, errors } from 'jose';
import { ServiceError } from './errors.ts';

/** What the authority signs for its neighbours: the envelope is theirs in common, `data` is each kind's own. */
export type AuthorityMessage = { type: string; jti?: string; iss?: string; aud?: string; data: Record<string, unknown> } & Record<string, unknown>;

export type AuthorityVerifier = (body: unknown) => Promise<AuthorityMessage>;

/**
 * Checks compact JWS from the authority against the keys it publishes at `/.well-known/jwks.json`.
 * The algorithms are listed here: a token must not choose its own check (RFC 8725, 3.1).
 * @throws ServiceError 400 not a JWS or no JSON, 401 bad signature or other audience, 503 keys cannot be fetched
 */
export function createAuthorityVerifier(authorityUrl: string, ownUrl: string): AuthorityVerifier {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', authorityUrl), { cooldownDuration: 1000, timeoutDuration: 5000 });
  return async (body) => {
    if (typeof body !== 'string' || body.split('.').length !== 3) {
      throw new ServiceError(400, 'not-a-jws', 'The body is not a compact JWS.', 'Send content-type application/jose with a compact JWS as the body.');
    }
    const { payload } = await compactVerify(body.trim(), keys, { algorithms: ['ES256', 'EdDSA', 'Ed25519', 'PS256'] }).catch((error: unknown) => {
      const forged = error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed
        || error instanceof errors.JWSInvalid || error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported;
      throw forged
        ? new ServiceError(401, 'bad-signature', 'The signature does not match any key the authority publishes.', 'Sign with a key in the published key set and name it by "kid".')
        : new ServiceError(503, 'keys-unreachable', `The authority's keys could not be fetched from ${authorityUrl}.`, 'Send again when the authority answers.');
    });
    const message = readMessage(payload);
    if (message.aud !== undefined && message.aud !== ownUrl) {
      throw new ServiceError(401, 'other-audience', `The message is meant for ${message.aud}.`, `Set "aud" to ${ownUrl}.`);
    }
    return message;
  };
}

function readMessage(payload: Uint8Array): AuthorityMessage {
  try {
    const message = JSON.parse(new TextDecoder().decode(payload)) as AuthorityMessage;
    if (typeof message.type === 'string' && typeof message.data === 'object' && message.data !== null) return message;
  } catch { /* said below */ }
  throw new ServiceError(400, 'unreadable', 'The payload is not a message with "type" and "data".', 'See the contract in the README of the neighbours.');
}
