import type { EventLog } from '../log/event-log.ts';

/** Some cases as lines, their events as dots. */
export interface DotPicture {
  cases: number;
  /** Cases drawn: all, or evenly chosen ones. */
  shown: number;
  from: number;
  to: number;
  activities: string[];
  /** Parallel lists: line, instant in milliseconds, place in `activities`. */
  line: number[];
  time: number[];
  activity: number[];
}

/** The dotted chart (Song and van der Aalst 2007) by beginning, of at most so many cases evenly chosen and at most so many dots. */
export function dotPicture(log: EventLog, most = { cases: 300, dots: 5000 }): DotPicture {
  const n = log.caseIds.length;
  const begin = (c: number): number => (log.caseStart[c]! < log.caseStart[c + 1]! ? log.time[log.caseStart[c]!]! : NaN);
  const begins = Float64Array.from({ length: n }, (_, c) => begin(c));
  const ordered = Int32Array.from({ length: n }, (_, c) => c).filter((c) => !Number.isNaN(begins[c]!)).sort((a, b) => begins[a]! - begins[b]! || a - b);
  const step = Math.max(1, ordered.length / most.cases);
  const picture: DotPicture = { cases: n, shown: 0, from: Infinity, to: -Infinity, activities: [], line: [], time: [], activity: [] };
  const places = new Map<number, number>();
  for (let i = 0; Math.floor(i) < ordered.length && picture.time.length < most.dots; i += step) {
    const c = ordered[Math.floor(i)]!;
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) {
      const time = log.time[row]!;
      if (Number.isNaN(time)) continue;
      const code = log.activity[row]!;
      let place = places.get(code);
      if (place === undefined) { places.set(code, (place = picture.activities.length)); picture.activities.push(log.activities[code]!); }
      picture.line.push(picture.shown);
      picture.time.push(time);
      picture.activity.push(place);
      picture.from = Math.min(picture.from, time);
      picture.to = Math.max(picture.to, time);
    }
    picture.shown++;
  }
  return picture.shown > 0 ? picture : { ...picture, from: 0, to: 0 };
}
