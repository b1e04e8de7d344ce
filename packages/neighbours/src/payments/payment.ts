import { ServiceError } from '../shared/errors.ts';

export type Refund = {
  id: string;
  /** Minor units of the currency: öre. */
  amount: number;
  refundedAt: string;
};

export type Payment = {
  id: string;
  /** What is paid for, in the merchant's words. Several payments may have the same: each is taken. */
  reference: string;
  /** Minor units of the currency: öre. */
  amount: number;
  /** ISO 4217 */
  currency: string;
  description: string;
  returnUrl: string;
  language?: string;
  payer?: string;
  /** `open` may be paid at any later time; `failed` is for good. */
  status: 'open' | 'paid' | 'failed';
  createdAt: string;
  paidAt?: string;
  refunds: Refund[];
};

export type NewPayment = Pick<Payment, 'reference' | 'amount' | 'currency' | 'description' | 'returnUrl' | 'language' | 'payer'>;

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

/** JSON Schema of what begins a payment. */
export const newPaymentSchema = {
  type: 'object', required: ['reference', 'amount', 'currency', 'description', 'returnUrl'], additionalProperties: false,
  properties: {
    reference: text(200), amount: { type: 'integer', minimum: 1, maximum: 100_000_000_00 }, currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    description: text(200), returnUrl: text(2000), language: text(35), payer: text(200),
  },
} as const;

export const refundSchema = {
  type: 'object', required: ['amount'], additionalProperties: false, properties: { amount: { type: 'integer', minimum: 1 } },
} as const;

/** What can still be given back, in minor units. */
export function refundable({ status, amount, refunds }: Payment): number {
  return status === 'paid' ? refunds.reduce((rest, refund) => rest - refund.amount, amount) : 0;
}

/**
 * The payment with one more refund.
 * @throws ServiceError 409 nothing was paid, 422 more than is left
 */
export function withRefund(payment: Payment, refund: Refund): Payment {
  if (payment.status !== 'paid') throw new ServiceError(409, 'not-paid', 'This payment was never paid.', 'Refund a payment whose status is "paid".');
  const left = refundable(payment);
  if (refund.amount < 1 || refund.amount > left) throw new ServiceError(422, 'more-than-paid', `Only ${left} is left to give back.`, 'Refund at most what was paid, less what was given back before.');
  return { ...payment, refunds: [...payment.refunds, refund] };
}

/** Where the browser goes when the person is done here: the merchant's page, with the payment's id and no word of the outcome. */
export function returnAddress({ returnUrl, id }: Payment): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment', id);
  return url.href;
}
