import { paymentById } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { settlePayment } from './settle-payment.ts';

/**
 * Gives back money that came a second time, or after the end. The provider does it once for our key, however often
 * it is asked. @throws Problem not-found, neighbour-down; PartnerRefused
 */
export async function refundPayment(deps: Deps, paymentId: string): Promise<void> {
  const payment = await paymentById(deps.store, paymentId);
  if (!payment?.providerId) throw new Problem('not-found');
  if (payment.status !== 'refunding') return;
  await deps.payments.refund(payment.providerId, payment.amount, `refund:${payment.id}`);
  await settlePayment(deps, payment.id, { status: 'refunded', providerId: payment.providerId });
}
