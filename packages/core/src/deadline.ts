import { addDays, addMonths, addWorkingDays, dayOf, daysBetween, nextWorkingDay, type Calendar } from './calendar.ts';
import type { CaseFile } from './case.ts';
import type { DeadlineDefinition, Rulebook } from './rulebook.ts';
import type { Day, Instant } from './time.ts';

/** Where one of the law's clocks stands in a case. */
export interface DeadlineStatus {
  deadline: string;
  basis: string;
  holder: string;
  start: Day;
  /** The last day, pauses so far included. */
  due: Day;
  /** The clock stands still now, because of this waiting reason. */
  pausedBy?: string;
  /** Days the clock has stood still. */
  pausedDays: number;
  /** Days left, negative when passed. */
  left: number;
}

/**
 * One clock of the law in a case at an instant, or undefined while its start has not come.
 * A pause counts whole calendar days in the authority's time zone; a day in which the case
 * both waited and went on is not a pause (in favour of the person).
 */
export function deadlineStatus(definition: DeadlineDefinition, file: CaseFile, at: Instant, calendar: Calendar, servedAt?: Instant): DeadlineStatus | undefined {
  const day = (instant: Instant): Day => dayOf(instant, calendar.timeZone);
  const began = (instant: Instant | undefined): Day | undefined => instant && day(instant);
  const start = {
    event: file.eventOn, opened: began(file.openedAt), lodged: began(file.lodgedAt), complete: began(file.completeAt), decided: began(file.decidedAt),
    requirement: began(file.waiting?.since), served: began(servedAt),
  }[definition.from];
  if (!start) return undefined;
  const end = file.phase === 'closed' && file.closedAt ? file.closedAt : at;
  const pausing = new Set(definition.pausedBy ?? []);
  const pauses = file.waited.filter((wait) => pausing.has(wait.reason)).map((wait) => [wait.from, wait.to] as const);
  const pausedNow = file.waiting && pausing.has(file.waiting.reason) ? file.waiting : undefined;
  if (pausedNow) pauses.push([pausedNow.since, end]);
  let pausedDays = 0;
  for (const [from, to] of pauses) {
    const first = day(from) < start ? start : day(from);
    pausedDays += Math.max(0, daysBetween(first, day(to)));
  }
  const nominal = definition.workingDays
    ? addWorkingDays(start, definition.days ?? 0, calendar)
    : addDays(addMonths(start, definition.months ?? 0), definition.days ?? 0);
  const due = nextWorkingDay(addDays(nominal, pausedDays), calendar);
  return {
    deadline: definition.id, basis: definition.basis, holder: definition.holder, start, due, pausedDays,
    left: daysBetween(day(at), due),
    ...(pausedNow ? { pausedBy: pausedNow.reason } : {}),
  };
}

/**
 * The clocks of a case that run, the nearest first: those of the service, and that of the
 * requirement the case waits for now.
 */
export function deadlinesOf({ deadlines, requirements }: Pick<Rulebook, 'deadlines' | 'requirements'>, file: CaseFile, at: Instant, calendar: Calendar): DeadlineStatus[] {
  const awaited = requirements.find((one) => one.phase === file.phase && one.id === file.waiting?.reason)?.deadline;
  const clocks = [...deadlines, ...(awaited ? [awaited] : [])].map((definition) => {
    // a clock towards a decision ends with it
    if (file.decidedAt && ['event', 'opened', 'lodged'].includes(definition.from)) return undefined;
    return deadlineStatus(definition, file, at, calendar);
  });
  return clocks.filter((clock) => clock !== undefined).sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}
