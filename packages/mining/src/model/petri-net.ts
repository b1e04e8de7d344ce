/**
 * A place/transition net with an initial and a final marking (accepting Petri net). Places and
 * transitions are numbers; an arc of weight n is the place n times in the list.
 */
export interface PetriNet {
  /** Names of the places. */
  places: string[];
  transitions: Transition[];
  /** Tokens by place. */
  initial: Marking;
  final: Marking;
}
export interface Transition {
  name: string;
  /** The activity whose event it leaves; null for a silent one. */
  label: string | null;
  /** Places it takes a token from, and gives one to. */
  inputs: number[];
  outputs: number[];
}
/** Tokens by place, as many numbers as the net has places. */
export type Marking = number[];

export function isEnabled(net: PetriNet, marking: Marking, transition: number): boolean {
  const { inputs } = net.transitions[transition]!;
  return inputs.every((place) => marking[place]! >= (inputs.length === 1 ? 1 : inputs.filter((one) => one === place).length));
}

/** The marking after firing an enabled transition. */
export function fire(net: PetriNet, marking: Marking, transition: number): Marking {
  const { inputs, outputs } = net.transitions[transition]!;
  const after = [...marking];
  for (const place of inputs) after[place]!--;
  for (const place of outputs) after[place]!++;
  return after;
}

export const sameMarking = (a: Marking, b: Marking): boolean => a.every((tokens, place) => tokens === b[place]);

/** Number of arcs, each weight counted once. */
export function arcCount(net: PetriNet): number {
  return net.transitions.reduce((sum, one) => sum + new Set(one.inputs).size + new Set(one.outputs).size, 0);
}
