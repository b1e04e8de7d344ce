import type { Day, Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { fullMomentText, momentText, onDay, weekdayText } from '../format.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { details, lawDetails, linkButton, notice, section, tag, timeline, type Law, type Tone } from '../kit/parts.ts';
import { routes } from '../routes.ts';
import { caseTimePart, type CaseTimeView } from './clocks.ts';

/** GET /case/:id — where the case truly is: the same waiting reason the officer sees. */
export interface CaseView {
  caseId: string;
  number: string;
  title: Words;
  status: CaseStatus;
  /** The steps of the case, in order. */
  steps: { label: Words; state: 'done' | 'now' | 'later' | 'stopped' }[];
  /** `appeal`: to write one, or to see the one that is sent. */
  decision?: { outcome: 'granted' | 'refused' | 'dismissed'; text: Words; on: Instant; href: string; appeal?: { label: Words; href: string } };
  /** What this person can do now, most important first. */
  actions: { label: Words; href: string; hint?: Words; by?: Day; primary?: boolean }[];
  appointment?: AppointmentSummary;
  card?: { status: 'ordered' | 'produced' | 'failed' | 'handed-out'; text: Words };
  timeline: { at: Instant; what: Words; by?: Words }[];
  documents: { id: string; name: string; what: Words; at: Instant; href: string }[];
  letters: { href: string; title: Words; at: Instant; unread: boolean }[];
  messages: { total: number; unread: number };
  mayWithdraw: boolean;
  /** Other permits that the same facts open. */
  alternatives?: { title: Words; text: Words }[];
  law: Law[];
  /** What to expect of time; absent where nothing more is awaited. */
  time?: CaseTimeView;
  /** Live updates wanted: the case is open. */
  live: boolean;
}
export interface CaseStatus {
  /** "We wait for Adam Doe to approve." — one sentence. */
  text: Words;
  tone: Tone | 'neutral';
  /** Who holds it, in words: "You", "Adam Doe", "An officer at the unit for children and families". Absent when closed. */
  holder?: Words;
  since?: Instant;
  nextLegalDate?: { on: Day; what: Words };
}
export interface AppointmentSummary {
  office: Words;
  address: Words;
  startsAt: Instant;
  /** The office's time zone, where it is another than the authority's. */
  timeZone?: string;
  /** What to bring and who must come. */
  bring: Words[];
}

export function casePage(view: CaseView, ctx: PageContext): string {
  return page({ title: words(view.title, ctx), over: ctx.t('case.number', { number: view.number }), back: { href: routes.my(), label: ctx.t('page.my') }, script: true },
    html`${status(view, ctx)}
${view.actions.length > 0 && section(ctx.t('case.do'), html`<ul class="cards">${view.actions.map((action) => html`<li class="do"><h3><a href="${action.href}">${words(action.label, ctx)}</a></h3>${action.hint && html`<p>${words(action.hint, ctx)}</p>`}${action.by && html`<p><b>${ctx.t('my.by', { day: weekdayText(action.by, ctx) })}</b></p>`}</li>`)}</ul>`)}
${view.decision && section(ctx.t('decision.title'), html`<p><b>${words(view.decision.text, ctx)}</b></p><p>${linkButton(ctx.t('case.read-decision'), view.decision.href, view.actions.some((a) => a.primary) ? 'secondary' : 'primary')}</p>${view.decision.appeal && html`<p><a href="${view.decision.appeal.href}">${words(view.decision.appeal.label, ctx)}</a></p>`}`)}
${view.appointment && section(ctx.t('visit.title'), appointment(view.appointment, view.caseId, ctx))}
${view.card && section(ctx.t('card.title'), html`<p>${words(view.card.text, ctx)}</p>`)}
${view.time && caseTimePart(view.time, ctx)}
${view.alternatives?.map((other) => notice('info', words(other.text, ctx), words(other.title, ctx)))}
${section(ctx.t('case.timeline'), timeline(view.timeline.map((entry) => ({ at: entry.at, when: momentText(entry.at, ctx), what: words(entry.what, ctx), more: entry.by && html`<p class="note">${words(entry.by, ctx)}</p>` }))))}
${section(ctx.t('messages.title'), html`<p><a href="${routes.messages(view.caseId)}">${view.messages.unread > 0 ? ctx.t('my.unread', { n: view.messages.unread }) : ctx.t('case.write')}</a></p>`)}
${(view.letters.length > 0 || view.documents.length > 0) && section(ctx.t('case.documents'), html`<ul class="plain">${view.letters.map((letter) => html`<li><a href="${letter.href}">${words(letter.title, ctx)}</a> ${letter.unread && tag(ctx.t('case.new'), 'info')} <span class="note">${onDay(letter.at, ctx)}</span></li>`)}${view.documents.map((file) => html`<li><a href="${file.href}">${words(file.what, ctx)}: <bdi>${file.name}</bdi></a> <span class="note">${onDay(file.at, ctx)}</span></li>`)}</ul>`)}
${details(ctx.t('case.more'), html`<p><a href="${routes.me()}">${ctx.t('me.title')}</a></p>${view.mayWithdraw && html`<p><a href="${routes.withdraw(view.caseId)}">${ctx.t('withdraw.title')}</a></p>`}`)}
${lawDetails(view.law, ctx)}`, ctx);
}

/** Where it is, who has it, since when, and what the law says of time: in one look. */
function status(view: CaseView, ctx: PageContext): Html {
  const { status: now } = view;
  return html`<section class="status" aria-labelledby="status-now"${view.live && html` data-live="${routes.live(view.caseId)}"`}><h2 id="status-now">${ctx.t('case.now')}</h2><p class="now">${words(now.text, ctx)}</p>
<dl>${now.holder && html`<div><dt>${ctx.t('case.holder')}</dt><dd>${words(now.holder, ctx)}</dd></div>`}${now.since && html`<div><dt>${ctx.t('case.since')}</dt><dd>${momentText(now.since, ctx)}</dd></div>`}${now.nextLegalDate && html`<div><dt>${words(now.nextLegalDate.what, ctx)}</dt><dd>${weekdayText(now.nextLegalDate.on, ctx)}</dd></div>`}</dl>
${view.steps.length > 0 && html`<ol class="steps">${view.steps.map((step) => html`<li class="${step.state}"${step.state === 'now' && html` aria-current="step"`}>${words(step.label, ctx)}<span class="sr"> – ${ctx.t(`step.${step.state}`)}</span></li>`)}</ol>`}
${view.live && html`<p class="refresh"><span role="status" data-news="${ctx.t('case.news')}"></span> <a href="${routes.case(view.caseId)}">${ctx.t('case.refresh')}</a></p>`}</section>`;
}

export function appointment(visit: AppointmentSummary, caseId: string | undefined, ctx: PageContext): Html {
  return html`<p><b>${fullMomentText(visit.startsAt, { ...ctx, timeZone: visit.timeZone ?? ctx.timeZone })}</b>${visit.timeZone && html` <span class="note">${ctx.t('visit.local-time')}</span>`}<br><bdi>${words(visit.office, ctx)}</bdi><br><bdi>${words(visit.address, ctx)}</bdi></p>
${visit.bring.length > 0 && html`<h3>${ctx.t('visit.bring')}</h3><ul>${visit.bring.map((item) => html`<li>${words(item, ctx)}</li>`)}</ul>`}
${caseId && html`<p><a href="${routes.visit(caseId)}">${ctx.t('visit.change')}</a></p>`}`;
}
