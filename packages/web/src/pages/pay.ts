import { words, type PageContext, type Words } from '../context.ts';
import { moneyText } from '../format.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, lawDetails, linkButton, notice, summaryList, type Law } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /case/:id/pay — what the application costs, why, and the way to the payment provider. POST has no fields. */
export interface PayView {
  caseId: string;
  title: Words;
  /** Öre; absent while it cannot be told. */
  amount?: number;
  /** The ground of the fee, or of the exemption. */
  ground?: Words;
  law: Law[];
  /** What one pays for, and when money goes back. */
  note: Words;
  /** It is paid: with the own receipt, where this person paid. */
  paid?: { receipt?: string };
  /** Another party has begun to pay. */
  othersBegun: boolean;
}

export function payPage(view: PayView, ctx: PageContext): string {
  const { amount, paid } = view;
  return page({ title: ctx.t('pay.title'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') } }, html`
${amount === undefined ? notice('info', ctx.t('pay.unknown'))
    : summaryList([{ label: ctx.t('pay.amount'), value: html`<b>${amount === 0 ? ctx.t('pay.free') : moneyText(amount, ctx)}</b>` }, ...(view.ground ? [{ label: ctx.t('pay.why'), value: words(view.ground, ctx) }] : [])], ctx)}
${paid ? html`${notice('success', ctx.t('pay.already'))}${paid.receipt && html`<p>${linkButton(ctx.t('receipt.title'), paid.receipt, 'secondary')}</p>`}`
    : amount !== undefined && amount > 0 && html`${view.othersBegun && notice('info', ctx.t('pay.other'))}<p>${words(view.note, ctx)}</p>
${form(routes.pay(view.caseId), html`<p>${ctx.t('pay.leads')}</p><div class="actions">${button(ctx.t('pay.go'))}<a href="${routes.case(view.caseId)}">${ctx.t('pay.later')}</a></div>`, ctx)}`}
${lawDetails(view.law, ctx)}`, ctx);
}

/** GET /case/:id/pay/:payment — how an attempt went: where the provider sends the person back to. */
export interface PaidView {
  caseId: string;
  title: Words;
  amount: number;
  /** `waiting`: nobody has said that it is paid; `back`: the money goes back, or is back. */
  state: 'paid' | 'waiting' | 'refunding' | 'refunded';
  /** This page again. */
  here: string;
  /** The provider's page, while it may still be paid there. */
  payUrl?: string;
  /** The provider does not answer just now. */
  down: boolean;
  receipt?: string;
}

export function paidPage(view: PaidView, ctx: PageContext): string {
  const tone = view.state === 'paid' ? 'success' as const : 'info' as const;
  return page({ title: ctx.t('paid.title'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') } }, html`
${view.down ? notice('warning', ctx.t('pay.down')) : notice(tone, ctx.t(`paid.${view.state}`))}
${summaryList([{ label: ctx.t('receipt.amount'), value: moneyText(view.amount, ctx) }], ctx)}
${view.state === 'waiting' ? html`<p>${ctx.t('paid.waiting.lead')}</p><div class="actions">${linkButton(ctx.t('paid.refresh'), view.here)}${view.payUrl && linkButton(ctx.t('pay.go'), view.payUrl, 'secondary')}</div>`
    : html`<div class="actions">${linkButton(ctx.t('paid.on'), routes.case(view.caseId))}${view.receipt && linkButton(ctx.t('receipt.title'), view.receipt, 'secondary')}</div>`}`, ctx);
}
