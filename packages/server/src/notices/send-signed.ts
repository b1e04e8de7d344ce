import type { Json } from '@ankomst/core';

/** A partner did not take a message. `again`: another try may help (it was down, slow or asked to wait). */
export class PartnerRefused extends Error {
  readonly again: boolean;
  constructor(partner: string, what: string, again: boolean) {
    super(`${partner}: ${what}`);
    this.name = 'PartnerRefused';
    this.again = again;
  }
}

export interface SignedMessage {
  /** Unique for what is told: the same again is the same message to the partner. */
  jti: string;
  type: string;
  legalBasis?: string;
  /** The card producer's name for the order. */
  orderId?: string;
  data: { [field: string]: Json };
}

/**
 * Sends a signed message (compact JWS, RFC 7515; claims after RFC 7519) to a partner.
 * The partner checks it against the keys at `/.well-known/jwks.json` and takes the same `jti` once.
 * @throws PartnerRefused
 */
export async function sendSigned(
  deps: { sign(payload: Json): string; issuer: string; now(): string; timeoutMs?: number },
  to: { partner: string; url: string }, message: SignedMessage,
): Promise<void> {
  const body = deps.sign({
    iss: deps.issuer, aud: new URL(to.url).origin, iat: Math.floor(Date.parse(deps.now()) / 1000),
    jti: message.jti, type: message.type, data: message.data,
    ...(message.legalBasis ? { legalBasis: message.legalBasis } : {}),
    ...(message.orderId ? { orderId: message.orderId } : {}),
  });
  let answer: Response;
  try {
    answer = await fetch(to.url, {
      method: 'POST', headers: { 'content-type': 'application/jose' }, body, redirect: 'error',
      signal: AbortSignal.timeout(deps.timeoutMs ?? 10_000),
    });
    await answer.body?.cancel();
  } catch (error) {
    const cause = error as { name?: string; cause?: { code?: string } };
    throw new PartnerRefused(to.partner, cause.cause?.code ?? cause.name ?? 'no answer', true);
  }
  if (answer.ok) return;
  throw new PartnerRefused(to.partner, `HTTP ${answer.status}`, answer.status >= 500 || [401, 408, 425, 429].includes(answer.status));
}
