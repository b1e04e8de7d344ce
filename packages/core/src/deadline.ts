import { addDays, addMonths, addWorkingDays, dayOf, daysBetween, nextWorkingDay, type Calendar } from './calendar.ts';
import type { Actor, CaseFile } from './case.ts';
import type { DeadlineDefinition, Rulebook } from './rulebook.ts';
import type { Day, Instant } from './time.ts';

/** Somebody of the staff: what the law leaves to a human is asked for in this type, so that no robot or timer can do it. */
export type StaffActor = Actor & { kind: 'staff' };

// What the clocks keep in a case stands beside the clocks.
declare module './case.ts' {
  interface CaseFile {
    /** Clocks prolonged by an officer, oldest first. */
    extensions?: DeadlineExtension[];
    /** The notice of delay that waits for an officer's hand. */
    delayNotice?: DelayDraft;
    /** The party's request that the case be decided. It can be made once. */
    conclusion?: ConclusionRequest;
  }
}

export interface DeadlineExtension { deadline: string; days: number; at: Instant; by: string; reason: string }
/** A text prepared from the case's own events, by language; an officer edits and signs it. */
export type DraftTexts = Record<string, string>;
export interface DelayDraft { deadline: string; due: Day; draftedAt: Instant; texts: DraftTexts }
export interface ConclusionRequest {
  id: string;
  askedBy: string;
  askedAt: Instant;
  /** What a refusal would have to explain, prepared; nothing is refused by it. */
  texts: DraftTexts;
  refused?: { at: Instant; by: string };
}

/** Where one of the law's clocks stands in a case. */
export interface DeadlineStatus {
  deadline: string;
  basis: string;
  holder: string;
  start: Day;
  /** The last day, pauses and extensions so far included. */
  due: Day;
  /** The clock stands still now, because of this waiting reason. */
  pausedBy?: string;
  /** Days the clock has stood still. */
  pausedDays: number;
  /** Days added by an officer's extensions. */
  extendedDays: number;
  /** Days left, negative when passed. */
  left: number;
  /** What has run is no limit but a right that opens on `due`. */
  right?: true;
}

/**
 * One clock of the law in a case at an instant, or undefined while its start has not come.
 * A pause counts whole calendar days in the authority's time zone; a day in which the case
 * both waited and went on is not a pause (in favour of the person). A pause that begins when
 * the clock has run out does not set it going again.
 */
export function deadlineStatus(definition: DeadlineDefinition, file: CaseFile, at: Instant, calendar: Calendar, servedAt?: Instant): DeadlineStatus | undefined {
  const day = (instant: Instant): Day => dayOf(instant, calendar.timeZone);
  const began = (instant: Instant | undefined): Day | undefined => instant && day(instant);
  const start = {
    event: file.eventOn, opened: began(file.openedAt), lodged: began(file.lodgedAt), complete: began(file.completeAt), decided: began(file.decidedAt),
    requirement: began(file.waiting?.since), served: began(servedAt),
  }[definition.from];
  if (!start) return undefined;
  // a last day may move off a day when the authority is closed; a right opens when it opens
  const last = (on: Day): Day => (definition.opens ? on : nextWorkingDay(on, calendar));
  const extendedDays = (file.extensions ?? []).filter((one) => one.deadline === definition.id).reduce((sum, one) => sum + one.days, 0);
  const nominal = addDays(definition.workingDays
    ? addWorkingDays(start, definition.days ?? 0, calendar)
    : addDays(addMonths(start, definition.months ?? 0), definition.days ?? 0), extendedDays);

  let pausedDays = 0;
  let pausedBy: string | undefined;
  for (const pause of pausesOf(definition, file, at)) {
    const from = day(pause.from) < start ? start : day(pause.from);
    if (from > last(addDays(nominal, pausedDays))) break;
    pausedDays += Math.max(0, daysBetween(from, day(pause.to)));
    if (pause.now) pausedBy = pause.reason;
  }
  const due = last(addDays(nominal, pausedDays));
  return {
    deadline: definition.id, basis: definition.basis, holder: definition.holder, start, due, pausedDays, extendedDays, left: daysBetween(day(at), due),
    ...(pausedBy ? { pausedBy } : {}), ...(definition.opens ? { right: true as const } : {}),
  };
}

/** The spans in which the clock stands still, oldest first. */
function pausesOf(definition: DeadlineDefinition, file: CaseFile, at: Instant): { reason: string; from: Instant; to: Instant; now?: true }[] {
  const pausing = new Set(definition.pausedBy ?? []);
  if (pausing.size === 0) return [];
  const until = file.phase === 'closed' && file.closedAt ? file.closedAt : at;
  const past = file.waited.filter((wait) => pausing.has(wait.reason)).sort((a, b) => (a.from < b.from ? -1 : 1));
  const { waiting } = file;
  return waiting && pausing.has(waiting.reason) ? [...past, { reason: waiting.reason, from: waiting.since, to: until, now: true }] : past;
}

/** Starts of clocks that run towards a decision and end with it. */
const towardsDecision: DeadlineDefinition['from'][] = ['event', 'opened', 'lodged', 'complete'];

/** The clocks of the service and that of the requirement the case waits for now. */
export function definitionsNow({ deadlines, requirements }: Pick<Rulebook, 'deadlines' | 'requirements'>, file: CaseFile): DeadlineDefinition[] {
  const awaited = requirements.find((one) => one.phase === file.phase && one.id === file.waiting?.reason)?.deadline;
  return awaited ? [...deadlines, awaited] : deadlines;
}

/** Every clock that has begun in a case and still matters, also those that have run out; the nearest first. */
export function clocksOf(rulebook: Pick<Rulebook, 'deadlines' | 'requirements'>, file: CaseFile, at: Instant, calendar: Calendar): DeadlineStatus[] {
  return definitionsNow(rulebook, file)
    .filter((definition) => !(file.decidedAt && towardsDecision.includes(definition.from)))
    .flatMap((definition) => [deadlineStatus(definition, file, at, calendar) ?? [], concludeClock(definition, file, at, calendar) ?? []].flat())
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

/** The clocks of a case that run, the nearest first. One that has run out is no date to wait for: see `clocksOf`. */
export function deadlinesOf(rulebook: Pick<Rulebook, 'deadlines' | 'requirements'>, file: CaseFile, at: Instant, calendar: Calendar): DeadlineStatus[] {
  return clocksOf(rulebook, file, at, calendar).filter((clock) => (clock.right ? clock.left > 0 : clock.left >= 0));
}

/** The authority's time to decide, or to refuse the request, from the day a party asked. */
function concludeClock(definition: DeadlineDefinition, file: CaseFile, at: Instant, calendar: Calendar): DeadlineStatus | undefined {
  const { opens } = definition;
  if (!opens || !file.conclusion || file.conclusion.refused) return undefined;
  const start = dayOf(file.conclusion.askedAt, calendar.timeZone);
  const due = nextWorkingDay(addDays(start, opens.days), calendar);
  return { deadline: opens.id, basis: opens.basis, holder: definition.holder, start, due, pausedDays: 0, extendedDays: 0, left: daysBetween(dayOf(at, calendar.timeZone), due) };
}

/**
 * Those whose case it is: the parties who may take it back and who are told of it. The law's notices and reasons
 * go to them, not to others who only add their part.
 */
export function concerned(file: CaseFile, rulebook: Pick<Rulebook, 'roles'>): string[] {
  const roles = new Set(rulebook.roles.filter((role) => role.may.includes('withdraw') && role.may.includes('notify')).map((role) => role.role));
  return file.parties.filter((party) => roles.has(party.role)).map((party) => party.personId);
}

/** What a party may know of asking that the case be decided: from which day, and whether it has been done. Undefined where the service has no such right or the case is not before a decision. */
export interface ConclusionRight { from: Day; open: boolean; basis: string; answerDays: number; request?: ConclusionRequest }
export function conclusionRight(rulebook: Pick<Rulebook, 'deadlines'>, file: CaseFile, at: Instant, calendar: Calendar): ConclusionRight | undefined {
  if (file.phase !== 'lodged') return undefined;
  for (const definition of rulebook.deadlines) {
    const clock = definition.opens && deadlineStatus(definition, file, at, calendar);
    if (!clock) continue;
    return {
      from: clock.due, open: clock.left <= 0 && !file.conclusion, basis: definition.basis, answerDays: definition.opens!.days,
      ...(file.conclusion ? { request: file.conclusion } : {}),
    };
  }
  return undefined;
}
