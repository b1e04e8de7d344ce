import { resultOfKey, StoreError } from '@ankomst/store';
import type { ActContext, Change, Json } from '@ankomst/core';
import { actorOf, openCase } from '../access/open-case.ts';
import type { OpenedCase } from '../access/open-case.ts';
import type { CaseAct, Subject } from '../access/policy.ts';
import type { Deps } from '../deps.ts';
import { actContext } from './act-context.ts';

export type Party = Extract<Subject, { kind: 'person' }>;

export interface PartyAct {
  party: Party;
  caseId: string;
  /** What the policy must allow. */
  act: CaseAct;
  /** Name of the use case, for the access log. */
  what: string;
  /** The form's one-time key: the same form sent twice gives the first result. */
  once: string;
}

/**
 * One act of a party in a case: let in and logged, done by the domain, committed. Where somebody else
 * was faster it is tried again on the case as it now is; the domain's own checks say whether it still
 * fits. A form sent twice answers as it did the first time. `change` may throw any DomainError.
 * @throws Problem not-found; DomainError; StoreError version-conflict after four tries
 */
export async function actAsParty(
  deps: Deps, { party, caseId, act, what, once }: PartyAct, change: (opened: OpenedCase<Party>, ctx: ActContext) => Change | Promise<Change>,
): Promise<Json> {
  const key = `${what}:${caseId}:${party.personId}:${once}`;
  const before = await resultOfKey(deps.store, key);
  if (before !== undefined) return before;
  for (let attempt = 1; ; attempt++) {
    const opened = await openCase(deps, party, caseId, act, what);
    const ctx = actContext(deps, actorOf(opened.subject), opened.rulebook, key);
    try {
      return (await deps.store.commit(await change(opened, ctx))).result;
    } catch (error) {
      // sent twice at once: the other was first, and this one is told the same
      const meanwhile = await resultOfKey(deps.store, key);
      if (meanwhile !== undefined) return meanwhile;
      if (!(error instanceof StoreError && error.code === 'version-conflict') || attempt === 4) throw error;
    }
  }
}
