import type { Day } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { weekdayText } from '../format.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { linkButton, notice, section } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /case/:id/sent — it is sent; what happens next and when; switch on pings. */
export interface SentView {
  caseId: string;
  number: string;
  /** `granted`: decided as it was sent. `waiting`: for another person. `officer`: a person here looks at it. */
  outcome: 'granted' | 'waiting' | 'officer';
  /** "Mona has a residence permit until 14 March 2028." / "Now Adam Doe must approve." */
  headline: Words;
  next: { text: Words; on?: Day }[];
  /** What to do now, if anything: book the visit. */
  action?: { label: Words; href: string };
  /** Where pings go now, in words ("text message to 070-… 12"); empty when nowhere. */
  channels: Words[];
  /** VAPID public key, where web push may be switched on. */
  pushKey?: string;
}

export function sentPage(view: SentView, ctx: PageContext): string {
  return page({ title: words(view.headline, ctx), script: true, over: ctx.t('case.number', { number: view.number }) },
    html`${notice('success', ctx.t(`sent.${view.outcome}`))}
${view.action && html`<p>${linkButton(words(view.action.label, ctx), view.action.href)}</p>`}
${section(ctx.t('sent.next'), html`<ol>${view.next.map((step) => html`<li>${words(step.text, ctx)}${step.on && html` <b>${weekdayText(step.on, ctx)}</b>`}</li>`)}</ol>`)}
${pings(view, ctx)}
<p><a href="${routes.case(view.caseId)}">${ctx.t('sent.case')}</a></p>`, ctx);
}

/** How news reaches the person, and the offer of a push message in this browser (asked only on a press). */
export function pings(view: Pick<SentView, 'channels' | 'pushKey'>, ctx: PageContext) {
  return section(ctx.t('pings.title'), html`<p>${ctx.t('pings.lead')}</p>${view.channels.length > 0 && html`<ul>${view.channels.map((channel) => html`<li><bdi>${words(channel, ctx)}</bdi></li>`)}</ul>`}
${view.pushKey && html`<p data-push="${view.pushKey}" data-to="${routes.push()}" data-csrf="${ctx.csrf}" data-on="${ctx.t('pings.on')}" data-refused="${ctx.t('pings.refused')}" hidden><button type="button" class="ds-button" data-variant="secondary">${ctx.t('pings.switch-on')}</button> <span role="status"></span></p>`}
<p><a href="${routes.contact()}">${ctx.t('contact.change')}</a></p>`);
}
