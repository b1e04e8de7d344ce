import { assertOwn } from '../act-facts.ts';
import { beginAct, ping, requireMay, requirePhase, ruleDates, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import { actFacts } from '../fact-names.ts';
import { subject } from '../fact.ts';
import { feeOf } from '../fee.ts';
import type { Instant } from '../time.ts';

/** One attempt to pay a case's fee at the payment provider. Amounts in öre. */
export interface PaymentRecord {
  id: string;
  caseId: string;
  /** Whose part it is paid as, and who pressed the button. */
  payer: string;
  amount: number;
  currency: string;
  status: 'requested' | 'paid' | 'failed' | 'refunding' | 'refunded';
  /** The provider's own id and its page; absent until it has answered. */
  providerId?: string;
  payUrl?: string;
  requestedAt: Instant;
  settledAt?: Instant;
  /** Number of the receipt, given when paid. */
  receipt?: string;
  /** Why it was given back: `paid-twice`, `withdrawn`, `too-much`, or an officer's. */
  refundReason?: string;
  problem?: string;
}

/**
 * A party wants to pay: one attempt, in the amount the rules say. Nothing is owed until the provider says paid.
 * @throws DomainError nothing-to-pay where the fee is nothing, unknown or already paid
 */
export function requestPayment(state: CaseState, input: { personId: string }, ctx: ActContext): { change: Change; payment: PaymentRecord } {
  requirePhase(state.case, 'offered', 'lodged');
  requireMay(state.case, input.personId, 'pay', ctx.rulebook);
  const act = beginAct(state, ctx);
  const fee = feeOf(ctx.rulebook, act.file, act.facts(), ruleDates(act.file, ctx.at, ctx.calendar), ctx.engine);
  const paid = act.facts().get(subject.case(act.file.id), actFacts.feePaid)?.value === true;
  if (!fee || fee.amount === 0 || paid) throw new DomainError('nothing-to-pay');
  const payment: PaymentRecord = { id: ctx.ids.next(), caseId: act.file.id, payer: input.personId, amount: fee.amount, currency: 'SEK', status: 'requested', requestedAt: ctx.at };
  act.change.payments = [payment];
  act.record('PaymentRequested', { payment: payment.id, amount: payment.amount });
  return { change: settle(act), payment };
}

/**
 * The provider says that an attempt is paid. The first one settles the fee; money that came twice goes back by
 * itself, the same for what comes after the case is closed. The same message again changes nothing.
 */
export function recordPayment(state: CaseState, input: { payment: PaymentRecord; receipt: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  if (input.payment.status === 'paid' || input.payment.status === 'refunding' || input.payment.status === 'refunded') return {};
  const key = subject.case(act.file.id);
  const twice = act.facts().get(key, actFacts.feePaid)?.value === true;
  const late = act.file.phase === 'closed';
  const payment: PaymentRecord = { ...input.payment, status: 'paid', settledAt: ctx.at, receipt: input.receipt };
  if (twice || late) {
    payment.status = 'refunding';
    payment.refundReason = twice ? 'paid-twice' : 'withdrawn';
    act.send('refund', payment.id, { payment: payment.id });
  } else {
    assertOwn(act, key, actFacts.feePaid, true, 'partner', 'verified');
  }
  act.change.payments = [payment];
  act.record('FeePaid', { payment: payment.id, amount: payment.amount, receipt: input.receipt, ...(payment.refundReason ? { goesBack: payment.refundReason } : {}) });
  const change = settle(act);
  ping(act, [payment.payer], `paid:${payment.id}`);
  return change;
}

/** The attempt came to nothing: the person may try again, nothing is lost. */
export function paymentFailed(state: CaseState, input: { payment: PaymentRecord; problem: string }, ctx: ActContext): Change {
  if (input.payment.status !== 'requested') return {};
  const act = beginAct(state, ctx);
  act.change.payments = [{ ...input.payment, status: 'failed', settledAt: ctx.at, problem: input.problem }];
  return settle(act);
}

/** The money is back with the payer. */
export function paymentRefunded(state: CaseState, input: { payment: PaymentRecord }, ctx: ActContext): Change {
  if (input.payment.status === 'refunded') return {};
  const act = beginAct(state, ctx);
  act.change.payments = [{ ...input.payment, status: 'refunded' }];
  act.record('PaymentRefunded', { payment: input.payment.id, amount: input.payment.amount, reason: input.payment.refundReason ?? '' });
  const change = settle(act);
  ping(act, [input.payment.payer], `refunded:${input.payment.id}`);
  return change;
}
