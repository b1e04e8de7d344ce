import { queueCounts, removeFilter, savedFilters, saveFilter } from '@ankomst/store';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import type { Filters } from './api.ts';
import { scopeOf } from './list-queue.ts';
import { readQueueQuery } from './queue-query.ts';

/** Lists everybody has. Their words are the app's own. */
const ofTheHouse: [string, string][] = [
  ['mine', 'mine=1&sort=place'], ['free', 'free=1&sort=place'], ['overdue', 'overdue=1&sort=due'], ['mentioned', 'mentioned=1'], ['still', 'still=1'], ['snoozed', 'snoozed=1'],
];

/** Counted so far; what is more is `1000+`. */
const counted = 1000;

/** The house's lists, the colleague's own and those the unit shares, each with how many cases it holds now. */
export async function filtersFor(deps: Deps, staff: Staff): Promise<Filters> {
  const saved = await savedFilters(deps.store, staff.staffId, staff.unit);
  const all = [
    ...ofTheHouse.map(([id, query]) => ({ id, query, name: null, own: false, shared: false })),
    ...saved.map(({ id, query, name, own, shared }) => ({ id, query, name, own, shared })),
  ];
  const counts = await queueCounts(deps.store, all.map(({ query }) => readQueueQuery(deps, staff, query)), scopeOf(staff), counted);
  return { filters: all.map((one, at) => ({ ...one, count: Math.min(counts[at]!, counted), more: counts[at]! > counted })) };
}

/** Keeps a list under a name; shared, the unit's colleagues have it too. The page's place in it is not kept. */
export async function keepFilter(deps: Deps, staff: Staff, { name, query, shared, once }: { name: string; query: string; shared: boolean; once: string }): Promise<void> {
  const kept = new URLSearchParams(query);
  kept.delete('after');
  kept.delete('at');
  await saveFilter(deps.store, { id: `${staff.staffId}.${once}`, staffId: staff.staffId, unit: shared ? staff.unit : null, name: name.trim(), query: kept.toString(), at: deps.clock.now() });
}

/** @throws Problem not-found where it is none of theirs */
export async function dropFilter(deps: Deps, staff: Staff, id: string): Promise<void> {
  if (!await removeFilter(deps.store, id, staff.staffId)) throw new Problem('not-found');
}
