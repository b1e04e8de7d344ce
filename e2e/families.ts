// Families by the hundred: known to the simulated register, with their permits on file at the authority.
import assert from 'node:assert/strict';
import type { Change } from '@ankomst/core';
import { numberSeries, type RegisterPerson } from '../packages/server/src/demo/families.ts';
import { knownPerson } from '../packages/server/src/demo/known-person.ts';
import type { RunningServer } from '../packages/server/src/index.ts';

export interface Family { mother: RegisterPerson; father: RegisterPerson; passport: string; message: string }

const headers = { authorization: 'Bearer demo-register-key', 'content-type': 'application/json' };

export function inventFamilies(count: number): Family[] {
  const number = numberSeries();
  return Array.from({ length: count }, (_, i) => {
    const person = (sex: 'female' | 'male', year: number): RegisterPerson => {
      const birthDate = `${year}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (Math.floor(i / 12) % 28)).padStart(2, '0')}`;
      return {
        number: number(birthDate, sex), name: { given: sex === 'female' ? 'Mor' : 'Far', family: `Familj ${letters(i)}` }, birthDate, birthCountry: 'SY', citizenships: ['SY'],
        maritalStatus: 'married', sex, address: { street: `Storgatan ${i + 1}`, postcode: '753 31', city: 'Uppsala' },
      };
    };
    return { mother: person('female', 1993), father: person('male', 1991), passport: `N${String(1_000_000 + i)}`, message: `Meddelande nummer ${i} från familj ${letters(i)}.` };
  });
}
const letters = (n: number): string => (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

/** The parents are in the population register. */
export async function tellRegister(families: readonly Family[], register: string): Promise<void> {
  const people = families.flatMap((family) => [family.mother, family.father]);
  const answer = await fetch(`${register}/people`, { method: 'POST', headers, body: JSON.stringify(people.map((person) => ({ ...person, parents: [], custodians: [], registered: true }))) });
  assert.ok(answer.ok, await answer.text());
}

/** The parents' permits are on file at the authority, from its own earlier decisions. */
export async function putOnFile(families: readonly Family[], { store, authority, ids }: RunningServer['deps']): Promise<void> {
  const rulebook = authority.service('child-born-in-sweden')!;
  const at = '2026-01-01T08:00:00.000Z';
  async function* changes(): AsyncGenerator<Change> {
    for (const person of families.flatMap((family) => [family.mother, family.father])) {
      const known = knownPerson(person, { kind: 'permanent', ground: 'protection', validFrom: '2021-01-01', validTo: null }, rulebook, at, ids);
      yield { persons: [known.record], identifiers: [known.identifier], facts: known.facts };
    }
  }
  await store.bulkLoad(changes());
}

/** A daughter is born; the register tells the authority. Told twice, it is the same birth. */
export async function tellBirth({ mother, father }: Family, register: string): Promise<void> {
  const both = [mother.number, father.number];
  const answer = await fetch(`${register}/births`, {
    method: 'POST', headers,
    body: JSON.stringify({
      id: `born-${mother.number}`, givenName: 'Barn', familyName: mother.name.family, birthDate: '2026-11-03', birthPlace: 'Uppsala', sex: 'female', citizenships: ['SY'],
      parents: [{ number: mother.number, relation: 'mother' }, { number: father.number, relation: 'father' }], custodians: both, livesWith: both,
    }),
  });
  assert.ok(answer.ok, await answer.text());
}
