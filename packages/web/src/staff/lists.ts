import type { Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { momentText } from '../format.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, details, form, table } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /staff/stuck — what should have gone out and has not, why, and a button to send it again. */
export interface StuckView {
  items: { id: string; topic: Words; caseId?: string; caseNumber?: string; attempts: number; lastAt: Instant; problem: string; state: 'stuck' | 'retrying' }[];
}
export function stuckPage(view: StuckView, ctx: PageContext): string {
  return page({ title: ctx.t('stuck.title'), staff: true }, html`<p>${ctx.t('stuck.lead')}</p>${view.items.length === 0 ? html`<p>${ctx.t('stuck.none')}</p>` : table(ctx.t('stuck.title'), [ctx.t('stuck.what'), ctx.t('staff.case'), ctx.t('stuck.problem'), ctx.t('stuck.last'), ctx.t('stuck.again')], view.items.map((item) => [
    words(item.topic, ctx), item.caseId ? html`<a href="${routes.staff.case(item.caseId)}">${item.caseNumber ?? item.caseId}</a>` : '–',
    html`<span class="text" dir="auto">${item.problem}</span>`, html`${momentText(item.lastAt, ctx)} (${ctx.t('stuck.attempts', { n: item.attempts })})`,
    item.state === 'stuck' ? form(routes.staff.resend(item.id), button(ctx.t('stuck.resend'), { variant: 'secondary' }), ctx) : ctx.t('stuck.retrying'),
  ]), true)}`, ctx);
}

/** GET /staff/watchdog — open cases that wait for nothing. There should be none. */
export interface WatchdogView {
  cases: { caseId: string; number: string; phase: Words; since: Instant }[];
  checkedAt: Instant;
}
export function watchdogPage(view: WatchdogView, ctx: PageContext): string {
  return page({ title: ctx.t('watchdog.title'), staff: true }, html`<p>${ctx.t('watchdog.lead')} <span class="note">${momentText(view.checkedAt, ctx)}</span></p>${view.cases.length === 0 ? html`<p><b>${ctx.t('watchdog.none')}</b></p>` : table(ctx.t('watchdog.title'), [ctx.t('staff.case'), ctx.t('staff.phase'), ctx.t('case.since')], view.cases.map((item) => [html`<a href="${routes.staff.case(item.caseId)}">${item.number}</a>`, words(item.phase, ctx), momentText(item.since, ctx)]), true)}`, ctx);
}

/** GET /staff/inbox — messages from partners that could not be handled. None is lost. */
export interface InboxView {
  messages: { id: string; partner: Words; type: string; receivedAt: Instant; problem: Words; body: string }[];
}
export function inboxPage(view: InboxView, ctx: PageContext): string {
  return page({ title: ctx.t('inbox.title'), staff: true }, html`<p>${ctx.t('inbox.lead')}</p>${view.messages.length === 0 ? html`<p>${ctx.t('inbox.none')}</p>` : html`<ul class="cards">${view.messages.map((message) => html`<li class="do"><h2>${words(message.problem, ctx)}</h2><p>${words(message.partner, ctx)}, ${message.type}, ${momentText(message.receivedAt, ctx)}</p>${details(ctx.t('inbox.body'), html`<pre dir="ltr">${message.body}</pre>`)}</li>`)}</ul>`}`, ctx);
}
