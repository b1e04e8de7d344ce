import { subject, type Ids, type Instant, type Json, type NewFact, type PersonIdentifier, type PersonRecord, type Rulebook } from '@ankomst/core';
import { lookUpOf, registerFacts } from '../people/register-facts.ts';
import type { KnownPermit, RegisterPerson } from './families.ts';

/** A person the authority met before: who they are by the register, and what permit its own decisions gave them. */
export interface KnownPerson {
  record: PersonRecord;
  identifier: PersonIdentifier;
  facts: NewFact[];
}

/** What the authority has on file of somebody whose permit it decided at `at`. */
export function knownPerson(person: RegisterPerson, permit: KnownPermit | PermitOnFile | undefined, rulebook: Rulebook, at: Instant, ids: Ids): KnownPerson {
  const id = ids.next();
  const lookUp = lookUpOf(rulebook);
  const facts = lookUp ? registerFacts(id, person as unknown as { [key: string]: Json }, lookUp, at, ids) : [];
  return {
    record: { id, createdAt: at },
    identifier: { personId: id, kind: 'personal-number', value: person.number, assertedBy: 'partner/population-register', from: at },
    facts: permit ? [...facts, ...permitFacts(id, permit, at, ids)] : facts,
  };
}

/** As `KnownPermit`, but of any kind the catalogue knows. */
export interface PermitOnFile { kind: string; ground?: string; validFrom?: string; validTo?: string | null; prospects?: boolean }

function permitFacts(personId: string, permit: PermitOnFile, at: Instant, ids: Ids): NewFact[] {
  const own = (name: string, value: Json | undefined): NewFact[] => (value === undefined || value === null ? [] : [{
    id: ids.next(), subject: subject.person(personId), name, value, source: 'register', certainty: 'verified', assertedBy: 'register/own-decisions', assertedAt: at,
  }]);
  return [
    ...own('person.permit-kind', permit.kind), ...own('person.permit-ground', permit.ground), ...own('person.permit-valid-from', permit.validFrom),
    ...own('person.permit-valid-to', permit.validTo), ...own('person.permit-prospects', permit.prospects),
  ];
}
