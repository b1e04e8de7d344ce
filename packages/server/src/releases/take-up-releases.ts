import { dayOf } from '@ankomst/core';
import type { Day, Rulebook } from '@ankomst/core';
import { getRulebook, putRulebook, releasedFromDrafts, rulebookInForce, rulebooks } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { offeredReleases } from './offered-releases.ts';
import { todayOf } from '../today.ts';

/**
 * What the content directory holds is released at the start: kept for ever, so that a case pinned to it can be
 * replayed when the files are long gone. Where the files hold only what is in force later, the store's release in force
 * today goes on until then. What was published from a draft after the files were read in counts before them, until
 * the files are changed: else a restart would undo what two persons decided.
 */
export async function releaseAtStart(deps: Pick<Deps, 'store' | 'authority' | 'clock' | 'log'>): Promise<void> {
  const { store, authority, clock, log } = deps;
  const today = dayOf(clock.now(), authority.calendar.timeZone);
  for (const rulebook of authority.services.slice()) await putRulebook(store, rulebook, clock.now());
  const all = await rulebooks(store), drafted = await releasedFromDrafts(store);
  for (const rulebook of authority.services.slice()) {
    const { releasedAt } = all.find((one) => one.hash === rulebook.hash)!;
    const published = all.filter((one) => one.service === rulebook.service && drafted.has(one.hash) && one.releasedAt > releasedAt);
    // those of later days too, the oldest first: the list's first of a day counts
    for (const one of published.toReversed()) putInService(authority.services, (await getRulebook(store, one.hash))!, today);
    const inForce = await rulebookInForce(store, rulebook.service, today);
    if (!inForce || inForce.hash === rulebook.hash || drafted.has(inForce.hash)) continue;
    if (rulebook.validFrom > today) putInService(authority.services, (await getRulebook(store, inForce.hash))!, today);
    else log.warn({ service: rulebook.service, files: rulebook.hash, store: inForce.hash }, 'the store holds a later release than the files: the files count');
  }
}

/**
 * Takes up what was released since: by another process, into the store, or beside it where this process has the
 * database for itself. New cases go by it from its first day; those sent keep theirs. `known` grows by what was taken.
 */
export async function takeUpReleases(deps: Deps, known: Set<string>): Promise<Rulebook[]> {
  for (const { rulebook, done } of await offeredReleases(deps.config.dataDir, deps.log)) {
    await putRulebook(deps.store, rulebook, deps.clock.now());
    await done();
  }
  const taken: Rulebook[] = [];
  for (const { hash, service } of (await rulebooks(deps.store)).toReversed()) {
    if (known.has(hash)) continue;
    const rulebook = await getRulebook(deps.store, hash);
    known.add(hash);
    if (!rulebook) continue;
    putInService(deps.authority.services, rulebook, todayOf(deps));
    taken.push(rulebook);
    deps.log.info({ service, hash, validFrom: rulebook.validFrom }, 'release taken up');
  }
  return taken;
}

/**
 * First in the list, so that of two in force from the same day the newer counts, and what asks for a service without a
 * day finds what holds today: what holds later goes to the end. What it replaces is read from the store when a case is pinned to it.
 */
export function putInService(services: Rulebook[], rulebook: Rulebook, today: Day): void {
  const others = services.filter((one) => one.hash !== rulebook.hash && !(one.service === rulebook.service && one.validFrom === rulebook.validFrom));
  services.splice(0, services.length, ...(rulebook.validFrom > today ? [...others, rulebook] : [rulebook, ...others]));
}
