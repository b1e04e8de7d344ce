import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { linkButton, notice } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /login — choose how to log in. Also shown when the session has ended, with what was typed kept. */
export interface LoginView {
  methods: { href: string; label: Words; hint?: Words }[];
  /** `expired`: the session ended; `kept`: it ended while something was being sent, which is kept; `failed`, `cancelled`: back from the eID without a login. */
  reason?: 'expired' | 'kept' | 'failed' | 'cancelled' | 'down';
}

export function loginPage(view: LoginView, ctx: PageContext): string {
  return page({ title: ctx.t('login.title') }, html`${view.reason && notice(view.reason === 'failed' || view.reason === 'down' ? 'warning' : 'info', ctx.t(`login.${view.reason}`))}
<p class="lead">${ctx.t('login.lead')}</p>
<ul class="plain">${view.methods.map((method) => html`<li>${linkButton(words(method.label, ctx), method.href)}${method.hint && html`<p class="note">${words(method.hint, ctx)}</p>`}</li>`)}</ul>
<h2>${ctx.t('login.no-eid')}</h2><p>${ctx.t('login.no-eid.what')} <a href="${routes.help()}">${ctx.t('page.help')}</a></p>`, ctx);
}

/** Shown after POST /logout. */
export function loggedOutPage(_view: Record<string, never>, ctx: PageContext): string {
  return page({ title: ctx.t('logged-out.title') }, html`<p class="lead">${ctx.t('logged-out.lead')}</p><p>${ctx.t('logged-out.shared')}</p>
<p>${linkButton(ctx.t('login.again'), routes.login(routes.my()))} <a href="${routes.home()}">${ctx.t('page.home')}</a></p>`, ctx);
}
