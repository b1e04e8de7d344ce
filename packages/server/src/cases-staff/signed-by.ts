import type { ActContext, StaffActor } from '@ankomst/core';
import type { Staff } from './handle-case.ts';

/** The world as an act needs it that only a member of staff can do: with the name that stands under it. */
export function signedBy(ctx: ActContext, staff: Staff): ActContext & { actor: StaffActor } {
  return { ...ctx, actor: { kind: 'staff', id: staff.staffId } };
}
