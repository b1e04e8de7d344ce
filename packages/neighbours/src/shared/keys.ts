import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';

/** A signing key pair, ES256 (RFC 7518), kept in a file so that others' caches of the key set stay right. */
export type SigningKey = {
  kid: string;
  privateJwk: JWK;
  publicJwk: JWK;
  /** Signs the payload as a compact JWS (RFC 7515). */
  sign(payload: object): Promise<string>;
  /** The same with a key nobody published, under the same key id: what a forger would send. */
  signWrongly(payload: object): Promise<string>;
};

/** Reads the key from the file, or makes one and writes it, readable by its owner alone. */
export async function loadSigningKey(file: string): Promise<SigningKey> {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(await newPrivateJwk()), { mode: 0o600, flag: 'wx' });
  }
  const privateJwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const kid = privateJwk.kid!;
  const { d: _secret, ...publicJwk } = privateJwk;
  const key = await importJWK(privateJwk, 'ES256') as CryptoKey;
  const signWith = (signer: CryptoKey, payload: object) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', kid }).sign(signer);
  return {
    kid, privateJwk, publicJwk,
    sign: (payload) => signWith(key, payload),
    signWrongly: async (payload) => signWith((await generateKeyPair('ES256')).privateKey, payload),
  };
}

async function newPrivateJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' };
}
