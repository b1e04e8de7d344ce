import type { Json } from '@ankomst/core';
import { accountsOf, upsertAccount, type Account } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { Sent } from './channel.ts';
import type { Mailer } from './email.ts';
import { sendPush, type PushConfig, type PushSubscription } from './push.ts';
import { sendSms, type SmsConfig } from './sms.ts';
import { pingWords } from './words.ts';

/** The ways out of the house. */
export interface Channels {
  push: PushConfig;
  mailer: Mailer;
  sms: SmsConfig;
}

/** Nobody could be reached just now; the outbox tries again. */
export class NotReached extends Error {
  constructor(sent: readonly Sent[]) {
    super(sent.map((one) => `${one.channel}: ${one.status === 'failed' ? one.why : one.status}`).join(', '));
    this.name = 'NotReached';
  }
}

/**
 * Tells a person by every channel they have given that there is news, in their language and with no word
 * of what it is (invariant 10). What became of it is written in the case. `key` names the ping, so that a
 * repeat is the same message to the services in between.
 * @returns whether the person was reached; false where they have no channel that works
 * @throws NotReached where another try may help
 */
export async function pingPerson(deps: Deps, channels: Channels, ping: { personId: string; about: string; caseId: string }, key: string): Promise<boolean> {
  const accounts = await accountsOf(deps.store, [ping.personId]);
  const sent = (await Promise.all(accounts.map((account) => pingAccount(deps, channels, account, key)))).flat();
  const reached = sent.some((one) => one.status === 'sent');
  if (!reached && sent.some((one) => one.status === 'failed' && one.again)) throw new NotReached(sent);
  await deps.store.commit({ idempotencyKey: `sent:${key}`, events: [{
    id: deps.ids.next(), caseId: ping.caseId, type: 'NoticeSent', at: deps.clock.now(), actor: { kind: 'system', id: 'notices' },
    data: { notice: 'ping', to: ping.personId, about: ping.about, channels: sent.map((one): Json => ({ channel: one.channel, status: one.status, ...(one.status === 'failed' ? { why: one.why } : {}) })) },
  }] });
  return reached;
}

async function pingAccount(deps: Deps, channels: Channels, account: Account, key: string): Promise<Sent[]> {
  const { email, phone, push = [] } = account.channels;
  const words = pingWords(account.language, deps.authority.names[account.language] ?? deps.authority.names['en'] ?? 'Ankomst');
  const subscriptions = push as unknown as PushSubscription[];
  const sent = await Promise.all([
    ...subscriptions.map((to, index) => sendPush(channels.push, to, words, '/my', `${key}:${account.id}:${index}`)),
    ...(email ? [channels.mailer.send(email, words, `${key}:${account.id}`)] : []),
    ...(phone ? [sendSms(channels.sms, phone, words, `${key}:${account.id}`)] : []),
  ]);
  const gone = new Set(sent.flatMap((one) => (one.status === 'gone' ? [one.address] : [])));
  if (gone.size > 0) {
    const left = subscriptions.filter((one) => !gone.has(one.endpoint));
    await upsertAccount(deps.store, { ...account, channels: { ...account.channels, push: left as unknown as Json[] }, updatedAt: deps.clock.now() });
  }
  return sent;
}
