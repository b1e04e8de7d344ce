import type { EventLog } from '../log/event-log.ts';

/** What a filter sees: the control flow of the cases and events that are left. */
export interface Frame {
  log: EventLog;
  /** As in a log, over the events that are left. */
  caseStart: Int32Array;
  activity: Int32Array;
  time: Float64Array;
  /** Row in the log of each event here, and number in the log of each case; null where they are the same. */
  rows: Int32Array | null;
  cases: Int32Array | null;
  /** 1 for each case that is left. */
  alive: Uint8Array;
}

export function frameOf(log: EventLog): Frame {
  return { log, caseStart: log.caseStart, activity: log.activity, time: log.time, rows: null, cases: null, alive: new Uint8Array(log.caseIds.length).fill(1) };
}

/** The frame with some of its events: of each living case the rows that `keep` marks. Cases left without any event go. */
export function compact(frame: Frame, keep: Uint8Array): Frame {
  const { caseStart, alive } = frame;
  let events = 0, cases = 0;
  for (let c = 0; c < alive.length; c++) {
    if (alive[c] === 0) continue;
    const before = events;
    for (let i = caseStart[c]!, end = caseStart[c + 1]!; i < end; i++) events += keep[i]!;
    if (events > before) cases++;
  }
  const next: Frame = {
    log: frame.log, caseStart: new Int32Array(cases + 1), activity: new Int32Array(events), time: new Float64Array(events),
    rows: new Int32Array(events), cases: new Int32Array(cases), alive: new Uint8Array(cases).fill(1),
  };
  let at = 0, number = 0;
  for (let c = 0; c < alive.length; c++) {
    if (alive[c] === 0) continue;
    const before = at;
    for (let i = caseStart[c]!, end = caseStart[c + 1]!; i < end; i++) {
      if (keep[i] === 0) continue;
      next.activity[at] = frame.activity[i]!;
      next.time[at] = frame.time[i]!;
      next.rows![at++] = frame.rows ? frame.rows[i]! : i;
    }
    if (at === before) continue;
    next.cases![number++] = frame.cases ? frame.cases[c]! : c;
    next.caseStart[number] = at;
  }
  return next;
}

/** First and last known instant of a case; NaN where it has none. Events stand in the order of time. */
export function startOf(frame: Frame, c: number): number {
  for (let i = frame.caseStart[c]!, end = frame.caseStart[c + 1]!; i < end; i++) if (frame.time[i]! === frame.time[i]!) return frame.time[i]!;
  return NaN;
}
export function endOf(frame: Frame, c: number): number {
  for (let start = frame.caseStart[c]!, i = frame.caseStart[c + 1]! - 1; i >= start; i--) if (frame.time[i]! === frame.time[i]!) return frame.time[i]!;
  return NaN;
}

/** By activity number: 1 for those named. Names the log does not have are none of its activities. */
export function marked(log: EventLog, names: readonly string[]): Uint8Array {
  const wanted = new Set(names);
  return Uint8Array.from(log.activities, (name) => (wanted.has(name) ? 1 : 0));
}
