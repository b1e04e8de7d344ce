import { EncryptJWT, jwtDecrypt } from 'jose';
import type { Typed } from '@ankomst/web';
import { Problem } from '../problem.ts';

/** How long a try is kept, in the browser alone. */
export const tryLasts = 3600;

/** A browser keeps about four thousand characters in a cookie; sealed, a text grows by a third. */
const mostTyped = 2800;

/**
 * Seals what was typed in a try into a text for a cookie: readable by this server alone, for an hour. Nothing is
 * stored here of people who only try.
 * @throws Problem too-large where it is more than the questions can need
 */
export async function sealTry(service: string, typed: Typed, secret: Buffer, now: Date): Promise<string> {
  if (JSON.stringify(typed).length > mostTyped) throw new Problem('too-large');
  return new EncryptJWT({ service, typed }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setIssuedAt(now).setExpirationTime(Math.floor(now.getTime() / 1000) + tryLasts).encrypt(secret);
}

/** What was typed in a try of this service; empty when the text was altered, is of another service or too old. */
export async function openTry(sealed: string | undefined, service: string, secret: Buffer, now: Date): Promise<Typed> {
  if (!sealed) return {};
  try {
    const { payload } = await jwtDecrypt(sealed, secret, { currentDate: now });
    if (payload['service'] === service) return payload['typed'] as Typed;
  } catch { /* altered or expired: the same as none */ }
  return {};
}
