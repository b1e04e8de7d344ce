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
  todo: { what: Words; caseTitle: Words; href: string; by?: Day; onBehalfOf?: string }[];
  /** Offers of the authority, and what one has begun oneself (`begun`) and not sent. */
  offers: { caseId: string; title: Words; text: Words; receivedAt: Instant; href?: string; begun?: boolean; onBehalfOf?: string }[];
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
  /** The party whose part the reader plays, where it is another. */
  onBehalfOf?: string;
}

export function myPage(view: MyView, ctx: PageContext): string {
  const nothing = view.todo.length + view.offers.length + view.cases.length === 0;
  const offers = view.offers.filter((one) => !one.begun), begun = view.offers.filter((one) => one.begun);
  return page({ title: ctx.t('page.my') }, html`
${view.todo.length > 0 && section(ctx.t('my.todo'), html`<ul class="cards">${view.todo.map((item) => html`<li class="do"><h3><a href="${item.href}">${words(item.what, ctx)}</a></h3><p>${words(item.caseTitle, ctx)}${behalf(item, ctx)}${item.by && html`<br>${ctx.t('my.by', { day: weekdayText(item.by, ctx) })}`}</p></li>`)}</ul>`)}
${offers.length > 0 && section(ctx.t('my.offers'), html`<ul class="cards">${offers.map((offer) => offerCard(offer, ctx))}</ul>`)}
${begun.length > 0 && section(ctx.t('my.begun'), html`<ul class="cards">${begun.map((offer) => offerCard(offer, ctx))}</ul>`)}
${view.cases.length > 0 && section(ctx.t('my.cases'), html`<ul class="cards">${view.cases.map((item) => caseCard(item, ctx))}</ul>`)}
${nothing && html`<p class="lead">${ctx.t('my.nothing')}</p><p>${ctx.t('my.nothing.next')} <a href="${routes.home()}">${ctx.t('home.services')}</a></p>`}
<p><a href="${routes.contact()}">${ctx.t('contact.title')}</a><br><a href="${routes.mandates()}">${ctx.t('mandates.title')}</a><br><a href="${routes.companies()}">${ctx.t('companies.title')}</a><br><a href="${routes.join()}">${ctx.t('join.title')}</a></p>`, ctx);
}

const behalf = (item: { onBehalfOf?: string }, ctx: PageContext): Html | undefined =>
  item.onBehalfOf ? html`<br><span class="note">${ctx.t('my.for', { name: item.onBehalfOf })}</span>` : undefined;

function offerCard(offer: MyView['offers'][number], ctx: PageContext): Html {
  const when = offer.begun ? ctx.t('my.begun.on', { day: onDay(offer.receivedAt, ctx) }) : ctx.t('my.received', { day: onDay(offer.receivedAt, ctx) });
  return html`<li class="do"><h3><a href="${offer.href ?? routes.offer(offer.caseId)}">${words(offer.title, ctx)}</a></h3><p>${words(offer.text, ctx)}${behalf(offer, ctx)}</p><p class="note">${when}</p></li>`;
}

function caseCard(item: MyCase, ctx: PageContext): Html {
  return html`<li><h3><a href="${routes.case(item.caseId)}">${words(item.title, ctx)}</a></h3><p>${tag(words(item.status, ctx), item.tone)}${behalf(item, ctx)}</p>
<p class="note">${ctx.t('case.number', { number: item.number })}. ${ctx.t('my.changed', { day: onDay(item.changedAt, ctx) })}</p>${item.unread > 0 && html`<p><a href="${routes.messages(item.caseId)}">${ctx.t('my.unread', { n: item.unread })}</a></p>`}</li>`;
}
