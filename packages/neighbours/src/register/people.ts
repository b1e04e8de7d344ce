import { readFileSync } from 'node:fs';
import type { Collection } from '../shared/store.ts';
import { fullName } from './person.ts';
import type { Person } from './person.ts';

export type People = {
  get(number: string): Person | undefined;
  has(number: string): boolean;
  /** The name in one line, if the register knows who has the number. */
  nameOf(number: string): string | undefined;
  /** Adds or replaces. */
  save(person: Person): void;
  /** Everyone whose name or number holds the text, by number of registration. */
  search(text: string, from?: number, limit?: number): { people: Person[]; total: number };
  /** The named test persons, in the order of the data set. */
  testPersons(): Person[];
  childrenOf(number: string): Person[];
  livingAt(address: Person['address']): Person[];
  /** Back to the shipped data set. */
  reload(): void;
};

/** The persons of the register: kept in the store, held in memory (tens of thousands are a few megabytes). */
export function openPeople(kept: Collection<Person>): People {
  let byNumber = new Map<string, Person>();
  const childrenOf = new Map<string, Set<string>>();
  const remember = (person: Person) => {
    byNumber.set(person.number, person);
    for (const parent of person.parents) childrenOf.set(parent, (childrenOf.get(parent) ?? new Set()).add(person.number));
  };
  const load = () => {
    byNumber = new Map();
    childrenOf.clear();
    // What is shipped is read anew at each start, so that a changed data set shows; a stored change wins over it.
    for (const person of shippedPeople()) remember(person);
    for (const person of kept.all()) remember(person);
  };
  load();
  return {
    get: (number) => byNumber.get(number),
    has: (number) => byNumber.has(number),
    nameOf(number) {
      const person = byNumber.get(number);
      return person && fullName(person.name);
    },
    save(person) {
      kept.put(person.number, person);
      remember(person);
    },
    search(text, from = 0, limit = 50) {
      const wanted = text.trim().toLowerCase();
      const found = [...byNumber.values()].filter((person) =>
        `${fullName(person.name)} ${person.name.native ?? ''} ${person.number}`.toLowerCase().includes(wanted));
      return { people: found.slice(from, from + limit), total: found.length };
    },
    testPersons: () => [...byNumber.values()].filter((person) => person.about),
    childrenOf: (number) => [...childrenOf.get(number) ?? []].flatMap((child) => byNumber.get(child) ?? []),
    livingAt: (address) => (address === null ? [] : [...byNumber.values()].filter((person) =>
      person.address?.street === address.street && person.address.postcode === address.postcode && person.address.city === address.city)),
    reload: load,
  };
}

/** The data set in `people.json`: fictitious people with numbers from the tax agency's test series. */
export function shippedPeople(): Person[] {
  return JSON.parse(readFileSync(new URL('people.json', import.meta.url), 'utf8')) as Person[];
}
