import type { Cell, Column } from '../log/column.ts';
import type { Skipped } from '../log/event-log.ts';

/**
 * An object-centric event log (OCEL 2.0, Berti et al. 2024), in columns: events happen to any
 * number of objects of several types, objects are related to each other, and what is known of an
 * object changes over time.
 */
export interface ObjectLog {
  eventTypes: TypeDeclaration[];
  objectTypes: TypeDeclaration[];
  /** Events in the order of time; those of one instant in the order of the document. */
  eventIds: string[];
  /** Index into `eventTypes` of each event. */
  eventType: Int32Array;
  /** Instant of each event in milliseconds UTC. */
  time: Float64Array;
  /** Attributes of events by name, one row an event. */
  eventAttributes: Map<string, Column>;
  /** Objects in the order of the document. */
  objectIds: string[];
  /** Index into `objectTypes` of each object. */
  objectType: Int32Array;
  /** What is known of objects since when; object by object, in the order of time. */
  values: ObjectValues;
  /** Which objects an event happens to, and as what (E2O): from events to objects. */
  eventObjects: Relations;
  /** Which object belongs to which, and as what (O2O). */
  objectObjects: Relations;
  /** What a reader passed over in lenient mode. */
  skipped: Skipped[];
}

export type OcelType = 'string' | 'time' | 'integer' | 'float' | 'boolean';
export interface TypeDeclaration { name: string; attributes: { name: string; type: OcelType }[] }

/** Values of objects' attributes, a row each. Object `o` has the rows `start[o]` to `start[o + 1] - 1`. */
export interface ObjectValues {
  start: Int32Array;
  object: Int32Array;
  /** Index into `names`. */
  name: Int32Array;
  names: string[];
  /** Since when, in milliseconds UTC; 0 (1970) for what holds from the beginning. */
  since: Float64Array;
  /** Instants as milliseconds. */
  value: Exclude<Cell, null>[];
}

/** Relations with a qualifier each, a row each. `from` number `i` has the rows `start[i]` to `start[i + 1] - 1`. */
export interface Relations {
  start: Int32Array;
  from: Int32Array;
  to: Int32Array;
  /** Index into `qualifiers`. */
  qualifier: Int32Array;
  qualifiers: string[];
}

/** What was known of an object at an instant: the latest value of each attribute up to then. */
export function objectAt(log: ObjectLog, object: number, instant = Infinity): Record<string, Cell> {
  const { values } = log;
  const known: Record<string, Cell> = {};
  for (let row = values.start[object]!; row < values.start[object + 1]!; row++) if (values.since[row]! <= instant) known[values.names[values.name[row]!]!] = values.value[row]!;
  return known;
}
