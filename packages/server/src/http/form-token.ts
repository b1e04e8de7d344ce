import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The hidden token of every form says for whom the page was made, when, and that we made it:
 * `person/<id>.<seconds, base 36>.<mac>`. Two guardians may share one phone: a page that one
 * left open must not act as the other who logged in meanwhile. It is bound to the person and not
 * to the login, so that what is sent after the login has run out can be kept as that person's
 * draft (docs/adr: forms).
 */
export function formToken(subject: string, secret: Buffer, now: string): string {
  const made = `${subject}.${Math.floor(Date.parse(now) / 1000).toString(36)}`;
  return `${made}.${mac(made, secret)}`;
}

/** For whom and when (ms) the page was made; null where the token is not ours. */
export function readFormToken(token: unknown, secret: Buffer): { subject: string; madeAt: number } | null {
  if (typeof token !== 'string' || token.length > 200) return null;
  const end = token.lastIndexOf('.');
  const made = token.slice(0, end);
  const expected = Buffer.from(mac(made, secret));
  const given = Buffer.from(token.slice(end + 1));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const split = made.lastIndexOf('.');
  return { subject: made.slice(0, split), madeAt: parseInt(made.slice(split + 1), 36) * 1000 };
}

const mac = (text: string, secret: Buffer): string => createHmac('sha256', secret).update(`form ${text}`).digest('base64url');
