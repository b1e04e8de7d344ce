import { beginAct, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';

/** Who proposed a decision takes the proposal back, while no second officer has spoken. @throws DomainError wrong-phase, not-yours */
export function withdrawProposal(state: CaseState, ctx: ActContext): Change {
  const { proposal } = state.case;
  if (!proposal) throw new DomainError('wrong-phase', { phase: state.case.phase });
  if (proposal.by.id !== ctx.actor.id) throw new DomainError('not-yours');
  const act = beginAct(state, ctx);
  delete act.file.proposal;
  act.record('ProposalWithdrawn', { outcome: proposal.outcome });
  return settle(act);
}

/**
 * An officer takes a question back that is not yet answered. Who has seen it already reads `words` under it.
 * @throws DomainError request-closed, wrong-phase
 */
export function withdrawRequest(state: CaseState, input: { request: string; words: string }, ctx: ActContext): Change {
  requirePhase(state.case, 'lodged');
  const act = beginAct(state, ctx);
  const index = act.file.openRequests.findIndex((one) => one.id === input.request);
  const [asked] = index < 0 ? [] : act.file.openRequests.splice(index, 1);
  if (!asked) throw new DomainError('request-closed');
  act.record('RequestWithdrawn', { request: asked.id });
  act.change.messages = [{
    id: ctx.ids.next(), caseId: act.file.id, direction: 'out', personId: asked.to, by: `${ctx.actor.kind}/${ctx.actor.id}`, text: input.words,
    language: asked.language, at: ctx.at, requestId: asked.id,
  }];
  return settle(act);
}
