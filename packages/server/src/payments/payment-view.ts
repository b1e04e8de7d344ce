import { actFacts, factSet, feeOf, ruleDates, subject, type PaymentRecord } from '@ankomst/core';
import { routes, type PageContext, type PaidView, type PayView, type ReceiptView } from '@ankomst/web';
import { eyeOf } from '../access/household.ts';
import type { OpenedCase } from '../access/open-case.ts';
import type { Party } from '../cases/act-as-party.ts';
import { partyNames } from '../cases/form-setting.ts';
import type { Deps } from '../deps.ts';
import { caseTitle, firstOf, lawWords } from '../web/case-words.ts';
import { sceneOf } from '../web/case-view.ts';

/** What a case costs a person who may pay it, and how that stands. */
export function payView(deps: Deps, opened: OpenedCase<Party>, ctx: PageContext): PayView {
  const { file, facts, rulebook, payments, subject: { personId } } = opened;
  const dates = ruleDates(file, deps.clock.now(), deps.authority.calendar);
  const fee = feeOf(rulebook, file, factSet(facts), dates, deps.engine);
  const settled = payments.find((one) => one.status === 'paid');
  const paid = factSet(facts).get(subject.case(file.id), actFacts.feePaid)?.value === true;
  return {
    caseId: file.id, title: caseTitle(sceneOf(opened), ctx), law: lawWords(rulebook, fee?.basis ?? [], ctx),
    ...(fee ? { amount: settled?.amount ?? fee.amount, ground: firstOf(ctx, [`reason.${fee.ground}`, fee.ground]) } : {}),
    note: { key: 'pay.note' },
    ...(paid ? { paid: settled?.payer === personId ? { receipt: routes.receipt(file.id, settled.id) } : {} } : {}),
    othersBegun: payments.some((one) => one.status === 'requested' && one.payer !== personId),
  };
}

/** How an attempt went, as its payer sees it. `down`: the provider could not be asked. A failed one is begun anew instead. */
export function paidView(opened: OpenedCase<Party>, payment: PaymentRecord, { payUrl, down }: { payUrl?: string; down: boolean }, ctx: PageContext): PaidView {
  const { status } = payment;
  const state = status === 'requested' || status === 'failed' ? 'waiting' : status;
  return {
    caseId: opened.file.id, title: caseTitle(sceneOf(opened), ctx), amount: payment.amount, state, down, here: routes.paid(opened.file.id, payment.id),
    ...(payUrl && state === 'waiting' ? { payUrl } : {}), ...(payment.receipt ? { receipt: routes.receipt(opened.file.id, payment.id) } : {}),
  };
}

/** The receipt of a payment; undefined where it is not paid. */
export function receiptView(opened: OpenedCase<Party>, payment: PaymentRecord, ctx: PageContext): ReceiptView | undefined {
  if (!payment.receipt || !payment.settledAt) return undefined;
  const { file, subject: { personId }, rulebook } = opened;
  const letter = payment.status === 'paid' ? opened.letters.find((one) => one.letter === 'receipt' && eyeOf(personId, file, rulebook, opened.standing.protectedPersons).letter(one)) : undefined;
  return {
    caseId: file.id, number: file.number, title: caseTitle(sceneOf(opened), ctx), receipt: payment.receipt, amount: payment.amount, paidAt: payment.settledAt,
    payer: partyNames(opened)[payment.payer] ?? '', refunded: payment.status === 'refunded',
    ...(letter ? { letter: { href: routes.letter(file.id, letter.id), pdf: routes.letterPdf(file.id, letter.id) } } : {}),
  };
}
