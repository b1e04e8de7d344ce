import { sha256 } from '@ankomst/core';
import type { Json } from '@ankomst/core';
import { inboxMessage } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { exchangeHandlers } from './handler-list.ts';
import { ExchangeProblem, inboxEntry } from './handlers.ts';
import type { PartnerEvent } from './handlers.ts';

/** What the partner is told. `kept`: taken, but an officer must look at it; sending it again would change nothing. */
export type Receipt = { status: 'done' | 'known' } | { status: 'kept'; problem: string };

/**
 * Takes a partner's signed message. Once taken it is never lost: it is done, or it lies in the
 * inbox with its problem for an officer. A forged one is kept too, and refused.
 * @throws Problem unknown-partner, bad-signature, neighbour-down (the partner sends again)
 */
export async function receiveEvent(deps: Deps, partner: string, jws: string): Promise<Receipt> {
  const { event, problem: unreadable, unread } = await readMessage(deps, partner, jws);
  if (!event) {
    await keepOnce(deps, unread, unreadable);
    return { status: 'kept', problem: unreadable };
  }
  const before = await inboxMessage(deps.store, partner, event.messageId);
  if (before && !before.problem) return { status: 'known' };

  const handler = exchangeHandlers[`${partner} ${event.type}`];
  try {
    if (!handler) throw new ExchangeProblem('unknown-type');
    await handler(deps, event);
    return { status: 'done' };
  } catch (error) {
    if (!(error instanceof ExchangeProblem)) throw error;
    if (before?.problem !== error.code) await deps.store.commit({ inbox: [inboxEntry(event, error.code)] });
    deps.log.warn({ partner, type: event.type, problem: error.code }, 'message kept for an officer');
    return { status: 'kept', problem: error.code };
  }
}

type Unread = ReturnType<typeof inboxEntry>;

/**
 * A partner's message once its signature holds: the event, or what is wrong with its envelope. A forged one is kept, and refused.
 * @throws Problem unknown-partner, bad-signature, neighbour-down
 */
export async function readMessage(deps: Deps, partner: string, jws: string): Promise<{ event: PartnerEvent; problem?: never; unread?: never } | { event?: never; problem: string; unread: Unread }> {
  const receivedAt = deps.clock.now();
  const body = jws.trim();
  const unread = { partner, messageId: `sha256:${sha256(body)}`, type: 'unknown', receivedAt, body: body.slice(0, 20_000) };

  let payload: Uint8Array;
  try {
    payload = await deps.partnerKeys.verify(partner, body);
  } catch (error) {
    if (error instanceof Problem && error.code === 'bad-signature') {
      if (await forgedLately(deps, receivedAt) < mostForged) await keepOnce(deps, unread, 'bad-signature');
      deps.log.warn({ partner }, 'message with a bad signature refused');
    }
    throw error;
  }

  const event = readEvent(deps, partner, payload, body, receivedAt);
  return typeof event === 'string' ? { problem: event, unread } : { event };
}

/** Forged messages kept in an hour: enough to see what is going on, too few to fill the disk with. */
const mostForged = 100;

async function forgedLately(deps: Deps, now: string): Promise<number> {
  const since = new Date(Date.parse(now) - 3_600_000).toISOString();
  const [row] = await deps.store.query<{ n: number }>("select count(*)::int as n from inbox where received_at > $1 and problem = 'bad-signature'", [since], 'forged_lately');
  return row!.n;
}

async function keepOnce(deps: Deps, message: ReturnType<typeof inboxEntry>, problem: string): Promise<void> {
  if (await inboxMessage(deps.store, message.partner, message.messageId)) return;
  await deps.store.commit({ inbox: [{ ...message, problem }] });
}

/** The envelope of a message, or the name of what is wrong with it. */
function readEvent(deps: Deps, partner: string, payload: Uint8Array, body: string, receivedAt: string): PartnerEvent | string {
  let message: { [key: string]: Json };
  try {
    message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as typeof message;
  } catch {
    return 'malformed';
  }
  if (message === null || typeof message !== 'object' || Array.isArray(message)) return 'malformed';
  const { iss, aud, iat, jti, type, occurredOn, data } = message;
  if (typeof jti !== 'string' || jti === '' || jti.length > 200 || typeof type !== 'string' || typeof iat !== 'number' || !(iat > 0)) return 'malformed';
  if (data === null || typeof data !== 'object' || Array.isArray(data) || data === undefined) return 'malformed';
  if (occurredOn !== undefined && !(typeof occurredOn === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(occurredOn))) return 'malformed';
  if (iss !== deps.config.partners[partner]?.issuer) return 'wrong-issuer';
  if (aud !== deps.config.publicUrl.origin) return 'wrong-audience';
  // Old messages are taken (a partner may have been down for days); one from the future is not understood.
  if (iat * 1000 > Date.parse(receivedAt) + 300_000) return 'from-the-future';
  return { partner, messageId: jti, type, occurredOn: occurredOn as string | undefined, data, body, issuedAt: new Date(iat * 1000).toISOString(), receivedAt };
}
