import { readFileSync } from 'node:fs';
import type { People } from '../register/people.ts';
import { fullName } from '../register/person.ts';
import type { Person } from '../register/person.ts';

export type StaffMember = { id: string; name: string; employeeId: string; unit: string; roles: string[]; about: string };

/** Staff of the authority who can log in; see `staff.json`. */
export function staffMembers(): StaffMember[] {
  return JSON.parse(readFileSync(new URL('staff.json', import.meta.url), 'utf8')) as StaffMember[];
}

/**
 * Claims of a person, named as OpenID Connect Core 5.1 names them. A family name is left out where there is none, and the
 * birth date is the register's, never the date in the number; what is known of it only to the month is given as the year.
 */
export function personClaims(person: Person): Record<string, unknown> {
  const { name, number, birthDate } = person;
  return {
    personal_number: number,
    name: fullName(name),
    given_name: name.single ?? name.given,
    ...(name.family && { family_name: name.family }),
    birthdate: birthDate.length === 7 ? birthDate.slice(0, 4) : birthDate,
  };
}

export function staffClaims(member: StaffMember): Record<string, unknown> {
  return { name: member.name, employee_id: member.employeeId, unit: member.unit, roles: member.roles };
}

export const personClaimNames = ['personal_number', 'name', 'given_name', 'family_name', 'birthdate'];
export const staffClaimNames = ['name', 'employee_id', 'unit', 'roles'];

/** Finds the account behind an id of ours (a personal number or a staff id) and its claims. */
export function createAccounts(people: People) {
  const staff = new Map(staffMembers().map((member) => [member.id, member]));
  return {
    isStaff: (id: string) => staff.has(id),
    claims(id: string): Record<string, unknown> | undefined {
      const member = staff.get(id);
      if (member) return staffClaims(member);
      const person = people.get(id);
      return person && personClaims(person);
    },
  };
}
