/**
 * Cohen's h of two shares: how far apart they are, from -π to π, where 0.2 is small, 0.5 medium and
 * 0.8 large (J. Cohen, Statistical Power Analysis, 1988, ch. 6). Positive where `b` is higher.
 */
export function cohensH(a: number, b: number): number {
  return 2 * Math.asin(Math.sqrt(b)) - 2 * Math.asin(Math.sqrt(a));
}

/**
 * How probable a difference between two shares at least this big is if there is none, two-sided; 1 where nothing can be
 * said. Where fewer than ten cases would be expected somewhere it is counted out (Fisher 1935; of all tables
 * with these sums, those no likelier than this one), else a pooled z-test.
 */
export function sharesByChance(countA: number, a: number, countB: number, b: number): number {
  const all = a + b, with_ = countA + countB;
  if ((Math.min(a, b) * Math.min(with_, all - with_)) / all < 10) return fisher(countA, a, with_, all);
  const pooled = with_ / all;
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / a + 1 / b));
  return deviation > 0 ? twoSided((countB / b - countA / a) / deviation) : 1;
}

/** Of all ways in which `hits` of `all` cases could have it, the part in which as few or as many of the first `n` do, or as unlikely a number. */
function fisher(count: number, n: number, hits: number, all: number): number {
  if (n === 0 || n === all || hits === 0 || hits === all) return 1;
  const least = Math.max(0, hits - (all - n)), most = Math.min(n, hits);
  // by steps from one number to the next, so that no factorial is needed; scaled by the greatest
  const weight = new Float64Array(most - least + 1);
  let log = 0, greatest = 0;
  for (let k = least + 1; k <= most; k++) {
    log += Math.log(((n - k + 1) * (hits - k + 1)) / (k * (all - n - hits + k)));
    weight[k - least] = log;
    if (log > greatest) greatest = log;
  }
  const own = weight[count - least]!;
  let sum = 0, extreme = 0;
  for (const one of weight) { const chance = Math.exp(one - greatest); sum += chance; if (one <= own + 1e-7) extreme += chance; }
  return Math.min(1, extreme / sum);
}

/**
 * Where the difference of two shares (b minus a) lies with a chance of 95 %: Newcombe's interval from the two score
 * intervals of Wilson (R. Newcombe, Statistics in Medicine 17, 1998, method 10). It holds for small counts too. NaN where a side has no cases.
 */
export function shareInterval(countA: number, a: number, countB: number, b: number): [number, number] {
  const z = 1.959964;
  const wilson = (count: number, n: number): [number, number] => {
    const p = count / n, middle = p + (z * z) / (2 * n), half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n)), scale = 1 + (z * z) / n;
    return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
  };
  const [lowA, highA] = wilson(countA, a), [lowB, highB] = wilson(countB, b);
  const x = countA / a, y = countB / b;
  return [y - x - Math.hypot(y - lowB, highA - x), y - x + Math.hypot(highB - y, x - lowA)];
}

/**
 * Cliff's delta of two sorted lists of numbers: how much more often one of `b` is greater than one
 * of `a` than the other way round, from -1 to 1 (N. Cliff 1993); with it how probable one at
 * least as big is if both come from the same (Mann and Whitney 1947, two-sided): of few numbers counted out over all
 * ways to share them out, ties included; of more the normal approximation with ties, and then linear in the lengths.
 * NaN and 1 where a list is empty.
 */
export function cliffsDelta(a: Float64Array, b: Float64Array): { delta: number; chance: number } {
  const n = a.length, m = b.length;
  if (n === 0 || m === 0) return { delta: NaN, chance: 1 };
  let greater = 0, smaller = 0, below = 0, upTo = 0, ties = 0;
  const groups: number[] = [];
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
    groups.push(size);
  }
  const all = n + m, few = Math.min(n, m);
  if (few * few * all * all <= 300_000) return { delta: (greater - smaller) / (n * m), chance: countedOut(groups, few, Math.abs(greater - smaller)) };
  const variance = (n * m / 12) * (all + 1 - ties / (all * (all - 1)));
  const difference = (greater - smaller) / 2;
  // half a step towards none, as counts move in steps
  const z = variance > 0 ? Math.sign(difference) * Math.max(0, Math.abs(difference) - 0.5) / Math.sqrt(variance) : 0;
  return { delta: (greater - smaller) / (n * m), chance: twoSided(z) };
}

/**
 * The share of all ways to take `few` of the numbers in which they lie at least so far off the others (`off` is pairs
 * greater minus pairs smaller). `groups`: how many numbers there are of each value, rising.
 */
function countedOut(groups: readonly number[], few: number, off: number): number {
  const all = groups.reduce((sum, size) => sum + size, 0);
  // twice the sum of the ranks of those taken, equal numbers sharing their ranks: that and its middle are whole
  const most = 2 * few * all;
  const ways = Array.from({ length: few + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  let before = 0;
  for (const size of groups) {
    const twice = 2 * before + size + 1;
    before += size;
    for (let one = 0; one < size; one++) {
      for (let taken = few; taken > 0; taken--) {
        const from = ways[taken - 1]!, to = ways[taken]!;
        for (let sum = most; sum >= twice; sum--) to[sum]! += from[sum - twice]!;
      }
    }
  }
  const middle = few * (all + 1);
  let total = 0, extreme = 0;
  ways[few]!.forEach((count, sum) => { total += count; if (Math.abs(sum - middle) >= off) extreme += count; });
  return Math.min(1, extreme / total);
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
