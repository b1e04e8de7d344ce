/** Ticks at round numbers from 0 to at least `most`, at most about `wanted` of them. Whole numbers only: what is counted is cases. */
export function ticks(most: number, wanted = 5): number[] {
  const rough = Math.max(1, most) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10));
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, index) => index * step);
}

/** From numbers to places along a line. */
export const scale = (most: number, from: number, to: number) => (value: number): number => from + (most === 0 ? 0 : (value / most) * (to - from));

/** Parts laid end to end: where each begins. */
export function stacked(values: readonly number[]): { from: number; to: number }[] {
  let at = 0;
  return values.map((value) => ({ from: at, to: (at += value) }));
}
