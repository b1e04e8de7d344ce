import type { PageContext } from '../context.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { linkButton } from '../kit/parts.ts';
import { routes } from '../routes.ts';
import { chromeText, hasText } from '../text.ts';

/**
 * Any error as a page: a sentence that says what happened, one that says what is kept and what to do, and
 * a way on. `code` is that of core's DomainError or the server's Problem: texts `error.<code>` and
 * `error.<code>.do`; an unknown code reads as `internal`.
 */
export interface ErrorView {
  code: string;
  /** Where to go on: the case, the page again, the login. Default: home. */
  way?: { href: string; label?: string };
  /** For the phone call: names no person. */
  reference?: string;
  args?: Record<string, string | number>;
  staff?: boolean;
}

/** The two sentences of an error without the page: for the staff app. An unknown code reads as `internal`. */
export function errorTexts(code: string, language: string, args?: Record<string, string | number>): { title: string; recover: string } {
  const known = hasText(`error.${code}`) ? code : 'internal';
  return { title: chromeText(language, `error.${known}`, args), recover: chromeText(language, `error.${known}.do`, args) };
}

export function errorPage(view: ErrorView, ctx: PageContext): string {
  const code = hasText(`error.${view.code}`) ? view.code : 'internal';
  const say = ctx.t as (key: string, args?: Record<string, string | number>) => string;
  const home = view.staff ? routes.staff.home() : ctx.user ? routes.my() : routes.home();
  return page({ title: say(`error.${code}`, view.args), staff: view.staff },
    html`<p class="lead">${say(`error.${code}.do`, view.args)}</p>
<p>${linkButton(view.way?.label ?? (view.way ? ctx.t('error.go-on') : ctx.user ? ctx.t('page.my') : ctx.t('page.home')), view.way?.href ?? home)}</p>
<p><a href="${routes.help()}">${ctx.t('page.help')}</a></p>
${view.reference && html`<p class="note">${ctx.t('error.reference', { reference: view.reference })}</p>`}`, ctx);
}
