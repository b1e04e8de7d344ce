import { staffById } from '@ankomst/store';
import type { StaffRecord } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { StaffSession } from '../http/request.ts';
import { Problem } from '../problem.ts';

/**
 * The staff member whom this leader may let in and shut out: somebody else, of the leader's own unit; an administrator's
 * reach is the whole house. One who is not theirs looks like none. @throws Problem not-found
 */
export async function colleagueOf(deps: Deps, { subject }: StaffSession, id: string): Promise<StaffRecord> {
  const member = await staffById(deps.store, id);
  if (!member || member.id === subject.staffId || !(subject.roles.includes('admin') || member.unit === subject.unit)) throw new Problem('not-found');
  return member;
}

/** The units whose staff this leader sees; undefined: all. */
export function unitsOf({ subject }: StaffSession): string[] | undefined {
  return subject.roles.includes('admin') ? undefined : [subject.unit];
}
