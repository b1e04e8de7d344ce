import { dayOf } from '@ankomst/core';
import { queueOrders } from '@ankomst/store';
import type { QueueCursor, QueueFilter, QueueOrder } from '@ankomst/store';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';

/** A list of cases as it stands in the address after `?`. */
export interface QueueQuery { filter: QueueFilter; order: QueueOrder; after: QueueCursor | null }

const phases = ['offered', 'lodged', 'decided', 'appealed'] as const;
const holders = ['person', 'anyone', 'invited', 'unit', 'staff', 'partner', 'robot'] as const;
export const queueChoices = { phases, holders };

const day = 86_400_000;

/** Reads an address's filters; what is none of ours is left out, so that an old address still lists something. */
export function readQueueQuery(deps: Pick<Deps, 'clock' | 'authority'>, staff: Staff, query: string): QueueQuery {
  const asked = new URLSearchParams(query);
  const said = (name: string): string | undefined => asked.get(name)?.trim() || undefined;
  const oneOf = <T extends string>(list: readonly T[], name: string): T | undefined => list.find((one) => one === said(name));
  const now = deps.clock.now();
  const filter: { [key in keyof QueueFilter]: QueueFilter[key] | undefined } = {
    unit: said('unit'), service: said('service'), reason: said('waiting'), holderKind: oneOf(holders, 'holder'), phase: oneOf(phases, 'phase'), text: said('q'),
    assignedTo: said('mine') ? staff.staffId : said('officer'),
    overdueOn: said('overdue') ? dayOf(now, deps.authority.calendar.timeZone) : undefined,
    stillSince: said('still') ? new Date(Date.parse(now) - deps.authority.queue.stillDays * day).toISOString() : undefined,
    snoozedAt: said('snoozed') ? now : undefined,
    mentions: said('mentioned') ? staff.staffId : undefined,
    free: said('free') ? true : undefined,
  };
  const [at, id] = (said('after') ?? '').split('~');
  return {
    filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as QueueFilter,
    order: oneOf(queueOrders, 'sort') ?? 'since',
    after: at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : null,
  };
}
