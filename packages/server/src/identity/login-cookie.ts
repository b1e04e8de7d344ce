import { EncryptJWT, jwtDecrypt } from 'jose';
import type { LoginAttempt } from './login-provider.ts';

/**
 * Seals a login attempt into a text for a cookie: readable by this server alone, for ten minutes.
 * Nothing is stored for people who only look at the login page.
 */
export async function sealAttempt(attempt: LoginAttempt, secret: Buffer, now: Date): Promise<string> {
  return new EncryptJWT({ ...attempt })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setIssuedAt(now)
    .setExpirationTime(Math.floor(now.getTime() / 1000) + 600)
    .encrypt(secret);
}

/** The attempt, or null when the text was altered, is another's or too old. */
export async function openAttempt(sealed: string | undefined, secret: Buffer, now: Date): Promise<LoginAttempt | null> {
  if (!sealed) return null;
  try {
    const { payload } = await jwtDecrypt(sealed, secret, { currentDate: now });
    const { state, nonce, verifier, back } = payload as Record<string, unknown>;
    if ([state, nonce, verifier, back].every((part) => typeof part === 'string')) {
      return { state, nonce, verifier, back } as LoginAttempt;
    }
  } catch { /* altered or expired: the same as none */ }
  return null;
}
