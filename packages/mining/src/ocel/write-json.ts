import type { Cell } from '../log/column.ts';
import { cellOf } from '../log/column.ts';
import type { ObjectLog, OcelType, Relations } from './object-log.ts';

/**
 * The log as OCEL 2.0 JSON. Values are written as texts, as its schema asks; instants in UTC.
 */
export function toOcelJson(log: ObjectLog): string {
  return JSON.stringify({
    objectTypes: log.objectTypes, eventTypes: log.eventTypes,
    objects: log.objectIds.map((id, o) => {
      const type = log.objectTypes[log.objectType[o]!]!;
      const types = new Map(type.attributes.map((one) => [one.name, one.type]));
      const attributes = [];
      for (let row = log.values.start[o]!; row < log.values.start[o + 1]!; row++) {
        const name = log.values.names[log.values.name[row]!]!;
        attributes.push({ name, time: instant(log.values.since[row]!), value: valueText(log.values.value[row]!, types.get(name)!) });
      }
      return { id, type: type.name, attributes, relationships: related(log, log.objectObjects, o) };
    }),
    events: log.eventIds.map((id, e) => ({
      id, type: log.eventTypes[log.eventType[e]!]!.name, time: instant(log.time[e]!),
      attributes: eventValues(log, e).map(({ name, text }) => ({ name, value: text })),
      relationships: related(log, log.eventObjects, e),
    })),
  }, null, 1);
}

function related(log: ObjectLog, relations: Relations, from: number): { objectId: string; qualifier: string }[] {
  const all = [];
  for (let row = relations.start[from]!; row < relations.start[from + 1]!; row++) all.push({ objectId: log.objectIds[relations.to[row]!]!, qualifier: relations.qualifiers[relations.qualifier[row]!]! });
  return all;
}

export const instant = (ms: number): string => new Date(ms).toISOString();

/** A value as text; one that a column holds as another kind than its type says is text already. */
export function valueText(value: Exclude<Cell, null>, type: OcelType): string {
  return type === 'time' && typeof value === 'number' ? instant(value) : String(value);
}

/** The attributes an event has, in the order its type declares them. */
export function eventValues(log: ObjectLog, event: number): { name: string; value: Exclude<Cell, null>; text: string; type: OcelType }[] {
  return log.eventTypes[log.eventType[event]!]!.attributes.flatMap(({ name, type }) => {
    const column = log.eventAttributes.get(name);
    const value = column ? cellOf(column, event) : null;
    return value === null ? [] : [{ name, value, type, text: valueText(value, type) }];
  });
}
