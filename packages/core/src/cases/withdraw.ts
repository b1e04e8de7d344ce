import { beginAct, closeCase, notified, ping, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';

/** A party takes the application (or the offer) back; nothing has been decided. */
export function withdrawApplication(state: CaseState, input: { personId: string }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  const party = state.case.parties.find((one) => one.personId === input.personId);
  const may = ctx.rulebook.roles.find((role) => role.role === party?.role)?.may ?? [];
  if (!may.includes('withdraw')) throw new DomainError('not-yours');
  const act = beginAct(state, ctx);
  act.record('ApplicationWithdrawn', { by: input.personId });
  closeCase(act, 'withdrawn');
  const change = settle(act);
  ping(act, notified(act.file, ctx.rulebook), 'withdrawn');
  return change;
}
