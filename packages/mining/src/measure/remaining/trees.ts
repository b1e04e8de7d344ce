/** Numbers by feature: `columns[feature][row]`; NaN where not known. */
export type Features = readonly Float64Array[];

export interface TreeOptions {
  rounds: number;
  /** Splits from the root to a leaf. Default 5. */
  depth?: number;
  /** Default 0.1. */
  rate?: number;
  /** Least weight of a leaf. Default 20. */
  leaf?: number;
}

/** A forest of boosted trees for the median. */
export interface Forest {
  /** Predictions for rows of features, after each of these numbers of trees (rising). */
  predict(columns: Features, rounds: readonly number[]): Float64Array[];
}

const BINS = 64;

/** One tree: a node splits by `bins[feature] <= bin` to `2 i + 1`, else `2 i + 2`; feature -1 is a leaf. */
interface Tree { feature: Int16Array; bin: Uint8Array; value: Float64Array }

/**
 * Gradient boosted trees for the (weighted) median (Friedman 2001, "Greedy Function Approximation", LAD
 * TreeBoost), on features binned to 64 classes as in the histogram method (Ke et al. 2017, LightGBM).
 * Nothing in it is left to chance.
 */
export function growForest(columns: Features, target: Float64Array, weight: Float64Array, options: TreeOptions): Forest {
  const n = target.length, features = columns.length;
  const depth = options.depth ?? 5, rate = options.rate ?? 0.1, least = options.leaf ?? 20;
  const limits = columns.map((column) => binLimits(column));
  const bins = columns.map((column, f) => binned(column, limits[f]!));
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const base = weightedMedian(target, weight, all, 0, n);
  const score = new Float64Array(n).fill(base);
  const gradient = new Float64Array(n);
  const residual = new Float64Array(n);
  const trees: Tree[] = [];
  const nodes = 2 ** (depth + 1) - 1;
  const sums = new Float64Array(BINS), weights = new Float64Array(BINS);

  for (let round = 0; round < options.rounds; round++) {
    for (let i = 0; i < n; i++) {
      residual[i] = target[i]! - score[i]!;
      gradient[i] = weight[i]! * Math.sign(residual[i]!);
    }
    const tree: Tree = { feature: new Int16Array(nodes).fill(-1), bin: new Uint8Array(nodes), value: new Float64Array(nodes) };
    const rows = all.slice();
    const grow = (node: number, from: number, to: number, level: number): void => {
      const split = level < depth ? bestSplit(rows, from, to) : undefined;
      if (!split) {
        const value = rate * weightedMedian(residual, weight, rows, from, to);
        tree.value[node] = value;
        for (let i = from; i < to; i++) score[rows[i]!]! += value;
        return;
      }
      tree.feature[node] = split.feature;
      tree.bin[node] = split.bin;
      const middle = part(rows, from, to, bins[split.feature]!, split.bin);
      grow(2 * node + 1, from, middle, level + 1);
      grow(2 * node + 2, middle, to, level + 1);
    };
    grow(0, 0, n, 0);
    trees.push(tree);
  }

  function bestSplit(rows: Int32Array, from: number, to: number): { feature: number; bin: number } | undefined {
    let total = 0, heavy = 0;
    for (let i = from; i < to; i++) { total += gradient[rows[i]!]!; heavy += weight[rows[i]!]!; }
    if (heavy < 2 * least) return undefined;
    let best = (total * total) / heavy + 1e-9, found: { feature: number; bin: number } | undefined;
    for (let f = 0; f < features; f++) {
      const last = limits[f]!.length;
      if (last === 0) continue;
      const column = bins[f]!;
      sums.fill(0, 0, last + 2);
      weights.fill(0, 0, last + 2);
      for (let i = from; i < to; i++) {
        const row = rows[i]!, bin = column[row]!;
        sums[bin]! += gradient[row]!;
        weights[bin]! += weight[row]!;
      }
      let left = 0, leftWeight = 0;
      for (let bin = 0; bin <= last; bin++) {
        left += sums[bin]!;
        leftWeight += weights[bin]!;
        if (leftWeight < least) continue;
        if (heavy - leftWeight < least) break;
        const gain = (left * left) / leftWeight + (total - left) ** 2 / (heavy - leftWeight);
        if (gain > best) { best = gain; found = { feature: f, bin }; }
      }
    }
    return found;
  }

  return {
    predict(given, rounds) {
      const seen = given.map((column, f) => binned(column, limits[f]!));
      const count = given[0]?.length ?? 0;
      const out = new Float64Array(count).fill(base);
      let grown = 0;
      return rounds.map((until) => {
        for (; grown < Math.min(until, trees.length); grown++) {
          const tree = trees[grown]!;
          for (let i = 0; i < count; i++) {
            let node = 0;
            while (tree.feature[node]! >= 0) node = 2 * node + (seen[tree.feature[node]!]![i]! <= tree.bin[node]! ? 1 : 2);
            out[i]! += tree.value[node]!;
          }
        }
        return out.slice();
      });
    },
  };
}

/** Upper limits of the classes of known values, rising; class 0 is "not known". */
function binLimits(column: Float64Array): Float64Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const limits: number[] = [];
  for (let k = 1; k <= BINS - 2; k++) {
    const limit = sorted[Math.floor((k * sorted.length) / (BINS - 1))];
    if (limit !== undefined && limit !== limits.at(-1)) limits.push(limit);
  }
  return Float64Array.from(limits);
}

function binned(column: Float64Array, limits: Float64Array): Uint8Array {
  return Uint8Array.from(column, (value) => {
    if (Number.isNaN(value)) return 0;
    let low = 0, high = limits.length; // the first limit that is not below the value
    while (low < high) {
      const middle = (low + high) >> 1;
      if (limits[middle]! < value) low = middle + 1; else high = middle;
    }
    return Math.min(low + 1, BINS - 1);
  });
}

/** Puts rows whose bin is at most `bin` first, each side in its old order; gives where the others begin. */
function part(rows: Int32Array, from: number, to: number, column: Uint8Array, bin: number): number {
  const right: number[] = [];
  let at = from;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    if (column[row]! <= bin) rows[at++] = row; else right.push(row);
  }
  rows.set(right, at);
  return at;
}

/** The value at which half of the weight of `rows[from, to)` is reached. */
export function weightedMedian(values: Float64Array, weight: Float64Array, rows: Int32Array, from: number, to: number): number {
  return weightedQuantile(values, weight, rows.subarray(from, to), 0.5);
}

/** The lowest of the values (of these rows) at which the share `q` of their weight is reached; NaN of none. */
export function weightedQuantile(values: Float64Array, weight: Float64Array, rows: Int32Array, q: number): number {
  const n = rows.length;
  if (n === 0) return NaN;
  let all = 0, even = true;
  for (let i = 0; i < n; i++) { all += weight[rows[i]!]!; even &&= weight[rows[i]!] === weight[rows[0]!]; }
  if (even) {
    const sorted = Float64Array.from(rows, (row) => values[row]!).sort();
    return sorted[Math.min(n - 1, Math.max(0, Math.ceil(q * n) - 1))]!;
  }
  const order = rows.slice().sort((a, b) => values[a]! - values[b]! || a - b);
  let sum = 0;
  for (const row of order) { sum += weight[row]!; if (sum >= q * all) return values[row]!; }
  return values[order[n - 1]!]!;
}
