import { type Day, type Instant, type Rulebook } from '@ankomst/core';
import { getRulebook, putRulebook, rulebookInForce, type Queryable } from '@ankomst/store';

/** `replaced`: this very content was released before and another since; going back to it is a new version. */
export type Released = 'released' | 'unchanged' | 'replaced';

/** Makes a rulebook the law from its first day: into the store, for ever, where it is not what holds already. */
export async function releaseRulebook(db: Queryable, rulebook: Rulebook, { at, today }: { at: Instant; today: Day }): Promise<Released> {
  const day = rulebook.validFrom > today ? rulebook.validFrom : today;
  const inForce = await rulebookInForce(db, rulebook.service, day);
  if (inForce?.hash === rulebook.hash) return 'unchanged';
  if (await getRulebook(db, rulebook.hash)) return 'replaced';
  await putRulebook(db, rulebook, at);
  return 'released';
}
