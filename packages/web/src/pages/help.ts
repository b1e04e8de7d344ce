import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { section } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /help — questions people ask, and how to reach a human. */
export interface HelpView {
  contact: { label: Words; text: Words; href?: string }[];
  offices: { name: Words; address: Words; hours: Words }[];
}
const questions = ['lost', 'saved', 'time', 'language', 'other-guardian', 'robot', 'shared-phone'] as const;

export function helpPage(view: HelpView, ctx: PageContext): string {
  return page({ title: ctx.t('help.title'), back: ctx.user ? { href: routes.my(), label: ctx.t('page.my') } : { href: routes.home(), label: ctx.t('page.home') } },
    html`${section(ctx.t('help.questions'), html`${questions.map((id) => html`<h3>${ctx.t(`help.q.${id}`)}</h3><p>${ctx.t(`help.a.${id}`)}</p>`)}`)}
${section(ctx.t('help.contact'), html`<ul class="cards">${view.contact.map((way) => html`<li><h3>${words(way.label, ctx)}</h3><p>${way.href ? html`<a href="${way.href}"><bdi>${words(way.text, ctx)}</bdi></a>` : html`<bdi>${words(way.text, ctx)}</bdi>`}</p></li>`)}</ul>`)}
${view.offices.length > 0 && section(ctx.t('help.offices'), html`<ul class="cards">${view.offices.map((office) => html`<li><h3>${words(office.name, ctx)}</h3><p><bdi>${words(office.address, ctx)}</bdi></p><p class="note">${words(office.hours, ctx)}</p></li>`)}</ul>`)}`, ctx);
}

/** GET /accessibility — the accessibility statement (Act 2018:1937 on accessibility of digital public services). */
export function accessibilityPage(_view: Record<string, never>, ctx: PageContext): string {
  return page({ title: ctx.t('page.accessibility'), back: { href: routes.home(), label: ctx.t('page.home') } },
    html`<p class="lead">${ctx.t('accessibility.lead')}</p>
${section(ctx.t('accessibility.how'), html`<ul><li>${ctx.t('accessibility.no-script')}</li><li>${ctx.t('accessibility.keyboard')}</li><li>${ctx.t('accessibility.zoom')}</li><li>${ctx.t('accessibility.languages')}</li></ul>`)}
${section(ctx.t('accessibility.tested'), html`<p>${ctx.t('accessibility.tested.text')}</p>`)}
${section(ctx.t('accessibility.lacking'), html`<p>${ctx.t('accessibility.lacking.text')}</p>`)}
${section(ctx.t('accessibility.tell'), html`<p>${ctx.t('accessibility.tell.text')} <a href="${routes.help()}">${ctx.t('page.help')}</a></p>`)}`, ctx);
}
