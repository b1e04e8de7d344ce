import { TraceCollector, type SimpleLog } from '../../model/simple-log.ts';
import type { Graph } from './graph.ts';

/** Whether each trace has the activity exactly once. */
export function oncePerTrace(log: SimpleLog, activity: number): boolean {
  for (let t = 0; t < log.count.length; t++) {
    let times = 0;
    for (let i = log.start[t]!; i < log.start[t + 1]!; i++) if (log.activity[i] === activity) times++;
    if (times !== 1) return false;
  }
  return true;
}

/** The log of the events for which `keeps` holds. */
export function project(log: SimpleLog, keeps: (activity: number) => boolean): SimpleLog {
  const collector = new TraceCollector();
  for (let t = 0; t < log.count.length; t++) {
    for (let i = log.start[t]!; i < log.start[t + 1]!; i++) if (keeps(log.activity[i]!)) collector.add(log.activity[i]!);
    collector.end(log.count[t]!);
  }
  return collector.finish(log.activities);
}

/**
 * The traces cut wherever a round seems to begin anew: before each start activity (`strict`: only
 * where it comes right after an end activity). None where nothing was cut.
 */
export function rounds(log: SimpleLog, graph: Graph, strict: boolean): SimpleLog | undefined {
  const isStart = new Uint8Array(log.activities.length), isEnd = new Uint8Array(log.activities.length);
  graph.activities.forEach((activity, a) => { isStart[activity] = graph.starts[a]! > 0 ? 1 : 0; isEnd[activity] = graph.ends[a]! > 0 ? 1 : 0; });
  const collector = new TraceCollector();
  let cut = false;
  for (let t = 0; t < log.count.length; t++) {
    const from = log.start[t]!, to = log.start[t + 1]!;
    for (let i = from; i < to; i++) {
      if (i > from && isStart[log.activity[i]!] === 1 && (!strict || isEnd[log.activity[i - 1]!] === 1)) { collector.end(log.count[t]!); cut = true; }
      collector.add(log.activity[i]!);
    }
    collector.end(log.count[t]!);
  }
  return cut ? collector.finish(log.activities) : undefined;
}
