import type { CaseFile } from '@ankomst/core';
import { protectedAmong } from '@ankomst/store';
import type { Deps } from '../deps.ts';

/** The parties of a case whose identity is protected. */
export const protectedIn = ({ store }: Pick<Deps, 'store'>, { parties }: Pick<CaseFile, 'parties'>): Promise<string[]> => protectedAmong(store, parties.map((party) => party.personId));
