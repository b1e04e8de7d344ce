import { assertOwn } from '../act-facts.ts';
import { beginAct, ping, requireMay, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { subject } from '../fact.ts';
import { takeAnswers, type Answer } from './record-answers.ts';
import { actFacts } from '../fact-names.ts';

/**
 * The first guardian (or the applicant) confirms what is known, answers what was not, and sends.
 * From now the case is pinned to this rulebook (invariant 2). Sending is approving, for oneself.
 */
export function lodgeApplication(state: CaseState, input: { personId: string; answers: Answer[] }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered');
  requireMay(state.case, input.personId, 'answer', ctx.rulebook);
  const act = beginAct(state, ctx);
  const { file } = act;
  file.rulebook = ctx.rulebook.hash;
  file.phase = 'lodged';
  file.lodgedAt = ctx.at;
  file.lodgedBy = input.personId;
  takeAnswers(act, input.answers);
  const part = subject.party(file.id, input.personId);
  assertOwn(act, part, actFacts.confirmed, true, 'applicant', 'stated');
  act.record('ApplicationLodged', { by: input.personId, rulebook: file.rulebook });
  assertOwn(act, part, actFacts.approval, true, 'applicant', 'stated');
  act.record('ApprovalGiven', { by: input.personId });
  const change = settle(act);
  const holder = file.waiting?.holder;
  if (holder?.kind === 'person' && holder.personId !== input.personId) ping(act, [holder.personId], 'approval');
  return change;
}
