import { canonicalText, subject } from '@ankomst/core';
import type { Fact, Json } from '@ankomst/core';
import { factsOf, personByIdentifier } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { Company } from '../exchange/clients/company-register.ts';

/** The number of a legal person: ten digits. A legal person is a person to the store; what is known of it are facts. */
export const organisationNumber = 'organisation-number';

export interface Organisation {
  personId: string;
  company: Company;
  /** What is on file about it now. */
  facts: Fact[];
}

/**
 * The organisation of this number as its register and the tax agency know it today: found or made here, its facts
 * renewed where the registers say something new. Null where the register knows none.
 * @throws Problem neighbour-down
 */
export async function organisationByNumber(deps: Deps, number: string): Promise<Organisation | null> {
  const [company, employer] = await Promise.all([deps.companies.company(number), deps.tax.employer(number)]);
  if (!company) return null;
  const at = deps.clock.now();
  const found = await personByIdentifier(deps.store, organisationNumber, number);
  const personId = found ?? await meet(deps, number);
  const key = subject.person(personId);
  const told: [string, Json, string][] = [
    ['organisation.name', company.name, 'company-register'], ['organisation.number', company.number, 'company-register'],
    ['organisation.form', company.form, 'company-register'], ['organisation.registered-on', company.registeredOn, 'company-register'],
    ['organisation.status', company.status, 'company-register'],
    ['organisation.employer-registered', employer?.registered ?? false, 'tax'],
    ['organisation.reported', employer?.reported ?? false, 'tax'],
  ];
  const onFile = new Map((await factsOf(deps.store, [key])).map((fact) => [fact.name, fact]));
  const fresh = told.filter(([name, value]) => canonicalText(onFile.get(name)?.value ?? null) !== canonicalText(value))
    .map(([name, value, partner]): Fact => ({ id: deps.ids.next(), subject: key, name, value, source: 'register', certainty: 'verified', assertedBy: `partner/${partner}`, assertedAt: at }));
  if (fresh.length > 0) await deps.store.commit({ facts: fresh });
  for (const fact of fresh) onFile.set(fact.name, fact);
  return { personId, company, facts: [...onFile.values()] };
}

async function meet(deps: Deps, number: string): Promise<string> {
  const personId = deps.ids.next();
  const at = deps.clock.now();
  const { result } = await deps.store.commit({
    idempotencyKey: `organisation:${number}`,
    persons: [{ id: personId, createdAt: at }],
    identifiers: [{ personId, kind: organisationNumber, value: number, assertedBy: 'partner/company-register', from: at }],
    result: { personId },
  });
  return (result as { personId: string }).personId;
}
