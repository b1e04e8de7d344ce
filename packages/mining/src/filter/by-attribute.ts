import type { Column } from '../log/column.ts';
import type { EventLog } from '../log/event-log.ts';
import type { AttributeFilter } from './filter.ts';
import { instantFrom } from './read-filters.ts';

/** Whether a row of the log (of its events or of its cases) has what the filter asks for. */
export function attributeTest(log: EventLog, filter: AttributeFilter): (row: number) => boolean {
  if (filter.key === 'concept:name' && filter.of === 'case') return byText(log.caseIds, (row) => row, filter);
  const key = filter.of === 'event' && filter.key === (log.xes?.activityKey ?? 'concept:name') ? null : filter.key;
  if (key === null) return byText(log.activities, (row) => log.activity[row]!, filter);
  const column = (filter.of === 'case' ? log.caseAttributes : log.eventAttributes).get(key);
  if (!column) { const hit = wantsNone(filter); return () => hit; }
  return columnTest(column, filter);
}

const wantsNone = (filter: AttributeFilter): boolean => filter.is?.includes(null) ?? false;

function columnTest(column: Column, filter: AttributeFilter): (row: number) => boolean {
  if (column.kind === 'text') return byText(column.values, (row) => column.codes[row]!, filter);
  const none = wantsNone(filter);
  if (column.kind === 'boolean') {
    const yes = filter.is?.includes(true) ?? false, no = filter.is?.includes(false) ?? false;
    return (row) => { const value = column.flags[row]!; return value < 0 ? none : value === 1 ? yes : no; };
  }
  const asNumber = column.kind === 'instant' ? instantFrom : (value: unknown): number => (typeof value === 'number' ? value : NaN);
  const { numbers } = column;
  const values = filter.is && new Set(filter.is.map(asNumber).filter((value) => !Number.isNaN(value)));
  const min = filter.min === undefined ? -Infinity : asNumber(filter.min), max = filter.max === undefined ? Infinity : asNumber(filter.max);
  const ranged = filter.min !== undefined || filter.max !== undefined || !filter.is;
  return (row) => {
    const value = numbers[row]!;
    if (value !== value) return none;
    return (ranged && value >= min && value <= max) || (values !== undefined && values.has(value));
  };
}

/** Texts are tested once each, not once a row. Between `min` and `max` they stand in the order of their characters. */
function byText(values: readonly string[], codeOf: (row: number) => number, filter: AttributeFilter): (row: number) => boolean {
  const wanted = filter.is && new Set(filter.is.filter((value) => value !== null).map(String));
  const min = filter.min === undefined ? undefined : String(filter.min), max = filter.max === undefined ? undefined : String(filter.max);
  const ranged = min !== undefined || max !== undefined || !wanted;
  const hit = Uint8Array.from(values, (value) =>
    (wanted?.has(value) || (ranged && (min === undefined || value >= min) && (max === undefined || value <= max)) ? 1 : 0));
  const none = wantsNone(filter);
  return (row) => { const code = codeOf(row); return code < 0 ? none : hit[code] === 1; };
}
