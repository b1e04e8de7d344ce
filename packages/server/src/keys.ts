import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import webPush from 'web-push';
import { canonicalText } from '@ankomst/core';
import type { Json } from '@ankomst/core';

/** The authority's own keys. Private halves never leave the data directory. */
export interface Keys {
  kid: string;
  /** Compact JWS (RFC 7515) with EdDSA (RFC 8037) over the payload's canonical text. Synchronous: core calls it. */
  sign(payload: Json): string;
  /** Public keys for partners, also earlier ones, so that what was signed before a rotation still verifies. */
  jwks: { keys: JsonWebKey[] };
  /** Voluntary application server identification (RFC 8292) for web push. */
  vapid: { publicKey: string; privateKey: string };
  /** Secret for tokens that only this server reads (form tokens, login state). 32 bytes. */
  secret: Buffer;
}

interface KeyFile {
  /** Private JWKs, newest first: the first signs, all are published. */
  signing: JsonWebKey[];
  vapid: { publicKey: string; privateKey: string };
  secret: string;
}

/** The keys under `dataDir/keys.json`, made at the first start. */
export function openKeys(dataDir: string): Keys {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'keys.json');
  let file: KeyFile;
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    file = makeKeys();
    writeFileSync(path, JSON.stringify(file), { mode: 0o600, flag: 'wx' });
  }
  return keysFrom(file);
}

/** New keys that live as long as the process: for tests. */
export function temporaryKeys(): Keys {
  return keysFrom(makeKeys());
}

function makeKeys(): KeyFile {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    signing: [privateKey.export({ format: 'jwk' })],
    vapid: webPush.generateVAPIDKeys(),
    secret: randomBytes(32).toString('base64url'),
  };
}

function keysFrom(file: KeyFile): Keys {
  const publicKeys = file.signing.map((jwk) => publicJwk(createPrivateKey({ key: jwk, format: 'jwk' })));
  const [newest] = file.signing;
  const kid = publicKeys[0]?.['kid'];
  if (!newest || typeof kid !== 'string') throw new Error('keys.json holds no signing key');
  const privateKey = createPrivateKey({ key: newest, format: 'jwk' });
  const header = base64url(canonicalText({ alg: 'EdDSA', kid }));
  return {
    kid,
    sign(payload) {
      const signed = `${header}.${base64url(canonicalText(payload))}`;
      return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    jwks: { keys: publicKeys },
    vapid: file.vapid,
    secret: Buffer.from(file.secret, 'base64url'),
  };
}

function publicJwk(privateKey: KeyObject): JsonWebKey {
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  // RFC 7638: the thumbprint over the required members in order is the key's name.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  return { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' };
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
