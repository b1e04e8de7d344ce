import type { NewFact, OutboxItem, PersonIdentifier, PersonRecord } from '@ankomst/core';
import { personByIdentifier } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { currentRulebook } from '../rulebooks.ts';
import { lookUpOf, registerFacts } from './register-facts.ts';

export const personalNumber = 'personal-number';

/** Persons by number, and what must be committed for those the authority meets for the first time. */
export interface FoundPersons {
  ids: Record<string, string>;
  /** Numbers of those who were on file already. */
  known: Set<string>;
  persons: PersonRecord[];
  identifiers: PersonIdentifier[];
  facts: NewFact[];
  /** Look-ups to be done later, where the register did not answer now. */
  outbox: OutboxItem[];
  /** Numbers that neither we nor the register know. */
  nobody: string[];
}

/**
 * Finds the persons of these numbers, or makes them from the population register, as the service's
 * look-up says. Where the register does not answer, the person is made by the number alone and the
 * look-up is put into the outbox: it is tried again until it succeeds, visibly. `trusted`: numbers
 * the register itself has just told us of, which need no look-up.
 */
export async function findPersons(
  deps: Deps, numbers: readonly string[], { service, trusted }: { service: string; trusted?: ReadonlySet<string> },
): Promise<FoundPersons> {
  const found: FoundPersons = { ids: {}, known: new Set(), persons: [], identifiers: [], facts: [], outbox: [], nobody: [] };
  const at = deps.clock.now();
  const lookUp = lookUpOf(currentRulebook(deps, service, at));
  await Promise.all([...new Set(numbers)].map(async (number) => {
    const onFile = await personByIdentifier(deps.store, personalNumber, number);
    if (onFile) {
      found.ids[number] = onFile;
      found.known.add(number);
      return;
    }
    const personId = deps.ids.next();
    if (lookUp && !trusted?.has(number)) {
      try {
        const answer = await deps.register.person(number);
        if (!answer) {
          found.nobody.push(number);
          return;
        }
        found.facts.push(...registerFacts(personId, answer, lookUp, at, deps.ids));
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'neighbour-down')) throw error;
        found.outbox.push({ id: deps.ids.next(), key: `register-lookup:${personId}`, topic: 'register-lookup', payload: { personId, number, service } });
      }
    }
    found.ids[number] = personId;
    found.persons.push({ id: personId, createdAt: at });
    found.identifiers.push({ personId, kind: personalNumber, value: number, assertedBy: 'partner/population-register', from: at });
  }));
  return found;
}
