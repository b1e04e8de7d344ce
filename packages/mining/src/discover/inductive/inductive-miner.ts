import { activity, choice, loop, parallel, silent, type ProcessTree } from '../../model/process-tree.ts';
import { simplifyTree } from '../../model/simplify-tree.ts';
import type { SimpleLog } from '../../model/simple-log.ts';
import { findCut, type Cut } from './cuts.ts';
import { oncePerTrace, project, rounds } from './fall-throughs.ts';
import { graphOf, withoutNoise, type Graph } from './graph.ts';
import { splitLog } from './splits.ts';

export interface InductiveOptions {
  /** 0 to 1: ways rarer than this share of the most frequent one are passed over where no cut is found with them (IMf). 0, the default, passes over nothing: the tree then replays every trace. */
  noise?: number;
}

/**
 * The Inductive Miner (IM: Leemans, Fahland, van der Aalst, Discovering Block-Structured Process
 * Models from Event Logs, 2013) and, with noise, its infrequent form (IMf: Discovering
 * Block-Structured Process Models from Event Logs Containing Infrequent Behaviour, 2014).
 *
 * The tree is sound by construction; without noise each trace of the log is one of its runs. The
 * same log gives the same tree: every choice goes by the order in which activities first appear.
 */
export function inductiveMiner(log: SimpleLog, { noise = 0 }: InductiveOptions = {}): ProcessTree {
  if (!(noise >= 0 && noise <= 1)) throw new RangeError(`noise is a share from 0 to 1, not ${noise}`);
  return simplifyTree(mine(log, noise));
}

function mine(log: SimpleLog, noise: number): ProcessTree {
  const cases = log.count.reduce((a, b) => a + b, 0);
  const nonempty = withoutEmpty(log);
  if (nonempty.count.length === 0) return silent;
  const empty = cases - nonempty.count.reduce((a, b) => a + b, 0);
  if (empty > 0) {
    const rest = mine(nonempty, noise);
    return empty < noise * cases ? rest : choice(silent, rest);
  }
  const graph = graphOf(log);
  const label = (local: number): string => log.activities[graph.activities[local]!]!;
  if (graph.activities.length === 1 && graph.follows[0] === 0) return activity(label(0));

  const cut = cutOf(graph, noise);
  if (cut) {
    const parts = splitLog(log, graph, cut).map((part) => mine(part, noise));
    return cut.operator === 'loop' ? loop(parts[0]!, choice(...parts.slice(1))) : { kind: cut.operator, children: parts };
  }

  // no cut: the fall-throughs, from the one that says most to the one that says nothing
  const rest = (without: number): SimpleLog => project(log, (a) => a !== without);
  if (graph.activities.length > 1) {
    const once = graph.activities.find((a) => oncePerTrace(log, a));
    if (once !== undefined) return parallel(activity(log.activities[once]!), mine(rest(once), noise));
    for (const beside of graph.activities) {
      const others = rest(beside);
      if (cutOf(graphOf(others), noise)) return parallel(mine(project(log, (a) => a === beside), noise), mine(others, noise));
    }
  }
  const again = rounds(log, graph, true) ?? rounds(log, graph, false);
  if (again) return loop(mine(again, noise), silent);
  return loop(silent, choice(...graph.activities.map((_, local) => activity(label(local)))));
}

/** A cut of the graph as it is, or else of what is left without noise. */
function cutOf(graph: Graph, noise: number): Cut | undefined {
  return findCut(graph) ?? (noise > 0 ? findCut(withoutNoise(graph, noise)) : undefined);
}

function withoutEmpty(log: SimpleLog): SimpleLog {
  const kept: number[] = [];
  for (let t = 0; t < log.count.length; t++) if (log.start[t + 1]! > log.start[t]!) kept.push(t);
  if (kept.length === log.count.length) return log;
  // an empty trace takes no room among the events: only its bounds go
  return { ...log, start: Int32Array.from([...kept.map((t) => log.start[t]!), log.activity.length]), count: Float64Array.from(kept, (t) => log.count[t]!) };
}
