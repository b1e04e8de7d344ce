import type { PetriNet } from '../model/petri-net.ts';
import { TraceCollector, type SimpleLog } from '../model/simple-log.ts';
import type { Alignment } from './alignments.ts';
import { Markings } from './markings.ts';
import { Guide, Meter, type Budget } from './ways.ts';

export interface Precision {
  /** 1 − escaping / possible: 1 where the model allows nothing the log does not show. */
  precision: number;
  /** Steps the model allows after what the log shows, and those of them the log never takes; both by the cases that stood there. */
  possible: number;
  escaping: number;
  /** Share of the log's steps at which the model could still follow. */
  followed: number;
}

/**
 * Escaping-edges precision (ETConformance: Muñoz-Gama, Carmona, A Fresh Look at Precision in
 * Process Conformance, 2010): after each beginning of a trace, which activities does the model
 * allow next, and which of them does the log show? Beginnings the model cannot follow are left
 * out. What is possible is exact: every way of silent steps is looked at, not one that is guessed.
 * @throws OutOfBudget when one beginning needs more than the budget
 */
export function etcPrecision(net: PetriNet, log: SimpleLog, budget: Budget = {}): Precision {
  const model = new Continuations(net, budget);
  let possible = 0, escaping = 0, followed = 0, steps = 0;
  // the log as a tree of beginnings: each visited once, with the cases that begin so
  const walk = (traces: number[], depth: number, states: readonly number[]): void => {
    const next = new Map<string, number[]>();
    let cases = 0;
    for (const t of traces) {
      const at = log.start[t]! + depth;
      if (at >= log.start[t + 1]!) continue;
      cases += log.count[t]!;
      const label = log.activities[log.activity[at]!]!;
      const known = next.get(label);
      if (known) known.push(t); else next.set(label, [t]);
    }
    if (next.size === 0) return;
    steps += cases;
    const allowed = model.allowed(states);
    followed += cases;
    possible += cases * allowed.size;
    escaping += cases * [...allowed].filter((label) => !next.has(label)).length;
    for (const [label, those] of next) {
      if (allowed.has(label)) walk(those, depth + 1, model.after(states, label));
      else for (const t of those) steps += log.count[t]! * (log.start[t + 1]! - log.start[t]! - depth - 1);
    }
  };
  walk(Array.from(log.count, (_, t) => t), 0, [model.start]);
  return { precision: possible === 0 ? 1 : 1 - escaping / possible, possible, escaping, followed: steps === 0 ? 1 : followed / steps };
}

/**
 * The same on the log as the model would have it: each trace replaced by the run of its optimal
 * alignment (Adriansyah et al., Alignment based precision checking, 2012), so that no case is
 * left out for one event too many. Traces whose alignment is not finished are.
 */
export function alignmentPrecision(net: PetriNet, log: SimpleLog, alignments: readonly Alignment[], budget: Budget = {}): Precision {
  const codes = new Map<string, number>();
  const collector = new TraceCollector();
  alignments.forEach((alignment, t) => {
    if (!alignment.finished) return;
    for (const { transition } of alignment.moves) {
      const label = transition === null ? null : net.transitions[transition]!.label;
      if (label === null) continue;
      if (!codes.has(label)) codes.set(label, codes.size);
      collector.add(codes.get(label)!);
    }
    collector.end(log.count[t]!);
  });
  return etcPrecision(net, collector.finish([...codes.keys()]), budget);
}

/** What a net allows after a beginning. A state is the set of markings it may be in; silent steps are taken only when one is needed. */
class Continuations {
  readonly start: number;
  readonly #guide: Guide;
  readonly #meter: Meter;
  readonly #next = new Map<number, Map<string, number[]>>();

  constructor(net: PetriNet, budget: Budget) {
    this.#guide = new Guide(new Markings(net));
    this.#meter = new Meter(budget);
    this.start = this.#guide.space.initial;
  }

  allowed(states: readonly number[]): Set<string> {
    const labels = new Set<string>();
    for (const marking of states) for (const label of this.#of(marking).keys()) labels.add(label);
    return labels;
  }

  after(states: readonly number[], label: string): number[] {
    const markings = new Set<number>();
    for (const marking of states) for (const next of this.#of(marking).get(label) ?? []) markings.add(next);
    return [...markings];
  }

  #of(marking: number): Map<string, number[]> {
    let known = this.#next.get(marking);
    if (known) return known;
    known = new Map();
    for (const [label, transitions] of this.#guide.transitionsOf) {
      this.#meter.next();
      const markings = transitions.flatMap((t) => {
        const ways = this.#guide.ways(marking, t);
        return ways.atCost(0, this.#meter).map((end) => ways.markingOf(end));
      });
      if (markings.length > 0) known.set(label, markings);
    }
    this.#next.set(marking, known);
    return known;
  }
}
