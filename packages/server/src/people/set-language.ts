import { accountsOf, upsertAccount } from '@ankomst/store';
import type { Deps } from '../deps.ts';

/** Keeps the language a person chose with each of their accounts: letters and pings speak it too. */
export async function setLanguage(deps: Deps, personId: string, language: string): Promise<void> {
  for (const { createdAt: _createdAt, ...account } of await accountsOf(deps.store, [personId])) {
    await upsertAccount(deps.store, { ...account, language, updatedAt: deps.clock.now() });
  }
}
