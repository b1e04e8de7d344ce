import { canonicalText } from '@ankomst/core';
import type { ActContext, Change } from '@ankomst/core';
import { resultOfKey, StoreError } from '@ankomst/store';
import { openCase, actorOf, type OpenedCase } from '../access/open-case.ts';
import type { CaseAct, Subject } from '../access/policy.ts';
import { actContext } from '../cases/act-context.ts';
import type { Deps } from '../deps.ts';

export type Staff = Extract<Subject, { kind: 'staff' }>;

/** What a staff member asks to do. */
export interface StaffAct {
  staff: Staff;
  caseId: string;
  /** The form's one-time key: the same form sent twice does it once. */
  once: string;
}

/**
 * The frame of every staff act: let in by the policy and logged, then one act of the domain, then committed.
 * Where a colleague was faster the answer is `version-conflict`: they must see the case as it now is. Where only
 * the machinery wrote meanwhile (a letter gone out), it is done on the case as it stands.
 */
export async function handleCase(
  deps: Deps, { staff, caseId, once }: StaffAct, may: Extract<CaseAct, 'handle' | 'approve' | 'visit'>, what: string,
  act: (opened: OpenedCase<Staff>, ctx: ActContext) => Change | Promise<Change>,
): Promise<void> {
  const key = `${what}:${caseId}:${staff.staffId}:${once}`;
  if (await resultOfKey(deps.store, key) !== undefined) return;
  for (let attempt = 1, seen = ''; ; attempt++) {
    const opened = await openCase(deps, staff, caseId, may, what);
    // the case as the officer acts on it; a letter or ping that goes out meanwhile raises the version and changes none of it
    const { version: _, ...state } = opened.file;
    const now = canonicalText(state);
    if (attempt > 1 && now !== seen) throw new StoreError('version-conflict', { caseId });
    seen = now;
    try {
      await deps.store.commit(await act(opened, actContext(deps, actorOf(staff), opened.rulebook, key)));
      return;
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'version-conflict') || attempt === 4) throw error;
    }
  }
}
