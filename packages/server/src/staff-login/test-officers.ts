import { keysOf, staffOf } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { cabinetLabel } from './enrol-test-staff.ts';

/** A test officer as the demonstration's login page offers them. `account`: their name at the key cabinet. */
export interface TestOfficer { account: string; name: string; unit: string; roles: string[] }

/** Staff on file whose key lies in the key cabinet, and may be used. */
export async function testOfficers({ store }: Pick<Deps, 'store'>): Promise<TestOfficer[]> {
  const staff = (await staffOf(store)).filter((member) => member.active);
  const keys = await keysOf(store, staff.map((member) => member.id));
  return staff.flatMap(({ id, name, unit, roles }) => {
    const key = keys.find((one) => one.staffId === id && one.revokedAt === null && one.label.startsWith(cabinetLabel));
    return key ? [{ account: key.label.slice(cabinetLabel.length), name, unit, roles }] : [];
  });
}
