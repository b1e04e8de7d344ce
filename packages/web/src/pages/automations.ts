import type { Day, Instant } from '@ankomst/core';
import { words, type PageContext, type Words } from '../context.ts';
import { onDay } from '../format.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { details, list, section, table, tag } from '../kit/parts.ts';
import { locale } from '../text.ts';
import { routes } from '../routes.ts';

/** One automation as everybody may know it. Figures are null where fewer than five stand behind them. */
export interface AutomationView {
  service: string;
  title: Words;
  state: 'running' | 'stopped' | 'start-asked';
  commissioned: { id: string; on: Day; by: string };
  law: AutomationLaw[];
  figures: { automatic: number | null; byPeople: number | null; toPeople: number | null };
  /** Share of its decisions drawn for a check, 0 to 1, and what the checks found; null where too few were made. */
  sample: number;
  checked: { assessed: number; agreed: number; low: number; high: number } | null;
}
export interface AutomationLaw { label: Words; url?: string; verified: boolean }

/** GET /open/automations — for everybody: which decisions a computer makes. */
export interface AutomationsView { automations: AutomationView[] }

/** GET /open/automations/:service — its rules, figures and history. */
export interface AutomationPageView extends AutomationView {
  rules: { title: Words; discretion: boolean; rows: { comesTo: 'met' | 'not-met' | 'unknown'; reason: Words; law: AutomationLaw[] }[] }[];
  amounts: { name: string; rows: { name: string; amount: number; from: Day; until: Day | null; source: string }[] }[];
  /** What has been decided and does not hold yet. */
  coming: { on: Day; changes: { what: string; before: string; after: string }[] }[];
  versions: { version: string; from: Day; approved: number }[];
  stops: { act: 'stopped' | 'start-asked' | 'started'; at: Instant; why: string }[];
  /** The formal decision's own text; in the language it is written in. */
  reasons?: { text: string; language: string };
}

export function automationsPage(view: AutomationsView, ctx: PageContext): string {
  return page({ title: ctx.t('register.title'), back: { href: routes.home() } }, html`<p class="lead">${ctx.t('register.lead')}</p>
<p>${ctx.t('register.only-yes')}</p>
${view.automations.length === 0 && html`<p>${ctx.t('register.none')}</p>`}
${view.automations.map((one) => section(words(one.title, ctx), html`${standing(one, ctx)}${figures(one, ctx)}
<p><a href="${routes.automation(one.service)}">${ctx.t('register.read')}<span class="sr">: ${words(one.title, ctx)}</span></a></p>`))}
${contact(ctx)}${data(ctx)}`, ctx);
}

export function automationPage(view: AutomationPageView, ctx: PageContext): string {
  const day = (one: Day | null): string => (one === null ? '' : onDay(one, ctx));
  return page({ title: `${ctx.t('register.title')}: ${words(view.title, ctx)}`, back: { href: routes.automations(), label: ctx.t('register.title') } }, html`<p class="lead">${ctx.t('register.only-yes')}</p>
${standing(view, ctx)}
${view.coming.map((one) => section(ctx.t('register.coming', { day: onDay(one.on, ctx) }), html`<p>${ctx.t('register.coming.lead')}</p>${table(ctx.t('register.coming', { day: onDay(one.on, ctx) }), [ctx.t('register.what'), ctx.t('register.before'), ctx.t('register.after')], one.changes.map((change) => [change.what, change.before, change.after]), true)}`))}
${section(ctx.t('register.year'), figures(view, ctx))}
${section(ctx.t('register.rules'), html`<p>${ctx.t('register.rules.lead')}</p>${view.rules.map((rule) => details(words(rule.title, ctx), html`${rule.discretion && html`<p>${ctx.t('register.officer')}</p>`}${table(words(rule.title, ctx), [ctx.t('register.comes-to'), ctx.t('register.why'), ctx.t('register.law-column')],
    rule.rows.map((row) => [ctx.t(`register.${row.comesTo}`), words(row.reason, ctx), laws(row.law, ctx)]), true)}`))}`)}
${view.amounts.length > 0 && section(ctx.t('register.amounts'), html`${view.amounts.map((one) => table(one.name, [ctx.t('register.name'), ctx.t('register.amount'), ctx.t('register.from'), ctx.t('register.until'), ctx.t('register.source')],
    one.rows.map((row) => [row.name, new Intl.NumberFormat(locale(ctx.language)).format(row.amount), day(row.from), day(row.until), html`<span lang="${ctx.bindingLanguage}" dir="auto">${row.source}</span>`])))}`)}
${section(ctx.t('register.stops'), view.stops.length === 0 ? html`<p>${ctx.t('register.stops.none')}</p>`
    : table(ctx.t('register.stops'), [ctx.t('register.day'), ctx.t('register.what'), ctx.t('register.why')], view.stops.map((one) => [onDay(one.at, ctx), ctx.t(`register.act.${one.act}`), html`<span dir="auto">${one.why}</span>`]), true))}
${section(ctx.t('register.versions'), table(ctx.t('register.versions'), [ctx.t('register.version'), ctx.t('register.from'), ctx.t('register.approved')], view.versions.map((one) => [one.version, day(one.from), ctx.t('register.people', { n: one.approved })]), true))}
${view.reasons && details(ctx.t('register.decision'), html`<div lang="${view.reasons.language}" dir="ltr">${view.reasons.text.split(/\n{2,}/).map((part) => html`<p>${part}</p>`)}</div>`)}
${contact(ctx)}${data(ctx)}`, ctx);
}

const tones = { running: 'success', stopped: 'warning', 'start-asked': 'warning' } as const;

function standing({ state, commissioned, law }: AutomationView, ctx: PageContext): Html {
  return html`<p>${tag(ctx.t(`register.state.${state}`), tones[state])} ${ctx.t('register.since', { id: commissioned.id, day: onDay(commissioned.on, ctx) })}. ${ctx.t('register.by', { by: commissioned.by })}.</p>
${law.length > 0 && details(ctx.t('register.law'), list(law.map((one) => laws([one], ctx))))}`;
}

function laws(law: readonly AutomationLaw[], ctx: PageContext): Html {
  return html`${law.map((one, i) => html`${i > 0 && '; '}${one.url ? html`<a href="${one.url}" rel="noreferrer">${words(one.label, ctx)}</a>` : words(one.label, ctx)}${!one.verified && html` <span class="note">${ctx.t('register.unverified')}</span>`}`)}`;
}

function figures({ title, figures: f, sample, checked }: AutomationView, ctx: PageContext): Html {
  const format = new Intl.NumberFormat(locale(ctx.language)), share = new Intl.NumberFormat(locale(ctx.language), { style: 'percent', maximumFractionDigits: 0 });
  const n = (value: number | null): string => (value === null ? ctx.t('register.few') : format.format(value));
  return html`${table(`${ctx.t('register.year')}: ${words(title, ctx)}`, [ctx.t('register.what'), ctx.t('register.count')], [
    [ctx.t('register.automatic'), n(f.automatic)], [ctx.t('register.by-people'), n(f.byPeople)], [ctx.t('register.to-people'), n(f.toPeople)],
  ])}
<p>${ctx.t('register.sample', { share: share.format(sample) })} ${checked ? ctx.t('register.agreed', { agreed: format.format(checked.agreed), assessed: format.format(checked.assessed), low: share.format(checked.low), high: share.format(checked.high) }) : ctx.t('register.not-checked')}</p>`;
}

const contact = (ctx: PageContext): Html => section(ctx.t('register.contact'), html`<p>${ctx.t('register.contact.text')} <a href="${routes.help()}">${ctx.t('page.help')}</a></p>`);
const data = (ctx: PageContext): Html => section(ctx.t('register.data'), html`<p><a href="${routes.automationsData()}">JSON</a></p>`);

