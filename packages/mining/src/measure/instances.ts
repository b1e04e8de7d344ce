import type { EventLog } from '../log/event-log.ts';
import { textOf } from '../log/text-of.ts';

export interface InstanceOptions {
  /** Event attribute with the transition of the lifecycle. Default `lifecycle:transition`; where an event has none it is a completion. */
  lifecycle?: string;
  /** Event attribute that tells instances of one activity in one case apart. Default `concept:instance`. */
  instance?: string;
  /** Event attribute with the instant of the start, in logs of one event per piece of work. Default `start_timestamp`. */
  startTime?: string;
  /** Event attribute that names who did it. Default `org:resource`. */
  resource?: string;
}

/**
 * Pieces of work, in columns, case by case in the order in which they first show in the log. An event log
 * tells of changes (scheduled, started, completed); a piece of work is what lies between them.
 * Instants are milliseconds, NaN where not known.
 */
export interface Instances {
  count: number;
  case: Int32Array;
  activity: Int32Array;
  /** When it could begin: when it was scheduled; else when the case's last piece of work before it was completed; for the first, its own beginning. */
  enabled: Float64Array;
  start: Float64Array;
  complete: Float64Array;
  /** Milliseconds between suspend and resume. */
  paused: Float64Array;
  /** Who completed it (else started it): place in `resources`, -1 where not known. */
  resource: Int32Array;
  resources: string[];
  /** Row of the event that completed it, else of the last event about it. */
  row: Int32Array;
}

type Transition = 'schedule' | 'start' | 'suspend' | 'resume' | 'complete' | 'withdraw';
/** The standard transitions of XES (IEEE 1849-2016, lifecycle extension); assign and the like change nothing here. */
const transitions: Record<string, Transition> = {
  schedule: 'schedule', start: 'start', suspend: 'suspend', resume: 'resume', complete: 'complete', autoskip: 'complete', manualskip: 'complete',
  withdraw: 'withdraw', ate_abort: 'withdraw', pi_abort: 'withdraw', abort_activity: 'withdraw', abort_case: 'withdraw',
};

interface Open { number: number; started: boolean; suspended: number }

/**
 * Pieces of work of a log. A start goes with the oldest scheduled piece of the same activity in the case, a
 * completion with the oldest started one (first in, first out, as in Burattin and Sperduti 2010); where the log
 * numbers its instances, by that. A completion without start is a piece whose start is not known.
 */
export function instancesOf(log: EventLog, options: InstanceOptions = {}): Instances {
  const rows = log.activity.length;
  const lifecycle = textOf(log.eventAttributes.get(options.lifecycle ?? 'lifecycle:transition'), rows);
  const kinds = lifecycle.values.map((text) => transitions[text.toLowerCase()]);
  const numbered = textOf(log.eventAttributes.get(options.instance ?? 'concept:instance'), rows);
  const resources = textOf(log.eventAttributes.get(options.resource ?? 'org:resource'), rows);
  const startColumn = log.eventAttributes.get(options.startTime ?? 'start_timestamp');
  const starts = startColumn?.kind === 'instant' ? startColumn.numbers : undefined;

  const of = new Int32Array(rows), activity = new Int32Array(rows), resource = new Int32Array(rows).fill(-1), row = new Int32Array(rows);
  const enabled = new Float64Array(rows).fill(NaN), start = new Float64Array(rows).fill(NaN), complete = new Float64Array(rows).fill(NaN), paused = new Float64Array(rows);
  let count = 0;

  for (let c = 0; c < log.caseIds.length; c++) {
    const open = new Map<number | string, Open[]>();
    const first = count;
    for (let r = log.caseStart[c]!; r < log.caseStart[c + 1]!; r++) {
      const a = log.activity[r]!, at = log.time[r]!;
      const kind = lifecycle.codes[r]! < 0 ? 'complete' : kinds[lifecycle.codes[r]!];
      if (kind === undefined) continue;
      const key = numbered.codes[r]! < 0 ? a : `${a}:${numbered.codes[r]}`;
      let list = open.get(key);
      if (!list) open.set(key, (list = []));
      let one = kind === 'start' ? list.find((piece) => !piece.started)
        : kind === 'schedule' ? undefined
        : list.find((piece) => piece.started) ?? list[0];
      if (!one) {
        if (kind === 'suspend' || kind === 'resume' || kind === 'withdraw') continue; // of work that was never seen
        one = { number: count++, started: false, suspended: NaN };
        of[one.number] = c;
        activity[one.number] = a;
        list.push(one);
      }
      const i = one.number;
      row[i] = r;
      switch (kind) {
        case 'schedule': enabled[i] = at; break;
        case 'start': one.started = true; start[i] = at; break;
        case 'suspend': if (Number.isNaN(one.suspended)) one.suspended = at; break;
        case 'resume': case 'complete': case 'withdraw':
          if (!Number.isNaN(one.suspended)) { paused[i]! += at - one.suspended; one.suspended = NaN; }
      }
      if (kind === 'complete') {
        complete[i] = at;
        if (starts && Number.isNaN(start[i]!)) start[i] = starts[r]!;
      }
      if (kind === 'complete' || kind === 'withdraw') list.splice(list.indexOf(one), 1);
      if (resources.codes[r]! >= 0 && (kind === 'complete' || resource[i]! < 0)) resource[i] = resources.codes[r]!;
    }
    enable(first, count, enabled, start, complete);
  }
  const cut = <T extends Int32Array | Float64Array>(column: T): T => column.slice(0, count) as T;
  return {
    count, case: cut(of), activity: cut(activity), enabled: cut(enabled), start: cut(start), complete: cut(complete),
    paused: cut(paused), resource: cut(resource), resources: resources.values, row: cut(row),
  };
}

/** Fills in when the pieces of one case that were not scheduled could begin: the last completion not after their own beginning. */
function enable(first: number, end: number, enabled: Float64Array, start: Float64Array, complete: Float64Array): void {
  const beginning = (i: number): number => (Number.isNaN(start[i]!) ? complete[i]! : start[i]!);
  const order: number[] = [];
  let tidy = true;
  for (let i = first; i < end; i++) {
    order.push(i);
    if (i > first && !(beginning(i) >= complete[i - 1]!)) tidy = false;
  }
  if (tidy) { // one after the other, the common case
    for (let i = first; i < end; i++) if (Number.isNaN(enabled[i]!)) enabled[i] = i > first ? complete[i - 1]! : beginning(i);
    return;
  }
  const done = order.filter((i) => !Number.isNaN(complete[i]!)).sort((a, b) => complete[a]! - complete[b]! || a - b);
  const begun = order.filter((i) => Number.isNaN(enabled[i]!) && !Number.isNaN(beginning(i))).sort((a, b) => beginning(a) - beginning(b) || a - b);
  for (let k = 0, d = 0, last = NaN; k < begun.length; k++) {
    const i = begun[k]!;
    // of pieces that share an instant, those that show earlier in the log were completed before
    while (d < done.length && (complete[done[d]!]! < beginning(i) || (complete[done[d]!]! === beginning(i) && done[d]! < i))) last = complete[done[d++]!]!;
    enabled[i] = Number.isNaN(last) ? beginning(i) : last;
  }
}
