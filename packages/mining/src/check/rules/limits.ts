/** What a time limit can be, for messages. */
export const limits = 'a duration like P5D or PT36H, milliseconds, or "5 days" or "5 working days"';

/** Days of a calendar, as `5 days` or `5 working days` say them; undefined where it is neither. */
export function daysOf(value: unknown): { days: number; only?: 'working' } | undefined {
  const match = typeof value === 'string' ? /^(\d{1,5}) (working )?days?$/.exec(value) : null;
  return match ? { days: Number(match[1]), ...(match[2] && { only: 'working' }) } : undefined;
}

/** Milliseconds of an ISO 8601 duration in weeks, days (24 hours), hours, minutes and seconds, or of a number; NaN where it is neither. Months and years have no fixed length. */
export function millisecondsOf(value: unknown): number {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? value : NaN;
  if (typeof value !== 'string') return NaN;
  const match = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value);
  if (!match) return NaN;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number];
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
