import type { CaseFile, DocumentRecord, Fact, FactDefinition, LetterRecord, MessageRecord, OpenRequest, Rulebook } from '@ankomst/core';
import { subject } from '@ankomst/core';

/**
 * What one party sees of a case that several share. Two guardians stand in one case and are two
 * people: neither reads the other's own facts, messages, letters or contact details. What is about
 * the applicant (the child) and about the case is for both, and so is what the law makes both
 * decide, unless the catalogue marks the fact as sensitive or protected.
 */
export interface PartyEye {
  fact(fact: Fact): boolean;
  document(document: DocumentRecord): boolean;
  message(message: MessageRecord): boolean;
  letter(letter: LetterRecord): boolean;
  request(request: OpenRequest): boolean;
}

export function eyeOf(personId: string, file: CaseFile, rulebook: Rulebook): PartyEye {
  const applicants = file.parties.filter((party) => party.role === rulebook.applicantRole).map((party) => party.personId);
  const definitions = new Map<string, FactDefinition>(rulebook.facts.map((definition) => [definition.name, definition]));
  const shared = new Set<string>([subject.case(file.id), ...applicants.map(subject.person)]);
  const own = new Set<string>([subject.person(personId), subject.party(file.id, personId), ...applicants.map((one) => subject.relation(personId, one))]);
  const ordinary = (name: string): boolean => definitions.get(name)?.sensitivity === 'ordinary';

  const factSeen = (key: string, name: string): boolean => {
    if (own.has(key) || shared.has(key)) return true;
    // the other guardian's part and tie to the child, never the person
    const othersPart = key.startsWith(`party/${file.id}/`) || applicants.some((one) => key.startsWith('relation/') && key.endsWith(`/${one}`));
    return othersPart && ordinary(name);
  };
  return {
    fact: (fact) => factSeen(fact.subject, fact.name),
    document: (document) => document.uploadedBy === personId || document.personId === personId
      || (document.personId !== undefined && applicants.includes(document.personId)),
    message: (message) => message.personId === personId,
    letter: (letter) => letter.toPersonId === personId,
    request: (request) => request.to === personId,
  };
}
