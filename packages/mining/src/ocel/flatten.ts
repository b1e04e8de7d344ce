import { pick, type Column } from '../log/column.ts';
import type { EventLog } from '../log/event-log.ts';
import { Table } from '../log/growing.ts';
import { objectAt, type ObjectLog } from './object-log.ts';

/**
 * The log as one object type sees it: each object of the type is a case, with the events that
 * happen to it. An event that happens to two such objects is in both cases, so counts of events
 * can be higher than in the object-centric log (convergence: van der Aalst 2019). Attributes of
 * a case are what was last known of its object. Objects to which nothing happens are no case.
 * Events keep their id under `ocel:eid`.
 * @throws RangeError where the log has no such type.
 */
export function flatten(log: ObjectLog, objectType: string): EventLog {
  const type = log.objectTypes.findIndex((one) => one.name === objectType);
  if (type < 0) throw new RangeError(`no object type "${objectType}": expected ${log.objectTypes.map((one) => `"${one.name}"`).join(', ')}`);
  const { eventObjects } = log;
  // events by object, in the order of events, which is that of time
  const start = new Int32Array(log.objectIds.length + 1);
  const last = new Int32Array(log.objectIds.length).fill(-1);
  const counted: [number, number][] = [];
  for (let row = 0; row < eventObjects.from.length; row++) {
    const event = eventObjects.from[row]!, object = eventObjects.to[row]!;
    // related twice, as two things, it is still one event
    if (log.objectType[object] !== type || last[object] === event) continue;
    last[object] = event;
    start[object + 1]!++;
    counted.push([event, object]);
  }
  for (let o = 0; o < log.objectIds.length; o++) start[o + 1]! += start[o]!;
  const rows = new Int32Array(counted.length);
  const next = start.slice();
  for (const [event, object] of counted) rows[next[object]!++] = event;

  const cases: number[] = [], caseStart = [0];
  const attributes = new Table();
  for (let o = 0; o < log.objectIds.length; o++) {
    if (start[o + 1] === start[o]) continue;
    const types = new Map(log.objectTypes[type]!.attributes.map((one) => [one.name, one.type]));
    for (const [name, value] of Object.entries(objectAt(log, o))) {
      attributes.set(name, cases.length, types.get(name) === 'time' && typeof value === 'number' ? { instant: value } : value);
    }
    cases.push(o);
    caseStart.push(start[o + 1]!);
  }
  const ids: Column = { kind: 'text', codes: rows, values: log.eventIds };
  return {
    caseIds: cases.map((o) => log.objectIds[o]!), caseStart: Int32Array.from(caseStart),
    activity: Int32Array.from(rows, (row) => log.eventType[row]!), activities: log.eventTypes.map((one) => one.name),
    time: Float64Array.from(rows, (row) => log.time[row]!),
    eventAttributes: new Map([['ocel:eid', ids], ...[...log.eventAttributes].map(([name, column]): [string, Column] => [name, pick(column, rows)])]),
    caseAttributes: attributes.finish(cases.length), attributes: new Map(), skipped: log.skipped,
  };
}
