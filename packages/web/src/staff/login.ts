import type { PageContext } from '../context.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { linkButton, notice } from '../kit/parts.ts';

/** GET /staff/login */
export interface StaffLoginView {
  href: string;
  reason?: 'expired' | 'failed' | 'cancelled' | 'down';
}
export function staffLoginPage(view: StaffLoginView, ctx: PageContext): string {
  return page({ title: ctx.t('staff.login.title'), staff: true }, html`${view.reason && notice('info', ctx.t(`login.${view.reason}`))}<p>${ctx.t('staff.login.lead')}</p><p>${linkButton(ctx.t('login.title'), view.href)}</p>`, ctx);
}
