import { assertOwn } from '../act-facts.ts';
import { beginAct, notified, ping, requireMay, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { subject } from '../fact.ts';
import { takeAnswers, type Answer } from './record-answers.ts';
import { actFacts } from '../fact-names.ts';

function requireOpenPart(state: CaseState, personId: string, ctx: ActContext): void {
  requirePhase(state.case, 'lodged');
  requireMay(state.case, personId, 'answer', ctx.rulebook);
}

/** Another party with a say (the second guardian) agrees. Where the rules then say yes, the permit is granted in this same act. */
export function giveApproval(state: CaseState, input: { personId: string; answers?: Answer[] }, ctx: ActContext): Change {
  requireOpenPart(state, input.personId, ctx);
  const act = beginAct(state, ctx);
  if (input.answers?.length) takeAnswers(act, input.answers);
  const part = subject.party(act.file.id, input.personId);
  assertOwn(act, part, actFacts.approval, true, 'applicant', 'stated');
  act.record('ApprovalGiven', { by: input.personId });
  // a disagreement that stopped the case and is now gone leaves the robot free to look again
  if (act.file.stopped?.code.startsWith('requirement:') && !act.file.assignedTo) delete act.file.stopped;
  return settle(act);
}

/** The party does not agree. Nothing is refused: an officer takes the case, with the reason given. */
export function withholdApproval(state: CaseState, input: { personId: string; reason: string }, ctx: ActContext): Change {
  requireOpenPart(state, input.personId, ctx);
  const act = beginAct(state, ctx);
  const part = subject.party(act.file.id, input.personId);
  assertOwn(act, part, actFacts.approval, false, 'applicant', 'stated');
  if (input.reason.trim()) assertOwn(act, part, actFacts.approvalReason, input.reason.trim(), 'applicant', 'stated');
  act.record('ApprovalWithheld', { by: input.personId });
  const change = settle(act);
  ping(act, notified(act.file, ctx.rulebook).filter((id) => id !== input.personId), 'approval-withheld');
  return change;
}
