import { createHash } from 'node:crypto';

/** HTML that is already safe to print. Everything else is escaped by `html`. */
export class Html {
  readonly text: string;
  constructor(text: string) { this.text = text; }
  toString(): string { return this.text; }
}

type Printable = Html | string | number | null | undefined | false | readonly Printable[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

function print(value: Printable): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(print).join('');
  return escapeHtml(String(value));
}

/** A template that escapes what is put into it. */
export function html(parts: TemplateStringsArray, ...values: Printable[]): Html {
  return new Html(parts.reduce((text, part, i) => text + print(values[i - 1]) + part));
}

// One small stylesheet for all neighbours: logical properties only, so that Arabic mirrors by itself.
const style = `
:root{color-scheme:light dark;--line:light-dark(#c9ced6,#444b55);--soft:light-dark(#f3f5f8,#20242b);--accent:light-dark(#1b4f72,#8fc4ea)}
*{box-sizing:border-box}body{margin:0;font:1rem/1.5 "Noto Sans","Noto Sans Arabic","Noto Sans Ethiopic",system-ui,sans-serif;background:light-dark(#fff,#15181d);color:light-dark(#1c2229,#e6e9ed)}
.banner{margin:0;padding:.5rem 1rem;background:repeating-linear-gradient(-45deg,#f5d76e,#f5d76e 1rem,#f0cb45 1rem,#f0cb45 2rem);color:#2b2200;font-weight:600}
nav{padding:.5rem 1rem;border-block-end:1px solid var(--line);display:flex;gap:.25rem 1rem;flex-wrap:wrap}nav a,a{color:var(--accent)}
main{max-inline-size:56rem;margin-inline:auto;padding:1rem}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-block-start:2rem}article>h2{margin-block-start:.25rem}
article,fieldset,.box{border:1px solid var(--line);border-radius:.4rem;padding:.75rem 1rem;margin-block:.75rem;overflow-wrap:anywhere}
button,input,select,textarea{font:inherit;padding:.5rem .75rem;border-radius:.3rem;border:1px solid light-dark(#5c6672,#98a2ae);max-inline-size:100%;background:light-dark(#fff,#15181d);color:inherit}
button{background:var(--soft);cursor:pointer;min-block-size:2.75rem}button.main{background:light-dark(#1b4f72,#8fc4ea);color:light-dark(#fff,#0d1216)}
button.person{display:block;inline-size:100%;text-align:start;margin-block:.4rem}button.person b{display:block}
:focus-visible{outline:3px solid #e08a00;outline-offset:2px}label{display:block;margin-block:.6rem .2rem}label.tick{display:flex;gap:.6rem;align-items:center;min-block-size:2.75rem}
.tick input{inline-size:1.4rem;block-size:1.4rem;flex:none}small,.dim{color:light-dark(#4b5561,#aab3bd)}pre{white-space:pre-wrap;margin:0;font:inherit}
.bad{color:light-dark(#a3161c,#ff9a9a)}.good{color:light-dark(#0b6b36,#7fdca4)}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:0}dt{font-weight:600}dd{margin:0;min-inline-size:0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem}.cards svg{inline-size:100%;block-size:auto}ul{padding-inline-start:1.2rem}form.row{display:flex;gap:.5rem;flex-wrap:wrap;align-items:end}
@media(max-width:26rem){.cards,dl{grid-template-columns:minmax(0,1fr)}dd{margin-block-end:.4rem}}`;

/** Pages run no script and load nothing from elsewhere; the header says so to the browser. */
export const contentSecurityPolicy = [
  "default-src 'none'", `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self' data:", "base-uri 'none'", "frame-ancestors 'none'",
].join('; ');

export type Page = {
  /** The neighbour's name in the banner. */
  service: string;
  title: string;
  body: Html;
  language?: string;
  /** Links of the neighbour's menu: path, text. */
  menu?: readonly (readonly [path: string, text: string])[];
  /** Words before the neighbour's name, in the page's language. */
  banner?: string;
  /** Loads the page anew every so many seconds. */
  refreshSeconds?: number;
};

const rightToLeft = new Set(['ar', 'fa', 'prs', 'ps', 'ur', 'he', 'ckb']);

/** A whole page with its banner: nobody shall take the simulation for the real thing. */
export function renderPage(page: Page): string {
  const language = page.language ?? 'en';
  return html`<!doctype html>
<html lang="${language}" dir="${rightToLeft.has(language) ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${page.refreshSeconds ? html`<meta http-equiv="refresh" content="${page.refreshSeconds}">` : ''}
<link rel="icon" href="data:,"><title>${page.title}</title><style>${new Html(style)}</style></head><body>
<header class="banner">${page.banner ?? 'Simulated neighbour'}: ${page.service}</header>
${page.menu ? html`<nav aria-label="${page.service}">${page.menu.map(([path, text]) => html`<a href="${path}">${text}</a>`)}</nav>` : ''}
<main><h1>${page.title}</h1>${page.body}</main></body></html>`.text;
}
