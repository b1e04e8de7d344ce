/** Quantile of sorted numbers with linear interpolation (type 7 of Hyndman and Fan 1996); NaN of none. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const at = (n - 1) * q;
  const low = Math.floor(at);
  const a = sorted[low]!, b = sorted[Math.min(low + 1, n - 1)]!;
  return a + (b - a) * (at - low);
}

/**
 * Quantiles (as above) of the numbers `values[from, to)` without sorting them; `qs` from the highest to the
 * lowest, each at least as low as the one before. The order of the range is changed. Linear time.
 */
export function quantilesInPlace(values: Float64Array, from: number, to: number, qs: readonly number[]): number[] {
  const n = to - from;
  let end = to;
  return qs.map((q) => {
    if (n === 0) return NaN;
    const at = (n - 1) * q;
    const k = from + Math.floor(at);
    select(values, from, end - 1, k);
    const a = values[k]!;
    let b = a;
    if (at > Math.floor(at)) {
      b = Infinity;
      for (let i = k + 1; i < end; i++) if (values[i]! < b) b = values[i]!;
      // the next one up is the lowest of those found to be above before
      if (b === Infinity) for (let i = end; i < to; i++) if (values[i]! < b) b = values[i]!;
    }
    // what is right of k is no lower: the quantiles below lie left of it
    end = k + 1;
    return a + (b - a) * (at - Math.floor(at));
  });
}

/**
 * Puts the number that belongs at `k` in sorted order there, lower ones left of it, higher ones right
 * (Floyd and Rivest 1975, Algorithm 489: the pivot comes from a sample, so about 1.5 n comparisons).
 */
function select(values: Float64Array, left: number, right: number, k: number): void {
  while (right > left) {
    if (right - left > 600) {
      const n = right - left + 1;
      const i = k - left + 1;
      const z = Math.log(n);
      const size = 0.5 * Math.exp((2 * z) / 3);
      const spread = 0.5 * Math.sqrt((z * size * (n - size)) / n) * (i < n / 2 ? -1 : 1);
      select(values, Math.max(left, Math.floor(k - (i * size) / n + spread)), Math.min(right, Math.floor(k + ((n - i) * size) / n + spread)), k);
    }
    const pivot = values[k]!;
    let i = left, j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swap = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swap;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}
