import type { PetriNet } from '../model/petri-net.ts';
import { labelsOfTrace, type SimpleLog } from '../model/simple-log.ts';
import { Aligner } from './alignments.ts';
import { OutOfBudget } from './markings.ts';
import { Meter, type Guide } from './ways.ts';

/** Tokens of one trace's replay. */
export interface TraceReplay {
  /** Nothing missing, nothing left, no event the model does not know. */
  fits: boolean;
  /** 0 to 1: ½(1 − missing/consumed) + ½(1 − remaining/produced). */
  fitness: number;
  produced: number;
  consumed: number;
  missing: number;
  remaining: number;
  /** Events whose activity the model does not have; they move no token. */
  unknown: number;
}

export interface Replay {
  traces: TraceReplay[];
  /** Share of cases that fit. */
  fitting: number;
  /** Mean fitness of the cases. */
  averageFitness: number;
  /** The formula over the tokens of all cases. */
  logFitness: number;
  /** How often each transition fired, over all cases. */
  fired: Float64Array;
}

/**
 * Token-based replay (Rozinat, van der Aalst, Conformance checking of processes based on
 * monitoring real behavior, 2008). A trace that is a run of the model is found to be one, however
 * many silent steps that takes (other replayers guess them); only for the others it is greedy:
 * silent steps that enable the next event, else tokens that are missing are put there.
 * How far off such a trace is, alignments tell; these figures are for comparison with other tools.
 */
export function tokenReplay(net: PetriNet, log: SimpleLog): Replay {
  // consuming the final marking is one more transition, so that the way to it is found like any other
  const end = net.transitions.length;
  const endInputs = net.final.flatMap((tokens, place) => Array.from({ length: tokens }, () => place));
  const closed: PetriNet = { ...net, transitions: [...net.transitions, { name: 'end', label: null, inputs: endInputs, outputs: [] }], final: net.final.map(() => 0) };
  const replayer = new Replayer(closed, end);
  const traces: TraceReplay[] = [];
  const fired = new Float64Array(end);
  const sum = { cases: 0, fits: 0, fitness: 0, produced: 0, consumed: 0, missing: 0, remaining: 0 };
  for (let t = 0; t < log.count.length; t++) {
    const cases = log.count[t]!;
    const { steps, ...trace } = replayer.replay(labelsOfTrace(log, t));
    traces.push(trace);
    for (const step of steps) if (step !== end) fired[step]! += cases;
    sum.cases += cases;
    sum.fits += trace.fits ? cases : 0;
    sum.fitness += trace.fitness * cases;
    for (const key of ['produced', 'consumed', 'missing', 'remaining'] as const) sum[key] += trace[key] * cases;
  }
  return { traces, fired, fitting: sum.cases === 0 ? 1 : sum.fits / sum.cases, averageFitness: sum.cases === 0 ? 1 : sum.fitness / sum.cases, logFitness: fitnessOf(sum) };
}

function fitnessOf({ produced, consumed, missing, remaining }: Pick<TraceReplay, 'produced' | 'consumed' | 'missing' | 'remaining'>): number {
  return (consumed === 0 ? 0.5 : 0.5 * (1 - missing / consumed)) + (produced === 0 ? 0.5 : 0.5 * (1 - remaining / produced));
}

class Replayer {
  readonly #net: PetriNet;
  readonly #end: number;
  readonly #aligner: Aligner;
  readonly #guide: Guide;

  constructor(net: PetriNet, end: number) {
    this.#net = net;
    this.#end = end;
    this.#aligner = new Aligner(net, { states: 200_000 });
    this.#guide = this.#aligner.guide;
  }

  replay(trace: readonly string[]): TraceReplay & { steps: number[] } {
    const aligned = this.#aligner.align(trace, 0);
    // an alignment of the closed net ends by consuming the final marking
    if (aligned.finished) return this.#count(aligned.moves.flatMap((move) => (move.transition === null ? [] : [move.transition])), 0, 0, 0);
    return this.#greedy(trace);
  }

  #greedy(trace: readonly string[]): TraceReplay & { steps: number[] } {
    const { space, transitionsOf } = this.#guide;
    const steps: number[] = [];
    let marking = space.initial, missing = 0, unknown = 0;
    const go = (goals: number[]): void => {
      const way = this.#silentWay(marking, goals);
      if (way) {
        steps.push(...way.steps);
        marking = way.marking;
        return;
      }
      const [goal] = goals;
      const tokens = space.tokensOf(marking);
      for (const place of this.#net.transitions[goal!]!.inputs) {
        if (tokens[place]! > 0) tokens[place]!--;
        else missing++;
      }
      for (const place of this.#net.transitions[goal!]!.outputs) tokens[place]!++;
      steps.push(goal!);
      marking = space.number(tokens);
    };
    for (const label of trace) {
      const goals = transitionsOf.get(label);
      if (goals) go(goals);
      else unknown++;
    }
    go([this.#end]);
    return this.#count(steps, missing, space.tokensOf(marking).reduce((a, b) => a + b, 0), unknown);
  }

  /** Silent steps and then one of the goals, if that is possible. */
  #silentWay(marking: number, goals: number[]): { steps: number[]; marking: number } | undefined {
    for (const goal of goals) {
      const ways = this.#guide.ways(marking, goal);
      try {
        const [end] = ways.atCost(0, new Meter({ states: 20_000 }));
        if (end !== undefined) return { steps: ways.stepsTo(end), marking: ways.markingOf(end) };
      } catch (error) {
        // with tokens put where none belong the silent steps may go on without end: then there is no way
        if (!(error instanceof OutOfBudget)) throw error;
      }
    }
    return undefined;
  }

  #count(steps: number[], missing: number, remaining: number, unknown: number): TraceReplay & { steps: number[] } {
    let produced = this.#net.initial.reduce((a, b) => a + b, 0), consumed = 0;
    for (const step of steps) {
      produced += this.#net.transitions[step]!.outputs.length;
      consumed += this.#net.transitions[step]!.inputs.length;
    }
    const tokens = { produced, consumed, missing, remaining };
    return { fits: missing === 0 && remaining === 0 && unknown === 0, fitness: fitnessOf(tokens), ...tokens, unknown, steps };
  }
}
