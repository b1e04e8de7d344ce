import type { Json } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, lawDetails, linkButton, list, notice, section, tag, type Law, type Tone } from '../kit/parts.ts';
import { pageProblems, renderPage, showValue, type FormState } from '../form/render.ts';
import type { AskedQuestion, FormSetting } from '../form/setting.ts';
import { pageText, questionLabel } from '../form/texts.ts';
import type { FormPage } from '@ankomst/core';
import { routes } from '../routes.ts';

/** GET|POST /services/:service/check/:page — one page of the try. Nothing is required, and nothing is kept here. */
export interface PrecheckQuestionView extends FormState {
  service: string;
  page: FormPage;
  setting: FormSetting;
  back: string;
  step: { n: number; of: number };
  /** Came from the answer and returns there. */
  change?: boolean;
}

/** GET /services/:service/check — what it is; once something is answered, what the rules say of it. */
export interface PrecheckView {
  service: string;
  setting: FormSetting;
  /** The first page. */
  first: string;
  result?: PrecheckResultView;
}
export interface PrecheckResultView {
  conditions: {
    title: Words;
    status: 'met' | 'not met' | 'unknown';
    reason?: Words;
    law: Law[];
    /** Open questions on which it hangs. */
    missing: { asked: AskedQuestion; page: FormPage }[];
    /** Single answers that would make it met. */
    changes: { asked: AskedQuestion; page: FormPage; value: Json; way: 'least' | 'most' | 'is' }[];
  }[];
  alternatives: { title: Words; text: Words }[];
}

export function precheckQuestionPage(view: PrecheckQuestionView, ctx: PageContext): string {
  const { setting } = view;
  const action = `${routes.precheck(view.service, view.page.id)}${view.change ? '?change=1' : ''}`;
  return page({
    title: pageText(view.page, 'title', setting, ctx)!, back: { href: view.back }, failed: view.problems.length > 0, script: true,
    over: html`${ctx.say('precheck.title')} · ${ctx.t('form.step', view.step)}`, form: { id: 'answers', action },
  }, html`${pageProblems(view.page, view.problems, setting, ctx)}${form(action, html`${renderPage(view.page, view, setting, ctx)}
<div class="actions">${button(ctx.t('form.continue'), { name: 'do', value: 'continue' })}</div>`, ctx, { id: 'answers' })}`, ctx);
}

const tones: Record<PrecheckResultView['conditions'][number]['status'], Tone> = { met: 'success', 'not met': 'danger', unknown: 'warning' };
const statusKeys = { met: 'precheck.met', 'not met': 'precheck.not-met', unknown: 'precheck.unknown' } as const;

export function precheckPage(view: PrecheckView, ctx: PageContext): string {
  const { service, result } = view;
  const again = routes.precheck(service, view.first);
  const back = { href: routes.service(service), label: ctx.t('apply.about') };
  const title = ctx.say('precheck.title');
  if (!result) return page({ title, back }, html`<p class="lead">${ctx.say('precheck.intro')}</p><p>${ctx.t('precheck.leave-open')}</p><div class="actions">${linkButton(ctx.t('apply.begin'), again)}</div>`, ctx);
  const unmet = result.conditions.filter((one) => one.status === 'not met').length;
  const open = result.conditions.filter((one) => one.status === 'unknown').length;
  const whole = unmet > 0 ? ctx.t('precheck.some-not-met', { n: unmet }) : open > 0 ? ctx.t('precheck.some-unknown', { n: open }) : ctx.t('precheck.all-met');
  return page({ title, back }, html`${notice(unmet > 0 ? 'warning' : open > 0 ? 'info' : 'success', whole)}<p>${ctx.t('precheck.no-decision')}</p>
${result.conditions.map((one) => section(words(one.title, ctx), condition(one, view, ctx)))}
${result.alternatives.map((other) => notice('info', words(other.text, ctx), words(other.title, ctx)))}
<div class="actions">${linkButton(ctx.t('precheck.apply'), routes.apply(service))}${linkButton(ctx.t('precheck.again'), again, 'secondary')}</div>
<p class="note">${ctx.t('precheck.carried')}</p>`, ctx);
}

function condition(one: PrecheckResultView['conditions'][number], { service, setting }: PrecheckView, ctx: PageContext): Html {
  const to = (target: FormPage): string => `${routes.precheck(service, target.id)}?change=1`;
  return html`<p>${tag(ctx.t(statusKeys[one.status]), tones[one.status])}</p>
${one.reason && html`<p>${words(one.reason, ctx)}</p>`}
${one.missing.length > 0 && html`<p>${ctx.t('precheck.answer-first')}</p>${list(one.missing.map(({ asked, page: at }) => html`<a href="${to(at)}">${questionLabel(asked, at, setting, ctx)}</a>`))}`}
${one.changes.length > 0 && html`<p>${ctx.t('precheck.would-change')}</p>${list(one.changes.map(({ asked, page: at, value, way }) => {
    const shown = html`<b>${showValue(asked, value, setting, ctx, at)}</b>`;
    const dated = asked.definition.type === 'date';
    return html`<a href="${to(at)}">${questionLabel(asked, at, setting, ctx)}</a>: ${way === 'is' ? shown : html`${ctx.t(`precheck.${dated ? 'day-' : ''}${way}` as 'precheck.least')} ${shown}`}`;
  }))}`}
${lawDetails(one.law, ctx)}`;
}
