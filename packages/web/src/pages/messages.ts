import type { Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { momentText } from '../format.ts';
import { errorSummary, field, textarea } from '../kit/fields.ts';
import { attributes, html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /case/:id/messages — both ways; POST `text`. */
export interface MessagesView {
  caseId: string;
  title: Words;
  messages: MessageItem[];
  /** What was typed and not sent, and what is wrong with it. */
  text: string;
  problem?: 'empty' | 'long';
  /** When an answer may be expected. */
  expect?: Words;
}
export interface MessageItem {
  at: Instant;
  direction: 'in' | 'out';
  /** Who wrote it, as it may be shown to this reader. */
  by: Words;
  text: string;
  language?: string;
  documents: { name: string; href: string }[];
  /** A request to answer, with its address. */
  request?: { href: string; open: boolean };
}

export function messagesPage(view: MessagesView, ctx: PageContext): string {
  const problem = view.problem && ctx.t(`problem.message.${view.problem}`);
  return page({ title: ctx.t('messages.title'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: ctx.t('case.back') }, failed: !!problem, script: true, form: { id: 'answers', action: routes.messages(view.caseId) } },
    html`${errorSummary(problem ? [{ field: 'f-text', text: problem }] : [], ctx)}
${view.messages.length > 0 ? thread(view.messages, ctx) : html`<p>${ctx.t('messages.none')}</p>`}
${form(routes.messages(view.caseId), html`${field({ id: 'f-text', label: ctx.t('messages.write'), hint: view.expect ? words(view.expect, ctx) : ctx.t('messages.hint'), error: problem, control: textarea({ id: 'f-text', name: 'text', value: view.text, hint: ctx.t('messages.hint'), error: problem, rows: 6 }) }, ctx)}
<div class="actions">${button(ctx.t('messages.send'), { name: 'do', value: 'continue' })}</div>`, ctx, { id: 'answers' })}`, ctx);
}

/** Messages, oldest first, as people read a talk. */
export function thread(messages: readonly MessageItem[], ctx: PageContext) {
  return html`<ol class="thread">${messages.map((message) => html`<li class="${message.direction}"><p class="note">${words(message.by, ctx)} · <time datetime="${message.at}">${momentText(message.at, ctx)}</time></p><p class="text" dir="auto"${attributes({ lang: message.language })}>${message.text}</p>${message.documents.length > 0 && html`<ul class="files">${message.documents.map((file) => html`<li><a href="${file.href}"><bdi>${file.name}</bdi></a></li>`)}</ul>`}${message.request?.open && html`<p><a class="ds-button" data-variant="secondary" href="${message.request.href}">${ctx.t('request.answer')}</a></p>`}</li>`)}</ol>`;
}
