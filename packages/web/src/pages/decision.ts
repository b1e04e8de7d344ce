import type { Day, Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { languageText, onDay, weekdayText } from '../format.ts';
import { html, raw, type Html, type Printable } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { lawText, linkButton, notice, section, type Law, type Tone } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /case/:id/decision — outcome, what it means, what to do, by when: in the first lines. Then why, with the law. */
export interface DecisionView {
  caseId: string;
  number: string;
  outcome: 'granted' | 'refused' | 'dismissed';
  /** "Mona may live in Sweden until 14 March 2028." */
  headline: Words;
  /** What it means, in a sentence or two. */
  meaning: Words;
  /** What to do, most important first. */
  todo: { text: Words; href?: string; by?: Day }[];
  /** Each with its law; against the person also with the facts it turned on, and who said them. */
  reasons: { text: Words; law: Law[]; facts?: FactShown[] }[];
  /** Officer's own words, if any. */
  note?: string;
  decidedOn: Instant;
  /** Decided by the machine, and on which commissioning decision; or by whom. */
  decidedBy: Words;
  automatic: boolean;
  /** `late`: the last day is past. `link`: to write an appeal, or to see the one that is sent. */
  appeal: { text: Words; by?: Day; late?: boolean; how: Words[]; link?: { label: Words; href: string } };
  letters: { href: string; pdf: string; language: string }[];
}
/** A fact, its value in words, and on whose word. */
export interface FactShown { label: string; value: Printable; source: string }

export function decisionPage(view: DecisionView, ctx: PageContext): string {
  const tone: Tone = view.outcome === 'granted' ? 'success' : 'info';
  return page({ title: words(view.headline, ctx), over: html`${ctx.t('decision.title')} · ${ctx.t('case.number', { number: view.number })}`, back: { href: routes.case(view.caseId), label: ctx.t('case.back') } },
    html`${notice(tone, html`<p>${words(view.meaning, ctx)}</p>`, ctx.t(`decision.${view.outcome}`))}
${view.todo.length > 0 && section(ctx.t('decision.todo'), html`<ul class="cards">${view.todo.map((item) => html`<li class="do">${item.href ? html`<a href="${item.href}">${words(item.text, ctx)}</a>` : words(item.text, ctx)}${item.by && html`<p><b>${ctx.t('my.by', { day: weekdayText(item.by, ctx) })}</b></p>`}</li>`)}</ul>`)}
${section(ctx.t('decision.reasons'), html`<ol class="reasons">${view.reasons.map((reason) => html`<li><p>${words(reason.text, ctx)}</p>${factList(reason.facts ?? [])}<p class="note">${lawText(reason.law, ctx)}</p></li>`)}</ol>${view.note && html`<blockquote dir="auto" class="text">${view.note}</blockquote>`}`)}
${section(ctx.t('decision.appeal'), html`<p>${words(view.appeal.text, ctx)}</p>${view.appeal.by && html`<p><b>${view.appeal.late ? ctx.t('appeal.late', { day: weekdayText(view.appeal.by, ctx) }) : ctx.t('my.by', { day: weekdayText(view.appeal.by, ctx) })}</b></p>`}${view.appeal.how.length > 0 && html`<ol>${view.appeal.how.map((how) => html`<li>${words(how, ctx)}</li>`)}</ol>`}${view.appeal.link && html`<p>${linkButton(words(view.appeal.link.label, ctx), view.appeal.link.href, 'secondary')}</p>`}`)}
${section(ctx.t('decision.letters'), lettersList(view.letters, ctx))}
<p class="note">${ctx.t('decision.on', { day: onDay(view.decidedOn, ctx) })} ${view.automatic ? ctx.t('decision.automatic') : words(view.decidedBy, ctx)}</p>`, ctx);
}

/** The facts a reason turned on, each with who said it. */
export function factList(facts: readonly FactShown[]): Html | null {
  return facts.length === 0 ? null : html`<dl class="rows">${facts.map((fact) => html`<div><dt>${fact.label}</dt><dd>${fact.value}<p class="note">${fact.source}</p></dd></div>`)}</dl>`;
}

function lettersList(letters: DecisionView['letters'], ctx: PageContext): Html {
  return html`<ul class="plain">${letters.map((letter) => html`<li><a href="${letter.href}">${ctx.t('letter.read', { language: languageText(letter.language, ctx) })}</a> · <a href="${letter.pdf}">${ctx.t('letter.pdf')}</a></li>`)}</ul>`;
}

/** GET /case/:id/letters/:letter — a letter as it was issued. */
export interface LetterView {
  caseId: string;
  title: Words;
  /** The letter's language: its part of the page has its own `lang` and `dir`. */
  language: string;
  dir: 'ltr' | 'rtl';
  /** As rendered and hashed when it was issued: safe HTML. */
  html: string;
  pdf: string;
  at: Instant;
}
export function letterPage(view: LetterView, ctx: PageContext): string {
  return page({ title: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') } },
    html`<p class="note">${onDay(view.at, ctx)}</p><p>${linkButton(ctx.t('letter.pdf'), view.pdf, 'secondary')}</p>
<article class="letter" lang="${view.language}" dir="${view.dir}">${raw(view.html)}</article>`, ctx);
}
