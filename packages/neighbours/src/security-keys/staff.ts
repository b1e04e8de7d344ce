import { readFileSync } from 'node:fs';
import { softKey } from './soft-key.ts';
import type { SoftKey } from './soft-key.ts';

/** A test officer: `id` as the cabinet's page names them, `employeeId` as the authority does. */
export type StaffMember = { id: string; name: string; employeeId: string; unit: string; roles: string[]; about: string };

/** Staff of the authority who have a key in the cabinet; see `staff.json`. */
export function staffMembers(): StaffMember[] {
  return JSON.parse(readFileSync(new URL('staff.json', import.meta.url), 'utf8')) as StaffMember[];
}

/** The key of a test officer. Known to everybody who reads this: it protects nothing but shows where a real one goes. */
export function keyOf(member: StaffMember): SoftKey {
  return softKey(`ankomst demonstration ${member.id}`);
}

/** The test officers with the public halves of their keys: what the authority has on file of them in a demonstration. */
export function shippedStaff(): (StaffMember & { key: { id: string; publicKey: string } })[] {
  return staffMembers().map((member) => {
    const { id, publicKey } = keyOf(member);
    return { ...member, key: { id, publicKey } };
  });
}
