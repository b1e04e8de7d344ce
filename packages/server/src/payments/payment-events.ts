import type { PaymentRecord } from '@ankomst/core';
import { paymentById } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { ExchangeProblem, inboxEntry, type ExchangeHandler, type PartnerEvent } from '../exchange/handlers.ts';
import { settlePayment, type Said } from './settle-payment.ts';

/** The provider says that an attempt is paid: in the sum we asked for, or an officer looks at it. */
export const paymentCompletedHandler: ExchangeHandler = async (deps, event) => {
  const payment = await attemptOf(deps, event);
  if (event.data['amount'] !== payment.amount || event.data['currency'] !== payment.currency) throw new ExchangeProblem('other-amount');
  await settle(deps, event, payment, 'paid');
};

export const paymentFailedHandler: ExchangeHandler = async (deps, event) =>
  settle(deps, event, await attemptOf(deps, event), 'failed', String(event.data['reason'] ?? '').slice(0, 200));

/** Money is back with the payer: all of it, and because we asked. Anything else an officer looks at. */
export const paymentRefundedHandler: ExchangeHandler = async (deps, event) => {
  const payment = await attemptOf(deps, event);
  if (!['refunding', 'refunded'].includes(payment.status) || event.data['amount'] !== payment.amount) throw new ExchangeProblem('refund-not-asked');
  await settle(deps, event, payment, 'refunded');
};

/** The attempt a message is about: the provider gives back our own reference. @throws ExchangeProblem malformed-event, unknown-payment */
async function attemptOf(deps: Deps, { data }: PartnerEvent): Promise<PaymentRecord> {
  if (typeof data['reference'] !== 'string' || typeof data['id'] !== 'string') throw new ExchangeProblem('malformed-event');
  const payment = await paymentById(deps.store, data['reference']);
  if (!payment || (payment.providerId !== undefined && payment.providerId !== data['id'])) throw new ExchangeProblem('unknown-payment');
  return payment;
}

async function settle(deps: Deps, event: PartnerEvent, payment: PaymentRecord, status: Said['status'], problem?: string): Promise<void> {
  await settlePayment(deps, payment.id, { status, providerId: String(event.data['id']), ...(problem ? { problem } : {}) }, {
    inbox: [inboxEntry(event)], key: `exchange:${event.partner}:${event.messageId}`,
  });
}
