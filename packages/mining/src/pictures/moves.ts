import type { EventLog } from '../log/event-log.ts';

/** Steps of cases in a span of time, to be played on the map. Nothing says which case it was. */
export interface MovePicture {
  from: number;
  to: number;
  /** How many cases one move stands for: 1, or more where some are left out, not always a whole number. */
  each: number;
  activities: string[];
  /** Parallel lists, by beginning: places in `activities`, and milliseconds at which the step began and ended. */
  source: number[];
  target: number[];
  begin: number[];
  end: number[];
}

/** The steps that touch a span, thinned evenly so that at no time more than about `most` are under way, and not more than twenty times as many in all. */
export function movePicture(log: EventLog, span: { from: number; to: number }, most = 800): MovePicture {
  const rows: number[] = [];
  const changes: number[] = [];
  for (let c = 0; c < log.caseIds.length; c++) {
    for (let row = log.caseStart[c]! + 1; row < log.caseStart[c + 1]!; row++) {
      const begin = log.time[row - 1]!, end = log.time[row]!;
      // what happens in one act is not seen moving
      if (!(end > begin) || end < span.from || begin > span.to || log.activity[row] === log.activity[row - 1]) continue;
      rows.push(row);
      changes.push(begin, end);
    }
  }
  const each = Math.max(1, peak(changes) / most, rows.length / (most * 20));
  // as many as may be: where one in 1.4 is kept, it is now the next, now the one after
  const kept = rows.filter((_, i) => i === 0 || Math.floor(i / each) > Math.floor((i - 1) / each)).sort((a, b) => log.time[a - 1]! - log.time[b - 1]! || a - b);
  const picture: MovePicture = { ...span, each, activities: log.activities, source: [], target: [], begin: [], end: [] };
  for (const row of kept) {
    picture.source.push(log.activity[row - 1]!);
    picture.target.push(log.activity[row]!);
    picture.begin.push(log.time[row - 1]!);
    picture.end.push(log.time[row]!);
  }
  return picture;
}

/** The most steps under way at once; `changes` holds beginning and end of each. */
function peak(changes: readonly number[]): number {
  const begins = Float64Array.from(changes.filter((_, i) => i % 2 === 0)).sort(), ends = Float64Array.from(changes.filter((_, i) => i % 2 === 1)).sort();
  let most = 0;
  for (let b = 0, e = 0; b < begins.length; b++) {
    while (ends[e]! <= begins[b]!) e++;
    most = Math.max(most, b + 1 - e);
  }
  return most;
}
