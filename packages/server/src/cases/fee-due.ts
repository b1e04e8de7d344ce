import { factSet, feeOf, ruleDates } from '@ankomst/core';
import type { FeeDue } from '@ankomst/core';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';

/** What the case's fee is now, in öre, for whoever explains where the case stands; undefined while it cannot be told. */
export function feeDue(deps: Pick<Deps, 'clock' | 'authority' | 'engine'>, { rulebook, file, facts }: Pick<OpenedCase, 'rulebook' | 'file' | 'facts'>): FeeDue {
  return () => feeOf(rulebook, file, factSet(facts), ruleDates(file, deps.clock.now(), deps.authority.calendar), deps.engine)?.amount;
}
