import { dayOf } from '@ankomst/core';
import type { CaseFile, Instant, Rulebook } from '@ankomst/core';
import { getRulebook } from '@ankomst/store';
import type { Deps } from './deps.ts';

/** Rulebooks released earlier and read back from the store, by hash: they never change. */
const earlier = new Map<string, Promise<Rulebook>>();

/** The newest rulebook of a service that is valid on the day; undefined where there is none yet. */
export function currentRulebook(deps: Deps, service: string, at: Instant): Rulebook | undefined {
  const day = dayOf(at, deps.authority.calendar.timeZone);
  return deps.authority.services
    .filter((one) => one.service === service && one.validFrom <= day)
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0];
}

/** The rulebook whose service opens a case on this partner's event. */
export function rulebookForEvent(deps: Deps, partner: string, event: string, at: Instant): Rulebook | undefined {
  const services = new Set(deps.authority.services.map((one) => one.service));
  return [...services].map((service) => currentRulebook(deps, service, at)).find((one) => one?.offer?.event === event && one.offer.partner === partner);
}

/** The rulebook released under this hash. @throws Error where it was never stored here. */
export async function rulebookByHash(deps: Deps, hash: string): Promise<Rulebook> {
  const loaded = deps.authority.services.find((one) => one.hash === hash);
  if (loaded) return loaded;
  let stored = earlier.get(hash);
  if (!stored) {
    stored = getRulebook(deps.store, hash).then((rulebook) => {
      if (!rulebook) throw new Error(`rulebook ${hash} is not in the store`);
      return rulebook;
    });
    stored.catch(() => earlier.delete(hash));
    earlier.set(hash, stored);
  }
  return stored;
}

/** The rulebook a case goes by: the one it is pinned to; while only offered, the newest (invariant 2). */
export async function rulebookOfCase(deps: Deps, file: Pick<CaseFile, 'phase' | 'service' | 'rulebook'>): Promise<Rulebook> {
  const newest = file.phase === 'offered' ? currentRulebook(deps, file.service, deps.clock.now()) : undefined;
  return newest ?? rulebookByHash(deps, file.rulebook);
}
