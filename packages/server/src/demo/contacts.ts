import { accountByLogin, personByIdentifier, upsertAccount } from '@ankomst/store';
import type { Json } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import type { RegisterPerson } from './families.ts';

/** Gives a person of the demonstration a telephone that can be pinged; a push subscription as a browser would make it, or nothing where there is none to be had. */
export type NewPhone = (label: string, applicationServerKey: string) => Promise<Json | undefined>;

const issuer = 'demo:contact';
/** In which language the demo's families are written to, by their first citizenship. */
const languages: Record<string, string> = { SY: 'en', ER: 'en', IQ: 'ar', LB: 'ar', UA: 'uk', BR: 'pt' };

/**
 * The named families of the demonstration as people who have told the authority before how to reach
 * them: a number from the range that is set aside for fiction (070-174 06 05 to 99), an e-mail
 * address that leads nowhere, and a telephone that the message catcher plays. Those on file already are left alone.
 */
export async function demoContacts(deps: Pick<Deps, 'store' | 'ids' | 'clock' | 'keys'>, people: readonly RegisterPerson[], newPhone: NewPhone): Promise<void> {
  for (const [index, person] of people.entries()) {
    const personId = await personByIdentifier(deps.store, 'personal-number', person.number);
    if (!personId || await accountByLogin(deps.store, issuer, person.number)) continue;
    const name = person.name.single ?? `${person.name.given ?? ''} ${person.name.family ?? ''}`.trim();
    const push = await newPhone(name, deps.keys.vapid.publicKey);
    await upsertAccount(deps.store, {
      id: deps.ids.next(), personId, iss: issuer, sub: person.number, language: languages[person.citizenships[0] ?? ''] ?? 'sv', updatedAt: deps.clock.now(),
      channels: {
        email: `${name.normalize('NFKD').replace(/[^A-Za-z]+/g, '.').replace(/^\.|\.$/g, '').toLowerCase()}@example.org`,
        phone: `+46701740${605 + index}`,
        ...(push === undefined ? {} : { push: [push] }),
      },
    });
  }
}
