import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { linkButton } from '../kit/parts.ts';
import { routes } from '../routes.ts';
import { daysText } from './expected.ts';

/** GET / */
export interface HomeView {
  /** `time`: days within which half and nine of ten are decided now. */
  services: { id: string; title: Words; summary: Words; time?: { half: number; most: number } }[];
}

export function homePage(view: HomeView, ctx: PageContext): string {
  return page({ title: ctx.t('home.title'), heading: false }, html`<div class="hero"><h1>${ctx.t('home.title')}</h1><p class="lead">${ctx.t('home.lead')}</p>
<p>${linkButton(ctx.user ? ctx.t('page.my') : ctx.t('login.title'), ctx.user ? routes.my() : routes.login(routes.my()))}</p></div>
<h2>${ctx.t('home.services')}</h2>
<ul class="cards">${view.services.map((service) => html`<li><h3><a href="${routes.service(service.id)}">${words(service.title, ctx)}</a></h3><p>${words(service.summary, ctx)}</p>${service.time && html`<p class="note">${ctx.t('expected.short', { half: daysText(service.time.half, ctx), most: daysText(service.time.most, ctx) })} <a href="${routes.queue()}">${ctx.t('queue.title')}</a></p>`}</li>`)}</ul>
<h2>${ctx.t('home.promise')}</h2>
<ul><li>${ctx.t('home.promise.ask-once')}</li><li>${ctx.t('home.promise.saved')}</li><li>${ctx.t('home.promise.status')}</li><li>${ctx.t('home.promise.human')}</li></ul>`, ctx);
}
