import { mandateHolds, nameText, subject } from '@ankomst/core';
import type { Fact, MandateRecord, PersonName } from '@ankomst/core';
import { accountsOf, factsOf, identifiersOf, mandatesFrom, mandatesHeldBy } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { organisationNumber } from '../people/organisations.ts';
import { todayOf } from '../today.ts';

/** Somebody else one may act for. */
export interface Principal { personId: string; name: string; organisation: boolean; number?: string; mandates: MandateRecord[] }

/** Whom this person may act for today, with the mandates in force. */
export async function principalsOf(deps: Deps, personId: string): Promise<Principal[]> {
  const today = todayOf(deps);
  const held = (await mandatesHeldBy(deps.store, personId)).filter((one) => mandateHolds(one, today));
  const ids = [...new Set(held.map((one) => one.principal))];
  const [names, identifiers] = await Promise.all([namesOf(deps, ids), identifiersOf(deps.store, ids)]);
  return ids.map((id) => {
    const number = identifiers.find((one) => one.personId === id && one.kind === organisationNumber && !one.retiredAt)?.value;
    return { personId: id, name: names[id] ?? '', organisation: number !== undefined, ...(number ? { number } : {}), mandates: held.filter((one) => one.principal === id) };
  });
}

/** Who acts for this principal or has: all mandates, with the holders' names. */
export async function representativesOf(deps: Deps, principal: string): Promise<{ mandate: MandateRecord; name: string; holds: boolean }[]> {
  const today = todayOf(deps);
  const mandates = await mandatesFrom(deps.store, principal);
  const names = await namesOf(deps, mandates.map((one) => one.holder));
  return mandates.map((mandate) => ({ mandate, name: names[mandate.holder] ?? '', holds: mandateHolds(mandate, today) }));
}

/** Names to show, natural and legal persons alike: as on file, else as the login gave it. */
export async function namesOf(deps: Deps, personIds: readonly string[]): Promise<Record<string, string>> {
  const ids = [...new Set(personIds)];
  const [facts, accounts] = await Promise.all([factsOf(deps.store, ids.map(subject.person)), accountsOf(deps.store, ids)]);
  const of = (id: string, name: string): Fact | undefined => facts.find((fact) => fact.subject === subject.person(id) && fact.name === name);
  return Object.fromEntries(ids.map((id) =>
    [id, nameText(of(id, 'person.name')?.value as PersonName | undefined) || String(of(id, 'organisation.name')?.value ?? '')
      || (accounts.findLast((one) => one.personId === id)?.name ?? '')]));
}
