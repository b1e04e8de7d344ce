import assert from 'node:assert/strict';
import { DomainError, type CaseFile, type MandateScope } from '@ankomst/core';
import { caseFile, StoreError } from '@ankomst/store';
import { Problem } from '../../problem.ts';
import type { Journey, Name } from './cast.ts';

export type PartyAct = 'read' | 'answer' | 'withdraw' | 'pay' | 'appeal';

/** Who may what, written down a second time: from the service's own words and the brief of the mandate, not from the policy's code. */
const roleMay: Record<string, PartyAct[]> = { applicant: ['read', 'answer', 'withdraw', 'pay', 'appeal'], employer: ['read', 'answer', 'pay'] };
const needs: Record<PartyAct, MandateScope> = { read: 'read', answer: 'write', withdraw: 'write', pay: 'pay', appeal: 'appeal' };

/** May this person do this in the case today? By the parties of the case and the mandates the test itself has given. */
export function may(journey: Journey, who: Name, file: Pick<CaseFile, 'id' | 'parties'>, act: PartyAct): boolean {
  const me = journey.id(who);
  const own = file.parties.filter((party) => party.personId === me);
  if (own.length > 0) return own.some((party) => roleMay[party.role]!.includes(act));
  return file.parties.some((party) => roleMay[party.role]!.includes(act) && mandated(journey, who, party.personId, needs[act], file.id));
}

/** Does a mandate of the principal's reach this far today? `caseId` absent: for what is not a case yet. */
export function mandated(journey: Journey, who: Name, principal: string, scope: MandateScope, caseId?: string): boolean {
  const today = journey.today();
  return journey.mandates.some((one) => one.holder === journey.id(who) && one.principal === principal && one.scope.includes(scope) && !one.revoked
    && (one.caseId === undefined || one.caseId === caseId) && one.validFrom <= today && (one.validTo === undefined || today <= one.validTo));
}

/** What became of a try: done, or refused in words the person understands. Anything else is a fault. */
export type Outcome = { done: true; value: unknown } | { done: false; code: string };

export async function tried(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { done: true, value: await work() };
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'bad-fact') return { done: false, code: error.code };
    if (error instanceof Problem && error.code !== 'internal') return { done: false, code: error.code };
    if (error instanceof StoreError && error.code === 'version-conflict') return { done: false, code: error.code };
    throw error;
  }
}

/** One act of a party, let in or turned away as the test says it must be; pressed twice it answers the same twice. */
export async function asParty(journey: Journey, who: Name, caseId: string, act: PartyAct, twice: boolean, work: () => Promise<unknown>): Promise<Outcome> {
  const file = (await caseFile(journey.world.server.deps.store, caseId))!;
  const day = journey.today();
  const allowed = may(journey, who, file, act);
  const outcomes = await Promise.all((twice ? [1, 2] : [1]).map(() => tried(work)));
  const [first] = outcomes as [Outcome];
  // but for a fee that the provider tells of between the two
  const told = act === 'pay' && outcomes.some((one) => !one.done && one.code === 'nothing-to-pay');
  if (twice && !told) assert.deepEqual(outcomes[1], first, `the same form sent twice answers the same: ${who}, ${act}`);
  if (journey.today() === day) {
    if (!allowed) assert.deepEqual(first, { done: false, code: 'not-found' }, `${who} has no part in the case and no mandate to ${act}`);
    else assert.ok(first.done || first.code !== 'not-found', `${who} may ${act}, and was turned away`);
  }
  return first;
}
