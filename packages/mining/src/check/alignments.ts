import type { PetriNet } from '../model/petri-net.ts';
import { labelsOfTrace, type SimpleLog } from '../model/simple-log.ts';
import { Markings, OutOfBudget } from './markings.ts';
import { Guide, Meter, type Budget, type Ways } from './ways.ts';

/** One step: an event the model followed (both), an event it could not (no transition), a step without event (no event; silent where the transition has no label). */
export interface Move { event: string | null; transition: number | null }

export type Alignment =
  | { finished: true; /** Events and visible steps that have no counterpart. */ cost: number; moves: Move[] }
  /** The budget was used up before an optimal alignment was found: nothing is known of the cost but that it is at least this. */
  | { finished: false; costAtLeast: number; reason: string };

/**
 * Optimal alignments of each trace of a log with a net (Adriansyah 2014): a run of the model that
 * differs from the trace in as few moves as possible. Exact; `costs` are unique, the alignments
 * need not be (the same one is given each time).
 *
 * A uniform-cost search over (events read, marking). Between two events only steps that lead to
 * the next one's transition are looked at (see `Markings.helpful`): whatever else a run does can be done
 * later. What is found for one trace serves the others.
 */
export function align(net: PetriNet, log: SimpleLog, budget: Budget = {}): Alignment[] {
  const aligner = new Aligner(net, budget);
  return Array.from(log.count, (_, t) => aligner.align(labelsOfTrace(log, t)));
}

/** Aligns traces one by one, keeping what was learnt of the net. */
export class Aligner {
  readonly guide: Guide;
  readonly #meter: Meter;

  constructor(net: PetriNet, budget: Budget = {}) {
    this.guide = new Guide(new Markings(net));
    this.#meter = new Meter(budget);
  }

  /** `atMost`: gives up (not finished) when the cost is sure to be higher. */
  align(trace: readonly string[], atMost = Infinity): Alignment {
    const search = new TraceSearch(this.guide, this.#meter, trace);
    this.#meter.next();
    try {
      while (search.cost <= atMost) {
        const found = search.level();
        if (found) return found;
        if (search.over) return { finished: false, costAtLeast: Infinity, reason: 'the final marking cannot be reached' };
      }
      return { finished: false, costAtLeast: search.cost, reason: `the cost is more than ${atMost}` };
    } catch (error) {
      if (error instanceof OutOfBudget) return { finished: false, costAtLeast: search.cost, reason: error.reason };
      throw error;
    }
  }
}

/** The search for one trace. A state is: so many events read, this marking. */
class TraceSearch {
  /** Everything cheaper is known not to suffice. */
  cost = 0;
  readonly #guide: Guide;
  readonly #meter: Meter;
  readonly #trace: readonly string[];
  readonly #transitions: number[][];
  // states, in order of discovery
  readonly #read: number[] = [0];
  readonly #marking: number[];
  readonly #parent: number[] = [-1];
  readonly #ways: (Ways | null)[] = [null];
  readonly #end: number[] = [-1];
  readonly #cost: number[] = [0];
  readonly #best = new Map<number, number>();
  /** By cost: states to go on from. A state comes again at each cost at which it may have more ways on. */
  readonly #todo: number[][] = [[0]];

  constructor(guide: Guide, meter: Meter, trace: readonly string[]) {
    this.#guide = guide;
    this.#meter = meter;
    this.#trace = trace;
    this.#transitions = trace.map((label) => guide.transitionsOf.get(label) ?? []);
    this.#marking = [guide.space.initial];
  }

  get over(): boolean { return this.#todo.length <= this.cost; }

  /** Looks at all states of the present cost, the furthest first; the alignment, if one of them is complete. */
  level(): Alignment | undefined {
    const todo = this.#todo[this.cost] ?? [];
    for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
      this.#meter.use();
      const paid = this.#cost[state]!, extra = this.cost - paid, marking = this.#marking[state]!, read = this.#read[state]!;
      // a cheaper way to the same situation was found since
      if (this.#cost[this.#best.get(this.#key(read, marking)) ?? state]! < paid) continue;
      let more = false;
      if (read === this.#trace.length) {
        const ways = this.#guide.ways(marking, -1);
        const [end] = ways.atCost(extra, this.#meter);
        if (end !== undefined) return { finished: true, cost: this.cost, moves: this.#movesTo(state, ways, end) };
        more = !ways.exhausted(extra + 1);
      } else {
        const goals = this.#transitions[read]!;
        if (extra === 1) this.#reach(read + 1, marking, state, null, -1);
        else if (extra === 0) more = true;
        for (let g = goals.length - 1; g >= 0; g--) {
          const ways = this.#guide.ways(marking, goals[g]!);
          const ends = ways.atCost(extra, this.#meter);
          for (let e = ends.length - 1; e >= 0; e--) this.#reach(read + 1, ways.markingOf(ends[e]!), state, ways, ends[e]!);
          more ||= !ways.exhausted(extra + 1);
        }
      }
      if (more) (this.#todo[this.cost + 1] ??= []).push(state);
    }
    this.cost++;
    return undefined;
  }

  #key(read: number, marking: number): number { return marking * (this.#trace.length + 1) + read; }

  #reach(read: number, marking: number, parent: number, ways: Ways | null, end: number): void {
    const key = this.#key(read, marking);
    const known = this.#best.get(key);
    if (known !== undefined && this.#cost[known]! <= this.cost) return;
    const state = this.#read.push(read) - 1;
    this.#marking.push(marking);
    this.#parent.push(parent);
    this.#ways.push(ways);
    this.#end.push(end);
    this.#cost.push(this.cost);
    this.#best.set(key, state);
    this.#todo[this.cost]!.push(state);
  }

  #movesTo(last: number, ways: Ways, end: number): Move[] {
    const silentOrModel = (transition: number): Move => ({ event: null, transition });
    const parts: Move[][] = [ways.stepsTo(end).map(silentOrModel)];
    for (let state = last; this.#parent[state]! >= 0; state = this.#parent[state]!) {
      const event = this.#trace[this.#read[state]! - 1]!, by = this.#ways[state]!;
      if (!by) { parts.push([{ event, transition: null }]); continue; }
      const steps = by.stepsTo(this.#end[state]!);
      parts.push([...steps.slice(0, -1).map(silentOrModel), { event, transition: steps.at(-1)! }]);
    }
    return parts.reverse().flat();
  }
}
