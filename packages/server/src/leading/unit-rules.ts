import { setUnitSetting, staffNames, unitSettingHistory, unitSettings } from '@ankomst/store';
import type { Json } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import type { StaffSession } from '../http/request.ts';
import type { UnitSettings } from './api.ts';

type Settings = UnitSettings['settings'];

/** How cases are handed out where the leader has said nothing. */
export const usualSettings: Settings = { ageingShare: 0.2, skills: 'prefer' };
/** What each is called in the store. */
const stored = { ageingShare: 'ageing_share', skills: 'skills' } as const satisfies Record<keyof Settings, string>;

/** How cases are handed out in a unit, and what was set before, by whom and why. */
export async function settingsView(deps: Deps, unit: string): Promise<UnitSettings> {
  const [now, history] = await Promise.all([unitSettings(deps.store, unit), unitSettingHistory(deps.store, unit)]);
  const nameOf = await staffNames(deps.store, history.map((one) => one.setBy));
  const value = <K extends keyof Settings>(key: K): Settings[K] => (now.find((one) => one.name === stored[key])?.value as Settings[K] | undefined) ?? usualSettings[key];
  return {
    settings: { ageingShare: value('ageingShare'), skills: value('skills') },
    history: history.map((one) => ({ name: one.name, value: one.value, by: nameOf(one.setBy), at: one.setAt, why: one.why })),
  };
}

/** Sets how cases are handed out from now on; only what differs is written. */
export async function changeSettings(deps: Deps, { subject: leader }: StaffSession, given: Settings, why: string): Promise<void> {
  const { settings } = await settingsView(deps, leader.unit);
  for (const key of Object.keys(stored) as (keyof Settings)[]) {
    if (given[key] === settings[key]) continue;
    await setUnitSetting(deps.store, { unit: leader.unit, name: stored[key], value: given[key] as Json, setBy: leader.staffId, setAt: deps.clock.now(), why });
  }
}
