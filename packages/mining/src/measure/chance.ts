/** Numbers from 0 to 1 that look like chance and are the same for the same seed (mulberry32, T. Ettinger 2017). */
export function seededChance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Puts numbers into an order of chance (Fisher and Yates). */
export function shuffle(numbers: Int32Array, chance: () => number): void {
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    const swap = numbers[i]!;
    numbers[i] = numbers[j]!;
    numbers[j] = swap;
  }
}
