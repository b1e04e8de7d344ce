import { textOf } from '../log/text-of.ts';
import type { EventLog } from '../log/event-log.ts';
import { openTest, type PictureSetting } from './setting.ts';

/** Open cases by age and by who holds them. */
export interface AgePicture {
  open: number;
  holders: string[];
  /** Whole days from, up to without `to` (null: and more); cases by holder, in the order of `holders`. */
  bands: { from: number; to: number | null; counts: number[] }[];
}

const limits = [7, 14, 30, 60, 90, 120, 180, 365];
const day = 86_400_000;

/** The age pyramid: open cases by days since their first event, and by who holds them now. */
export function agePicture(log: EventLog, setting: PictureSetting): AgePicture {
  const by = setting.holder === undefined ? { codes: log.activity, values: log.activities } : textOf(log.eventAttributes.get(setting.holder), log.activity.length);
  const isOpen = openTest(log, setting);
  const totals = new Map<number, number[]>();
  let open = 0;
  for (let c = 0; c < log.caseIds.length; c++) {
    const start = log.caseStart[c]!, last = log.caseStart[c + 1]! - 1;
    if (last < start || !isOpen(c)) continue;
    const days = (setting.at - log.time[start]!) / day;
    let band = limits.findIndex((limit) => days < limit);
    if (band < 0) band = limits.length;
    const code = by.codes[last]!;
    const counts = totals.get(code) ?? new Array<number>(limits.length + 1).fill(0);
    counts[band]!++;
    totals.set(code, counts);
    open++;
  }
  const nameOf = (code: number): string => (code < 0 ? '' : by.values[code]!);
  const sum = (counts: readonly number[]): number => counts.reduce((x, y) => x + y);
  // as many, by name: whatever the order the log learned them in
  const holders = [...totals].sort(([a, counts], [b, others]) => sum(others) - sum(counts) || (nameOf(a) < nameOf(b) ? -1 : 1));
  return {
    open, holders: holders.map(([code]) => nameOf(code)),
    bands: [0, ...limits].map((from, i) => ({ from, to: limits[i] ?? null, counts: holders.map(([, counts]) => counts[i]!) })),
  };
}
