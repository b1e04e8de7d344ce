/** A run rule that a point breaks. The point is the last of the run. */
export type RunRule =
  /** One point beyond the limits. */
  | 'beyond-limit'
  /** Two of three in the outer third of the same side. */
  | 'two-of-three'
  /** Four of five beyond the inner third of the same side. */
  | 'four-of-five'
  /** Eight in a row on one side of the centre. */
  | 'eight-on-one-side'
  /** The range between two neighbours is beyond its own limit. */
  | 'range-beyond-limit';

export interface ControlChart {
  centre: number;
  /** Natural process limits; `lower` is not below `floor`, where one is given. */
  lower: number;
  upper: number;
  /** One sigma as the moving ranges tell it. */
  sigma: number;
  points: { value: number; range: number; broken: RunRule[]; side: 'above' | 'below' | null }[];
  /** Mean moving range and its upper limit. */
  meanRange: number;
  rangeLimit: number;
}

/**
 * The XmR chart (individuals and moving range; Shewhart 1931, Wheeler 2000, "Understanding Variation"):
 * limits are centre ± 2.66 mean moving ranges, the range's own limit 3.27 of them, so that what differs between
 * periods does not widen the limits that it is judged by. Run rules are those of Western Electric (1956).
 *
 * @param values one a period, in time order; NaN (nothing happened) makes a gap that no run goes across.
 * @param options `baseline` takes the limits from the first so many values; `floor` is a value that cannot be gone below (0 for times).
 */
export function controlChart(values: readonly number[], options: { baseline?: number; floor?: number } = {}): ControlChart {
  const base = values.slice(0, options.baseline ?? values.length).filter((value) => !Number.isNaN(value));
  const ranges = values.map((value, i) => (i === 0 ? NaN : Math.abs(value - values[i - 1]!)));
  const baseRanges = ranges.slice(0, options.baseline ?? values.length).filter((range) => !Number.isNaN(range));
  const centre = meanOf(base), meanRange = meanOf(baseRanges);
  // 1.128 is the mean range of two normal values in sigmas (d2 of n = 2): 3 / 1.128 = 2.66, 3.267 is D4
  const sigma = meanRange / 1.128;
  const rangeLimit = 3.267 * meanRange;
  const chart: ControlChart = {
    centre, sigma, meanRange, rangeLimit, upper: centre + 3 * sigma, lower: Math.max(options.floor ?? -Infinity, centre - 3 * sigma), points: [],
  };
  /** How many sigmas off, by point; NaN in gaps. Nothing varies: nothing is off. */
  const off = values.map((value) => (value === centre ? 0 : (value - centre) / sigma));
  chart.points = values.map((value, i) => {
    const broken: RunRule[] = [];
    const sideways = Math.sign(off[i]!);
    const within = (length: number, least: number, beyond: number): boolean => {
      const run = off.slice(Math.max(0, i - length + 1), i + 1);
      return run.length === length && run.every((one) => !Number.isNaN(one)) && off[i]! * sideways > beyond && run.filter((one) => one * sideways > beyond).length >= least;
    };
    if (value > chart.upper || value < chart.lower) broken.push('beyond-limit');
    if (sideways !== 0 && within(3, 2, 2)) broken.push('two-of-three');
    if (sideways !== 0 && within(5, 4, 1)) broken.push('four-of-five');
    if (sideways !== 0 && within(8, 8, 0)) broken.push('eight-on-one-side');
    if (ranges[i]! > rangeLimit) broken.push('range-beyond-limit');
    return { value, range: ranges[i]!, broken, side: sideways > 0 ? 'above' : sideways < 0 ? 'below' : null };
  });
  return chart;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
