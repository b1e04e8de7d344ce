import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { moneyText } from '../format.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { lawDetails, linkButton, list, notice, section, type Law } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /services/:service — what it is, what you need, how long it takes, and where to log in. */
export interface ServiceView {
  id: string;
  title: Words;
  /** One or two sentences: what it is and for whom. */
  intro: Words;
  /** What you need at hand. */
  needs: Words[];
  /** What happens, step by step. */
  steps: Words[];
  /** How long it takes: yours and ours. */
  duration: Words;
  /** In öre; 0 is free; absent where it depends (then `feeNote` says on what). */
  fee?: number;
  feeNote?: Words;
  /** "You need no form: we write to you when the birth is registered." */
  howItStarts?: Words;
  /** One may begin it oneself; try it first without logging in. */
  mayApply?: boolean;
  mayTry?: boolean;
  /** Laws, for those who want them. */
  law: Law[];
}

export function servicePage(view: ServiceView, ctx: PageContext): string {
  return page({ title: words(view.title, ctx), back: { href: routes.home() } }, html`<p class="lead">${words(view.intro, ctx)}</p>
${view.howItStarts && notice('info', words(view.howItStarts, ctx))}
${section(ctx.t('service.needs'), list(view.needs.map((need) => words(need, ctx))))}
${section(ctx.t('service.steps'), list(view.steps.map((step) => words(step, ctx)), true))}
${section(ctx.t('service.duration'), html`<p>${words(view.duration, ctx)}</p>`)}
${(view.fee !== undefined || view.feeNote) && section(ctx.t('service.fee'), html`${view.fee !== undefined && html`<p>${view.fee === 0 ? ctx.t('service.free') : moneyText(view.fee, ctx)}</p>`}${view.feeNote && html`<p>${words(view.feeNote, ctx)}</p>`}`)}
${view.mayTry && html`<p>${linkButton(ctx.t('service.try'), routes.precheck(view.id), 'secondary')}</p>`}${view.mayApply ? html`<p>${linkButton(ctx.t('service.apply'), routes.apply(view.id))}</p>` : html`<p>${linkButton(ctx.user ? ctx.t('page.my') : ctx.t('service.login'), ctx.user ? routes.my() : routes.login(routes.my()))}</p>`}
${lawDetails(view.law, ctx)}`, ctx);
}
