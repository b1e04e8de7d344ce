import type { PageContext } from '../context.ts';
import { attributes, html, type Html } from '../kit/html.ts';
import { field, input } from '../kit/fields.ts';
import { page } from '../kit/layout.ts';
import { button, hidden, linkButton, list, notice, section } from '../kit/parts.ts';
import { routes } from '../routes.ts';
import { hasText } from '../text.ts';

/** GET /staff, nobody logged in */
export interface StaffLoginView {
  href: string;
  reason?: 'expired' | 'failed' | 'cancelled' | 'down';
}
export function staffLoginPage(view: StaffLoginView, ctx: PageContext): string {
  return page({ title: ctx.t('staff.login.title'), staff: true }, html`${view.reason && notice('info', ctx.t(`login.${view.reason}`))}<p>${ctx.t('staff.login.lead')}</p><p>${linkButton(ctx.t('login.title'), view.href)}</p>`, ctx);
}

/** GET /staff/login/:login: a key is asked for. */
export interface StaffKeyView {
  action: string;
  /** What the browser asks the key, as JSON. */
  options: string;
  /** The last key did not do. */
  failed: boolean;
  /** Logged in already: the key is asked for once more. */
  again: boolean;
  /** Does this address have a name? Browsers make no keys for numbers. */
  namedHost: boolean;
  /** A demonstration's key cabinet: a button for each test officer. */
  cabinet?: { action: string; challenge: string; back: string; officers: { account: string; name: string; unit: string; roles: string[] }[] };
}
export function staffKeyPage(view: StaffKeyView, ctx: PageContext): string {
  return page({ title: ctx.t(view.again ? 'staff.key.again' : 'staff.key.title'), staff: true, keyScript: true, failed: view.failed }, html`
${view.failed && html`<div role="alert">${notice('danger', ctx.t('staff.key.failed'))}</div>`}
<p class="lead">${ctx.t(view.again ? 'staff.key.again.lead' : 'staff.key.lead')}</p>
${view.namedHost ? keyForm(view.action, { 'data-get': view.options }, null, ctx.t('staff.key.use'), ctx) : notice('info', ctx.t('staff.key.needs-name'))}
${view.cabinet && cabinet(view.cabinet, ctx)}
${section(ctx.t('staff.key.none'), html`<p>${ctx.t('staff.key.none.what')}</p>`)}`, ctx);
}

function cabinet({ action, challenge, back, officers }: NonNullable<StaffKeyView['cabinet']>, ctx: PageContext): Html {
  return section(ctx.t('staff.key.cabinet'), html`<p>${ctx.t('staff.key.cabinet.what')}</p>
<form method="post" action="${action}"><input type="hidden" name="challenge" value="${challenge}"><input type="hidden" name="back" value="${back}">
<ul class="tasks">${officers.map((one) => html`<li><button class="ds-button" data-variant="secondary" name="account" value="${one.account}">${one.name}</button><span class="note">${one.roles.map((role) => roleText(role, ctx)).join(', ')}<br>${one.unit}</span></li>`)}</ul></form>`);
}

/** A form whose answer a key gives: the script fills in `assertion` and sends. Its button waits for the script. */
function keyForm(action: string, data: Record<string, string>, fields: Html | null, label: string, ctx: PageContext): Html {
  return html`<form${attributes({ method: 'post', action, ...data, 'data-unsupported': ctx.t('staff.key.unsupported'), 'data-failed': ctx.t('staff.key.broken-off') })}>${hidden(ctx)}<input type="hidden" name="assertion" value="">${fields}
<p><button class="ds-button" disabled>${label}</button></p><p data-said role="status"></p><noscript><p>${ctx.t('staff.key.no-script')}</p></noscript></form>`;
}

/** A role in words; one that nobody has words for by its name. */
export function roleText(role: string, ctx: PageContext): string {
  const key = `staff.role.${role}`;
  return hasText(key) ? (ctx.t as (key: string) => string)(key) : role;
}

/** The login has ended before it was finished, or was none of ours. `code`: the provider's word, for the phone call. */
export function staffLoginEndedPage(view: { code?: string }, ctx: PageContext): string {
  return page({ title: ctx.t('staff.key.ended'), staff: true }, html`<p class="lead">${ctx.t('staff.key.ended.what')}</p><p>${linkButton(ctx.t('staff.key.restart'), routes.staff.home())}</p>${view.code && html`<p class="note">${view.code}</p>`}`, ctx);
}

/** GET /staff/enrol/:token: somebody invited makes their key. */
export interface StaffEnrolView {
  state: 'open' | 'failed' | 'closed' | 'done';
  action: string;
  name?: string;
  id?: string;
  /** What the browser asks the new key, as JSON. */
  options?: string;
  namedHost: boolean;
}
export function staffEnrolPage(view: StaffEnrolView, ctx: PageContext): string {
  if (view.state === 'closed' || view.state === 'done') {
    return page({ title: ctx.t(`staff.enrol.${view.state}`), staff: true }, html`<p class="lead">${ctx.t(`staff.enrol.${view.state}.what`)}</p>${view.state === 'done' && html`<p>${linkButton(ctx.t('login.title'), routes.staff.home())}</p>`}`, ctx);
  }
  const label = field({ id: 'label', label: ctx.t('staff.enrol.label'), hint: ctx.t('staff.enrol.label.hint'), control: input({ id: 'label', name: 'label', maxlength: 60, autocomplete: 'off', describedBy: 'label-hint' }) }, ctx);
  return page({ title: ctx.t('staff.enrol.title', { authority: ctx.authority }), staff: true, keyScript: true, failed: view.state === 'failed' }, html`
${view.state === 'failed' && html`<div role="alert">${notice('danger', ctx.t('staff.enrol.failed'))}</div>`}
<p class="lead">${ctx.t('staff.enrol.lead', { name: view.name ?? '', id: view.id ?? '' })}</p>
${view.namedHost ? keyForm(view.action, { 'data-create': view.options ?? '' }, label, ctx.t('staff.enrol.make'), ctx) : notice('info', ctx.t('staff.key.needs-name'))}`, ctx);
}

/** GET /staff/held/:id: a form that a login interrupted. */
export interface HeldFormView { action: string; fields: [name: string, value: string][]; shown: string[]; back: string }
export function heldFormPage(view: HeldFormView, ctx: PageContext): string {
  return page({ title: ctx.t('staff.held.title'), staff: true }, html`<p class="lead">${ctx.t('staff.held.lead')}</p>
${view.shown.length > 0 && list(view.shown)}
<form method="post" action="${view.action}"><input type="hidden" name="csrf" value="${ctx.csrf}">${view.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${button(ctx.t('staff.held.send'))} ${linkButton(ctx.t('staff.held.leave'), view.back, 'tertiary')}</form>`, ctx);
}
