import type { PetriNet } from '../model/petri-net.ts';

/** Thrown when the search has used what it was given; `reason` says what ran out. */
export class OutOfBudget extends Error {
  readonly reason: string;
  constructor(reason: string) { super(reason); this.name = 'OutOfBudget'; this.reason = reason; }
}

/**
 * The markings of a net met so far, each once, as numbers. Nothing is built ahead: a marking
 * comes into being when a transition fires into it. All traces of a log share one.
 */
export class Markings {
  readonly net: PetriNet;
  readonly initial: number;
  readonly final: number;
  /** Distinct places a transition takes from, and how many tokens; what firing changes. */
  readonly #needs: { place: number; tokens: number }[][];
  readonly #changes: { place: number; tokens: number }[][];
  readonly #producers: number[][];
  readonly #consumers: number[][];
  readonly #places: number;
  #tokens: Uint8Array;
  #hashes = new Int32Array(1024);
  #table = new Int32Array(4096).fill(-1);
  #size = 0;
  // scratch for helpful(): which transitions are in the set, by stamp
  readonly #stamp: Int32Array;
  readonly #todo: Int32Array;
  #round = 0;

  constructor(net: PetriNet) {
    this.net = net;
    this.#places = net.places.length;
    this.#tokens = new Uint8Array(this.#places * 1024);
    const tally = (lists: [number[], number][]): { place: number; tokens: number }[] => {
      const by = new Map<number, number>();
      for (const [places, sign] of lists) for (const place of places) by.set(place, (by.get(place) ?? 0) + sign);
      return [...by].filter(([, tokens]) => tokens !== 0).map(([place, tokens]) => ({ place, tokens }));
    };
    this.#needs = net.transitions.map((one) => tally([[one.inputs, 1]]));
    this.#changes = net.transitions.map((one) => tally([[one.inputs, -1], [one.outputs, 1]]));
    const around = (side: 'inputs' | 'outputs'): number[][] => net.places.map((_, place) => net.transitions.flatMap((one, t) => (one[side].includes(place) ? [t] : [])));
    this.#producers = around('outputs');
    this.#consumers = around('inputs');
    this.#stamp = new Int32Array(net.transitions.length);
    this.#todo = new Int32Array(net.transitions.length);
    this.initial = this.number(net.initial);
    this.final = this.number(net.final);
  }

  get size(): number { return this.#size; }

  /** The number of a marking given as tokens by place. */
  number(tokens: ArrayLike<number>): number {
    this.#room();
    const at = this.#size * this.#places;
    let hash = 0;
    for (let p = 0; p < this.#places; p++) {
      if (tokens[p]! > 255) throw new OutOfBudget('a place got more than 255 tokens: the net does not seem to be bounded');
      this.#tokens[at + p] = tokens[p]!;
      hash ^= mix(p, tokens[p]!);
    }
    return this.#intern(hash);
  }

  tokensOf(marking: number): Uint8Array { return this.#tokens.slice(marking * this.#places, (marking + 1) * this.#places); }

  enabled(marking: number, transition: number): boolean {
    const at = marking * this.#places;
    for (const need of this.#needs[transition]!) if (this.#tokens[at + need.place]! < need.tokens) return false;
    return true;
  }

  /** The marking after an enabled transition. */
  fire(marking: number, transition: number): number {
    this.#room();
    const from = marking * this.#places, to = this.#size * this.#places;
    const tokens = this.#tokens;
    tokens.copyWithin(to, from, from + this.#places);
    let hash = this.#hashes[marking]!;
    for (const change of this.#changes[transition]!) {
      const before = tokens[to + change.place]!, after = before + change.tokens;
      if (after > 255) throw new OutOfBudget('a place got more than 255 tokens: the net does not seem to be bounded');
      tokens[to + change.place] = after;
      hash ^= mix(change.place, before) ^ mix(change.place, after);
    }
    return this.#intern(hash);
  }

  /**
   * Enabled transitions of a stubborn set for a goal: a transition to come to fire, or -1 for the
   * final marking. Whatever run from here reaches the goal, the same steps in another order
   * begin with one of these (Valmari, Stubborn sets for reduced state space generation, 1990;
   * for the seeds: Schmidt, Stubborn sets for standard properties, 1999). Steps in branches that
   * have nothing to do with the goal wait, so their interleavings are never looked at.
   */
  helpful(marking: number, goal: number): number[] {
    const round = ++this.#round, stamp = this.#stamp, todo = this.#todo;
    const at = marking * this.#places, tokens = this.#tokens;
    let pending = 0;
    const include = (transitions: number[]): void => {
      for (const t of transitions) if (stamp[t] !== round) { stamp[t] = round; todo[pending++] = t; }
    };
    if (goal >= 0) include([goal]);
    else {
      const wanted = this.final * this.#places;
      let over = -1, under = -1;
      for (let p = 0; p < this.#places && over < 0; p++) {
        if (tokens[at + p]! > tokens[wanted + p]!) over = p;
        else if (tokens[at + p]! < tokens[wanted + p]!) under = p;
      }
      if (over >= 0) include(this.#consumers[over]!); else if (under >= 0) include(this.#producers[under]!);
    }
    const enabled: number[] = [];
    while (pending > 0) {
      const t = todo[--pending]!;
      let lacking = -1;
      for (const need of this.#needs[t]!) if (tokens[at + need.place]! < need.tokens) { lacking = need.place; break; }
      if (lacking >= 0) include(this.#producers[lacking]!);
      else {
        enabled.push(t);
        for (const need of this.#needs[t]!) include(this.#consumers[need.place]!);
      }
    }
    return enabled.sort((a, b) => a - b);
  }

  #room(): void {
    if ((this.#size + 1) * this.#places <= this.#tokens.length && this.#size < this.#hashes.length) return;
    const tokens = new Uint8Array(this.#tokens.length * 2);
    tokens.set(this.#tokens);
    this.#tokens = tokens;
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  /** The marking written behind the last one: known already, or new. */
  #intern(hash: number): number {
    const places = this.#places, at = this.#size * places, tokens = this.#tokens;
    const mask = this.#table.length - 1;
    let slot = spread(hash) & mask;
    for (; this.#table[slot]! >= 0; slot = (slot + 1) & mask) {
      const known = this.#table[slot]!;
      if (this.#hashes[known] !== hash) continue;
      const other = known * places;
      let p = 0;
      while (p < places && tokens[other + p] === tokens[at + p]) p++;
      if (p === places) return known;
    }
    const number = this.#size++;
    this.#hashes[number] = hash;
    this.#table[slot] = number;
    if (this.#size * 2 > this.#table.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1), mask = table.length - 1;
    for (let m = 0; m < this.#size; m++) {
      let slot = spread(this.#hashes[m]!) & mask;
      while (table[slot]! >= 0) slot = (slot + 1) & mask;
      table[slot] = m;
    }
    this.#table = table;
  }
}

/** A number for so many tokens on a place; a marking's hash is the exclusive or of these (Zobrist 1970), so that firing changes it by its arcs alone. */
function mix(place: number, tokens: number): number {
  let h = Math.imul(place * 256 + tokens + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
const spread = (hash: number): number => hash ^ (hash >>> 15);
