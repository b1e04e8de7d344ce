import type { Instant } from '@ankomst/core';
import { words, type PageContext, type Words } from '../context.ts';
import { momentText, moneyText } from '../format.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { bdi, linkButton, notice, summaryList } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /case/:id/pay/:payment/receipt — what was paid, by whom, when, under which number. The payer's own. */
export interface ReceiptView {
  caseId: string;
  number: string;
  title: Words;
  receipt: string;
  amount: number;
  paidAt: Instant;
  payer: string;
  /** It has been given back. */
  refunded: boolean;
  /** The receipt as a letter, once it is written. */
  letter?: { href: string; pdf: string };
}

export function receiptPage(view: ReceiptView, ctx: PageContext): string {
  return page({ title: ctx.t('receipt.title'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') } }, html`
${view.refunded && notice('info', ctx.t('paid.refunded'))}
${summaryList([
    { label: ctx.t('receipt.number'), value: bdi(view.receipt) }, { label: ctx.t('receipt.amount'), value: moneyText(view.amount, ctx) },
    { label: ctx.t('receipt.on'), value: momentText(view.paidAt, ctx) }, { label: ctx.t('receipt.payer'), value: bdi(view.payer) }, { label: ctx.t('receipt.case'), value: bdi(view.number) },
  ], ctx)}
${view.letter && html`<div class="actions">${linkButton(ctx.t('receipt.letter'), view.letter.href, 'secondary')}${linkButton(ctx.t('letter.pdf'), view.letter.pdf, 'secondary')}</div>`}`, ctx);
}
