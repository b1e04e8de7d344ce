import { setUnitSetting, staffNames, unitSettingHistory, unitSettings } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { StaffSession } from '../http/request.ts';
import type { UnitSettings } from './api.ts';

type Settings = UnitSettings['settings'];

const ageing = 'ageing_share';

/** The share of a unit's hand-outs that goes to the oldest cases: the leader's, else the content's. */
export async function ageingShareOf(deps: Pick<Deps, 'store' | 'authority'>, unit: string): Promise<number> {
  const set = (await unitSettings(deps.store, unit)).find((one) => one.name === ageing)?.value;
  return typeof set === 'number' ? set : deps.authority.queue.ageingShare;
}

/** How cases are handed out in a unit, and all that was set in it before, by whom and why. */
export async function settingsView(deps: Deps, unit: string): Promise<UnitSettings> {
  const [ageingShare, history] = await Promise.all([ageingShareOf(deps, unit), unitSettingHistory(deps.store, unit)]);
  const nameOf = await staffNames(deps.store, history.map((one) => one.setBy));
  return { settings: { ageingShare }, history: history.map((one) => ({ name: one.name, value: one.value, by: nameOf(one.setBy), at: one.setAt, why: one.why })) };
}

/** Sets how cases are handed out from now on; what does not differ is not written. */
export async function changeSettings(deps: Deps, { subject: leader }: StaffSession, given: Settings, why: string): Promise<void> {
  if (given.ageingShare === await ageingShareOf(deps, leader.unit)) return;
  await setUnitSetting(deps.store, { unit: leader.unit, name: ageing, value: given.ageingShare, setBy: leader.staffId, setAt: deps.clock.now(), why: why.trim() });
}
