import { textOf } from '../log/text-of.ts';
import type { EventLog } from '../log/event-log.ts';
import { calendarPeriods, periodOf } from '../measure/periods.ts';
import { quantile } from '../measure/quantile.ts';
import { known, openTest, type PictureSetting } from './setting.ts';

/** One thing waited for in one week. */
export interface WaitCell {
  /** Days that cases together waited for it in the week: where the time goes. */
  caseDays: number;
  /** Cases that waited for it as the week ended (or now). */
  waiting: number;
  /** Waits that ended in the week, and the median of their milliseconds. */
  ended: number;
  median: number | null;
}

/** Where the time goes: what is waited for by week. */
export interface WaitPicture {
  cases: number;
  /** Beginning of each week, in milliseconds. */
  weeks: number[];
  /** Most waited for first; as much, by name, whatever the order the log learned them in. */
  rows: { waiting: string; cells: WaitCell[] }[];
}

const day = 86_400_000;

/**
 * Bottleneck heat over the last `weeks` weeks of the zone: for each thing waited for and each week, how many days cases
 * together waited for it. A case waits for what its last event said; the same said twice is one wait.
 */
export function waitPicture(log: EventLog, setting: PictureSetting, weeks = 26): WaitPicture {
  const periods = calendarPeriods(setting.zone, setting.at - (weeks - 1) * 7 * day, setting.at, 'week');
  const count = periods.length - 1;
  const { values } = waitedFor(log, setting);
  const rows = values.map(() => ({ days: new Float64Array(count), waiting: new Int32Array(count), ended: Array.from({ length: count }, (): number[] => []), any: false }));
  eachWait(log, setting, (_c, _waiting, from, to, over, code) => {
    const row = rows[code]!;
    if (over) {
      const period = periodOf(periods, to);
      if (period >= 0) { row.ended[period]!.push(to - from); row.any = true; }
    }
    for (let p = Math.max(0, periodOf(periods, Math.max(from, periods[0]!))); p < count && periods[p]! < to; p++) {
      const end = Math.min(periods[p + 1]!, setting.at);
      row.days[p]! += Math.max(0, Math.min(to, end) - Math.max(from, periods[p]!)) / day;
      if (from < end && (to > end || (!over && to === end))) row.waiting[p]!++;
      row.any = true;
    }
  });
  const told = rows.flatMap((row, code) => (row.any ? [{
    waiting: values[code]!,
    cells: Array.from({ length: count }, (_, p): WaitCell => ({
      caseDays: row.days[p]!, waiting: row.waiting[p]!, ended: row.ended[p]!.length, median: row.ended[p]!.length > 0 ? known(quantile(Float64Array.from(row.ended[p]!).sort(), 0.5)) : null,
    })),
  }] : []));
  const sum = (row: WaitPicture['rows'][number]): number => row.cells.reduce((total, cell) => total + cell.caseDays, 0);
  return { cases: log.caseIds.length, weeks: periods.slice(0, -1), rows: told.sort((a, b) => sum(b) - sum(a) || (a.waiting < b.waiting ? -1 : 1)) };
}

const waitedFor = (log: EventLog, setting: PictureSetting): { codes: Int32Array; values: string[] } =>
  (setting.waiting === undefined ? { codes: log.activity, values: log.activities } : textOf(log.eventAttributes.get(setting.waiting), log.activity.length));

/** Tells every wait of every case: of which case, for what, from, to, whether it is over (else `to` is now), and the code of what. */
export function eachWait(log: EventLog, setting: PictureSetting, tell: (c: number, waiting: string, from: number, to: number, over: boolean, code: number) => void): void {
  const { codes, values } = waitedFor(log, setting);
  const isOpen = openTest(log, setting);
  const wait = (c: number, code: number, from: number, to: number, over: boolean): void => {
    if (code >= 0 && values[code] !== '' && to >= from) tell(c, values[code]!, from, to, over, code);
  };
  for (let c = 0; c < log.caseIds.length; c++) {
    const start = log.caseStart[c]!, end = log.caseStart[c + 1]!;
    let code = -1, since = NaN;
    for (let row = start; row < end; row++) {
      const next = codes[row]!;
      if (next === code) continue;
      if (row > start) wait(c, code, since, log.time[row]!, true);
      code = next;
      since = log.time[row]!;
    }
    if (end > start && isOpen(c)) wait(c, code, since, setting.at, false);
  }
}
