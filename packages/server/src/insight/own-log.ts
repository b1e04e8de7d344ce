import { LogBuilder, type EventLog, type Filter, type Look, type PictureSetting } from '@ankomst/mining';
import type { CaseHistory } from '@ankomst/store';

/** Columns whose key begins with `#` name people at work here: they are looked through, counted, and never told. */
export const staffColumn = '#staff', assignedColumn = '#assigned';

/** Who holds a case, as a picture says it: one of those outside, another body, or the authority itself. */
export const holderGroup: Record<string, string> = { person: 'party', anyone: 'party', invited: 'party', partner: 'partner', unit: 'authority', staff: 'authority', robot: 'authority' };

/**
 * The authority's own events as a log: activities are the events' types, and each event knows what the case waited for
 * when it was over. Of the people in the cases nothing is in it.
 */
export function logOfHistories(histories: readonly CaseHistory[]): EventLog {
  const builder = new LogBuilder();
  for (const { id, service, kind, unit, open, outcome, assignedTo, events, waits } of histories) {
    const number = builder.caseOf(id);
    builder.cases.set('service', number, service);
    builder.cases.set('kind', number, kind === '' ? null : kind);
    builder.cases.set('unit', number, unit);
    builder.cases.set('outcome', number, outcome === '' ? null : outcome);
    builder.cases.set('automatic', number, events.some(([type]) => type === 'DecisionMade:robot'));
    builder.cases.set('open', number, open);
    builder.cases.set(assignedColumn, number, assignedTo);
    let next = 0;
    for (const [type, at, actor, staff] of events) {
      const row = builder.add(number, builder.activities.code(type), at);
      while (next < waits.length && waits[next]![2] <= at) next++;
      const wait = waits.slice(0, next).findLast(([, , , to]) => to === null || to > at);
      builder.events.set('waiting', row, wait?.[0] ?? null);
      builder.events.set('holder', row, wait ? holderGroup[wait[1]] ?? null : null);
      builder.events.set('actor', row, actor);
      builder.events.set(staffColumn, row, staff);
    }
  }
  return builder.finish();
}

/** What the pictures of the own log go by. A case's time is that from the application to the first decision. */
export const ownSetting = (at: number, zone: string): PictureSetting => ({
  at, zone, open: 'open', waiting: 'waiting', holder: 'holder',
  lead: { from: ['ApplicationLodged'], to: ['DecisionMade:robot', 'DecisionMade:granted', 'DecisionMade:refused', 'DecisionMade:dismissed'] },
});

/** One of the own log's levels, as filters. */
export function baseOf({ unit, service, assigned }: { unit?: string; service?: string; assigned?: string }): Look['base'] {
  const is = (key: string, value: string | undefined): Filter[] => (value === undefined ? [] : [{ filter: 'attribute', of: 'case', key, is: [value] }]);
  return [...is('unit', unit), ...is('service', service), ...is(assignedColumn, assigned)];
}
