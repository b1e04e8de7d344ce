import type { EventLog } from '../log/event-log.ts';
import { textOf } from '../log/text-of.ts';
import { always, type Clock } from './calendar.ts';

/** Points of a dotted chart, in columns: one event each. */
export interface DottedChart {
  /** Line of each case, by the order asked for. */
  lines: Int32Array;
  /** Milliseconds: instants, or since the case began. */
  x: Float64Array;
  activity: Int32Array;
  /** Case of each line. */
  caseOf: Int32Array;
}

export interface DottedOptions {
  /** `absolute` instants, or `relative` to the beginning of each case. Default `absolute`. */
  time?: 'absolute' | 'relative';
  /** Order of the lines. Default by `start`. */
  order?: 'start' | 'duration' | 'events' | 'log';
}

/** The dotted chart (Song and van der Aalst 2007): a line for each case, a dot for each event with an instant. */
export function dottedChart(log: EventLog, options: DottedOptions = {}): DottedChart {
  const n = log.caseIds.length;
  const begin = (c: number): number => (log.caseStart[c]! < log.caseStart[c + 1]! ? log.time[log.caseStart[c]!]! : NaN);
  const keyOf: Record<NonNullable<DottedOptions['order']>, (c: number) => number> = {
    start: begin,
    duration: (c) => log.time[log.caseStart[c + 1]! - 1]! - begin(c),
    events: (c) => log.caseStart[c + 1]! - log.caseStart[c]!,
    log: (c) => c,
  };
  const keys = Float64Array.from({ length: n }, (_, c) => keyOf[options.order ?? 'start'](c));
  // cases without the key come last
  const caseOf = Int32Array.from({ length: n }, (_, c) => c).sort((a, b) => (Number.isNaN(keys[a]!) ? 1 : 0) - (Number.isNaN(keys[b]!) ? 1 : 0) || keys[a]! - keys[b]! || a - b);
  let dots = 0;
  for (const at of log.time) if (!Number.isNaN(at)) dots++;
  const chart: DottedChart = { lines: new Int32Array(dots), x: new Float64Array(dots), activity: new Int32Array(dots), caseOf };
  let at = 0;
  caseOf.forEach((c, line) => {
    const zero = options.time === 'relative' ? begin(c) : 0;
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) {
      if (Number.isNaN(log.time[row]!)) continue;
      chart.lines[at] = line;
      chart.x[at] = log.time[row]! - zero;
      chart.activity[at++] = log.activity[row]!;
    }
  });
  return chart;
}

/** One class of age: `[from, to)` in milliseconds of the clock, the last without end; cases by group, in the order of `groups`. */
export interface AgeBand { from: number; to: number; counts: number[] }
export interface AgePyramid { groups: string[]; bands: AgeBand[]; cases: number }

export interface AgeOptions {
  /** The instant at which ages are taken. */
  at: number;
  /** Limits between the classes, rising, in milliseconds of the clock. */
  limits: readonly number[];
  /** Whether a case that has begun is open at that instant. Default: its last event comes later. */
  open?: (caseNumber: number) => boolean;
  /** What a case waits for: an event attribute, read from its last event so far. Default: the activity of that event. */
  groupBy?: string;
  /** `case`: since the case began; `step`: since its last event so far. Default `case`. */
  since?: 'case' | 'step';
  clock?: Clock;
}

/** The open cases of an instant by age and by what (or whom) they wait for: the age pyramid. */
export function agePyramid(log: EventLog, options: AgeOptions): AgePyramid {
  const clock = options.clock ?? always;
  const by = options.groupBy === undefined ? { codes: log.activity, values: log.activities } : textOf(log.eventAttributes.get(options.groupBy), log.activity.length);
  const groups: string[] = [];
  const places = new Map<number, number>();
  const bands: AgeBand[] = [0, ...options.limits].map((from, i) => ({ from, to: options.limits[i] ?? Infinity, counts: [] }));
  let cases = 0;
  for (let c = 0; c < log.caseIds.length; c++) {
    const start = log.caseStart[c]!, end = log.caseStart[c + 1]!;
    let last = start - 1;
    while (last + 1 < end && log.time[last + 1]! <= options.at) last++;
    if (last < start || !(options.open?.(c) ?? log.time[end - 1]! > options.at)) continue;
    const code = by.codes[last]!;
    let place = places.get(code);
    if (place === undefined) {
      places.set(code, (place = groups.length));
      groups.push(code < 0 ? '' : by.values[code]!);
      for (const band of bands) band.counts.push(0);
    }
    const age = clock.between(options.since === 'step' ? log.time[last]! : log.time[start]!, options.at);
    let band = bands.length - 1;
    while (band > 0 && age < bands[band]!.from) band--;
    bands[band]!.counts[place]!++;
    cases++;
  }
  return { groups, bands, cases };
}
