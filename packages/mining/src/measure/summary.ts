import { quantilesInPlace } from './quantile.ts';

/** What many values come to. Everything but `count` is NaN of none. */
export interface Summary {
  /** Values known. */
  count: number;
  mean: number;
  median: number;
  p90: number;
  sum: number;
  min: number;
  max: number;
  /** Sample standard deviation; null of fewer than two values. */
  deviation: number | null;
}

/** Summary of values; NaN are not known and left out. */
export function summarise(values: Iterable<number>): Summary {
  const known = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  const count = known.length;
  if (count === 0) return { count, mean: NaN, median: NaN, p90: NaN, sum: NaN, min: NaN, max: NaN, deviation: null };
  let sum = 0, min = Infinity, max = -Infinity;
  for (const value of known) { sum += value; if (value < min) min = value; if (value > max) max = value; }
  const mean = sum / count;
  let squares = 0;
  for (const value of known) squares += (value - mean) * (value - mean);
  const [p90, median] = quantilesInPlace(known, 0, count, [0.9, 0.5]);
  return { count, mean, median: median!, p90: p90!, sum, min, max, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : null };
}
