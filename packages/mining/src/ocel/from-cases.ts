import { cellOf, type Column } from '../log/column.ts';
import type { EventLog } from '../log/event-log.ts';
import { instantReader } from '../import/date-format.ts';
import { Trouble } from '../import/log-error.ts';
import { ObjectLogBuilder } from './builder.ts';
import type { ObjectLog, OcelType } from './object-log.ts';

export interface FromCasesOptions {
  /** The object type that cases become. Default `case`. */
  caseType?: string;
  /** Attributes of events whose values become objects of their own: attribute -> object type (`{ 'org:resource': 'resource' }`). */
  objects?: Record<string, string>;
}

/**
 * A log of cases as an object-centric one: each case an object, its attributes what holds of it
 * from the beginning; each activity an event type. Events without an instant cannot be in OCEL
 * and are told in `skipped`.
 */
export function fromCases(log: EventLog, options: FromCasesOptions = {}): ObjectLog {
  const caseType = options.caseType ?? 'case';
  const builder = new ObjectLogBuilder(new Trouble(true, []), [], instantReader());
  const place = (): number => 0;
  const others = Object.entries(options.objects ?? {}).filter(([key]) => log.eventAttributes.has(key));
  const objectTypes = new Set([caseType, ...others.map(([, type]) => type)]);
  for (const name of objectTypes) builder.declare('object', { name, attributes: name === caseType ? declared(log.caseAttributes) : [] }, place);
  const ofEvents = [...log.eventAttributes].filter(([key]) => !others.some(([other]) => other === key));
  const holders = ofEvents.map(([, column]) => activitiesWith(log, column));
  log.activities.forEach((name, a) => {
    // each event type declares what its own events have, not what others have
    if (log.activities.indexOf(name) === a) builder.declare('event', { name, attributes: declared(new Map(ofEvents.filter((_, i) => holders[i]!.has(name)))) }, place);
  });
  const ids = new Map<string, string>();
  /** Ids are of all types together: where two would be the same, the type goes before. */
  const objectFor = (type: string, name: string): string => {
    const key = `${type}\0${name}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = builder.object(name, type, place) >= 0 ? name : `${type}: ${name}`;
      if (id !== name) builder.object(id, type, place);
      ids.set(key, id);
    }
    return id;
  };
  log.caseIds.forEach((id, c) => {
    const object = builder.object(id, caseType, place);
    ids.set(`${caseType}\0${id}`, id);
    for (const [name, column] of log.caseAttributes) {
      const value = valueOf(column, c);
      if (value !== null && object >= 0) builder.value(object, name, value, '1970-01-01T00:00:00Z', place);
    }
  });
  let without = 0;
  for (let c = 0; c < log.caseIds.length; c++) {
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) {
      const time = log.time[row]!;
      if (Number.isNaN(time)) { without++; continue; }
      const event = builder.event(`e${row + 1}`, log.activities[log.activity[row]!]!, new Date(time).toISOString(), place);
      for (const [name, column] of ofEvents) {
        const value = valueOf(column, row);
        if (value !== null) builder.attribute(event, name, value, place);
      }
      builder.relate('event', event, log.caseIds[c]!, caseType, place);
      for (const [key, type] of others) {
        const name = cellOf(log.eventAttributes.get(key)!, row);
        if (name !== null && name !== '') builder.relate('event', event, objectFor(type, String(name)), key, place);
      }
    }
  }
  const made = builder.finish();
  if (without > 0) made.skipped.push({ line: 0, what: `${without} events without an instant` });
  return made;
}

/** Names of the activities with an event that has a value in the column. */
function activitiesWith(log: EventLog, column: Column): Set<string> {
  const has = new Uint8Array(log.activities.length);
  for (let row = 0; row < log.activity.length; row++) if (has[log.activity[row]!] === 0 && cellOf(column, row) !== null) has[log.activity[row]!] = 1;
  return new Set(log.activities.filter((_, a) => has[a] === 1));
}

function declared(columns: Map<string, Column>): { name: string; type: OcelType }[] {
  return [...columns].map(([name, column]) => ({ name, type: typeOf(column) }));
}

function typeOf(column: Column): OcelType {
  if (column.kind === 'text') return 'string';
  if (column.kind === 'boolean') return 'boolean';
  if (column.kind === 'instant') return 'time';
  return column.numbers.every((value) => Number.isNaN(value) || Number.isSafeInteger(value)) ? 'integer' : 'float';
}

function valueOf(column: Column, row: number): string | number | boolean | null {
  const cell = cellOf(column, row);
  return column.kind === 'instant' && typeof cell === 'number' ? new Date(cell).toISOString() : cell;
}
