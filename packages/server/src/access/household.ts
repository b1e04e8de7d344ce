import type { CaseFile, DocumentRecord, Fact, FactDefinition, LetterRecord, MessageRecord, OpenRequest, Rulebook } from '@ankomst/core';
import { subject } from '@ankomst/core';

/**
 * What one party sees of a case that several share. Two guardians stand in one case and are two
 * people: neither reads the other's own facts, messages, letters or contact details. What is about
 * the applicant (the child) and about the case is for both, and so is what the law makes both
 * decide, unless the catalogue marks the fact as sensitive or protected. Where the content names what
 * a role sees (`sees`), that alone counts, besides the role's own.
 */
export interface PartyEye {
  fact(fact: Fact): boolean;
  document(document: DocumentRecord): boolean;
  message(message: MessageRecord): boolean;
  letter(letter: LetterRecord): boolean;
  request(request: OpenRequest): boolean;
}

export function eyeOf(personId: string, file: CaseFile, rulebook: Rulebook, protectedPersons: readonly string[] = []): PartyEye {
  const veil = veilOver(personId, protectedPersons, rulebook);
  const applicants = file.parties.filter((party) => party.role === rulebook.applicantRole).map((party) => party.personId);
  const definitions = new Map<string, FactDefinition>(rulebook.facts.map((definition) => [definition.name, definition]));
  const shared = new Set<string>([subject.case(file.id), ...applicants.map(subject.person)]);
  const own = new Set<string>([subject.person(personId), subject.party(file.id, personId), ...applicants.map((one) => subject.relation(personId, one))]);
  const ordinary = (name: string): boolean => definitions.get(name)?.sensitivity === 'ordinary';

  const roles = file.parties.filter((party) => party.personId === personId).flatMap((party) => rulebook.roles.find((role) => role.role === party.role) ?? []);
  const ranges = roles.some((role) => role.sees) ? roles.flatMap((role) => role.sees ?? []) : undefined;
  const inRange = (name: string): boolean => ranges!.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
  const ofTheCase = (key: string): boolean => key === subject.case(file.id) || file.parties.some((party) => key === subject.person(party.personId)
    || key === subject.party(file.id, party.personId)) || key.startsWith('relation/');

  const factSeen = (key: string, name: string): boolean => {
    // a role whose content says what it sees (an employer) sees that, and what is its own
    if (ranges) return own.has(key) || (ofTheCase(key) && inRange(name));
    if (own.has(key) || shared.has(key)) return true;
    // the other guardian's part and tie to the child, never the person
    const othersPart = key.startsWith(`party/${file.id}/`) || applicants.some((one) => key.startsWith('relation/') && key.endsWith(`/${one}`));
    return othersPart && ordinary(name);
  };
  return {
    fact: (fact) => !veil.fact(fact) && factSeen(fact.subject, fact.name),
    document: (document) => !veil.document(document) && (document.uploadedBy === personId || document.personId === personId
      || (ranges !== undefined && document.fact !== undefined && inRange(document.fact.split('@')[0]!))
      || (ranges === undefined && document.personId !== undefined && applicants.includes(document.personId))),
    message: (message) => message.personId === personId,
    letter: (letter) => letter.toPersonId === personId,
    request: (request) => request.to === personId,
  };
}

/** What is kept from one party of the others: true where it is hidden. */
export interface Veil { fact(fact: Fact): boolean; document(document: DocumentRecord): boolean }

/**
 * Of somebody with protected identity no other party is shown where they live or how they are found: addresses, numbers,
 * passport and whatever else the catalogue does not call ordinary, save what the reader has told themselves. One who is
 * protected with them (the parent a child lives with) sees it. OSL (2009:400) 21 kap. 3 § (unverified).
 */
export function veilOver(reader: string, protectedPersons: readonly string[], rulebook: Pick<Rulebook, 'facts'>): Veil {
  if (protectedPersons.length === 0 || protectedPersons.includes(reader)) return { fact: () => false, document: () => false };
  const ordinary = new Set<string>(rulebook.facts.filter((one) => one.sensitivity === 'ordinary' && one.type !== 'address').map((one) => one.name));
  return {
    fact: (fact) => protectedPersons.some((one) => fact.subject.split('/').includes(one)) && !ordinary.has(fact.name) && fact.assertedBy !== `person/${reader}`,
    document: (document) => document.uploadedBy !== reader && (protectedPersons.includes(document.uploadedBy) || (document.personId !== undefined && protectedPersons.includes(document.personId))),
  };
}
