/** Chance with a seed: the same seed gives the same history, on every machine. */
export interface Chance {
  /** 0 <= x < 1. */
  next(): number;
  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True in that share of calls. */
  happens(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the options, each as often as its weight says. */
  weighted<T>(options: readonly (readonly [weight: number, option: T])[]): T;
  /** Days as waiting times are: many short, some long. Mean `mean`, never over `most`. */
  wait(mean: number, most: number): number;
}

/** mulberry32: 32 bits of state, good enough for a demo and short enough to read. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    happens: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    weighted(options) {
      let left = next() * options.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, option] of options) if ((left -= weight) < 0) return option;
      return options.at(-1)![1];
    },
    wait: (mean, most) => Math.min(most, -Math.log(1 - next()) * mean),
  };
}

/**
 * Time-ordered ids (the shape of UUID version 7) from an instant and the seed,
 * so that loading the demo again meets the same rows.
 */
export function seededIds(luck: Chance, now: () => string): { next(): string } {
  const hex = (digits: number): string => Math.floor(luck.next() * 16 ** digits).toString(16).padStart(digits, '0');
  return {
    next() {
      const time = Date.parse(now()).toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${(8 + Math.floor(luck.next() * 4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`;
    },
  };
}
