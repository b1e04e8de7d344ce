import { accountsOf, upsertAccount } from '@ankomst/store';
import type { Json } from '@ankomst/core';
import type { Channels } from '@ankomst/store';
import type { Deps } from '../deps.ts';

export interface Contact { email: string; phone: string; language: string }

/** What is wrong with a contact address, field by field. An empty one is a choice, not a fault. */
export function contactProblems({ email, phone }: Contact): { field: 'email' | 'phone' }[] {
  return [
    ...(email && !/^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(email) ? [{ field: 'email' as const }] : []),
    ...(phone && !/^\+?\d{7,15}$/.test(plainPhone(phone)) ? [{ field: 'phone' as const }] : []),
  ];
}

/** A telephone number as it is dialled: digits in any script, without spaces, hyphens and brackets (E.164 where it begins with +). */
export function plainPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (sign) => String(sign.charCodeAt(0) & 0xf));
  return digits.replace(/[\s().\-\u2010-\u2015]/g, '');
}

/** Keeps how a person wants to be told that there is news, with every login of theirs. */
export async function setContact(deps: Deps, personId: string, contact: Contact): Promise<void> {
  await change(deps, personId, (channels) => ({
    ...(channels.push ? { push: channels.push } : {}),
    ...(contact.email ? { email: contact.email } : {}),
    ...(contact.phone ? { phone: plainPhone(contact.phone) } : {}),
  }), contact.language);
}

/** Adds this browser to those that get a push message; the same one again changes nothing. At most ten are kept, the newest. */
export async function addPush(deps: Deps, personId: string, subscription: { endpoint: string } & { [key: string]: Json }): Promise<void> {
  await change(deps, personId, (channels) => ({
    ...channels,
    push: [...(channels.push ?? []).filter((one) => (one as { endpoint?: string }).endpoint !== subscription.endpoint), subscription].slice(-10),
  }));
}

async function change(deps: Deps, personId: string, to: (channels: Channels) => Channels, language?: string): Promise<void> {
  const accounts = await accountsOf(deps.store, [personId]);
  // One account carries the channels: two logins of one person must not ping twice.
  const [first, ...others] = accounts;
  if (!first) return;
  const merged = Object.assign({}, ...accounts.map((account) => account.channels)) as Channels;
  const updatedAt = deps.clock.now();
  const { createdAt: _made, ...account } = first;
  await upsertAccount(deps.store, { ...account, channels: to(merged), language: language ?? account.language, updatedAt });
  for (const { createdAt: _also, ...other } of others) {
    await upsertAccount(deps.store, { ...other, channels: {}, language: language ?? other.language, updatedAt });
  }
}
