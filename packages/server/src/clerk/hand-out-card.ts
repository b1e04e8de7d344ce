import { DomainError, handOutCard as handOut } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleVisit, type VisitAct } from './handle-visit.ts';

/** The card is in the right hands; with it the case ends. @throws DomainError out-of-order */
export function handOutCard(deps: Deps, input: VisitAct): Promise<void> {
  return handleVisit(deps, input, 'hand-out-card', ({ state, cardOrders }, appointment, ctx) => {
    const order = cardOrders.at(-1);
    if (!order) throw new DomainError('out-of-order', { status: appointment.status });
    return handOut(state, { order }, ctx);
  });
}
