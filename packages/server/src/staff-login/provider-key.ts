import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The OpenID Provider's own signing key (ES256, RFC 7518), under `dataDir/op-key.json`; made at the first start. Nothing else is signed with it. */
export function openProviderKey(dataDir: string): JsonWebKey {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'op-key.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JsonWebKey;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { crv, kty, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  // RFC 7638: the thumbprint over the required members in order is the key's name.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  const key = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
  writeFileSync(path, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
  return key;
}
