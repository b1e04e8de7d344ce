/** A figure against its budget: printed, and counted for the exit code. */
export function budget(what: string, value: number, limit: number, unit: string): void {
  const held = value <= limit;
  if (!held) process.exitCode = 1;
  console.log(`${held ? 'PASS' : 'FAIL'}  ${what}: ${value.toFixed(value < 10 ? 2 : 1)} ${unit} (budget ${limit} ${unit}, ${Math.round((value / limit) * 100)} %)`);
}

/** Quantile of measurements (nearest rank above). */
export function quantileOf(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}
