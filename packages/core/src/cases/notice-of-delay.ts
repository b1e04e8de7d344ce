import { beginAct, ping, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import { dayOf, type Calendar } from '../calendar.ts';
import type { CaseEvent, EventType, Holder } from '../case.ts';
import type { Change, LetterRecord } from '../change.ts';
import { concerned, type DeadlineStatus, type DraftTexts, type StaffActor } from '../deadline.ts';
import { DomainError } from '../errors.ts';
import { explain } from '../explain.ts';
import { factSet } from '../fact.ts';
import type { Rulebook } from '../rulebook.ts';
import type { Day, Instant } from '../time.ts';

/** What a case's own events say of why it has taken its time: the draft of a notice or of a refusal to conclude is written from this and nothing else. */
export interface DelayGrounds {
  /** What has been done, in order; what happened several times stands once, with how often. */
  done: { type: EventType; on: Day; times: number }[];
  /** What it waits for, with whom, since when; and the conditions that stopped the automation. */
  waits: { reason: string; holder: Holder; since: Day } | null;
  conditions: string[];
  /** Whole days it has waited for others than the authority. */
  daysWithOthers: number;
  /** Step that follows. */
  next: string | null;
}

/** Steps of the handling that tell a reader how the case has moved. */
const telling: EventType[] = [
  'ApplicationLodged', 'ApprovalGiven', 'PartyJoined', 'FeePaid', 'ApplicationComplete', 'AutomationStopped', 'CaseAssigned',
  'InformationRequested', 'InformationReceived', 'DeadlineExtended', 'DecisionProposed', 'DecisionReturned',
];

/** Reads the grounds of a delay out of the case. Pure: the same events give the same grounds. */
export function delayGrounds(state: CaseState, events: readonly CaseEvent[], rulebook: Rulebook, at: Instant, calendar: Calendar): DelayGrounds {
  const { case: file } = state;
  const day = (instant: Instant): Day => dayOf(instant, calendar.timeZone);
  const done = new Map<EventType, DelayGrounds['done'][number]>();
  for (const event of events) {
    if (!telling.includes(event.type)) continue;
    const before = done.get(event.type);
    done.set(event.type, { type: event.type, on: day(event.at), times: (before?.times ?? 0) + 1 });
  }
  const spans = [...file.waited, ...(file.waiting ? [{ ...file.waiting, from: file.waiting.since, to: at }] : [])];
  const lodgedAt = file.lodgedAt ?? file.openedAt;
  const othersTime = spans.filter((span) => span.from >= lodgedAt && ['person', 'anyone', 'partner'].includes(span.holder.kind))
    .reduce((sum, span) => sum + Date.parse(span.to) - Date.parse(span.from), 0);
  return {
    done: [...done.values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    waits: file.waiting && { reason: file.waiting.reason, holder: file.waiting.holder, since: day(file.waiting.since) },
    conditions: file.stopped?.conditions ?? [],
    daysWithOthers: Math.floor(othersTime / 86_400_000),
    next: explain(file, factSet(state.facts), rulebook, at, calendar).steps.find((step) => step.state === 'ahead' && step.phase === file.phase)?.id ?? null,
  };
}

/** The warning day has come and there is no decision: a notice is prepared, for an officer to edit and sign. Nobody is told anything yet. */
export function draftDelayNotice(state: CaseState, input: { clock: DeadlineStatus; texts: DraftTexts }, ctx: ActContext): Change {
  requirePhase(state.case, 'lodged');
  const act = beginAct(state, ctx);
  const { deadline, due } = input.clock;
  act.file.delayNotice = { deadline, due, draftedAt: ctx.at, texts: input.texts };
  act.record('DelayNoticeDrafted', { deadline, due });
  return settle(act);
}

/**
 * An officer signs the notice of delay as edited; it goes out as letters (Administrative Procedure Act, 11 §:
 * the party is told, with the reason).
 * @throws DomainError wrong-phase; out-of-order where no notice waits; reason-missing where a letter would say nothing
 */
export function signDelayNotice(state: CaseState, input: { reasons: DraftTexts; letters: LetterRecord[] }, ctx: ActContext & { actor: StaffActor }): Change {
  requirePhase(state.case, 'lodged');
  const notice = state.case.delayNotice;
  if (!notice) throw new DomainError('out-of-order');
  requireWords(input.reasons, Object.keys(notice.texts));
  const act = beginAct(state, ctx);
  delete act.file.delayNotice;
  sendLetters(act, input.letters);
  act.record('DelayNoticeSent', { deadline: notice.deadline, due: notice.due, reasons: input.reasons });
  const change = settle(act);
  ping(act, concerned(act.file, ctx.rulebook), 'delay');
  return change;
}

/** Each language of the draft has words. @throws DomainError reason-missing */
export function requireWords(texts: DraftTexts, languages: readonly string[]): void {
  if (languages.some((language) => !texts[language]?.trim())) throw new DomainError('reason-missing');
}

/** Letters into the change, each with its event. */
export function sendLetters(act: ReturnType<typeof beginAct>, letters: LetterRecord[]): void {
  act.change.letters = letters;
  for (const letter of letters) {
    act.record('LetterIssued', { letter: letter.id, kind: letter.letter, to: letter.toPersonId, language: letter.language, pdf: letter.pdfSha256, html: letter.htmlSha256 });
  }
}
