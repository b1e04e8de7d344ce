import type { VariantsFilter } from './filter.ts';
import type { Frame } from './frame.ts';

/** Whether a case went one of the ways asked for, among the cases that are left. */
export function variantTest(frame: Frame, filter: VariantsFilter): (c: number) => boolean {
  const { of, sizes, first } = sequences(frame);
  const kept = new Uint8Array(sizes.length);
  if (filter.of) {
    const wanted = new Set(filter.of.map((names) => JSON.stringify(names)));
    for (let v = 0; v < sizes.length; v++) {
      const names = Array.from(frame.activity.subarray(frame.caseStart[first[v]!]!, frame.caseStart[first[v]! + 1]!), (a) => frame.log.activities[a]!);
      if (wanted.has(JSON.stringify(names))) kept[v] = 1;
    }
  }
  if (filter.most !== undefined || filter.coverage !== undefined) {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const order = sizes.map((_, v) => v).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
    let covered = 0;
    for (let rank = 0; rank < order.length; rank++) {
      if (rank >= (filter.most ?? Infinity) || covered >= (filter.coverage ?? Infinity) * total) break;
      kept[order[rank]!] = 1;
      covered += sizes[order[rank]!]!;
    }
  }
  return (c) => kept[of[c]!] === 1;
}

/** Groups living cases by their sequence of activities: by a 32-bit hash, and compared where that is equal. */
export function sequences(frame: Frame): { of: Int32Array; sizes: number[]; first: number[] } {
  const { activity, caseStart, alive } = frame;
  const of = new Int32Array(alive.length).fill(-1);
  const sizes: number[] = [], first: number[] = [];
  const byHash = new Map<number, number[]>();
  const same = (a: number, b: number): boolean => {
    const from = caseStart[a]!, length = caseStart[a + 1]! - from, other = caseStart[b]!;
    if (caseStart[b + 1]! - other !== length) return false;
    for (let i = 0; i < length; i++) if (activity[from + i] !== activity[other + i]) return false;
    return true;
  };
  for (let c = 0; c < alive.length; c++) {
    if (alive[c] === 0) continue;
    let hash = 0x811c9dc5;
    for (let i = caseStart[c]!, end = caseStart[c + 1]!; i < end; i++) hash = Math.imul(hash ^ (activity[i]! + 1), 0x01000193) ^ (hash >>> 13);
    const candidates = byHash.get(hash);
    let v = candidates?.find((one) => same(first[one]!, c)) ?? -1;
    if (v < 0) {
      v = sizes.length;
      sizes.push(0);
      first.push(c);
      if (candidates) candidates.push(v); else byHash.set(hash, [v]);
    }
    sizes[v]!++;
    of[c] = v;
  }
  return { of, sizes, first };
}
