const DAY = 86_400_000;

/**
 * The instant in which a day (days since 1970-01-01) of a zone's own calendar begins; `offset` as `zoneOffset` gives it.
 * A midnight that comes twice (as in Amman until 2021) is the first; one that is jumped over (as in Brazil until 2018) is the jump.
 */
export function midnightOf(day: number, offset: (instant: number) => number): number {
  const wanted = day * DAY;
  const before = wanted - offset(wanted - DAY), after = wanted - offset(wanted + DAY);
  const shown = [Math.min(before, after), Math.max(before, after)].filter((instant) => instant + offset(instant) === wanted);
  return shown[0] ?? before;
}
