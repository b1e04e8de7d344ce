import type { Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { momentText, onDay } from '../format.ts';
import { errorSummary, field, fieldset, input, radios, select, textarea } from '../kit/fields.ts';
import { html, type Printable } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, details, form, section, summaryList, table, tag } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** One look at my data: by whom (a unit, never an officer's name), for what, at what. `exception`: in an emergency, from outside the unit. */
export interface Look { at: Instant; who: Words; why: Words; what: Words; exception?: boolean }

/** GET /me — what the authority knows about me and where from, who has looked, and how to say it is wrong. */
export interface MeView {
  name: string;
  groups: { title: Words; facts: { id: string; label: Words; value: Printable; source: Words; since: Instant; ground?: Words }[] }[];
  /** Who has looked at my facts, newest first. */
  looks: Look[];
  /** POST /me/report: `what` (a fact id or `not-me`), `text`. */
  report: { what: string; text: string; problem?: 'what' | 'text' };
}

export function mePage(view: MeView, ctx: PageContext): string {
  const { report } = view;
  const problem = report.problem && ctx.t(`problem.report.${report.problem}`);
  const facts = view.groups.flatMap((group) => group.facts);
  return page({ title: ctx.t('me.title'), back: { href: routes.my(), label: ctx.t('page.my') }, failed: !!problem, script: true },
    html`${errorSummary(problem ? [{ field: `f-${report.problem!}`, text: problem }] : [], ctx)}<p class="lead">${ctx.t('me.lead')}</p>
${view.groups.map((group) => {
    // One ground for all is said once.
    const grounds = [...new Set(group.facts.map((fact) => (fact.ground ? words(fact.ground, ctx) : '')))].filter(Boolean);
    return section(words(group.title, ctx), html`${summaryList(group.facts.map((fact) => ({
      label: words(fact.label, ctx), value: fact.value,
      note: html`${words(fact.source, ctx)}${grounds.length > 1 && fact.ground && html`. ${ctx.t('me.ground')}: ${words(fact.ground, ctx)}`}`,
    })), ctx)}${grounds.length === 1 && html`<p class="note">${ctx.t('me.ground')}: ${grounds[0]}</p>`}`);
  })}
${section(ctx.t('me.looks'), view.looks.length === 0 ? html`<p>${ctx.t('me.looks.none')}</p>` : html`${looksTable(view.looks, ctx)}<p><a href="${routes.looks()}">${ctx.t('me.looks.all')}</a></p>`)}
${section(ctx.t('report.title'), form(routes.report(), html`<p>${ctx.t('report.lead')}</p>
${field({ id: 'f-what', label: ctx.t('report.what'), error: report.problem === 'what' ? problem : undefined, control: select({ id: 'f-what', name: 'what', value: report.what, empty: ctx.t('choice.choose'), error: report.problem === 'what' ? problem : undefined, choices: [...facts.map((fact) => ({ value: fact.id, label: words(fact.label, ctx) })), { value: 'not-me', label: ctx.t('report.not-me') }, { value: 'looked', label: ctx.t('report.looked') }, { value: 'other', label: ctx.t('report.other') }] }) }, ctx)}
${field({ id: 'f-text', label: ctx.t('report.text'), error: report.problem === 'text' ? problem : undefined, control: textarea({ id: 'f-text', name: 'text', value: report.text, error: report.problem === 'text' ? problem : undefined }) }, ctx)}
<div class="actions">${button(ctx.t('report.send'))}</div>`, ctx), 'report')}`, ctx);
}

/** GET /me/looks — everybody who has looked, page by page. `earlier`: where the next page begins. */
export interface LooksView { looks: Look[]; earlier?: string }
export function looksPage(view: LooksView, ctx: PageContext): string {
  return page({ title: ctx.t('me.looks'), back: { href: routes.me(), label: ctx.t('me.title') } },
    html`<p class="lead">${ctx.t('me.looks.lead')}</p>
${view.looks.length === 0 ? html`<p>${ctx.t('me.looks.none')}</p>` : looksTable(view.looks, ctx)}
${view.earlier && html`<p><a href="${routes.looks()}?before=${view.earlier}">${ctx.t('me.looks.earlier')}</a></p>`}
<p><a href="${routes.me()}#report">${ctx.t('me.looks.wrong')}</a></p>`, ctx);
}

function looksTable(looks: readonly Look[], ctx: PageContext): Printable {
  return table(ctx.t('me.looks'), [ctx.t('me.when'), ctx.t('me.who'), ctx.t('me.why'), ctx.t('me.what')], looks.map((look) => [
    momentText(look.at, ctx), words(look.who, ctx),
    look.exception ? html`${tag(ctx.t('me.looks.exception'), 'warning')} ${words(look.why, ctx)}` : words(look.why, ctx), words(look.what, ctx),
  ]), true);
}

/** GET|POST /me/contact — how news reaches me. Contact addresses are no facts of any case. POST `email`, `phone`, `language`. */
export interface ContactView {
  email: string;
  phone: string;
  language: string;
  problems: { field: 'email' | 'phone' }[];
  /** Browsers with push switched on. */
  devices: { id: string; label: Words; since: Instant }[];
  pushKey?: string;
}
export function contactPage(view: ContactView, ctx: PageContext): string {
  const wrong = (name: 'email' | 'phone'): string | undefined => (view.problems.some((p) => p.field === name) ? ctx.t(`problem.contact.${name}`) : undefined);
  return page({ title: ctx.t('contact.title'), back: { href: routes.my(), label: ctx.t('page.my') }, failed: view.problems.length > 0, script: true },
    html`${errorSummary(view.problems.map((p) => ({ field: `f-${p.field}`, text: ctx.t(`problem.contact.${p.field}`) })), ctx)}<p class="lead">${ctx.t('contact.lead')}</p>
${form(routes.contact(), html`${field({ id: 'f-phone', label: ctx.t('contact.phone'), hint: ctx.t('contact.phone.hint'), optional: true, error: wrong('phone'), control: input({ id: 'f-phone', name: 'phone', type: 'tel', inputmode: 'tel', autocomplete: 'tel', value: view.phone, hint: ctx.t('contact.phone.hint'), error: wrong('phone'), dir: 'ltr' }) }, ctx)}
${field({ id: 'f-email', label: ctx.t('contact.email'), optional: true, error: wrong('email'), control: input({ id: 'f-email', name: 'email', type: 'email', inputmode: 'email', autocomplete: 'email', value: view.email, error: wrong('email'), dir: 'ltr' }) }, ctx)}
${fieldset({ id: 'f-language', label: ctx.t('contact.language'), body: radios({ id: 'f-language', name: 'letters', value: view.language, choices: ctx.languages.map((language) => ({ value: language, label: new Intl.DisplayNames([ctx.language], { type: 'language' }).of(language) ?? language })) }) }, ctx)}
<div class="actions">${button(ctx.t('contact.save'))}</div>`, ctx)}
${view.pushKey && html`<p data-push="${view.pushKey}" data-to="${routes.push()}" data-csrf="${ctx.csrf}" data-on="${ctx.t('pings.on')}" data-refused="${ctx.t('pings.refused')}" hidden><button type="button" class="ds-button" data-variant="secondary">${ctx.t('pings.switch-on')}</button> <span role="status"></span></p>`}
${view.devices.length > 0 && section(ctx.t('contact.devices'), html`<ul>${view.devices.map((device) => html`<li>${words(device.label, ctx)} <span class="note">${onDay(device.since, ctx)}</span></li>`)}</ul>`)}
${details(ctx.t('contact.why'), html`<p>${ctx.t('contact.why.text')}</p>`)}`, ctx);
}
