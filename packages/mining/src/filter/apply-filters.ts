import { pick, type Column } from '../log/column.ts';
import type { EventLog } from '../log/event-log.ts';
import { attributeTest } from './by-attribute.ts';
import { pathTest } from './by-path.ts';
import { variantTest } from './by-variant.ts';
import type { EndpointsFilter, Filter, TimeFilter } from './filter.ts';
import { compact, endOf, frameOf, marked, startOf, type Frame } from './frame.ts';
import { instantFrom } from './read-filters.ts';

/** What a stack of filters leaves of a log. */
export interface Slice {
  /** Numbers of the cases that stay, ascending. */
  cases: Int32Array;
  /** Rows of the events that stay, ascending; null where the cases stay whole. */
  rows: Int32Array | null;
  caseCount: number;
  eventCount: number;
}

/** Applies filters one after the other. Nothing of the log is copied but case numbers and, where events go, control flow. */
export function applyFilters(log: EventLog, filters: readonly Filter[]): Slice {
  return sliceOf(filters.reduce(applyOne, frameOf(log)));
}

/**
 * The log of a slice. `attributes` says which columns come along (all, if not said): for a map
 * none are needed, and leaving them is much faster. A slice of whole cases need not become a log
 * for a map: `overview(log, { cases: slice.cases })`.
 */
export function sliceLog(log: EventLog, slice: Slice, attributes?: readonly string[]): EventLog {
  const { cases } = slice;
  const rows = slice.rows ?? wholeCases(log, slice);
  const caseStart = new Int32Array(cases.length + 1);
  const activity = new Int32Array(rows.length), time = new Float64Array(rows.length);
  let c = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    while (row >= log.caseStart[cases[c]! + 1]!) caseStart[++c] = i;
    activity[i] = log.activity[row]!;
    time[i] = log.time[row]!;
  }
  caseStart.fill(rows.length, c + 1);
  const chosen = attributes && new Set(attributes);
  const columns = (from: Map<string, Column>, by: Int32Array): Map<string, Column> =>
    new Map([...from].filter(([key]) => !chosen || chosen.has(key)).map(([key, column]) => [key, pick(column, by)]));
  return {
    caseIds: Array.from(cases, (number) => log.caseIds[number]!), caseStart, activity, activities: log.activities, time,
    eventAttributes: columns(log.eventAttributes, rows), caseAttributes: columns(log.caseAttributes, cases),
    attributes: log.attributes, skipped: log.skipped, ...(log.xes && { xes: log.xes }),
  };
}

function wholeCases(log: EventLog, slice: Slice): Int32Array {
  const rows = new Int32Array(slice.eventCount);
  let at = 0;
  for (const c of slice.cases) for (let row = log.caseStart[c]!, end = log.caseStart[c + 1]!; row < end; row++) rows[at++] = row;
  return rows;
}

function sliceOf(frame: Frame): Slice {
  const { alive, caseStart } = frame;
  let cases = 0, events = 0;
  for (let c = 0; c < alive.length; c++) if (alive[c] === 1) { cases++; events += caseStart[c + 1]! - caseStart[c]!; }
  const numbers = new Int32Array(cases);
  const rows = frame.rows && new Int32Array(events);
  let at = 0, row = 0;
  for (let c = 0; c < alive.length; c++) {
    if (alive[c] === 0) continue;
    numbers[at++] = frame.cases ? frame.cases[c]! : c;
    if (rows) {
      const part = frame.rows!.subarray(caseStart[c]!, caseStart[c + 1]!);
      rows.set(part, row);
      row += part.length;
    }
  }
  return { cases: numbers, rows, caseCount: cases, eventCount: events };
}

function applyOne(frame: Frame, filter: Filter): Frame {
  const want = filter.not !== true;
  switch (filter.filter) {
    case 'time': {
      if (filter.how !== 'events') return keepCases(frame, timeTest(frame, filter), want);
      const { from, to } = spanOf(filter);
      return keepEvents(frame, (i) => frame.time[i]! >= from && frame.time[i]! < to, want);
    }
    case 'variants': return keepCases(frame, variantTest(frame, filter), want);
    case 'attribute': {
      const test = attributeTest(frame.log, filter);
      if (filter.of === 'case') return keepCases(frame, frame.cases ? (c) => test(frame.cases![c]!) : test, want);
      return byEvents(frame, frame.rows ? (i) => test(frame.rows![i]!) : test, filter.keep ?? 'some', want);
    }
    case 'performance': {
      const min = filter.min ?? -Infinity, max = filter.max ?? Infinity;
      const measure = filter.measure === 'events'
        ? (c: number): number => frame.caseStart[c + 1]! - frame.caseStart[c]!
        : (c: number): number => endOf(frame, c) - startOf(frame, c);
      return keepCases(frame, (c) => { const value = measure(c); return value >= min && value <= max; }, want);
    }
    case 'activities': {
      const names = marked(frame.log, filter.names);
      if (filter.keep === 'every') return keepCases(frame, everyTest(frame, names, new Set(filter.names).size), want);
      return byEvents(frame, (i) => names[frame.activity[i]!] === 1, filter.keep, want);
    }
    case 'path': return keepCases(frame, pathTest(frame, filter), want);
    case 'endpoints': return filter.trim ? trim(frame, filter) : keepCases(frame, endpointsTest(frame, filter), want);
    case 'rework': return keepCases(frame, reworkTest(frame, filter.activity, filter.times ?? 2), want);
  }
}

function keepCases(frame: Frame, test: (c: number) => boolean, want: boolean): Frame {
  const alive = new Uint8Array(frame.alive.length);
  for (let c = 0; c < alive.length; c++) if (frame.alive[c] === 1 && test(c) === want) alive[c] = 1;
  return { ...frame, alive };
}

function keepEvents(frame: Frame, test: (i: number) => boolean, want: boolean): Frame {
  const keep = new Uint8Array(frame.activity.length);
  for (let i = 0; i < keep.length; i++) if (test(i) === want) keep[i] = 1;
  return compact(frame, keep);
}

function byEvents(frame: Frame, test: (i: number) => boolean, keep: 'some' | 'every' | 'events', want: boolean): Frame {
  if (keep === 'events') return keepEvents(frame, test, want);
  const { caseStart } = frame;
  const stopAt = keep === 'some';
  return keepCases(frame, (c) => {
    for (let i = caseStart[c]!, end = caseStart[c + 1]!; i < end; i++) if (test(i) === stopAt) return stopAt;
    return !stopAt;
  }, want);
}

const spanOf = (filter: TimeFilter): { from: number; to: number } =>
  ({ from: filter.from === undefined ? -Infinity : instantFrom(filter.from), to: filter.to === undefined ? Infinity : instantFrom(filter.to) });

function timeTest(frame: Frame, filter: TimeFilter): (c: number) => boolean {
  const { from, to } = spanOf(filter);
  const inside = (instant: number): boolean => instant >= from && instant < to;
  switch (filter.how) {
    case 'started': return (c) => inside(startOf(frame, c));
    case 'ended': return (c) => inside(endOf(frame, c));
    case 'contained': return (c) => inside(startOf(frame, c)) && inside(endOf(frame, c));
    default: return (c) => startOf(frame, c) < to && endOf(frame, c) >= from;
  }
}

/** Whether a case has each of the named activities; a name the log does not have is in no case. */
function everyTest(frame: Frame, names: Uint8Array, wanted: number): (c: number) => boolean {
  const seen = new Int32Array(names.length).fill(-1);
  return (c) => {
    let found = 0;
    for (let i = frame.caseStart[c]!, end = frame.caseStart[c + 1]!; i < end && found < wanted; i++) {
      const a = frame.activity[i]!;
      if (names[a] === 1 && seen[a] !== c) { seen[a] = c; found++; }
    }
    return found === wanted;
  };
}

function endpointsTest(frame: Frame, filter: EndpointsFilter): (c: number) => boolean {
  const start = filter.start && marked(frame.log, filter.start), end = filter.end && marked(frame.log, filter.end);
  return (c) => {
    const first = frame.caseStart[c]!, last = frame.caseStart[c + 1]! - 1;
    if (last < first) return false;
    return (!start || start[frame.activity[first]!] === 1) && (!end || end[frame.activity[last]!] === 1);
  };
}

function trim(frame: Frame, filter: EndpointsFilter): Frame {
  const start = filter.start && marked(frame.log, filter.start), end = filter.end && marked(frame.log, filter.end);
  const keep = new Uint8Array(frame.activity.length);
  for (let c = 0; c < frame.alive.length; c++) {
    let first = frame.caseStart[c]!, last = frame.caseStart[c + 1]! - 1;
    if (start) while (first <= last && start[frame.activity[first]!] === 0) first++;
    if (end) while (last >= first && end[frame.activity[last]!] === 0) last--;
    if (first <= last) keep.fill(1, first, last + 1);
  }
  const want = filter.not !== true;
  if (!want) for (let i = 0; i < keep.length; i++) keep[i] = 1 - keep[i]!;
  return compact(frame, keep);
}

function reworkTest(frame: Frame, activity: string | undefined, times: number): (c: number) => boolean {
  const { log, caseStart } = frame;
  const counts = new Int32Array(log.activities.length);
  const only = activity === undefined ? undefined : log.activities.indexOf(activity);
  return (c) => {
    const from = caseStart[c]!, to = caseStart[c + 1]!;
    let hit = false;
    for (let i = from; i < to; i++) {
      const a = frame.activity[i]!;
      if (++counts[a]! >= times && (only === undefined || only === a)) hit = true;
    }
    for (let i = from; i < to; i++) counts[frame.activity[i]!] = 0;
    return hit;
  };
}
