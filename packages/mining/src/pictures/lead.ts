import { controlChart, type RunRule } from '../measure/control-chart.ts';
import { calendarPeriods, periodOf } from '../measure/periods.ts';
import { quantile } from '../measure/quantile.ts';
import type { EventLog } from '../log/event-log.ts';
import { enough, known, leadTimes, type PictureSetting } from './setting.ts';

/** The time of cases by the week in which they ended, with the limits of what is usual (XmR chart). */
export interface LeadPicture {
  cases: number;
  /** `median` is null where fewer than five ended. Milliseconds. */
  weeks: { from: number; cases: number; median: number | null; p90: number | null; broken: RunRule[]; side: 'above' | 'below' | null }[];
  centre: number | null;
  lower: number | null;
  upper: number | null;
}

const day = 86_400_000;

/** The control chart over the last `weeks` whole weeks of the zone. The week under way is not judged. */
export function leadPicture(log: EventLog, setting: PictureSetting, weeks = 52): LeadPicture {
  const periods = calendarPeriods(setting.zone, setting.at - weeks * 7 * day, setting.at, 'week').slice(0, -1);
  const lists = periods.slice(0, -1).map((): number[] => []);
  const { times, ends } = leadTimes(log, setting);
  let cases = 0;
  for (let c = 0; c < times.length; c++) {
    const week = Number.isNaN(times[c]!) ? -1 : periodOf(periods, ends[c]!);
    if (week >= 0) { lists[week]!.push(times[c]!); cases++; }
  }
  const sorted = lists.map((list) => Float64Array.from(list).sort());
  const medians = sorted.map((list) => (list.length >= enough ? quantile(list, 0.5) : NaN));
  const chart = controlChart(medians, { floor: 0 });
  return {
    cases, centre: known(chart.centre), lower: known(chart.lower), upper: known(chart.upper),
    weeks: medians.map((median, w) => ({
      from: periods[w]!, cases: lists[w]!.length, median: known(median), p90: lists[w]!.length >= enough ? known(quantile(sorted[w]!, 0.9)) : null,
      broken: Number.isNaN(median) ? [] : chart.points[w]!.broken, side: Number.isNaN(median) ? null : chart.points[w]!.side,
    })),
  };
}
