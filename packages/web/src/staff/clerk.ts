import type { Day, Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { clockText, weekdayText } from '../format.ts';
import { field, input, radios, fieldset, select, textarea } from '../kit/fields.ts';
import { html, type Html, type Printable } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, details, form, summaryList, tag, type Tone } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/**
 * GET /staff/clerk?office=&day= — who comes today, and the next step with each.
 * POST to /staff/clerk/:appointment/…: arrived; identity (`result` = `same` | `differs`, `note`);
 * photo (multipart, file `photo`); order; hand-out.
 */
export interface ClerkView {
  office: string;
  offices: { value: string; label: Words }[];
  day: Day;
  previous: Day;
  next: Day;
  visits: ClerkVisit[];
}
export interface ClerkVisit {
  appointment: string;
  startsAt: Instant;
  caseNumber: string;
  applicant: string;
  /** Who else must come. */
  persons: string[];
  step: 'arrived' | 'identity' | 'photo' | 'order' | 'card' | 'hand-out' | 'done' | 'missed';
  /** What to compare with the passport: name, birth date, citizenship, passport number and last day. */
  identity: { label: Words; value: Printable }[];
  /** The passport's picture as it was sent. */
  passportImage?: string;
  photo?: string;
  card?: Words;
  problem?: Words;
}
const tones: Record<ClerkVisit['step'], Tone | 'neutral'> = { arrived: 'neutral', identity: 'info', photo: 'info', order: 'info', card: 'warning', 'hand-out': 'info', done: 'success', missed: 'neutral' };

export function clerkPage(view: ClerkView, ctx: PageContext): string {
  const at = (day: Day): string => `${routes.staff.clerk()}?${new URLSearchParams({ office: view.office, day })}`;
  return page({ title: ctx.t('clerk.title', { day: weekdayText(view.day, ctx) }), staff: true }, html`<form method="get" action="${routes.staff.clerk()}" class="filter">
${view.offices.length > 1 && field({ id: 'f-office', label: ctx.t('visit.office'), control: select({ id: 'f-office', name: 'office', value: view.office, choices: view.offices.map((office) => ({ value: office.value, label: words(office.label, ctx) })) }) }, ctx)}
${field({ id: 'f-day', label: ctx.t('clerk.day'), hint: ctx.t('staff.day.hint'), control: input({ id: 'f-day', name: 'day', value: view.day, size: 10, hint: ctx.t('staff.day.hint') }) }, ctx)}<div class="actions">${button(ctx.t('staff.filter.show'), { variant: 'secondary' })}<a href="${at(view.previous)}">${ctx.t('clerk.previous')}</a><a href="${at(view.next)}">${ctx.t('clerk.next')}</a></div></form>
${view.visits.length === 0 ? html`<p>${ctx.t('clerk.none')}</p>` : html`<ol class="cards">${view.visits.map((visit) => visitCard(visit, ctx))}</ol>`}`, ctx);
}

function visitCard(visit: ClerkVisit, ctx: PageContext): Html {
  const act = (name: 'arrived' | 'order' | 'hand-out'): Html => form(routes.staff.clerkAct(visit.appointment, name), button(ctx.t(`clerk.do.${name}`)), ctx);
  return html`<li id="visit-${visit.appointment}" class="${visit.step === 'done' ? '' : 'do'}"><h2>${clockText(visit.startsAt, ctx)} <bdi>${visit.applicant || ctx.t('name.unnamed')}</bdi> ${tag(ctx.t(`clerk.step.${visit.step}`), tones[visit.step])}</h2>
<p>${ctx.t('case.number', { number: visit.caseNumber })}. ${visit.persons.map((name, i) => html`${i > 0 && ', '}<bdi>${name}</bdi>`)}</p>${visit.problem && html`<p class="ds-validation-message">${words(visit.problem, ctx)}</p>`}
${visit.step === 'arrived' && act('arrived')}
${visit.step === 'identity' && html`${summaryList(visit.identity.map((row) => ({ label: words(row.label, ctx), value: row.value })), ctx)}${visit.passportImage && html`<p><a href="${visit.passportImage}">${ctx.t('clerk.passport')}</a></p>`}${form(routes.staff.clerkAct(visit.appointment, 'identity'), html`${fieldset({ id: `f-${visit.appointment}-result`, label: ctx.t('clerk.identity'), body: radios({ id: `f-${visit.appointment}-result`, name: 'result', choices: [{ value: 'same', label: ctx.t('clerk.identity.same') }, { value: 'differs', label: ctx.t('clerk.identity.differs') }] }) }, ctx)}${field({ id: `f-${visit.appointment}-note`, label: ctx.t('clerk.identity.note'), optional: true, control: textarea({ id: `f-${visit.appointment}-note`, name: 'note', rows: 2 }) }, ctx)}${button(ctx.t('clerk.do.identity'))}`, ctx)}`}
${visit.step === 'photo' && form(routes.staff.clerkAct(visit.appointment, 'photo'), html`${field({ id: `f-${visit.appointment}-photo`, label: ctx.t('clerk.photo'), control: html`<input class="ds-input" type="file" id="f-${visit.appointment}-photo" name="photo" accept="image/jpeg,image/png" capture="user">` }, ctx)}${button(ctx.t('clerk.do.photo'))}`, ctx, { multipart: true })}
${visit.step === 'order' && html`${visit.photo && html`<p><img class="portrait" src="${visit.photo}" alt="${ctx.t('clerk.photo.alt', { name: visit.applicant })}"></p>`}${act('order')}`}
${visit.card && html`<p>${words(visit.card, ctx)}</p>`}${visit.step === 'hand-out' && act('hand-out')}
${visit.step !== 'identity' && visit.step !== 'arrived' && visit.identity.length > 0 && details(ctx.t('clerk.identity.shown'), summaryList(visit.identity.map((row) => ({ label: words(row.label, ctx), value: row.value })), ctx))}</li>`;
}
