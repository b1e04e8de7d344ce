import { requestPayment, type CaseFile, type Json, type PaymentRecord } from '@ankomst/core';
import { paymentById } from '@ankomst/store';
import { routes } from '@ankomst/web';
import { actAsParty, type Party } from '../cases/act-as-party.ts';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/** How long after an attempt began the provider is asked how it went, should its message have been lost. */
const lookAfter = 30 * 60_000;

/**
 * A party wants to pay: one attempt is written down before the provider hears of it, so that no money can move
 * that we do not know of. Pressed again, in another tab or after a restart, it is the attempt that is open already.
 * @returns the attempt's id. @throws Problem not-found; DomainError nothing-to-pay
 */
export async function beginPayment(deps: Deps, party: Party, { caseId, once }: { caseId: string; once: string }): Promise<string> {
  const result = await actAsParty(deps, { party, caseId, act: 'pay', what: 'pay', once }, (opened, ctx) => {
    const { personId } = opened.subject;
    const { change, payment } = requestPayment(opened.state, { personId }, ctx);
    const open = opened.payments.find((one) => one.payer === personId && one.status === 'requested' && one.amount === payment.amount);
    if (open) return { idempotencyKey: ctx.idempotencyKey!, result: { payment: open.id } };
    change.outbox!.push({
      id: ctx.ids.next(), key: `payment-look:${payment.id}`, topic: 'payment-look', caseId, payload: { payment: payment.id },
      notBefore: new Date(Date.parse(ctx.at) + lookAfter).toISOString(),
    });
    return { ...change, result: { payment: payment.id } };
  });
  return (result as { [key: string]: Json })['payment'] as string;
}

/**
 * The provider's page for an attempt: begun there under the attempt's own id, so that asking again gives the same one.
 * What is told to the provider is the same each time, and holds no personal data.
 * @throws Problem neighbour-down, not-found; PartnerRefused
 */
export async function payAddress(deps: Deps, paymentId: string, language: string): Promise<string> {
  const payment = await paymentById(deps.store, paymentId);
  if (!payment) throw new Problem('not-found');
  const address = new URL(payment.payUrl ?? await beginAtProvider(deps, payment));
  address.searchParams.set('language', language);
  return address.href;
}

async function beginAtProvider(deps: Deps, payment: PaymentRecord): Promise<string> {
  let payUrl = '';
  await actOnCase(deps, { kind: 'system', id: 'payments' }, payment.caseId, async ({ loaded: { file, payments } }) => {
    const now = payments.find((one) => one.id === payment.id)!;
    const begun = await deps.payments.begin({
      reference: payment.id, amount: payment.amount, currency: payment.currency, description: descriptionOf(deps, file),
      returnUrl: new URL(routes.paid(file.id, payment.id), deps.config.publicUrl).href,
    }, payment.id);
    payUrl = begun.payUrl;
    // with the case, so that a message of the provider's that came meanwhile is not written over
    return now.providerId && now.payUrl ? null : { cases: [file], payments: [{ ...now, providerId: begun.id, payUrl }] };
  });
  return payUrl;
}

const descriptionOf = (deps: Deps, file: CaseFile): string => `${deps.authority.names[deps.authority.languages.binding] ?? deps.authority.id} ${file.number}`;

