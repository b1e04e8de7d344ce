import { overview, type Overview } from '../discover/overview.ts';
import type { EventLog } from '../log/event-log.ts';
import { quantile } from '../measure/quantile.ts';
import { enough, known, lately, openTest, type PictureSetting } from './setting.ts';

/** How long something takes lately against what was usual before: 2 is twice as long; null where too little is known. */
export type Pace = number | null;

export interface FlowNode {
  activity: string;
  events: number;
  cases: number;
  rework: number;
  starts: number;
  ends: number;
  /** Open cases whose last event this is, and the median of the milliseconds since. */
  open: number;
  openFor: number | null;
  /** Median milliseconds that cases usually stand here before they go on. */
  usual: number | null;
  /** `openFor` against `usual`. */
  pace: Pace;
}

export interface FlowEdge {
  /** Places in `nodes`. */
  from: number;
  to: number;
  count: number;
  cases: number;
  median: number | null;
  p90: number | null;
  /** Median of the last eight weeks, and of the time before them. */
  late: number | null;
  usual: number | null;
  pace: Pace;
}

/** The map: activities, and the steps between them. */
export interface FlowPicture {
  cases: number;
  events: number;
  open: number;
  nodes: FlowNode[];
  edges: FlowEdge[];
}

/** A picture holds at most so many edges; the rarest are left out and counted in no sum. */
const mostEdges = 600;

/** What is usual in a log: median times by step and by activity left, of what happened before the last eight weeks. */
export interface Usual { step: Map<number, number>; stay: Float64Array }

/** Reads what is usual. The whole of a level, so that a filter is compared with it. */
export function usualTimes(log: EventLog, setting: PictureSetting): Usual {
  const { step, stay } = stepsOf(log, (ended) => ended < setting.at - lately);
  return {
    step: new Map([...step].filter(([, times]) => times.length >= enough).map(([key, times]) => [key, medianOf(times)])),
    stay: Float64Array.from(stay, (times) => (times.length >= enough ? medianOf(times) : NaN)),
  };
}

/** The flow map of a log. `usual` is of a log with the same list of activities. */
export function flowPicture(log: EventLog, setting: PictureSetting, usual: Usual = usualTimes(log, setting)): FlowPicture {
  const view = overview(log);
  const n = log.activities.length;
  const { step } = stepsOf(log, (ended) => ended >= setting.at - lately);
  const open = openStays(log, setting);
  const present = view.activities.flatMap((one, a) => (one.events > 0 ? [a] : []));
  const place = new Map(present.map((a, i) => [a, i]));
  const edges = strongest(view).map((edge): FlowEdge => {
    const key = edge.from * n + edge.to;
    const recent = step.get(key) ?? [];
    const late = recent.length >= enough ? medianOf(recent) : NaN, before = usual.step.get(key) ?? NaN;
    return {
      from: place.get(edge.from)!, to: place.get(edge.to)!, count: edge.count, cases: edge.cases, median: known(edge.median), p90: known(edge.p90),
      late: known(late), usual: known(before), pace: paceOf(late, before),
    };
  });
  const nodes = present.map((a): FlowNode => {
    const { events, cases, rework, starts, ends } = view.activities[a]!;
    const ages = open[a]!, openFor = ages.length > 0 ? medianOf(ages) : NaN, stay = usual.stay[a] ?? NaN;
    return {
      activity: log.activities[a]!, events, cases, rework, starts, ends, open: ages.length, openFor: known(openFor), usual: known(stay),
      pace: ages.length >= enough ? paceOf(openFor, stay) : null,
    };
  });
  return { cases: view.cases, events: view.events, open: nodes.reduce((sum, one) => sum + one.open, 0), nodes, edges };
}

function strongest(view: Overview): Overview['edges'] {
  return view.edges.length <= mostEdges ? view.edges : [...view.edges].sort((a, b) => b.cases - a.cases || a.from - b.from || a.to - b.to).slice(0, mostEdges);
}

/** Two hours more or less are nobody's bottleneck: what is usually quicker than that is not compared. */
const tooQuick = 2 * 3_600_000;
const paceOf = (now: number, usual: number): Pace => (Number.isFinite(now) && usual >= tooQuick ? now / usual : null);

function medianOf(times: number[]): number {
  return quantile(Float64Array.from(times).sort(), 0.5);
}

/** Milliseconds of the steps whose end passes the test, by step (`from * activities + to`) and by the activity left. */
function stepsOf(log: EventLog, take: (ended: number) => boolean): { step: Map<number, number[]>; stay: number[][] } {
  const n = log.activities.length;
  const step = new Map<number, number[]>();
  const stay = log.activities.map((): number[] => []);
  for (let c = 0; c < log.caseIds.length; c++) {
    for (let row = log.caseStart[c]! + 1; row < log.caseStart[c + 1]!; row++) {
      const ended = log.time[row]!;
      if (!take(ended)) continue;
      const took = ended - log.time[row - 1]!;
      if (Number.isNaN(took)) continue;
      const from = log.activity[row - 1]!, key = from * n + log.activity[row]!;
      stay[from]!.push(took);
      const times = step.get(key);
      if (times) times.push(took); else step.set(key, [took]);
    }
  }
  return { step, stay };
}

/** Milliseconds since the last event of each open case, by that event's activity. */
function openStays(log: EventLog, setting: PictureSetting): number[][] {
  const isOpen = openTest(log, setting);
  const stays = log.activities.map((): number[] => []);
  for (let c = 0; c < log.caseIds.length; c++) {
    const last = log.caseStart[c + 1]! - 1;
    if (last < log.caseStart[c]! || !isOpen(c)) continue;
    const age = setting.at - log.time[last]!;
    if (age >= 0) stays[log.activity[last]!]!.push(age);
  }
  return stays;
}
