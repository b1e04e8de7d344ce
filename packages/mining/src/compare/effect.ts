/**
 * Cohen's h of two shares: how far apart they are, from -π to π, where 0.2 is small, 0.5 medium and
 * 0.8 large (J. Cohen, Statistical Power Analysis, 1988, ch. 6). Positive where `b` is higher.
 */
export function cohensH(a: number, b: number): number {
  return 2 * Math.asin(Math.sqrt(b)) - 2 * Math.asin(Math.sqrt(a));
}

/** How probable a difference between two shares at least this big is if there is none (pooled z-test, two-sided); 1 where nothing can be said. */
export function sharesByChance(countA: number, a: number, countB: number, b: number): number {
  const pooled = (countA + countB) / (a + b);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / a + 1 / b));
  return deviation > 0 ? twoSided((countB / b - countA / a) / deviation) : 1;
}

/**
 * Cliff's delta of two sorted lists of numbers: how much more often one of `b` is greater than one
 * of `a` than the other way round, from -1 to 1 (N. Cliff 1993); with it how probable one at
 * least as big is if both come from the same (Mann and Whitney 1947, normal approximation with
 * ties, two-sided). NaN and 1 where a list is empty. Linear in the lengths.
 */
export function cliffsDelta(a: Float64Array, b: Float64Array): { delta: number; chance: number } {
  const n = a.length, m = b.length;
  if (n === 0 || m === 0) return { delta: NaN, chance: 1 };
  let greater = 0, smaller = 0, below = 0, upTo = 0, ties = 0;
  for (let j = 0; j < m;) {
    const value = b[j]!;
    let same = j;
    while (same < m && b[same] === value) same++;
    while (below < n && a[below]! < value) below++;
    upTo = Math.max(upTo, below);
    while (upTo < n && a[upTo]! <= value) upTo++;
    greater += below * (same - j);
    smaller += (n - upTo) * (same - j);
    j = same;
  }
  // ties shrink the variance: the sizes of the groups of equal numbers in both lists together
  for (let i = 0, j = 0; i < n || j < m;) {
    const value = i < n && (j >= m || a[i]! <= b[j]!) ? a[i]! : b[j]!;
    let size = 0;
    for (; i < n && a[i] === value; i++) size++;
    for (; j < m && b[j] === value; j++) size++;
    ties += size * size * size - size;
  }
  const all = n + m;
  const variance = (n * m / 12) * (all + 1 - ties / (all * (all - 1)));
  const difference = (greater - smaller) / 2;
  // half a step towards none, as counts move in steps
  const z = variance > 0 ? Math.sign(difference) * Math.max(0, Math.abs(difference) - 0.5) / Math.sqrt(variance) : 0;
  return { delta: (greater - smaller) / (n * m), chance: twoSided(z) };
}

/**
 * Of many tests some look telling by chance. The chances as they are when the expected share of
 * false ones among those told is held (Benjamini and Hochberg 1995).
 */
export function adjusted(chances: readonly number[]): number[] {
  const order = chances.map((_, i) => i).sort((x, y) => chances[y]! - chances[x]!);
  const result = Array<number>(chances.length);
  let least = 1;
  order.forEach((i, rank) => {
    least = Math.min(least, chances[i]! * chances.length / (chances.length - rank));
    result[i] = least;
  });
  return result;
}

/** Probability beyond ±z of a normal distribution (Abramowitz and Stegun 1964, 26.2.17; error below 1.5e-7). */
function twoSided(z: number): number {
  if (z === 0) return 1;
  const x = Math.abs(z);
  const t = 1 / (1 + 0.2316419 * x);
  const tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return Math.min(1, 2 * tail);
}
