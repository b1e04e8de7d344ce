import { readFileSync } from 'node:fs';
import type { People } from '../register/people.ts';
import { fullName } from '../register/person.ts';
import type { Person, PersonName } from '../register/person.ts';

export type StaffMember = { id: string; name: string; employeeId: string; unit: string; roles: string[]; about: string };

/** Somebody another country's eID vouches for: no Swedish number, but a nationality (ISO 3166-1 alpha-3) and an address for e-mail. */
export type PersonFromAbroad = { id: string; name: PersonName; birthDate: string; nationality: string; email: string; about: Record<string, string> };

/** People from abroad who can log in; see `from-abroad.json`. */
export function peopleFromAbroad(): PersonFromAbroad[] {
  return JSON.parse(readFileSync(new URL('from-abroad.json', import.meta.url), 'utf8')) as PersonFromAbroad[];
}

/** Staff of the authority who can log in; see `staff.json`. */
export function staffMembers(): StaffMember[] {
  return JSON.parse(readFileSync(new URL('staff.json', import.meta.url), 'utf8')) as StaffMember[];
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

export function staffClaims(member: StaffMember): Record<string, unknown> {
  return { name: member.name, employee_id: member.employeeId, unit: member.unit, roles: member.roles };
}

export const personClaimNames = ['personal_number', 'name', 'given_name', 'family_name', 'birthdate', 'nationality', 'email'];
export const staffClaimNames = ['name', 'employee_id', 'unit', 'roles'];

/** Finds the account behind an id of ours (a personal number, the id of a person from abroad or of staff) and its claims. */
export function createAccounts(people: People) {
  const staff = new Map(staffMembers().map((member) => [member.id, member]));
  const abroad = new Map(peopleFromAbroad().map((one) => [one.id, one]));
  return {
    isStaff: (id: string) => staff.has(id),
    claims(id: string): Record<string, unknown> | undefined {
      const member = staff.get(id);
      if (member) return staffClaims(member);
      const foreigner = abroad.get(id);
      if (foreigner) return abroadClaims(foreigner);
      const person = people.get(id);
      return person && personClaims(person);
    },
  };
}
