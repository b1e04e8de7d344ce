import { identifiersOf, mandatesFrom, personByIdentifier } from '@ankomst/store';
import type { MandateRecord } from '@ankomst/core';
import type { ExchangeHandler } from '../exchange/handlers.ts';
import { ExchangeProblem, inboxEntry } from '../exchange/handlers.ts';
import { personalNumber } from '../people/find-persons.ts';
import { organisationByNumber, organisationNumber } from '../people/organisations.ts';

/**
 * The register of companies tells of a change: its facts are renewed, and who no longer signs for the company
 * loses the mandate the register gave, at once. A company we do not know concerns nobody here.
 */
export const companyChangedHandler: ExchangeHandler = async (deps, event) => {
  const { number } = event.data;
  if (typeof number !== 'string') throw new ExchangeProblem('malformed-event');
  const principal = await personByIdentifier(deps.store, organisationNumber, number);
  if (!principal) { await deps.store.commit({ inbox: [inboxEntry(event)] }); return; }
  const organisation = await organisationByNumber(deps, number);
  const signing = new Set((organisation?.company.signatories ?? []).filter((one) => one.alone).map((one) => one.number));
  const revoked: MandateRecord[] = [];
  for (const mandate of await mandatesFrom(deps.store, principal)) {
    if (mandate.source !== 'register' || mandate.revokedAt) continue;
    const numbers = (await identifiersOf(deps.store, [mandate.holder])).filter((one) => one.kind === personalNumber && !one.retiredAt);
    if (!numbers.some((one) => signing.has(one.value))) revoked.push({ ...mandate, revokedAt: deps.clock.now(), revokedBy: { kind: 'partner', id: 'company-register' } });
  }
  await deps.store.commit({ mandates: revoked, inbox: [inboxEntry(event)] });
};
