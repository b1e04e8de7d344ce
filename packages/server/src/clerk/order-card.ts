import { DomainError, orderCard as order, reorderCard } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleVisit, type VisitAct } from './handle-visit.ts';
import { photoFact } from './take-photo.ts';

/** Orders the card from the photo of this visit; again, from the same photo, where the producer failed. @throws DomainError out-of-order */
export function orderCard(deps: Deps, input: VisitAct): Promise<void> {
  return handleVisit(deps, input, 'order-card', ({ state, permits, documents, cardOrders }, appointment, ctx) => {
    const last = cardOrders.at(-1);
    if (last?.status === 'failed') return reorderCard(state, { order: last }, ctx);
    const permit = permits.at(-1);
    const photo = documents.findLast((one) => one.fact === photoFact);
    if (last || !permit || !photo) throw new DomainError('out-of-order', { status: last?.status ?? appointment.status });
    return order(state, { appointment, permit, photoSha256: photo.sha256 }, ctx);
  });
}
