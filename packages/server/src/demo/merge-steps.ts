import type { Change } from '@ankomst/core';
import type { Step } from './case-run.ts';

/**
 * A whole history of one case as one change: the same events in the same order, so that the chain is the one
 * that single commits would have made; of the state only its end. Loading is many times faster so.
 */
export function mergeSteps(steps: readonly Step[], besides: Change = {}): Change {
  const last = steps.at(-1)!.change;
  const all = <K extends 'facts' | 'events' | 'letters' | 'messages' | 'documents' | 'sampled'>(part: K): NonNullable<Change[K]> =>
    [besides, ...steps.map(({ change }) => change)].flatMap((change) => (change[part] ?? []) as unknown[]) as NonNullable<Change[K]>;
  const latest = <T extends { id: string }>(records: T[]): T[] => [...new Map(records.map((record) => [record.id, record])).values()];
  const only = <T>(given: (T | undefined)[]): T | undefined => {
    const made = given.filter((one) => one !== undefined);
    if (made.length > 1) throw new Error('a history holds at most one decision and one permit');
    return made[0];
  };
  const decision = only(steps.map(({ change }) => change.decision));
  const permit = only(steps.map(({ change }) => change.permit));
  return {
    ...besides,
    cases: [{ ...last.cases![0]!, version: 0 }],
    facts: all('facts'), events: all('events'), letters: all('letters'), messages: all('messages'), documents: all('documents'), sampled: all('sampled'),
    appointments: latest(steps.flatMap(({ change }) => change.appointments ?? [])),
    payments: latest(steps.flatMap(({ change }) => change.payments ?? [])),
    cardOrders: latest(steps.flatMap(({ change }) => change.cardOrders ?? [])),
    outbox: [...(besides.outbox ?? []), ...steps.flatMap(({ change }) => change.outbox ?? [])],
    ...(decision ? { decision } : {}), ...(permit ? { permit } : {}),
  };
}
