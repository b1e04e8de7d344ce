import { putKey, putStaff } from '@ankomst/store';
import type { Deps } from '../deps.ts';

/** A test officer with the public half of the key that lies in the simulated key cabinet. */
export interface TestStaff { id: string; name: string; employeeId: string; unit: string; roles: string[]; key: { id: string; publicKey: string } }

/** A cabinet's key is called so, with its owner's name at the cabinet. */
export const cabinetLabel = 'cabinet/';

/** Puts the demonstration's staff on file with their keys. Done again it changes only what is new in the list. */
export async function enrolTestStaff({ store, clock }: Pick<Deps, 'store' | 'clock'>, staff: readonly TestStaff[]): Promise<void> {
  const act = { by: 'demonstration', at: clock.now() };
  for (const { id, name, employeeId, unit, roles, key } of staff) {
    await putStaff(store, act, { id: employeeId, name, unit, roles });
    await putKey(store, act, employeeId, { ...key, counter: 0, deviceBound: true, transports: [], label: `${cabinetLabel}${id}` });
  }
}
