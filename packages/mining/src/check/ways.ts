import { Markings, OutOfBudget } from './markings.ts';

/** What a search may use. */
export interface Budget {
  /** Situations looked at, for one trace. Default 1,000,000. */
  states?: number;
  /** Milliseconds for the whole log; needs `now`. Default: no limit. */
  milliseconds?: number;
  /** A clock in milliseconds. Default `performance.now`. */
  now?: () => number;
}

/** Counts what is used and throws `OutOfBudget` at the end of it. */
export class Meter {
  readonly #states: number;
  readonly #milliseconds: number;
  readonly #now: () => number;
  readonly #began: number;
  #left: number;

  constructor({ states = 1_000_000, milliseconds = Infinity, now = () => performance.now() }: Budget = {}) {
    this.#states = states;
    this.#left = states;
    this.#milliseconds = milliseconds;
    this.#now = now;
    this.#began = milliseconds === Infinity ? 0 : now();
  }
  /** A new trace: the states begin anew, the time goes on. */
  next(): void { this.#left = this.#states; }
  use(): void {
    if (--this.#left < 0) throw new OutOfBudget(`more than ${this.#states} situations`);
    if ((this.#left & 255) === 0 && this.#milliseconds !== Infinity && this.#now() - this.#began > this.#milliseconds) throw new OutOfBudget(`more than ${this.#milliseconds} milliseconds`);
  }
}

/**
 * The ways from one marking to the firing of one transition (or, for -1, to the final marking),
 * the cheapest first: a visible transition costs one move on the model, a silent one nothing.
 * Found level by level as they are asked for, and kept: traces meet the same question again.
 */
export class Ways {
  readonly #space: Markings;
  readonly #goal: number;
  readonly #marking: number[];
  readonly #parent: number[] = [-1];
  readonly #via: number[] = [-1];
  /** Nodes that reach the goal, by cost. */
  readonly #found: number[][] = [];
  readonly #settled = new Set<number>();
  readonly #reached = new Set<number>();
  #level: number[] = [0];
  #next: number[] = [];
  #pending: number[] = [];
  #at = 0;

  constructor(space: Markings, from: number, goal: number) {
    this.#space = space;
    this.#goal = goal;
    this.#marking = [from];
  }

  /** Whether nothing more can be found at this cost or any higher one. */
  exhausted(cost: number): boolean { return this.#found.length <= cost && this.#level.length === 0 && this.#next.length === 0; }

  /** Ends of the ways of exactly this cost, to be given to `markingOf` and `stepsTo`. @throws OutOfBudget */
  atCost(cost: number, meter: Meter): readonly number[] {
    while (this.#found.length <= cost) {
      if (this.#level.length === 0 && this.#next.length === 0) return [];
      this.#search(meter);
    }
    return this.#found[cost]!;
  }

  markingOf(end: number): number { return this.#marking[end]!; }

  /** The transitions fired on the way, the goal included. */
  stepsTo(end: number): number[] {
    const steps: number[] = [];
    for (let node = end; this.#parent[node]! >= 0; node = this.#parent[node]!) steps.push(this.#via[node]!);
    return steps.reverse();
  }

  /** One level: all that costs no more than the levels before, in the order of steps. */
  #search(meter: Meter): void {
    const space = this.#space, goal = this.#goal;
    for (; this.#at < this.#level.length; this.#at++) {
      meter.use();
      const node = this.#level[this.#at]!, marking = this.#marking[node]!;
      if (this.#settled.has(marking)) continue;
      if (goal < 0 && marking === space.final) { this.#settled.add(marking); this.#pending.push(node); continue; }
      for (const t of space.helpful(marking, goal)) {
        const after = space.fire(marking, t);
        if (t === goal) {
          if (!this.#reached.has(after)) { this.#reached.add(after); this.#pending.push(this.#node(after, node, t)); }
        } else if (!this.#settled.has(after)) {
          (space.net.transitions[t]!.label === null ? this.#level : this.#next).push(this.#node(after, node, t));
        }
      }
      // only now: a budget that ends in the middle must find this node again
      this.#settled.add(marking);
    }
    this.#found.push(this.#pending);
    this.#pending = [];
    this.#level = this.#next;
    this.#next = [];
    this.#at = 0;
  }

  #node(marking: number, parent: number, via: number): number {
    this.#parent.push(parent);
    this.#via.push(via);
    return this.#marking.push(marking) - 1;
  }
}

/** Ways asked for so far, shared by all traces of a log on one net. */
export class Guide {
  readonly space: Markings;
  /** Transitions of each label. */
  readonly transitionsOf = new Map<string, number[]>();
  readonly #ways = new Map<number, Ways>();
  readonly #goals: number;

  constructor(space: Markings) {
    this.space = space;
    this.#goals = space.net.transitions.length + 1;
    space.net.transitions.forEach(({ label }, t) => {
      if (label === null) return;
      const known = this.transitionsOf.get(label);
      if (known) known.push(t); else this.transitionsOf.set(label, [t]);
    });
  }

  /** `goal`: a transition, or -1 for the final marking. */
  ways(from: number, goal: number): Ways {
    const key = from * this.#goals + goal + 1;
    let ways = this.#ways.get(key);
    if (!ways) this.#ways.set(key, (ways = new Ways(this.space, from, goal)));
    return ways;
  }
}
