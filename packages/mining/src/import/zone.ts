const day = 86_400_000;

/**
 * Turns local times of a place (IANA time zone) into instants. A time that comes twice in the
 * night summer time ends is its first occurrence; one that is left out in the night it begins is
 * an hour later. Throws `RangeError` for a zone that is not known.
 */
export function zoneReader(zone: string): (local: number) => number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  const offsetAt = (instant: number): number => {
    const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
    const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
    const date = new Date(0);
    date.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
    date.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
    return date.getTime() - Math.floor(instant / 1000) * 1000;
  };
  /** By day: the offset all day long, NaN where it changes around that day. */
  const offsets = new Map<number, number>();
  return (local) => {
    if (Number.isNaN(local)) return NaN;
    const number = Math.floor(local / day);
    let offset = offsets.get(number);
    if (offset === undefined) {
      // places are at most 14 hours from UTC: a day more on either side holds every reading of this local day
      const before = offsetAt((number - 1) * day), after = offsetAt((number + 2) * day);
      offset = before === after ? before : NaN;
      if (offsets.size > 100_000) offsets.clear();
      offsets.set(number, offset);
    }
    if (offset === offset) return local - offset;
    const before = offsetAt(local - day), after = offsetAt(local + day);
    if (offsetAt(local - before) === before) return local - before;
    return offsetAt(local - after) === after ? local - after : local - before;
  };
}
