// What was measured, each figure against its limit: told as it comes, and all of it once more in one table.

interface Figure { what: string; value: number; unit: string; limit: number | undefined; least: boolean; note: string }
const figures: Figure[] = [];

const held = ({ value, limit, least }: Figure): boolean => limit === undefined || (least ? value >= limit : value <= limit);
const number = (value: number): string => value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);

/** Keeps a figure. `limit`: what it must not pass, or with `least` must reach; none where it is told only to be known. */
export function figure(what: string, value: number, unit: string, { limit, least = false, note = '' }: { limit?: number; least?: boolean; note?: string } = {}): void {
  const one = { what, value, unit, limit, least, note };
  figures.push(one);
  if (!held(one)) process.exitCode = 1;
  console.log(`      ${what}: ${number(value)} ${unit}${held(one) ? '' : ' (limit missed)'}`);
}

/** Prints all that was kept, in the order it came. */
export function printTable(): void {
  const rows = figures.map((one) => [one.what, `${number(one.value)} ${one.unit}`, one.limit === undefined ? '' : `${one.least ? '>=' : '<='} ${one.limit} ${one.unit}`, one.limit === undefined ? '' : held(one) ? 'held' : 'MISSED', one.note]);
  const head = ['what', 'measured', 'limit', '', 'seen besides'];
  const widths = head.map((text, at) => Math.max(text.length, ...rows.map((row) => row[at]!.length)));
  for (const row of [head, widths.map((width) => '-'.repeat(width)), ...rows]) console.log(row.map((cell, at) => (at === 1 || at === 2 ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))).join('  ').trimEnd());
  const missed = figures.filter((one) => !held(one)).length;
  console.log(missed === 0 ? `all ${figures.filter((one) => one.limit !== undefined).length} limits held` : `${missed} limits missed`);
}

/** Quantile of measurements (nearest rank above). */
export function quantileOf(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}
export const p95 = (values: readonly number[]): number => quantileOf(values, 0.95);
export const median = (values: readonly number[]): string => `median ${number(quantileOf(values, 0.5))}`;

/** How long each of `n` turns took, in milliseconds. */
export async function times(n: number, work: (at: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let at = 0; at < n; at++) {
    const begin = performance.now();
    await work(at);
    taken.push(performance.now() - begin);
  }
  return taken;
}
