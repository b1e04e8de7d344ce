import type { Day, Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { onDay, weekdayText } from '../format.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { section, tag, type Tone } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /my — what I have to do, what I am offered, my cases. */
export interface MyView {
  /** Things that wait for me, most urgent first. */
  todo: { what: Words; caseTitle: Words; href: string; by?: Day }[];
  offers: { caseId: string; title: Words; text: Words; receivedAt: Instant }[];
  cases: MyCase[];
}
export interface MyCase {
  caseId: string;
  number: string;
  title: Words;
  /** One line: where it is. */
  status: Words;
  tone: Tone | 'neutral';
  changedAt: Instant;
  unread: number;
}

export function myPage(view: MyView, ctx: PageContext): string {
  const nothing = view.todo.length + view.offers.length + view.cases.length === 0;
  return page({ title: ctx.t('page.my') }, html`
${view.todo.length > 0 && section(ctx.t('my.todo'), html`<ul class="cards">${view.todo.map((item) => html`<li class="do"><h3><a href="${item.href}">${words(item.what, ctx)}</a></h3><p>${words(item.caseTitle, ctx)}${item.by && html`<br>${ctx.t('my.by', { day: weekdayText(item.by, ctx) })}`}</p></li>`)}</ul>`)}
${view.offers.length > 0 && section(ctx.t('my.offers'), html`<ul class="cards">${view.offers.map((offer) => html`<li class="do"><h3><a href="${routes.offer(offer.caseId)}">${words(offer.title, ctx)}</a></h3><p>${words(offer.text, ctx)}</p><p class="note">${ctx.t('my.received', { day: onDay(offer.receivedAt, ctx) })}</p></li>`)}</ul>`)}
${view.cases.length > 0 && section(ctx.t('my.cases'), html`<ul class="cards">${view.cases.map((item) => caseCard(item, ctx))}</ul>`)}
${nothing && html`<p class="lead">${ctx.t('my.nothing')}</p><p>${ctx.t('my.nothing.next')} <a href="${routes.home()}">${ctx.t('home.services')}</a></p>`}
<p><a href="${routes.contact()}">${ctx.t('contact.title')}</a></p>`, ctx);
}

function caseCard(item: MyCase, ctx: PageContext): Html {
  return html`<li><h3><a href="${routes.case(item.caseId)}">${words(item.title, ctx)}</a></h3><p>${tag(words(item.status, ctx), item.tone)}</p>
<p class="note">${ctx.t('case.number', { number: item.number })}. ${ctx.t('my.changed', { day: onDay(item.changedAt, ctx) })}</p>${item.unread > 0 && html`<p><a href="${routes.messages(item.caseId)}">${ctx.t('my.unread', { n: item.unread })}</a></p>`}</li>`;
}
