import { words, type PageContext, type Words } from '../context.ts';
import { attributes, html, join, type Html, type Printable } from './html.ts';

export type Tone = 'info' | 'success' | 'warning' | 'danger';

/** A box that says one thing. `title` becomes its heading. */
export function notice(tone: Tone, body: Printable, title?: string): Html {
  return html`<section class="ds-alert" data-color="${tone}">${title && html`<h2>${title}</h2>`}${typeof body === 'string' ? html`<p>${body}</p>` : body}</section>`;
}

export type Variant = 'primary' | 'secondary' | 'tertiary';

/** A button that sends its form. */
export function button(label: string, options: { variant?: Variant; name?: string; value?: string; color?: 'danger'; action?: string; multipart?: boolean; novalidate?: boolean } = {}): Html {
  return html`<button${attributes({
    class: 'ds-button', 'data-variant': options.variant === 'primary' ? undefined : options.variant, 'data-color': options.color,
    name: options.name, value: options.value, formaction: options.action,
    formenctype: options.multipart ? 'multipart/form-data' : undefined, formnovalidate: options.novalidate,
  })}>${label}</button>`;
}

/** A link that looks like a button: for going on where nothing is sent. */
export function linkButton(label: string, href: string, variant?: Variant): Html {
  return html`<a${attributes({ class: 'ds-button', href, 'data-variant': variant === 'primary' ? undefined : variant })}>${label}</a>`;
}

/** What every posting form carries: the session's token, and a key that makes a second press harmless. */
export function hidden(ctx: PageContext): Html {
  return html`<input type="hidden" name="csrf" value="${ctx.csrf}"><input type="hidden" name="once" value="${ctx.once()}">`;
}

/** A form that posts, with its token and one-time key. */
export function form(action: string, body: Printable, ctx: PageContext, options: { id?: string; multipart?: boolean; class?: string } = {}): Html {
  return html`<form${attributes({
    method: 'post', action, id: options.id, class: options.class,
    enctype: options.multipart ? 'multipart/form-data' : undefined, novalidate: true,
  })}>${hidden(ctx)}${body}</form>`;
}

/** A name, kept apart from the direction of the text round it. */
export function bdi(name: string): Html {
  return html`<bdi>${name}</bdi>`;
}

/** Names one after another as the language lists them, each kept apart from the text round it. */
export function bdiList(names: readonly string[], ctx: PageContext): Html {
  return html`${new Intl.ListFormat(ctx.language, { type: 'conjunction' }).formatToParts(names).map((part) => (part.type === 'element' ? bdi(part.value) : part.value))}`;
}

export interface SummaryRow {
  label: string;
  value: Printable;
  /** Where to change it; `what` completes the link for those who hear it: "Change name". */
  change?: { href: string; label?: string };
  /** A second line: where it comes from. */
  note?: Printable;
}

/** What is known or answered, row by row, with a way to change each. */
export function summaryList(rows: readonly SummaryRow[], ctx: PageContext): Html {
  return html`<dl class="rows">${rows.map((row) => html`<div><dt>${row.label}</dt><dd>${row.value}${row.note && html`<p class="note">${row.note}</p>`}</dd>${row.change && html`<dd class="change"><a href="${row.change.href}">${row.change.label ?? ctx.t('page.change')}<span class="sr"> ${row.label}</span></a></dd>`}</div>`)}</dl>`;
}

export type TaskStatus = 'done' | 'todo' | 'started' | 'later' | 'other';
export interface Task {
  label: string;
  /** None where it cannot be started yet, or is another's to do. */
  href?: string;
  status: TaskStatus;
  hint?: Printable;
}

/** What is to be done, with how far each has come in words. */
export function taskList(tasks: readonly Task[], ctx: PageContext): Html {
  return html`<ul class="tasks">${tasks.map((task) => html`<li><div>${task.href ? html`<a href="${task.href}">${task.label}</a>` : html`<span>${task.label}</span>`}${task.hint && html`<p class="note">${task.hint}</p>`}</div>${tag(ctx.t(`status.${task.status}`), taskTones[task.status])}</li>`)}</ul>`;
}
const taskTones: Record<TaskStatus, Tone | 'neutral'> = { done: 'success', todo: 'info', started: 'info', later: 'neutral', other: 'neutral' };

export function tag(text: string, tone: Tone | 'neutral' = 'neutral'): Html {
  return html`<span class="ds-tag" data-color="${tone}">${text}</span>`;
}

export interface TimelineEntry {
  /** ISO instant, for the machine. */
  at: string;
  /** In words. */
  when: string;
  what: Printable;
  more?: Printable;
}
/** What has happened, newest first. */
export function timeline(entries: readonly TimelineEntry[]): Html {
  return html`<ol class="timeline">${entries.map((entry) => html`<li><time datetime="${entry.at}">${entry.when}</time><p>${entry.what}</p>${entry.more}</li>`)}</ol>`;
}

/** A text that can be opened; closed it takes one line. */
export function details(summary: string, body: Printable, open = false): Html {
  return html`<details class="more"${attributes({ open })}><summary>${summary}</summary><div>${body}</div></details>`;
}

/** A list of short texts. */
export function list(items: readonly Printable[], ordered = false): Html {
  const rows = items.map((item) => html`<li>${item}</li>`);
  return ordered ? html`<ol>${rows}</ol>` : html`<ul>${rows}</ul>`;
}

/** Provisions, each with its address where there is one. */
export interface Law { label: Words; url?: string }
/** Provisions one after another in a sentence. */
export function lawText(laws: readonly Law[], ctx: PageContext): Html {
  return join(laws.map((law) => lawLink(law, ctx)), '; ');
}
/** Provisions as a list that opens on wish: many people do not need them. */
export function lawDetails(laws: readonly Law[], ctx: PageContext): Html | null {
  return laws.length === 0 ? null : details(ctx.t('law.title'), list(laws.map((law) => lawLink(law, ctx))));
}
function lawLink(law: Law, ctx: PageContext): Printable {
  return law.url ? html`<a href="${law.url}" rel="noreferrer">${words(law.label, ctx)}</a>` : words(law.label, ctx);
}

/**
 * A table with a caption (not shown where a heading over it says the same); scrolls inside itself on a
 * narrow screen, reachable by keyboard.
 */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Printable[])[], headed = false): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption${attributes({ class: headed ? 'sr' : undefined })}>${caption}</caption><thead><tr>${head.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** Next page of a long list, by key and not by number: what has come since does not shift it. */
export function pagination(links: { next?: string; first?: string }, ctx: PageContext): Html | null {
  if (!links.next && !links.first) return null;
  return html`<nav class="pages" aria-label="${ctx.t('page.pages')}">${links.first && html`<a href="${links.first}">${ctx.t('page.first')}</a>`} ${links.next && html`<a href="${links.next}" rel="next">${ctx.t('page.next')}</a>`}</nav>`;
}

/** A section with a heading of the second level. */
export function section(title: string, body: Printable, id?: string): Html {
  return html`<section${attributes({ id })}><h2>${title}</h2>${body}</section>`;
}
