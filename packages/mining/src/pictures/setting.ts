import type { EventLog } from '../log/event-log.ts';

/** What the pictures of a log have to know besides it. */
export interface PictureSetting {
  /** The instant at which they are taken, in milliseconds: open cases are as old as they are then. */
  at: number;
  /** IANA zone whose weeks are counted. */
  zone: string;
  /** Boolean attribute of cases that says which are open. Where there is none all cases ended with their last event. */
  open?: string;
  /** Event attribute that says what the case waits for after the event. Default: the activity. */
  waiting?: string;
  /** Event attribute that says who holds the case after the event. Default: the activity. */
  holder?: string;
  /** What is the time of a case: from the first of these to the next of those. Default: from its first to its last event. */
  lead?: { from: string[]; to: string[] };
}

/** Milliseconds of eight weeks: how far back "lately" reaches, when a pace is compared with what was usual before. */
export const lately = 56 * 86_400_000;

/** A share of a usual time says nothing where fewer than so many stand behind it. */
export const enough = 5;

/** Whether a case is open, by its number. */
export function openTest(log: EventLog, setting: PictureSetting): (c: number) => boolean {
  const column = setting.open === undefined ? undefined : log.caseAttributes.get(setting.open);
  if (column?.kind !== 'boolean') return () => false;
  return (c) => column.flags[c] === 1;
}

/** A number as JSON can say it: null where it is not known. */
export const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Time of each case by the setting's measure in milliseconds, and when it ended; NaN where it has not come there. */
export function leadTimes(log: EventLog, setting: PictureSetting): { times: Float64Array; ends: Float64Array } {
  const n = log.caseIds.length;
  const times = new Float64Array(n).fill(NaN), ends = new Float64Array(n).fill(NaN);
  const isOpen = openTest(log, setting);
  const marks = (names: string[] | undefined): Uint8Array => Uint8Array.from(log.activities, (name) => (names?.includes(name) ? 1 : 0));
  const from = marks(setting.lead?.from), to = marks(setting.lead?.to);
  for (let c = 0; c < n; c++) {
    const start = log.caseStart[c]!, end = log.caseStart[c + 1]!;
    let begun = NaN, ended = NaN;
    if (!setting.lead) {
      if (end > start && !isOpen(c)) { begun = log.time[start]!; ended = log.time[end - 1]!; }
    } else {
      for (let row = start; row < end; row++) {
        if (Number.isNaN(begun)) { if (from[log.activity[row]!]) begun = log.time[row]!; }
        else if (to[log.activity[row]!]) { ended = log.time[row]!; break; }
      }
    }
    times[c] = ended - begun;
    ends[c] = ended;
  }
  return { times, ends };
}
