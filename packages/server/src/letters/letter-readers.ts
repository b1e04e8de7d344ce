import { notified, type CaseFile, type Rulebook } from '@ankomst/core';
import { accountsOf } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { receiversFor } from '../mandates/receivers.ts';

/** Whom the authority writes to, in which language, and whether they or somebody for them can read it by logging in. */
export interface LetterReader { personId: string; language: string; hasAccount: boolean }

/** Each person's language: their account's, else the binding one. */
export async function readersOf(deps: Deps, personIds: readonly string[]): Promise<LetterReader[]> {
  const accounts = await accountsOf(deps.store, personIds);
  return personIds.map((personId) => {
    const account = accounts.findLast((one) => one.personId === personId);
    return { personId, language: account?.language ?? deps.authority.languages.binding, hasAccount: account !== undefined };
  });
}

/**
 * Who gets this letter of a case: those who are told of it, but those whose role has none. A company has no login:
 * its letters are read by who receives for it by a mandate, in that reader's language.
 */
export async function letterReaders(deps: Deps, { file, rulebook }: { file: CaseFile; rulebook: Rulebook }, letter: string, personIds = notified(file, rulebook)): Promise<LetterReader[]> {
  const told = personIds.filter((personId) => letterForRole(file, rulebook, personId, letter) !== null);
  return Promise.all((await readersOf(deps, told)).map(async (reader) => {
    if (reader.hasAccount) return reader;
    const standIns = await readersOf(deps, await receiversFor(deps, reader.personId, file.id));
    const first = standIns.find((one) => one.hasAccount);
    return first ? { ...first, personId: reader.personId } : reader;
  }));
}

/** The letter a party gets in the place of this one, by its role; null where it gets none. */
export function letterForRole(file: Pick<CaseFile, 'parties'>, { roles }: Pick<Rulebook, 'roles'>, personId: string, letter: string): string | null {
  const role = file.parties.find((party) => party.personId === personId)?.role;
  const own = roles.find((one) => one.role === role)?.letters?.[letter];
  return own === undefined ? letter : own;
}
