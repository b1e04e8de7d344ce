import { dayOf, mandateScopes } from '@ankomst/core';
import type { MandateRecord } from '@ankomst/core';
import { identifiersOf, mandatesFrom } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { personalNumber } from '../people/find-persons.ts';
import { organisationByNumber } from '../people/organisations.ts';

export type AddedCompany =
  | { state: 'added'; organisation: string; name: string }
  /** The register knows no company of this number. */
  | { state: 'unknown' }
  /** Signs only together with another: the mandate must be given in writing, with both. */
  | { state: 'jointly'; name: string }
  | { state: 'not-signatory'; name: string };

/**
 * Somebody says that they stand for a company: the register of companies is asked, and whoever signs for it alone
 * holds a mandate by the register from now. @throws Problem neighbour-down
 */
export async function addCompany(deps: Deps, personId: string, number: string): Promise<AddedCompany> {
  const organisation = await organisationByNumber(deps, number);
  if (!organisation) return { state: 'unknown' };
  const { company } = organisation;
  const mine = new Set((await identifiersOf(deps.store, [personId])).filter((one) => one.kind === personalNumber && !one.retiredAt).map((one) => one.value));
  const signatory = company.signatories.find((one) => mine.has(one.number));
  if (!signatory) return { state: 'not-signatory', name: company.name };
  if (!signatory.alone) return { state: 'jointly', name: company.name };
  const at = deps.clock.now();
  const held = (await mandatesFrom(deps.store, organisation.personId)).some((one) => one.holder === personId && one.source === 'register' && !one.revokedAt);
  if (!held) {
    const mandate: MandateRecord = {
      id: deps.ids.next(), principal: organisation.personId, holder: personId, scope: [...mandateScopes], covers: { kind: 'all' },
      validFrom: dayOf(at, deps.authority.calendar.timeZone), source: 'register', evidence: `company-register/${number}`, createdAt: at, createdBy: { kind: 'partner', id: 'company-register' },
    };
    await deps.store.commit({ mandates: [mandate] });
  }
  return { state: 'added', organisation: organisation.personId, name: company.name };
}
