/**
 * Generalisation (Buijs, van Dongen, van der Aalst, Quality dimensions in process discovery, 2014):
 * a model whose every part was used often will likely do for what is still to come. 1 minus the
 * mean of 1/√(times fired) over the transitions; those never fired count 1. `fired` from `tokenReplay`.
 */
export function generalisation(fired: ArrayLike<number>): number {
  if (fired.length === 0) return 1;
  let sum = 0;
  for (let t = 0; t < fired.length; t++) sum += fired[t]! > 0 ? 1 / Math.sqrt(fired[t]!) : 1;
  return 1 - sum / fired.length;
}
