import { cellOf, pick, type Cell, type Column } from './column.ts';

/**
 * An event log (IEEE 1849-2016: log, trace, event), in columns.
 *
 * Events stand case by case, in the order of time inside a case; events of one instant keep
 * the order of the document. Case `c` has the rows `caseStart[c]` to `caseStart[c + 1] - 1`.
 */
export interface EventLog {
  /** Case ids in the order they first appear. */
  caseIds: string[];
  /** First row of each case, and the number of events at the end: length `caseIds.length + 1`. */
  caseStart: Int32Array;
  /** Index into `activities` of each event. */
  activity: Int32Array;
  activities: string[];
  /** Instant of each event in milliseconds UTC; NaN where the log has none. */
  time: Float64Array;
  /** Attributes of events by key, without the activity, the instant (those are above). */
  eventAttributes: Map<string, Column>;
  /** Attributes of cases by key, one row a case. */
  caseAttributes: Map<string, Column>;
  /** Attributes of the log itself (name, source, …). */
  attributes: Map<string, Cell>;
  /** What a reader passed over in lenient mode. */
  skipped: Skipped[];
  /** What an XES document said besides its events; kept so that it can be written again. */
  xes?: XesHeader;
}

/** Kinds of attributes in XES. */
export type XesType = 'string' | 'date' | 'int' | 'float' | 'boolean' | 'id' | 'list' | 'container';

/** The head of an XES document (IEEE 1849-2016, 4.1 and 4.2). */
export interface XesHeader {
  version: string;
  extensions: { name: string; prefix: string; uri: string }[];
  /** Event attributes that together name an event (or a trace). */
  classifiers: { name: string; scope: 'event' | 'trace'; keys: string[] }[];
  /** Attributes that every event (or trace) has, with the value that stands for "unknown". */
  globals: { scope: 'event' | 'trace'; attributes: { path: string[]; type: XesType; value: Cell }[] }[];
  /** The type of an attribute where its column does not tell (`float` that happens to be whole, `id`, `list`). */
  types: { log: Map<string, XesType>; case: Map<string, XesType>; event: Map<string, XesType> };
  /** Attributes inside attributes: the keys from the outermost to the innermost, by the key of the column. Values of a list stand under `#0`, `#1`, … */
  nested: Map<string, string[]>;
  /** The event attributes that name the activity and hold the instant, where they are not `concept:name` and `time:timestamp`. */
  activityKey?: string;
  timeKey?: string;
}

export interface Skipped { line: number; what: string }

export function eventCount(log: EventLog): number { return log.activity.length; }
export function caseCount(log: EventLog): number { return log.caseIds.length; }

/** One event as an object, for reading and tests; the algorithms read the columns. */
export function eventAt(log: EventLog, row: number): { activity: string; time: number | null; attributes: Record<string, Cell> } {
  const attributes: Record<string, Cell> = {};
  for (const [key, column] of log.eventAttributes) {
    const cell = cellOf(column, row);
    if (cell !== null) attributes[key] = cell;
  }
  const time = log.time[row]!;
  return { activity: log.activities[log.activity[row]!]!, time: Number.isNaN(time) ? null : time, attributes };
}

/**
 * The log of some of its cases, in the order given. Columns are copied, dictionaries shared.
 */
export function selectCases(log: EventLog, cases: Int32Array): EventLog {
  let events = 0;
  for (const c of cases) events += log.caseStart[c + 1]! - log.caseStart[c]!;
  const rows = new Int32Array(events);
  const caseStart = new Int32Array(cases.length + 1);
  let at = 0;
  for (let i = 0; i < cases.length; i++) {
    for (let row = log.caseStart[cases[i]!]!; row < log.caseStart[cases[i]! + 1]!; row++) rows[at++] = row;
    caseStart[i + 1] = at;
  }
  return withRows(log, rows, caseStart, Array.from(cases, (c) => log.caseIds[c]!), cases);
}

/** The log with only the events for which `keep` is 1; cases left without any event go. */
export function selectEvents(log: EventLog, keep: Uint8Array): EventLog {
  const rows: number[] = [], starts: number[] = [0], cases: number[] = [];
  for (let c = 0; c < log.caseIds.length; c++) {
    const before = rows.length;
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) if (keep[row] === 1) rows.push(row);
    if (rows.length > before) { cases.push(c); starts.push(rows.length); }
  }
  return withRows(log, Int32Array.from(rows), Int32Array.from(starts), cases.map((c) => log.caseIds[c]!), Int32Array.from(cases));
}

function withRows(log: EventLog, rows: Int32Array, caseStart: Int32Array, caseIds: string[], cases: Int32Array): EventLog {
  const activity = new Int32Array(rows.length);
  const time = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) { activity[i] = log.activity[rows[i]!]!; time[i] = log.time[rows[i]!]!; }
  const columns = (from: Map<string, Column>, by: Int32Array): Map<string, Column> => new Map([...from].map(([key, column]) => [key, pick(column, by)]));
  return {
    caseIds, caseStart, activity, activities: log.activities, time,
    eventAttributes: columns(log.eventAttributes, rows), caseAttributes: columns(log.caseAttributes, cases),
    attributes: log.attributes, skipped: log.skipped, ...(log.xes && { xes: log.xes }),
  };
}
