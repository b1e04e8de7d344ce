import type { ActContext, Change } from '@ankomst/core';
import { resultOfKey } from '@ankomst/store';
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
 * Where a colleague was faster the answer is `version-conflict`: they must see the case as it now is.
 */
export async function handleCase(
  deps: Deps, { staff, caseId, once }: StaffAct, may: Extract<CaseAct, 'handle' | 'approve' | 'visit'>, what: string,
  act: (opened: OpenedCase<Staff>, ctx: ActContext) => Change | Promise<Change>,
): Promise<void> {
  const key = `${what}:${caseId}:${staff.staffId}:${once}`;
  if (await resultOfKey(deps.store, key) !== undefined) return;
  const opened = await openCase(deps, staff, caseId, may, what);
  await deps.store.commit(await act(opened, actContext(deps, actorOf(staff), opened.rulebook, key)));
}
