import { assertOwn } from '../act-facts.ts';
import { beginAct, ping, requireMay, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { subject } from '../fact.ts';
import type { Party } from '../case.ts';
import type { Fact } from '../fact.ts';
import { addParty } from './begin-application.ts';
import { takeAnswers, type Answer } from './record-answers.ts';

export interface LodgeInput {
  personId: string;
  answers: Answer[];
  /** Parties the answers name (the employer by its number), and what is on file about them. */
  joins?: { party: Party; known: readonly Fact[] }[];
}
import { actFacts } from '../fact-names.ts';

/**
 * The first guardian (or the applicant) confirms what is known, answers what was not, and sends.
 * From now the case is pinned to this rulebook (invariant 2).
 */
export function lodgeApplication(state: CaseState, input: LodgeInput, ctx: ActContext): Change {
  requirePhase(state.case, 'offered');
  requireMay(state.case, input.personId, 'answer', ctx.rulebook);
  const joins = input.joins ?? [];
  const act = beginAct({ case: state.case, facts: [...state.facts, ...joins.flatMap((one) => one.known)] }, ctx);
  const { file } = act;
  file.rulebook = ctx.rulebook.hash;
  file.phase = 'lodged';
  file.lodgedAt = ctx.at;
  file.lodgedBy = input.personId;
  takeAnswers(act, input.answers);
  for (const { party } of joins) addParty(act, party);
  const part = subject.party(file.id, input.personId);
  assertOwn(act, part, actFacts.confirmed, true, 'applicant', 'stated');
  act.record('ApplicationLodged', { by: input.personId, rulebook: file.rulebook });
  // where several must agree, sending is agreeing for oneself
  if (ctx.rulebook.facts.some((one) => one.name === actFacts.approval)) {
    assertOwn(act, part, actFacts.approval, true, 'applicant', 'stated');
    act.record('ApprovalGiven', { by: input.personId });
  }
  const change = settle(act);
  const holder = file.waiting?.holder;
  if (holder?.kind === 'person' && holder.personId !== input.personId) ping(act, [holder.personId], file.waiting!.reason === 'approve' ? 'approval' : `your-turn:${file.waiting!.reason}`);
  return change;
}
