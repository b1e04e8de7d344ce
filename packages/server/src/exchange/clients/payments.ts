import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { NeighbourConfig } from '../../config.ts';
import { ask, handOver } from './ask.ts';

const refund = Type.Object({
  id: Type.String(),
  /** Öre. */
  amount: Type.Integer({ minimum: 1 }),
  refundedAt: Type.String(),
});

const payment = Type.Object({
  id: Type.String(),
  /** What is paid for: our name for it. Several payments may have the same. */
  reference: Type.String(),
  /** Öre. */
  amount: Type.Integer({ minimum: 1 }),
  currency: Type.String(),
  /** `open`: not paid yet, perhaps never; it can still be paid later. `failed`: the card was refused, for good. */
  status: Type.Union([Type.Literal('open'), Type.Literal('paid'), Type.Literal('failed')]),
  /** Where the person pays: send the browser there. */
  payUrl: Type.String(),
  paidAt: Type.Optional(Type.String()),
  refunds: Type.Array(refund),
});

export type Payment = Static<typeof payment>;
export type Refund = Static<typeof refund>;

export interface NewPayment {
  reference: string;
  /** Öre. */
  amount: number;
  currency: string;
  /** What it is for, as the payer reads it: no personal data. */
  description: string;
  /** A page of ours. `payment=<id>` is added; it tells nothing of the outcome. */
  returnUrl: string;
  /** Of the pay page; the person can choose another. */
  language?: string;
  /** Who pays, as shown on the page. */
  payer?: string;
}

/** The payment provider. What happened comes as signed events to `/exchange/payments/events`; asking is for when none has come. */
export interface Payments {
  /** Begins a payment; the same key again gives the same one. @throws Problem neighbour-down; PartnerRefused */
  begin(payment: NewPayment, key: string): Promise<Payment>;
  /** A payment as it stands; null where there is none by that id. @throws Problem neighbour-down */
  payment(id: string): Promise<Payment | null>;
  /** Gives money back, never more than was paid; the same key again gives the same refund. @throws Problem neighbour-down; PartnerRefused (not paid, more than paid) */
  refund(id: string, amount: number, key: string): Promise<Refund>;
}

/** Waits at most 5 s: a person watches the page that begins a payment. */
export function createPayments(config: NeighbourConfig, timeoutMs = 5_000): Payments {
  const provider = { ...config, name: 'payments', timeoutMs };
  return {
    begin: (asked, key) => handOver(provider, { path: '/payments', body: asked, idempotencyKey: key }, payment),
    payment: (id) => ask(provider, { path: `/payments/${encodeURIComponent(id)}` }, payment),
    refund: (id, amount, key) => handOver(provider, { path: `/payments/${encodeURIComponent(id)}/refunds`, body: { amount }, idempotencyKey: key }, refund),
  };
}
