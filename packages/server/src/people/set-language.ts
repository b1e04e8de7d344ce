import { accountsOf, setSessionData, upsertAccount } from '@ankomst/store';
import type { Deps } from '../deps.ts';

/** Keeps the language a person chose: with the login session, and with each of their accounts for letters and pings. */
export async function setLanguage(deps: Deps, personId: string, sessionToken: string | undefined, language: string): Promise<void> {
  const updatedAt = deps.clock.now();
  if (sessionToken) await setSessionData(deps.store, sessionToken, updatedAt, { language });
  for (const { createdAt: _createdAt, ...account } of await accountsOf(deps.store, [personId])) {
    await upsertAccount(deps.store, { ...account, language, updatedAt });
  }
}
