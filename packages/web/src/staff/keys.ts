import type { PageContext } from '../context.ts';
import { momentText as when } from '../format.ts';
import { attributes, html, type Html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, notice, section, table, tag } from '../kit/parts.ts';
import { hasText } from '../text.ts';
import { roleText } from './login.ts';

interface Key { id: string; label: string; deviceBound: boolean; createdAt: string; usedAt: string | null; revokedAt: string | null }

/** GET /staff/me: one's own keys, logins, and what was done to one's account. */
export interface StaffMeView {
  keys: Key[];
  logins: { handle: string; createdAt: string; seenAt: string; current: boolean; agent: string }[];
  log: { at: string; by: string; act: string }[];
}
export function staffMePage(view: StaffMeView, ctx: PageContext): string {
  return page({ title: ctx.t('staff.me.title'), staff: true }, html`
${section(ctx.t('staff.me.keys'), html`<p>${ctx.t('staff.me.revoke.hint')}</p>${table(ctx.t('staff.me.keys'), [ctx.t('staff.me.key'), ctx.t('staff.me.made'), ctx.t('staff.me.used'), ctx.t('staff.me.state')], view.keys.map((key) => [
    keyLabel(key.label, ctx), when(key.createdAt, ctx), key.usedAt ? when(key.usedAt, ctx) : ctx.t('staff.me.never'),
    key.revokedAt ? tag(ctx.t('staff.me.revoked')) : html`${tag(ctx.t(key.deviceBound ? 'staff.me.bound' : 'staff.me.synced'), 'success')} ${form(`/staff/me/keys/${key.id}/revoke`, danger(ctx.t('staff.me.revoke'), keyLabel(key.label, ctx)), ctx)}`,
  ]), true)}`)}
${section(ctx.t('staff.me.logins'), html`${table(ctx.t('staff.me.logins'), [ctx.t('staff.me.where'), ctx.t('staff.me.since'), ctx.t('staff.me.seen'), ctx.t('staff.me.end')], view.logins.map((login) => [
    browser(login.agent), when(login.createdAt, ctx), when(login.seenAt, ctx),
    login.current ? tag(ctx.t('staff.me.this'), 'info') : form(`/staff/me/logins/${login.handle}/end`, button(ctx.t('staff.me.end'), { variant: 'secondary' }), ctx),
  ]), true)}
${form('/staff/me/logins/end', danger(ctx.t('staff.me.end-all')), ctx)}`)}
${section(ctx.t('staff.me.log'), table(ctx.t('staff.me.log'), [ctx.t('staff.me.when'), ctx.t('staff.me.what'), ctx.t('staff.me.by')], view.log.map((one) => [when(one.at, ctx), actText(one.act, ctx), one.by]), true))}`, ctx);
}

/** GET /staff/people: who works in the unit, and whether they can log in. */
export interface StaffPeopleView {
  staff: { id: string; name: string; unit: string; roles: string[]; active: boolean; self: boolean; keys: Key[] }[];
  /** The roles that the reader may give; absent where they give none. */
  roles?: readonly string[];
  /** A link just made: shown this once. */
  link?: { name: string; href: string };
}
export function staffPeoplePage(view: StaffPeopleView, ctx: PageContext): string {
  const acts = (one: StaffPeopleView['staff'][number]): Html => html`${one.active && form(`/staff/people/${one.id}/invite`, named(ctx.t('staff.people.invite'), one.name), ctx)}
${form(`/staff/people/${one.id}/${one.active ? 'disable' : 'enable'}`, one.active ? danger(ctx.t('staff.people.disable'), one.name) : named(ctx.t('staff.people.enable'), one.name), ctx)}
${view.roles && html`<details><summary>${ctx.t('staff.people.change-roles')}</summary>${form(`/staff/people/${one.id}/roles`, html`${view.roles.map((role) => html`<label class="pick"><input type="checkbox" name="role" value="${role}"${one.roles.includes(role) && html` checked`}> ${roleText(role, ctx)}</label><br>`)}${named(ctx.t('staff.people.save-roles'), one.name)}`, ctx)}</details>`}
${one.keys.map((key) => form(`/staff/people/${one.id}/keys/${key.id}/revoke`, danger(`${ctx.t('staff.me.revoke')}: ${keyLabel(key.label, ctx)}`, one.name), ctx))}`;
  return page({ title: ctx.t('staff.people.title'), staff: true }, html`<p class="lead">${ctx.t('staff.people.lead')}</p>
${view.link && notice('success', html`<p>${ctx.t('staff.people.link.what', { name: view.link.name })}</p><p><code>${view.link.href}</code></p>`, ctx.t('staff.people.link', { name: view.link.name }))}
${table(ctx.t('staff.people.title'), [ctx.t('staff.people.name'), ctx.t('staff.people.roles'), ctx.t('staff.people.keys'), ctx.t('staff.people.state'), ctx.t('staff.people.acts')], view.staff.map((one) => [
    html`<bdi>${one.name}</bdi><br><span class="note">${one.id} · ${one.unit}</span>`, one.roles.map((role) => roleText(role, ctx)).join(', '), String(one.keys.length),
    tag(ctx.t(one.active ? 'staff.people.active' : 'staff.people.shut'), one.active ? 'success' : 'danger'), one.self ? '' : acts(one),
  ]), true)}`, ctx);
}

/** A key as its owner called it; one that lies in the demonstration's cabinet is called after that. */
const keyLabel = (label: string, ctx: PageContext): string => (label.startsWith('cabinet/') ? ctx.t('staff.me.cabinet') : label);

/** A button whose owner is told to those who hear it. */
const named = (label: string, whose: string): Html => html`<button class="ds-button" data-variant="secondary" aria-label="${`${label} (${whose})`}">${label}</button>`;
const danger = (label: string, whose?: string): Html => html`<button${attributes({ class: 'ds-button', 'data-variant': 'secondary', 'data-color': 'danger', 'aria-label': whose && `${label} (${whose})` })}>${label}</button>`;

function actText(act: string, ctx: PageContext): string {
  const key = `staff.act.${act}`;
  return hasText(key) ? (ctx.t as (key: string) => string)(key) : act;
}

/** The browser by a name its owner knows; what it says of itself is long and tells little. */
function browser(agent: string): string {
  const name = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((one) => agent.includes(one)) ?? '–';
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'].find((one) => agent.includes(one));
  return [name === 'Edg' ? 'Edge' : name, system].filter(Boolean).join(', ');
}
