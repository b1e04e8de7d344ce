import { readFileSync } from 'node:fs';
import type { Collection } from '../shared/store.ts';
import type { Company } from './company.ts';

export type Companies = {
  get(number: string): Company | undefined;
  /** Adds or replaces. */
  save(company: Company): void;
  all(): Company[];
  /** Companies the person is a signatory of. */
  signedBy(personalNumber: string): Company[];
  /** Back to the shipped data set. */
  reload(): void;
};

/** The companies of the register: kept in the store, held in memory. */
export function openCompanies(kept: Collection<Company>): Companies {
  let byNumber = new Map<string, Company>();
  // What is shipped is read anew at each start, so that a changed data set shows; a stored change wins over it.
  const load = () => { byNumber = new Map([...shippedCompanies(), ...kept.all()].map((company) => [company.number, company])); };
  load();
  return {
    get: (number) => byNumber.get(number),
    save(company) {
      kept.put(company.number, company);
      byNumber.set(company.number, company);
    },
    all: () => [...byNumber.values()],
    signedBy: (personalNumber) => [...byNumber.values()].filter(({ signatories }) => signatories.some(({ number }) => number === personalNumber)),
    reload: load,
  };
}

/** The data set in `companies.json`: fictitious companies, their numbers far beyond the series handed out so far. */
export function shippedCompanies(): Company[] {
  return JSON.parse(readFileSync(new URL('companies.json', import.meta.url), 'utf8')) as Company[];
}
