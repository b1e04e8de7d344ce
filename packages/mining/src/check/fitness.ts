import type { PetriNet } from '../model/petri-net.ts';
import type { SimpleLog } from '../model/simple-log.ts';
import { Aligner, type Alignment } from './alignments.ts';

export interface Fitness {
  /** Share of cases whose trace is a run of the model. */
  fitting: number;
  /** Mean over the cases of 1 − cost / (events + events of the shortest run): 1 where nothing differs, 0 where nothing matches. */
  average: number;
  /** The same over the moves of all cases together. */
  log: number;
  /** Cases whose alignment was not finished: they are in none of the figures. */
  unfinished: number;
}

/** Alignment-based fitness (Adriansyah 2014, §7.2), in whole moves: silent steps cost nothing. `alignments` are those of `align(net, log)`. */
export function alignmentFitness(net: PetriNet, log: SimpleLog, alignments: readonly Alignment[]): Fitness {
  const shortest = new Aligner(net).align([]);
  if (!shortest.finished) return { fitting: NaN, average: NaN, log: NaN, unfinished: log.count.reduce((a, b) => a + b, 0) };
  let cases = 0, fitting = 0, sum = 0, cost = 0, worst = 0, unfinished = 0;
  alignments.forEach((alignment, t) => {
    const count = log.count[t]!;
    if (!alignment.finished) { unfinished += count; return; }
    const most = log.start[t + 1]! - log.start[t]! + shortest.cost;
    cases += count;
    fitting += alignment.cost === 0 ? count : 0;
    sum += count * (most === 0 ? 1 : 1 - alignment.cost / most);
    cost += count * alignment.cost;
    worst += count * most;
  });
  return { fitting: fitting / cases, average: sum / cases, log: worst === 0 ? 1 : 1 - cost / worst, unfinished };
}
