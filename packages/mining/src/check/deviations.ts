import type { PetriNet } from '../model/petri-net.ts';
import type { SimpleLog } from '../model/simple-log.ts';
import type { Alignment } from './alignments.ts';

/** Something cases do otherwise than the model says. */
export interface Deviation {
  /** added: an event where the model has none. skipped: a step of the model that left no event. */
  kind: 'added' | 'skipped';
  activity: string;
  /** Cases it occurs in, and how often in all of them. */
  cases: number;
  times: number;
  /** Traces (variants) of the log it occurs in. */
  traces: number[];
}

/** What was prescribed against what happened: the moves of alignments that have no counterpart, by activity, those of most cases first. `alignments` are those of `align(net, log)`. */
export function deviations(net: PetriNet, log: SimpleLog, alignments: readonly Alignment[]): Deviation[] {
  const found = new Map<string, Deviation>();
  alignments.forEach((alignment, t) => {
    if (!alignment.finished || alignment.cost === 0) return;
    const cases = log.count[t]!;
    for (const { event, transition } of alignment.moves) {
      const label = transition === null ? null : net.transitions[transition]!.label;
      const kind = transition === null ? 'added' : 'skipped', activity = transition === null ? event : event === null ? label : null;
      if (activity === null) continue;
      const key = `${kind} ${activity}`;
      let deviation = found.get(key);
      if (!deviation) found.set(key, (deviation = { kind, activity, cases: 0, times: 0, traces: [] }));
      deviation.times += cases;
      if (deviation.traces.at(-1) !== t) { deviation.traces.push(t); deviation.cases += cases; }
    }
  });
  return [...found.values()].sort((a, b) => b.cases - a.cases || b.times - a.times || (a.activity < b.activity ? -1 : 1));
}

/** An alignment in words for people: `lodge · +note · decide · −serve`, with + for an added event and − for a skipped step. */
export function alignmentToText(net: PetriNet, alignment: Alignment): string {
  if (!alignment.finished) return `not finished: ${alignment.reason}`;
  return alignment.moves.flatMap(({ event, transition }) => {
    if (transition === null) return [`+${event}`];
    const { label } = net.transitions[transition]!;
    return label === null ? [] : [event === null ? `−${label}` : label];
  }).join(' · ');
}
