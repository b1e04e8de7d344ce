import type { EventLog } from '../../log/event-log.ts';
import { textOf } from '../../log/text-of.ts';
import type { Features } from './trees.ts';

/** Where in the life of which case: after the event of this row. */
export interface Prefixes { cases: Int32Array; rows: Int32Array; target: Float64Array }

/** Every place in these cases but after the last event, with the time that was left (milliseconds to the last event). */
export function prefixesOf(log: EventLog, cases: readonly number[]): Prefixes {
  const of: number[] = [], rows: number[] = [], target: number[] = [];
  for (const c of cases) {
    const last = log.caseStart[c + 1]! - 1;
    for (let row = log.caseStart[c]!; row < last; row++) {
      const left = log.time[last]! - log.time[row]!;
      if (Number.isNaN(left)) continue;
      of.push(c);
      rows.push(row);
      target.push(left);
    }
  }
  return { cases: Int32Array.from(of), rows: Int32Array.from(rows), target: Float64Array.from(target) };
}

/** What is seen of a case at a place in its life. Learnt from past cases: how to order activities and resources by the time they leave. */
export interface Lens {
  look(log: EventLog, cases: Int32Array, rows: Int32Array): Features;
  names: string[];
}

const DAY = 86_400_000;
const none = new Int32Array(0);

/**
 * @param keys event attributes that help to tell (who, which unit): texts are ordered by the time they leave
 *   in the past cases, numbers are taken as they are. Only the value of the event itself is used.
 */
export function makeLens(log: EventLog, past: Prefixes, keys: readonly string[]): Lens {
  const orders = new Map(keys.map((key) => [key, orderOf(textsOf(log, key), past, 10)]));
  const activityOrder = orderOf({ codes: log.activity, values: log.activities }, past, 1);
  const counts = new Int32Array(log.activities.length);
  for (const row of past.rows) counts[log.activity[row]!]!++;
  const counted = [...counts.keys()].filter((a) => counts[a]! > 0).sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, 32);
  const activityPlace = new Int32Array(log.activities.length).fill(-1);
  counted.forEach((a, i) => { activityPlace[a] = i; });
  const names = ['activity', 'activity before', 'events', 'time since begin', 'time since event before', 'hour', 'weekday', ...counted.map((a) => `times ${log.activities[a]}`), ...keys];
  return {
    names,
    look(seen, cases, rows) {
      const columns = names.map(() => new Float64Array(rows.length).fill(NaN));
      const of = keys.map((key) => {
        const column = seen.eventAttributes.get(key);
        return column?.kind === 'number' ? { numbers: column.numbers, codes: none, values: [], order: orders.get(key)! } : { numbers: undefined, ...textsOf(seen, key), order: orders.get(key)! };
      });
      const times = new Int32Array(counted.length);
      let lastCase = -1, until = 0;
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!, start = seen.caseStart[cases[i]!]!, at = seen.time[row]!;
        // places of one case stand in order: counts go on from the one before
        if (cases[i] !== lastCase || until > row) { times.fill(0); until = start; lastCase = cases[i]!; }
        for (; until <= row; until++) { const place = activityPlace[seen.activity[until]!] ?? -1; if (place >= 0) times[place]!++; }
        columns[0]![i] = activityOrder.get(seen.activities[seen.activity[row]!]!) ?? NaN;
        if (row > start) {
          columns[1]![i] = activityOrder.get(seen.activities[seen.activity[row - 1]!]!) ?? NaN;
          columns[4]![i] = at - seen.time[row - 1]!;
        }
        columns[2]![i] = row - start + 1;
        columns[3]![i] = at - seen.time[start]!;
        columns[5]![i] = (((at % DAY) + DAY) % DAY) / 3_600_000;
        columns[6]![i] = ((Math.floor(at / DAY) % 7) + 7) % 7;
        for (let k = 0; k < counted.length; k++) columns[7 + k]![i] = times[k]!;
        of.forEach((one, k) => {
          columns[7 + counted.length + k]![i] = one.numbers ? one.numbers[row]! : one.codes[row]! < 0 ? NaN : one.order.get(one.values[one.codes[row]!]!) ?? NaN;
        });
      }
      return columns;
    },
  };
}

function textsOf(log: EventLog, key: string): { codes: Int32Array; values: string[] } {
  return textOf(log.eventAttributes.get(key), log.activity.length);
}

/** Texts by the median time that they left, as places 0, 1, 2 …; those seen less than `least` times have none. */
function orderOf(texts: { codes: Int32Array; values: string[] }, past: Prefixes, least: number): Map<string, number> {
  const left = new Map<number, number[]>();
  past.rows.forEach((row, i) => {
    const code = texts.codes[row]!;
    if (code < 0) return;
    const list = left.get(code);
    if (list) list.push(past.target[i]!); else left.set(code, [past.target[i]!]);
  });
  const medians = [...left].filter(([, list]) => list.length >= least).map(([code, list]) => [code, list.sort((a, b) => a - b)[list.length >> 1]!] as const);
  medians.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return new Map(medians.map(([code], i) => [texts.values[code]!, i]));
}
