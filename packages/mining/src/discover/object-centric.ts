import type { TextColumn } from '../log/column.ts';
import { flatten } from '../ocel/flatten.ts';
import type { ObjectLog } from '../ocel/object-log.ts';
import { overview, type ActivityCounts, type Edge, type Overview, type Variant } from './overview.ts';

/** An edge of one object type. `count` is steps of objects, `cases` is objects that take it at least once. */
export interface ObjectEdge extends Edge {
  /** Pairs of events behind the steps: two events that three objects go through together are three steps and one pair. */
  eventPairs: number;
}

/** The flow of one object type. Activities are numbers into `ObjectFlow.activities`; `events` counts an event once for each object of the type it happens to. */
export interface TypeFlow {
  objectType: string;
  /** Objects that something happens to. */
  objects: number;
  edges: ObjectEdge[];
  activities: ActivityCounts[];
  variants: Variant[];
}

/** Flows of the object types over the same activities. */
export interface ObjectFlow {
  activities: string[];
  /** Events of each activity, each counted once. */
  events: number[];
  types: TypeFlow[];
}

/**
 * Object-centric directly-follows graph (van der Aalst and Berti 2020, "Discovering Object-Centric Petri Nets",
 * multigraphs): one directly-follows graph for each object type, over the same activities. Two events follow each
 * other for an object when nothing else happens to that object between them.
 */
export function objectFlow(log: ObjectLog): ObjectFlow {
  const events = log.eventTypes.map(() => 0);
  for (const type of log.eventType) events[type]!++;
  const types = log.objectTypes.map(({ name }): TypeFlow => {
    const flat = flatten(log, name);
    const view = overview(flat);
    const ids = (flat.eventAttributes.get('ocel:eid') as TextColumn).codes;
    const pairs = eventPairs(flat.activity, flat.caseStart, ids, log.eventIds.length, view);
    return { objectType: name, objects: view.cases, activities: view.activities, variants: view.variants, edges: view.edges.map((edge, e) => ({ ...edge, eventPairs: pairs[e]! })) };
  });
  return { activities: log.eventTypes.map((one) => one.name), events, types };
}

/** Different pairs of events behind each edge. */
function eventPairs(activity: Int32Array, caseStart: Int32Array, ids: Int32Array, events: number, view: Overview): number[] {
  const n = view.activities.length;
  const place = new Map(view.edges.map((edge, e) => [edge.from * n + edge.to, e]));
  const counts = view.edges.map(() => 0);
  const seen = new Set<number>();
  for (let c = 0; c + 1 < caseStart.length; c++) {
    for (let row = caseStart[c]! + 1; row < caseStart[c + 1]!; row++) {
      const pair = ids[row - 1]! * events + ids[row]!;
      if (seen.has(pair)) continue;
      seen.add(pair);
      counts[place.get(activity[row - 1]! * n + activity[row]!)!]!++;
    }
  }
  return counts;
}
