/** How a pace is told: in five steps, and not known. */
export type PaceStep = 'much-faster' | 'faster' | 'usual' | 'slower' | 'much-slower' | 'unknown';

/** Half as long again is slower, twice as long much slower; the same the other way. */
export function paceStep(pace: number | null): PaceStep {
  if (pace === null) return 'unknown';
  if (pace >= 2) return 'much-slower';
  if (pace >= 1.25) return 'slower';
  if (pace <= 0.5) return 'much-faster';
  return pace <= 0.8 ? 'faster' : 'usual';
}

export const paceSteps: PaceStep[] = ['much-faster', 'faster', 'usual', 'slower', 'much-slower', 'unknown'];
