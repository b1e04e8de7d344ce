import { beginAct, closeCase, notified, ping, requireMay, settle, type Act, type ActContext, type CaseState } from '../act.ts';
import type { Actor } from '../case.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import type { Day, Instant } from '../time.ts';

/** An appeal against a decision, from its lodging to its end. */
export interface AppealRecord {
  id: string;
  caseId: string;
  decisionId: string;
  /** Whose appeal it is, and who lodged it. */
  personId: string;
  by: Actor;
  text: string;
  language: string;
  documents: string[];
  lodgedAt: Instant;
  /** The last day, counted from when the decision was served; absent where nobody knows that it was: then it is in time. */
  dueOn?: Day;
  inTime: boolean;
  status: 'lodged' | 'forwarded' | 'changed-on-review' | 'dismissed-late' | 'withdrawn' | 'ruled';
  /** What the authority's own review of its decision came to (Administrative Procedure Act 37-39 §§). */
  review?: { by: Actor; at: Instant; note: string };
  courtNumber?: string;
  ruling?: { outcome: 'upheld' | 'changed' | 'referred-back' | 'dismissed'; reasons: string; at: Instant };
}

/**
 * A party appeals. Whether it came in time is counted and shown, never judged by itself: a late appeal
 * goes to an officer like any other. The case is open again and waits for the authority's review.
 * @throws DomainError nothing-to-appeal; already-appealed
 */
export function lodgeAppeal(
  state: CaseState, input: { personId: string; decisionId: string; text: string; language: string; documents: string[]; dueOn?: Day; today: Day; earlier: readonly AppealRecord[] }, ctx: ActContext,
): { change: Change; appeal: AppealRecord } {
  requireMay(state.case, input.personId, 'appeal', ctx.rulebook);
  if (!state.case.decidedAt || input.text.trim() === '') throw new DomainError('nothing-to-appeal');
  if (input.earlier.some((one) => one.decisionId === input.decisionId && one.personId === input.personId && one.status !== 'withdrawn')) throw new DomainError('already-appealed');
  const act = beginAct(state, ctx);
  const appeal: AppealRecord = {
    id: ctx.ids.next(), caseId: act.file.id, decisionId: input.decisionId, personId: input.personId, by: ctx.actor, text: input.text.trim(), language: input.language,
    documents: input.documents, lodgedAt: ctx.at, ...(input.dueOn ? { dueOn: input.dueOn } : {}), inTime: !input.dueOn || input.today <= input.dueOn, status: 'lodged',
  };
  act.file.appeal = { id: appeal.id, stage: 'review', from: act.file.phase === 'closed' ? 'closed' : 'decided', ...(act.file.closedAs ? { closedAs: act.file.closedAs } : {}) };
  act.file.phase = 'appealed';
  delete act.file.closedAt;
  act.change.appeals = [appeal];
  act.record('AppealLodged', { appeal: appeal.id, decision: appeal.decisionId, inTime: appeal.inTime });
  const change = settle(act);
  ping(act, notified(act.file, ctx.rulebook).filter((id) => id === input.personId), `appeal:${appeal.id}`);
  return { change, appeal };
}

function requireStage(state: CaseState, appeal: AppealRecord, stage: 'review' | 'court'): void {
  if (state.case.appeal?.id !== appeal.id || state.case.appeal.stage !== stage) throw new DomainError('wrong-phase', { phase: state.case.phase });
}

/** The officer's review changes nothing: the appeal goes on to the court, with the whole file. */
export function forwardAppeal(state: CaseState, input: { appeal: AppealRecord; note: string }, ctx: ActContext): Change {
  requireStage(state, input.appeal, 'review');
  const act = beginAct(state, ctx);
  act.file.appeal!.stage = 'court';
  act.change.appeals = [{ ...input.appeal, status: 'forwarded', review: { by: ctx.actor, at: ctx.at, note: input.note } }];
  act.record('AppealForwarded', { appeal: input.appeal.id });
  act.send('appeal-forward', input.appeal.id, { appeal: input.appeal.id });
  return told(act, input.appeal);
}

/** The review shows that the decision was wrong: the case is opened for a new one, by a human. */
export function reopenOnReview(state: CaseState, input: { appeal: AppealRecord; note: string }, ctx: ActContext): Change {
  requireStage(state, input.appeal, 'review');
  const act = beginAct(state, ctx);
  act.change.appeals = [{ ...input.appeal, status: 'changed-on-review', review: { by: ctx.actor, at: ctx.at, note: input.note } }];
  act.record('AppealReviewed', { appeal: input.appeal.id, outcome: 'changed' });
  reopen(act, 'review', ctx.actor.id);
  return told(act, input.appeal);
}

/** The appeal came too late, an officer finds: dismissed with reasons, which can be appealed in its turn. @throws DomainError reason-missing */
export function dismissLateAppeal(state: CaseState, input: { appeal: AppealRecord; note: string }, ctx: ActContext): Change {
  requireStage(state, input.appeal, 'review');
  if (input.appeal.inTime || input.note.trim() === '') throw new DomainError('reason-missing');
  const act = beginAct(state, ctx);
  act.change.appeals = [{ ...input.appeal, status: 'dismissed-late', review: { by: ctx.actor, at: ctx.at, note: input.note } }];
  act.record('AppealReviewed', { appeal: input.appeal.id, outcome: 'dismissed-late' });
  backToWhereItWas(act);
  return told(act, input.appeal);
}

/** Who appealed takes it back; what was decided stands. */
export function withdrawAppeal(state: CaseState, input: { appeal: AppealRecord; personId: string }, ctx: ActContext): Change {
  if (input.appeal.personId !== input.personId) throw new DomainError('not-yours');
  if (state.case.appeal?.id !== input.appeal.id) throw new DomainError('wrong-phase', { phase: state.case.phase });
  const act = beginAct(state, ctx);
  act.change.appeals = [{ ...input.appeal, status: 'withdrawn' }];
  act.record('AppealWithdrawn', { appeal: input.appeal.id });
  if (input.appeal.status === 'forwarded') act.send('appeal-withdrawn', input.appeal.id, { appeal: input.appeal.id });
  backToWhereItWas(act);
  return settle(act);
}

/** The court has received it. */
export function appealReceived(state: CaseState, input: { appeal: AppealRecord; courtNumber: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  act.change.appeals = [{ ...input.appeal, courtNumber: input.courtNumber }];
  return settle(act);
}

/** The court has ruled. Upheld: the decision stands. Changed or referred back: an officer decides anew, as the court says. */
export function courtRuled(state: CaseState, input: { appeal: AppealRecord; outcome: NonNullable<AppealRecord['ruling']>['outcome']; reasons: string }, ctx: ActContext): Change {
  requireStage(state, input.appeal, 'court');
  const act = beginAct(state, ctx);
  act.change.appeals = [{ ...input.appeal, status: 'ruled', ruling: { outcome: input.outcome, reasons: input.reasons, at: ctx.at } }];
  act.record('CourtRuled', { appeal: input.appeal.id, outcome: input.outcome });
  if (input.outcome === 'upheld' || input.outcome === 'dismissed') backToWhereItWas(act);
  else reopen(act, `court:${input.outcome}`);
  return told(act, input.appeal);
}

/** Open again for a new decision: never the robot's, since a human has found something. */
function reopen(act: Act, code: string, officer?: string): void {
  const { file, ctx } = act;
  delete file.appeal;
  delete file.decidedAt;
  delete file.closedAs;
  file.phase = 'lodged';
  file.stopped = { at: ctx.at, code: `appeal:${code}`, conditions: [] };
  if (officer) file.assignedTo = officer;
}

function backToWhereItWas(act: Act): void {
  const { file } = act;
  const { from, closedAs } = file.appeal!;
  delete file.appeal;
  file.phase = 'decided';
  if (from === 'closed') closeCase(act, closedAs ?? 'refused');
}

function told(act: Act, appeal: AppealRecord): Change {
  const change = settle(act);
  ping(act, notified(act.file, act.ctx.rulebook).filter((id) => id === appeal.personId), `appeal:${appeal.id}:${act.file.version}`);
  return change;
}
