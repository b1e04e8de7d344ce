import { paymentById } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { settlePayment } from './settle-payment.ts';

/**
 * Asks the provider how an attempt went, and writes it down: a message that is late or lost costs nothing.
 * An attempt it has not settled stays as it is. @throws Problem neighbour-down
 */
export async function askProvider(deps: Deps, paymentId: string): Promise<void> {
  const payment = await paymentById(deps.store, paymentId);
  if (!payment?.providerId || payment.status !== 'requested') return;
  const there = await deps.payments.payment(payment.providerId);
  if (!there || there.status === 'open') return;
  await settlePayment(deps, paymentId, { status: there.status, providerId: there.id, ...(there.status === 'failed' ? { problem: 'card-refused' } : {}) });
}
