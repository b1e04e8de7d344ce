import { beginAct, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import type { Instant } from '../time.ts';

/** To a colleague of the unit that has the case, or to a unit, whose queue it then stands in. */
export type HandOverTo = { staffId: string } | { unit: string };

/**
 * An officer hands a case over and says why; who gets it reads that. A proposal under way must be settled first.
 * @throws DomainError wrong-phase; out-of-order while a second officer looks at a proposal
 */
export function handOverCase(state: CaseState, { to, reason }: { to: HandOverTo; reason: string }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged', 'appealed');
  if (state.case.proposal) throw new DomainError('out-of-order');
  const act = beginAct(state, ctx);
  const { file } = act;
  const from = { unit: file.unit, ...(file.assignedTo ? { staffId: file.assignedTo } : {}) };
  if ('staffId' in to) file.assignedTo = to.staffId;
  else {
    delete file.assignedTo;
    file.unit = to.unit;
  }
  delete file.snoozed; // whoever gets it shall see it
  act.record('CaseHandedOver', { from, to, reason });
  return settle(act);
}

/**
 * An officer lays a case aside until an instant, and says why: it leaves the queue, what it waits for and the law's
 * clocks stay as they are. Whatever comes in from a party or a partner takes it back before.
 * @throws DomainError wrong-phase; out-of-order where the instant has passed or the law's next day comes before it
 */
export function snoozeCase(state: CaseState, { until, reason }: { until: Instant; reason: string }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged', 'appealed');
  const legal = state.case.waiting?.nextLegalDate?.on;
  if (until <= ctx.at || (legal !== undefined && legal >= ctx.at.slice(0, 10) && until.slice(0, 10) > legal)) throw new DomainError('out-of-order');
  const act = beginAct(state, ctx);
  act.file.snoozed = { until, by: ctx.actor.id, at: ctx.at, reason };
  act.record('CaseSnoozed', { until, reason });
  return settle(act);
}

/** The officer takes it up again themselves. Nothing happens to one that is not laid aside. */
export function wakeCase(state: CaseState, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  if (act.file.snoozed) {
    delete act.file.snoozed;
    act.record('CaseWoken', { because: 'officer' });
  }
  return settle(act);
}
