import { textOf } from '../log/text-of.ts';
import type { EventLog } from '../log/event-log.ts';
import { FilterError } from '../filter/read-filters.ts';
import { calendarPeriods, periodOf } from '../measure/periods.ts';
import type { PetriNet } from '../model/petri-net.ts';
import { alignedWays } from './prescribed.ts';
import { leadTimes, openTest, type PictureSetting } from './setting.ts';
import { eachWait } from './waits.ts';

/**
 * One figure of a picture, so that the cases behind it can be had. Plain JSON, so that an address can hold it.
 * Weeks are named by the instant they begin in, as in the pictures.
 */
export type Spot =
  /** Waited for this as the week ended (or do now). */
  | { spot: 'waits'; waiting: string; week: number }
  /** Are open, so many days old, and with this holder. */
  | { spot: 'ages'; from: number; to: number | null; holder?: string }
  /** Have their time measured in this week: came to their decision in it. */
  | { spot: 'lead'; week: number }
  /** Have ended and left the prescribed way so; without a kind: have kept to it. */
  | { spot: 'prescribed'; kind?: 'added' | 'skipped'; activity?: string }
  /** Are open, and this is the last that happened. */
  | { spot: 'standing'; activity: string };

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => Number.isFinite(value);
const maybe = (test: (value: unknown) => boolean) => (value: unknown): boolean => value === undefined || test(value);
const forms: Record<Spot['spot'], Record<string, (value: unknown) => boolean>> = {
  waits: { waiting: isText, week: isNumber },
  ages: { from: isNumber, to: (value) => value === null || isNumber(value), holder: maybe(isText) },
  lead: { week: isNumber },
  prescribed: { kind: maybe((value) => value === 'added' || value === 'skipped'), activity: maybe(isText) },
  standing: { activity: isText },
};

/** Checks what came from outside (an address) and gives it as spots. Throws `FilterError`. */
export function readSpots(written: string): Spot[] {
  let read: unknown;
  try {
    read = JSON.parse(written);
  } catch {
    throw new FilterError(-1, 'no JSON');
  }
  if (!Array.isArray(read)) throw new FilterError(-1, 'expected a list of figures');
  return read.map((one: unknown, i): Spot => {
    const form = typeof one === 'object' && one !== null && Object.hasOwn(forms, (one as Spot).spot) ? forms[(one as Spot).spot] : undefined;
    if (!form) throw new FilterError(i, `expected a figure: ${Object.keys(forms).join(', ')}`);
    const { spot, ...parts } = one as Spot & Record<string, unknown>;
    const wrong = Object.keys({ ...form, ...parts }).find((key) => !form[key]?.((parts as Record<string, unknown>)[key]));
    if (wrong !== undefined) throw new FilterError(i, `${spot}: ${wrong} is not as expected`);
    return one as Spot;
  });
}

/** The cases behind a figure, as marks by their number. `whole` and `main` are the same cases in the same order, with all their events and without those passed over. */
export function casesBehind(spot: Spot, { whole, main }: { whole: EventLog; main: EventLog }, setting: PictureSetting, net: PetriNet | undefined): Uint8Array {
  const marks = new Uint8Array(main.caseIds.length);
  switch (spot.spot) {
    case 'waits': {
      const [begin, end] = calendarPeriods(setting.zone, spot.week, spot.week, 'week') as [number, number];
      const until = Math.min(end, setting.at);
      eachWait(whole, setting, (c, waiting, from, to, over) => { if (waiting === spot.waiting && begin < setting.at && from < until && (to > until || (!over && to === until))) marks[c] = 1; });
      return marks;
    }
    case 'ages': {
      const isOpen = openTest(whole, setting);
      const by = setting.holder === undefined ? { codes: whole.activity, values: whole.activities } : textOf(whole.eventAttributes.get(setting.holder), whole.activity.length);
      for (let c = 0; c < marks.length; c++) {
        const last = whole.caseStart[c + 1]! - 1;
        if (last < whole.caseStart[c]! || !isOpen(c)) continue;
        const days = (setting.at - whole.time[whole.caseStart[c]!]!) / 86_400_000, code = by.codes[last]!;
        // the youngest band takes in what begins in a moment, the oldest has no end
        if ((days >= spot.from || spot.from === 0) && (spot.to === null || days < spot.to) && (spot.holder === undefined || spot.holder === (code < 0 ? '' : by.values[code]!))) marks[c] = 1;
      }
      return marks;
    }
    case 'lead': {
      const week = calendarPeriods(setting.zone, spot.week, spot.week, 'week');
      const { times, ends } = leadTimes(main, setting);
      for (let c = 0; c < marks.length; c++) if (!Number.isNaN(times[c]!) && periodOf(week, ends[c]!) === 0) marks[c] = 1;
      return marks;
    }
    case 'prescribed': {
      if (!net) return marks;
      for (const { cases, cost, steps } of alignedWays(main, setting, net).ways) {
        const is = spot.kind === undefined ? cost === 0 : steps.some((step) => step.kind === spot.kind && step.activity === (spot.activity ?? step.activity));
        if (is) for (const c of cases) marks[c] = 1;
      }
      return marks;
    }
    case 'standing': {
      const isOpen = openTest(main, setting), wanted = main.activities.indexOf(spot.activity);
      for (let c = 0; c < marks.length; c++) {
        const last = main.caseStart[c + 1]! - 1;
        if (last >= main.caseStart[c]! && main.activity[last] === wanted && isOpen(c)) marks[c] = 1;
      }
      return marks;
    }
  }
}
