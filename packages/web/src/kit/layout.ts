import type { PageContext } from '../context.ts';
import { direction, ownName, staffLanguages } from '../text.ts';
import { languageText } from '../format.ts';
import { routes } from '../routes.ts';
import { bdiList, hidden } from './parts.ts';
import { attributes, html, raw, type Html, type Printable } from './html.ts';

export interface PageOptions {
  /** Heading of the page, also its title. */
  title: string;
  /** Where the heading is printed by the page itself. */
  heading?: Html | false;
  /** A small line over the heading: whose case, which step. */
  over?: Printable;
  /** The way back, as the first thing in the page. */
  back?: { href: string; label?: string };
  /** Problems on the page: the title then starts with "Error:". */
  failed?: boolean;
  /** The staff's wider page and menu. */
  staff?: boolean;
  /**
   * On a page with a form, the language buttons belong to that form, so that changing language
   * saves what is typed: the form's own address is posted to with `language=ar` among its fields.
   */
  form?: { id: string; action: string };
  /** Enhancement script wanted. Nothing on the page needs it. */
  script?: boolean;
  /** The script that asks a security key: a browser cannot do it without. */
  keyScript?: boolean;
}

/** The whole document. Text direction, language, title, menu, main part and footer. */
export function page(options: PageOptions, body: Printable, ctx: PageContext): string {
  const title = `${options.failed ? `${ctx.t('page.error-prefix')} ` : ''}${options.title} – ${ctx.authority}`;
  return html`<!doctype html>
<html lang="${ctx.language}" dir="${ctx.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${ctx.assets.css}">
<link rel="icon" href="${ctx.assets.mark}" type="image/svg+xml">
${options.script && html`<script type="module" src="${ctx.assets.js}"></script>`}
${options.keyScript && ctx.assets.key && html`<script type="module" src="${ctx.assets.key}"></script>`}
</head>
<body${attributes({ class: options.staff ? 'staff' : undefined })}>
<a class="skip" href="#main">${ctx.t('page.skip')}</a>
${top(options, ctx)}
<main id="main" tabindex="-1">
${ctx.flash && html`<div class="ds-alert" data-color="${ctx.flash.tone}" role="status"><p>${ctx.flash.text}</p></div>`}
${options.back && html`<p class="back"><a href="${options.back.href}">${options.back.label ?? ctx.t('page.back')}</a></p>`}
${options.heading === false ? null : options.heading ?? html`${options.over && html`<p class="over">${options.over}</p>`}<h1>${options.title}</h1>`}
${body}
</main>
${footer(options, ctx)}
</body>
</html>`.text;
}

/** Our mark: a door standing open, and light on the threshold. */
const mark = raw('<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><path d="M7 28V14a9 9 0 0 1 18 0v14" fill="none" stroke="currentColor" stroke-width="3"/><path d="M12 28V14.5l8-3.5v17z" fill="currentColor"/><path d="M3 28h26" stroke="currentColor" stroke-width="3"/></svg>');

function top(options: PageOptions, ctx: PageContext): Html {
  const home = options.staff ? routes.staff.home() : ctx.user ? routes.my() : routes.home();
  return html`<header class="top"><div class="wide">
<a class="brand" href="${home}">${mark}<span>${ctx.authority}</span></a>
${languages(options, ctx)}
${ctx.user && (options.staff ? staffUser(ctx) : person(ctx))}
</div></header>`;
}

/**
 * Enter in a field presses the first button of its form, and the language buttons stand before the form's own: without this one,
 * Enter would change the language.
 */
function byEnter(form: string): Html {
  return html`<button hidden form="${form}" name="do" value="continue"></button>`;
}

function languages(options: PageOptions, ctx: PageContext): Html {
  // Attributes of each button where it belongs to the page's own form, else of a small form around them.
  const own = options.form ? { form: options.form.id, formaction: options.form.action, formnovalidate: true } : {};
  const offered = options.staff ? staffLanguages : ctx.languages;
  const buttons = offered.map((language) => html`<button${attributes({
    name: 'language', value: language, lang: language, dir: direction(language) === ctx.dir ? undefined : direction(language),
    'aria-current': language === ctx.language ? 'true' : undefined, ...own,
  })}>${ownName(language)}</button>`);
  return html`<nav class="languages" aria-label="${ctx.t('page.languages')}">${options.form ? html`${byEnter(options.form.id)}${buttons}` : html`<form method="post" action="${routes.language()}">${hidden(ctx)}<input type="hidden" name="back" value="${ctx.path}">${buttons}</form>`}</nav>`;
}

function person(ctx: PageContext): Html {
  const user = ctx.user!;
  return html`<div class="user"><p>${ctx.t('page.logged-in-as')} <bdi>${user.name}</bdi>${user.onBehalfOf?.length
    ? html` · ${ctx.t('page.on-behalf-of')} ${bdiList(user.onBehalfOf, ctx)}` : null}</p>
<nav aria-label="${ctx.t('page.menu')}"><a href="${routes.my()}">${ctx.t('page.my')}${ctx.unread ? html` <span aria-hidden="true">(${ctx.unread})</span><span class="sr">, ${ctx.t('my.unread', { n: ctx.unread })}</span>` : null}</a>
<a href="${routes.me()}">${ctx.t('page.me')}</a>
${logout(routes.logout(), ctx)}</nav></div>`;
}

function staffUser(ctx: PageContext): Html {
  const has = (role: string): boolean => ctx.user!.roles?.includes(role) ?? false;
  const officer = has('officer') || has('approver') || has('auditor');
  return html`<div class="user"><p>${ctx.t('page.logged-in-as')} <bdi>${ctx.user!.name}</bdi></p>
<nav aria-label="${ctx.t('page.menu')}">${officer && html`<a href="${routes.staff.cases()}">${ctx.t('staff.menu.cases')}</a>
<a href="${routes.staff.deadlines()}">${ctx.t('staff.menu.deadlines')}</a>
<a href="${routes.staff.watchdog()}">${ctx.t('staff.menu.watchdog')}</a>
<a href="${routes.staff.stuck()}">${ctx.t('staff.menu.stuck')}</a>
<a href="${routes.staff.inbox()}">${ctx.t('staff.menu.inbox')}</a>`}
${has('leader') && html`<a href="${routes.staff.people()}">${ctx.t('staff.menu.people')}</a>`}
${has('clerk') && html`<a href="${routes.staff.clerk()}">${ctx.t('staff.menu.clerk')}</a>`}
<a href="${routes.staff.me()}">${ctx.t('staff.menu.me')}</a>
${logout(routes.staff.logout(), ctx)}</nav></div>`;
}

function logout(action: string, ctx: PageContext): Html {
  return html`<form method="post" action="${action}">${hidden(ctx)}<button>${ctx.t('page.log-out')}</button></form>`;
}

function footer(options: PageOptions, ctx: PageContext): Html {
  return html`<footer><div class="wide">
${!options.staff && html`<p>${ctx.language === ctx.bindingLanguage
    ? ctx.t('page.binding-this') : ctx.t('page.binding', { language: languageText(ctx.bindingLanguage, ctx) })}</p>
<p><a href="${routes.help()}">${ctx.t('page.help')}</a> <a href="${routes.queue()}">${ctx.t('queue.title')}</a> <a href="${routes.automations()}">${ctx.t('register.title')}</a> <a href="${routes.accessibility()}">${ctx.t('page.accessibility')}</a></p>`}
<p>${ctx.t('page.about')}</p>
</div></footer>`;
}
