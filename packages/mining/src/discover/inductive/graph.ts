import type { SimpleLog } from '../../model/simple-log.ts';

/** The directly-follows graph of a part of a log, over the activities that occur in that part. */
export interface Graph {
  /** Activities by local number, ascending. */
  activities: number[];
  /** `follows[a * n + b]`: how often b came right after a, by local numbers. */
  follows: Float64Array;
  starts: Float64Array;
  ends: Float64Array;
  /** `between[a * n + b]` is 1 where b lies between two a's that are as near to each other as two a's ever are (the minimum self-distance relation of Leemans et al. 2013). */
  between: Uint8Array;
}

export function graphOf(log: SimpleLog): Graph {
  const local = new Int32Array(log.activities.length).fill(-1);
  for (const a of log.activity) local[a] = 0;
  const activities: number[] = [];
  for (let a = 0; a < local.length; a++) if (local[a] === 0) local[a] = activities.push(a) - 1;
  const n = activities.length;
  const graph: Graph = { activities, follows: new Float64Array(n * n), starts: new Float64Array(n), ends: new Float64Array(n), between: new Uint8Array(n * n) };
  const nearest = new Int32Array(n).fill(0x7fffffff);
  const last = new Int32Array(n);
  const { activity, start, count } = log;
  for (let t = 0; t < count.length; t++) {
    const from = start[t]!, to = start[t + 1]!, times = count[t]!;
    if (from === to) continue;
    graph.starts[local[activity[from]!]!]! += times;
    graph.ends[local[activity[to - 1]!]!]! += times;
    last.fill(-1);
    let before = -1;
    for (let i = from; i < to; i++) {
      const a = local[activity[i]!]!;
      if (before >= 0) graph.follows[before * n + a]! += times;
      before = a;
      const apart = i - last[a]!;
      if (last[a]! >= 0 && apart <= nearest[a]!) {
        if (apart < nearest[a]!) graph.between.fill(0, a * n, (a + 1) * n);
        nearest[a] = apart;
        for (let j = last[a]! + 1; j < i; j++) graph.between[a * n + local[activity[j]!]!] = 1;
      }
      last[a] = i;
    }
  }
  return graph;
}

/**
 * The graph without its rare ways (IMf, Leemans et al. 2014, §3.2): from each activity those go
 * that are rarer than `noise` times the most frequent way on; to end a case is a way on, too.
 */
export function withoutNoise(graph: Graph, noise: number): Graph {
  const n = graph.activities.length;
  const filtered = { ...graph, follows: graph.follows.slice(), ends: graph.ends.slice(), starts: graph.starts.slice() };
  const strongest = (of: Float64Array): number => of.reduce((a, b) => Math.max(a, b), 0);
  for (let a = 0; a < n; a++) {
    const row = filtered.follows.subarray(a * n, (a + 1) * n);
    const least = Math.max(strongest(row), graph.ends[a]!) * noise;
    for (let b = 0; b < n; b++) if (row[b]! < least) row[b] = 0;
  }
  for (const side of ['starts', 'ends'] as const) {
    const least = strongest(graph[side]) * noise;
    for (let a = 0; a < n; a++) if (graph[side][a]! < least) filtered[side][a] = 0;
  }
  return filtered;
}
