import { dayOf, type Day } from '@ankomst/core';
import type { Deps } from './deps.ts';

/** The day it is where the authority is. */
export const todayOf = (deps: Pick<Deps, 'clock' | 'authority'>): Day => dayOf(deps.clock.now(), deps.authority.calendar.timeZone);
