import { subject, type Ids, type Instant, type Json, type NewFact, type PersonIdentifier, type PersonRecord } from '@ankomst/core';
import { organisationNumber } from '../people/organisations.ts';
import type { Chance } from './random.ts';

/** An invented company that hires: as its register knows it, who signs for it, and what it offers. */
export interface Employer {
  record: PersonRecord;
  identifier: PersonIdentifier;
  facts: NewFact[];
  /** Who answers for it. */
  signatory: PersonRecord;
  number: string;
  place: string;
  occupations: readonly string[];
  /** Bound by a collective agreement. */
  bound: boolean;
}

/** What companies do, where, and the occupations (SSYK 2012) they look for. */
const trades = [
  { name: 'Köket på Holmen AB', place: 'Norrköping', occupations: ['5120', '5131'] }, { name: 'Vinterbadets Bygg AB', place: 'Luleå', occupations: ['7111', '7411'] },
  { name: 'Silverdalens Mjölk AB', place: 'Hultsfred', occupations: ['6121'] }, { name: 'Norrskenets Kod AB', place: 'Umeå', occupations: ['2512', '2514'] },
  { name: 'Åsarnas Åkeri AB', place: 'Borås', occupations: ['8332', '7231'] }, { name: 'Fyrens Data AB', place: 'Göteborg', occupations: ['2512', '2514'] },
  { name: 'Restaurang Gula Villan AB', place: 'Malmö', occupations: ['5120', '5131', '9412'] }, { name: 'Elkraft i Bergslagen AB', place: 'Falun', occupations: ['7411'] },
  { name: 'Lindhagens Verkstad AB', place: 'Trollhättan', occupations: ['7231'] }, { name: 'Molnbyrån AB', place: 'Stockholm', occupations: ['2512'] },
] as const;

/** The companies of the history, each known to the authority since `at`. Their numbers are of a series nobody has. */
export function inventEmployers(luck: Chance, ids: Ids, at: Instant): Employer[] {
  return trades.map(({ name, place, occupations }, n) => {
    const id = ids.next(), number = withCheckDigit(`55999300${n}`);
    const told = (fact: string, value: Json, partner: string): NewFact => ({
      id: ids.next(), subject: subject.person(id), name: fact, value, source: 'register', certainty: 'verified', assertedBy: `partner/${partner}`, assertedAt: at,
    });
    return {
      record: { id, createdAt: at }, identifier: { personId: id, kind: organisationNumber, value: number, assertedBy: 'partner/company-register', from: at },
      facts: [
        told('organisation.name', name, 'company-register'), told('organisation.number', number, 'company-register'), told('organisation.form', 'AB', 'company-register'),
        told('organisation.registered-on', `${2004 + n}-0${1 + (n % 9)}-15`, 'company-register'), told('organisation.status', 'active', 'company-register'),
        told('organisation.employer-registered', true, 'tax'), told('organisation.reported', false, 'tax'),
      ],
      signatory: { id: ids.next(), createdAt: at }, number, place, occupations, bound: luck.happens(0.7),
    };
  });
}

/** Nine digits and their check digit (SS 61 14 01: every other digit doubled, from the first). */
function withCheckDigit(nine: string): string {
  const sum = [...nine].reduce((total, digit, at) => {
    const times = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (times > 9 ? times - 9 : times);
  }, 0);
  return `${nine}${(10 - (sum % 10)) % 10}`;
}
