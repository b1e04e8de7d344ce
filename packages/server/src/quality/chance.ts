/** How much of what is seen may be chance. Counts and shares only; nothing here knows what is counted. */

/** Successes among trials. */
export interface Counted { n: number; k: number }

/**
 * Where a share truly lies, with 95 % confidence (Wilson's score interval, E. B. Wilson 1927: it holds for small
 * numbers and for shares near 0 and 1, where the usual one does not). Null for no trials.
 */
export function wilson({ n, k }: Counted): { low: number; high: number } | null {
  if (n === 0) return null;
  const z = 1.959964, share = k / n, zz = z * z / n;
  const middle = share + zz / 2, width = z * Math.sqrt(share * (1 - share) / n + zz / (4 * n));
  return { low: Math.max(0, (middle - width) / (1 + zz)), high: Math.min(1, (middle + width) / (1 + zz)) };
}

/**
 * How likely each number of successes among `n` is, when all that is known of the share is what was counted before
 * (beta-binomial with Jeffreys' prior): a short past leaves wide room, a long one little. Index: successes, 0 to n.
 */
export function foreseen(n: number, before: Counted): Float64Array {
  const a = before.k + 0.5, b = before.n - before.k + 0.5;
  const chances = new Float64Array(n + 1);
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b) + logGamma(n + 1) - logGamma(n + a + b);
  for (let k = 0; k <= n; k += 1) chances[k] = Math.exp(scale + logGamma(k + a) + logGamma(n - k + b) - logGamma(k + 1) - logGamma(n - k + 1));
  return chances;
}

/** Chance of something at least as far out as what was counted, on its side, twice: a two-sided p value. 1 for no trials. */
export function surprise(seen: Counted, before: Counted): number {
  const chances = foreseen(seen.n, before);
  const below = sum(chances.subarray(0, seen.k + 1)), above = sum(chances.subarray(seen.k));
  return Math.min(1, 2 * Math.min(below, above));
}

/** The shares among `n` between which all but `beyond` of the chance lies: the limits of a p-chart for that week. Null for no trials. */
export function limits(n: number, before: Counted, beyond = 0.002): { low: number; high: number } | null {
  if (n === 0) return null;
  const chances = foreseen(n, before);
  let low = 0, high = n;
  for (let under = chances[0]!; under < beyond / 2 && low < n; under += chances[low]!) low += 1;
  for (let over = chances[n]!; over < beyond / 2 && high > 0; over += chances[high]!) high -= 1;
  return { low: low / n, high: high / n };
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

/** ln Γ(x) for x > 0, to about 1e-13 (Stirling's series, shifted to where it is good). */
function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 12; at += 1) shift += Math.log(at);
  const inverse = 1 / at, square = inverse * inverse;
  return (at - 0.5) * Math.log(at) - at + 0.9189385332046727
    + inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) - shift;
}
