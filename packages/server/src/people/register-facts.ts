import { subject } from '@ankomst/core';
import type { FactDefinition, Ids, Instant, Json, NewFact, Rulebook } from '@ankomst/core';
import { fitsFact } from './fact-value.ts';

/** What a service asks a partner about a person: the fact, and where in the partner's answer it stands. */
export interface LookUp {
  partner: string;
  facts: { fact: string; path: string }[];
  catalogue: readonly FactDefinition[];
}

/** What the service asks about people by number, as it offers or as somebody begins it; undefined where it asks nothing. */
export function lookUpOf(rulebook: Rulebook | undefined): LookUp | undefined {
  const asked = rulebook?.offer?.lookUp ? { partner: rulebook.offer.partner, facts: rulebook.offer.lookUp.facts } : rulebook?.apply?.lookUp;
  return rulebook && asked && { partner: asked.partner, facts: asked.facts, catalogue: rulebook.facts };
}

/**
 * A partner's answer about a person as facts. Only what the service asks for is taken, and only
 * where the catalogue lets a register assert it: nobody's data is kept without a ground. The date
 * in a personal number is never read: it is not the birth date (JO 2998-2016).
 */
export function registerFacts(personId: string, answer: { [key: string]: Json }, lookUp: LookUp, at: Instant, ids: Ids): NewFact[] {
  return lookUp.facts.flatMap(({ fact: name, path }) => {
    const definition = lookUp.catalogue.find((one) => one.name === name);
    const value = valueAt(answer, path);
    if (!definition?.sources.includes('register') || value === undefined || value === null) return [];
    // What does not fit its type is no fact: it is left out, and asked for where it is needed.
    if (!fitsFact(definition, value)) return [];
    return [{
      id: ids.next(), subject: subject.person(personId), name, value, source: 'register', certainty: 'verified',
      assertedBy: `partner/${lookUp.partner}`, assertedAt: at,
    } satisfies NewFact];
  });
}

function valueAt(answer: Json, path: string): Json | undefined {
  let value: Json | undefined = answer;
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = value[step];
  }
  return value;
}
