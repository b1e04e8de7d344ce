import { beginAct, closeCase, notified, ping, requireMay, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';

/** A party takes the application (or the offer) back; nothing has been decided. */
export function withdrawApplication(state: CaseState, input: { personId: string }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  requireMay(state.case, input.personId, 'withdraw', ctx.rulebook);
  const act = beginAct(state, ctx);
  act.record('ApplicationWithdrawn', { by: input.personId });
  closeCase(act, 'withdrawn');
  const change = settle(act);
  ping(act, notified(act.file, ctx.rulebook), 'withdrawn');
  return change;
}
