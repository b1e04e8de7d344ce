import type { EventLog } from '../log/event-log.ts';
import { evenPeriods } from './periods.ts';

/** One period of the stock of open cases. */
export interface StockPeriod {
  from: number;
  to: number;
  arrivals: number;
  departures: number;
  /** Open cases when the period ends. */
  stock: number;
  /** Open cases on average over the period. */
  meanStock: number;
}

export interface Stock {
  periods: StockPeriod[];
  /**
   * Little's law over the whole span (Little 1961; in its finite form Little 2011): L = lambda x W, where L is
   * the mean number of open cases, lambda the arrivals a millisecond and W the mean time that a case spent in
   * the span. Cases open at the beginning arrive with it. It holds exactly, whatever the process; what it is good
   * for: any two of stock, inflow and time give the third.
   */
  little: { meanStock: number; arrivalRate: number; meanTime: number };
}

export interface StockOptions {
  /** Milliseconds a period. Default a day. */
  period?: number;
  /** Periods of their own instead, as `calendarPeriods` gives them. */
  periods?: readonly number[];
  from?: number;
  to?: number;
  /** Whether a case is still open after its last event (its end is then unknown, and it stays in stock). Default: none is. */
  open?: (caseNumber: number) => boolean;
}

/** Arrivals, departures and stock by period. A case arrives with its first event and departs with its last. */
export function stock(log: EventLog, options: StockOptions = {}): Stock {
  const starts: number[] = [], ends: number[] = [];
  for (let c = 0; c < log.caseIds.length; c++) {
    const start = log.time[log.caseStart[c]!]!, end = log.time[log.caseStart[c + 1]! - 1]!;
    if (log.caseStart[c] === log.caseStart[c + 1] || Number.isNaN(start) || Number.isNaN(end)) continue;
    starts.push(start);
    ends.push(options.open?.(c) ? Infinity : end);
  }
  let first = Infinity, last = -Infinity;
  for (const at of starts) { first = Math.min(first, at); last = Math.max(last, at); }
  for (const at of ends) if (at < Infinity) last = Math.max(last, at);
  const from = options.periods?.[0] ?? options.from ?? first;
  const bounds = options.periods ?? evenPeriods(from, options.to ?? last, options.period ?? 86_400_000);
  const sortedStarts = Float64Array.from(starts).sort(), sortedEnds = Float64Array.from(ends).sort();
  const periods: StockPeriod[] = [];
  let arrived = countBefore(sortedStarts, from), departed = countBefore(sortedEnds, from);
  let all = arrived - departed, area = 0;
  for (let p = 0; p + 1 < bounds.length; p++) {
    const begin = bounds[p]!, end = bounds[p + 1]!;
    let open = arrived - departed, at = begin, time = 0;
    const before = [arrived, departed] as const;
    for (;;) {
      const next = Math.min(sortedStarts[arrived] ?? Infinity, sortedEnds[departed] ?? Infinity);
      if (!(next < end)) break;
      time += open * (next - at);
      at = next;
      // who leaves at the instant in which another comes leaves first, but nobody leaves before coming
      if ((sortedEnds[departed] ?? Infinity) <= next && departed < arrived) { departed++; open--; } else { arrived++; open++; }
    }
    time += open * (end - at);
    area += time;
    all += arrived - before[0];
    periods.push({ from: begin, to: end, arrivals: arrived - before[0], departures: departed - before[1], stock: open, meanStock: time / (end - begin) });
  }
  const end = bounds.at(-1) ?? NaN;
  let timeInSpan = 0;
  starts.forEach((start, i) => { timeInSpan += Math.max(0, Math.min(ends[i]!, end) - Math.max(start, from)); });
  return { periods, little: { meanStock: area / (end - from), arrivalRate: all / (end - from), meanTime: all > 0 ? timeInSpan / all : NaN } };
}

function countBefore(sorted: Float64Array, at: number): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < at) low = middle + 1; else high = middle;
  }
  return low;
}
