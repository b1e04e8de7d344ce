import type { Day, Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { clockText, weekdayText } from '../format.ts';
import { attributes, html } from '../kit/html.ts';
import { errorSummary, radios } from '../kit/fields.ts';
import { page } from '../kit/layout.ts';
import { button, form, list, notice, section } from '../kit/parts.ts';
import { routes } from '../routes.ts';
import { appointment, type AppointmentSummary } from './case.ts';

/**
 * GET|POST /case/:id/visit?office=&day= — first the office, then the day, then the time; each step is a link,
 * the last one a form that posts `office` and `slot` (an instant). Also for moving a booked visit.
 */
export interface VisitView {
  caseId: string;
  title: Words;
  booked?: AppointmentSummary;
  offices: { id: string; name: Words; address: Words; nextFree?: Day; chosen: boolean }[];
  /** Days with free times at the chosen office; `free` = how many. */
  days: { day: Day; free: number; chosen: boolean }[];
  /** Free times on the chosen day. */
  slots: Instant[];
  /** The chosen office's time zone, where it is not the authority's: times are shown as the clock there says. */
  localTime?: string;
  /** More days: the first day after those shown. */
  laterDay?: Day;
  earlierDay?: Day;
  chosenSlot?: Instant;
  /** `taken`: somebody was faster; `choose`: nothing chosen. */
  problem?: 'taken' | 'choose';
  bring: Words[];
}

export function visitPage(view: VisitView, ctx: PageContext): string {
  const office = view.offices.find((candidate) => candidate.chosen);
  const day = view.days.find((candidate) => candidate.chosen);
  const at = (query: Record<string, string>): string => `${routes.visit(view.caseId)}?${new URLSearchParams(query)}`;
  const problem = view.problem && ctx.t(`problem.slot.${view.problem}`);
  return page({ title: view.booked ? ctx.t('visit.change') : ctx.t('visit.book'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') }, failed: !!problem },
    html`${errorSummary(problem ? [{ field: 'f-slot', text: problem }] : [], ctx)}
${view.booked && section(ctx.t('visit.booked'), html`${appointment(view.booked, undefined, ctx)}${form(routes.cancelVisit(view.caseId), html`<div class="actions">${button(ctx.t('visit.cancel'), { variant: 'secondary', color: 'danger' })}</div><p class="note">${ctx.t('visit.cancel.note')}</p>`, ctx)}`)}
${!view.booked && view.bring.length > 0 && notice('info', list(view.bring.map((item) => words(item, ctx))), ctx.t('visit.bring'))}
${section(ctx.t('visit.choose-office'), html`<ul class="cards">${view.offices.map((item) => html`<li${attributes({ class: item.chosen ? 'do' : undefined })}><h3><a${attributes({ href: at({ office: item.id }), 'aria-current': item.chosen ? 'true' : undefined })}>${words(item.name, ctx)}</a></h3><p><bdi>${words(item.address, ctx)}</bdi></p><p class="note">${item.nextFree ? ctx.t('visit.next-free', { day: weekdayText(item.nextFree, ctx) }) : ctx.t('visit.none-free')}</p></li>`)}</ul>`)}
${office && section(ctx.t('visit.day'), html`${view.days.length === 0 ? html`<p>${ctx.t('visit.none-free')}</p>` : html`<ul class="pick">${view.days.map((item) => html`<li><a${attributes({ href: at({ office: office.id, day: item.day }), 'aria-current': item.chosen ? 'true' : undefined })}>${weekdayText(item.day, ctx)}</a> <span class="note">${ctx.t('visit.free', { n: item.free })}</span></li>`)}</ul>`}<p>${view.earlierDay && html`<a href="${at({ office: office.id, from: view.earlierDay })}">${ctx.t('visit.earlier')}</a> `}${view.laterDay && html`<a href="${at({ office: office.id, from: view.laterDay })}">${ctx.t('visit.later')}</a>`}</p>`, 'day')}
${office && day && form(routes.visit(view.caseId), html`<input type="hidden" name="office" value="${office.id}"><input type="hidden" name="day" value="${day.day}">
<fieldset class="ds-fieldset${problem ? ' wrong' : ''}"><legend>${ctx.t('visit.time', { day: weekdayText(day.day, ctx) })}</legend>${view.localTime && html`<p class="note">${ctx.t('visit.local-time')}</p>`}${problem && html`<p class="ds-validation-message">${problem}</p>`}<div class="slots">${radios({ id: 'f-slot', name: 'slot', value: view.chosenSlot, choices: view.slots.map((slot) => ({ value: slot, label: clockText(slot, { ...ctx, timeZone: view.localTime ?? ctx.timeZone }) })), error: problem })}</div></fieldset>
<div class="actions">${button(view.booked ? ctx.t('visit.move') : ctx.t('visit.book'))}</div>`, ctx)}`, ctx);
}


