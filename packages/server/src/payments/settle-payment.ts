import { paymentFailed, paymentRefunded, recordPayment, type Actor, type Change, type Instant, type PaymentRecord } from '@ankomst/core';
import { paymentById } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/** What the provider says became of an attempt; `providerId`: its own name for it. */
export type Said = { status: 'paid' | 'failed' | 'refunded'; providerId: string; problem?: string };

const provider: Actor = { kind: 'partner', id: 'payments' };

/**
 * Writes down what the provider says, from its message or from asking it: the same again, or in another order,
 * changes nothing. `inbox`: the message it came with, which is then done.
 * @throws Problem not-found
 */
export async function settlePayment(deps: Deps, paymentId: string, said: Said, message?: { inbox: NonNullable<Change['inbox']>; key: string }): Promise<void> {
  const payment = await paymentById(deps.store, paymentId);
  if (!payment) throw new Problem('not-found');
  await actOnCase(deps, provider, payment.caseId, ({ loaded, state, ctx }) => {
    const now = { ...loaded.payments.find((one) => one.id === paymentId)!, providerId: said.providerId };
    const change = said.status === 'paid' ? recordPayment(state, { payment: now, receipt: receiptNumber(now, ctx.at) }, ctx)
      : said.status === 'failed' ? paymentFailed(state, { payment: now, problem: said.problem ?? '' }, ctx)
      : paymentRefunded(state, { payment: now }, ctx);
    const [settled] = change.payments ?? [];
    if (settled?.status === 'paid') {
      change.outbox!.push({ id: ctx.ids.next(), key: `receipt:${paymentId}`, topic: 'receipt', caseId: now.caseId, payload: { payment: paymentId } });
    }
    if (message) return { ...change, inbox: message.inbox };
    return settled ? change : null;
  }, message?.key);
}

/** The number of a receipt: its year and the end of the payment's own id. The same each time; gaps are no matter. */
export function receiptNumber({ id }: Pick<PaymentRecord, 'id'>, at: Instant): string {
  return `${at.slice(0, 4)}-${id.replace(/[^0-9A-Za-z]/g, '').slice(-12).toUpperCase()}`;
}
