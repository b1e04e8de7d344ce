import { readFileSync } from 'node:fs';
import type { People } from '../register/people.ts';
import { fullName } from '../register/person.ts';
import type { Person, PersonName } from '../register/person.ts';

/** Somebody another country's eID vouches for: no Swedish number, but a nationality (ISO 3166-1 alpha-3) and an address for e-mail. */
export type PersonFromAbroad = { id: string; name: PersonName; birthDate: string; nationality: string; email: string; about: Record<string, string> };

/** People from abroad who can log in; see `from-abroad.json`. */
export function peopleFromAbroad(): PersonFromAbroad[] {
  return JSON.parse(readFileSync(new URL('from-abroad.json', import.meta.url), 'utf8')) as PersonFromAbroad[];
}

/**
 * Claims of a person, named as OpenID Connect Core 5.1 names them. A family name is left out where there is none, and the
 * birth date is the register's, never the date in the number; what is known of it only to the month is given as the year.
 */
export function personClaims({ name, number, birthDate }: Person): Record<string, unknown> {
  return { personal_number: number, ...nameClaims(name), birthdate: birthDate.length === 7 ? birthDate.slice(0, 4) : birthDate };
}

/** Claims of a person from abroad: who they are is known by the subject, which stays the same, and by nothing else. */
export function abroadClaims({ name, birthDate, nationality, email }: PersonFromAbroad): Record<string, unknown> {
  return { ...nameClaims(name), birthdate: birthDate, nationality, email };
}

function nameClaims(name: PersonName): Record<string, unknown> {
  return { name: fullName(name), given_name: name.single ?? name.given, ...(name.family && { family_name: name.family }) };
}

export const personClaimNames = ['personal_number', 'name', 'given_name', 'family_name', 'birthdate', 'nationality', 'email'];

/** Finds the account behind an id of ours (a personal number, or the id of a person from abroad) and its claims. */
export function createAccounts(people: People) {
  const abroad = new Map(peopleFromAbroad().map((one) => [one.id, one]));
  return {
    claims(id: string): Record<string, unknown> | undefined {
      const foreigner = abroad.get(id);
      if (foreigner) return abroadClaims(foreigner);
      const person = people.get(id);
      return person && personClaims(person);
    },
  };
}
