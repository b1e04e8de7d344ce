import type { Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { onDay } from '../format.ts';
import { errorSummary, field, fieldId, input, select } from '../kit/fields.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, notice } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET|POST /case/:id/invite — asks the other side into the case by e-mail. */
export interface InviteView {
  caseId: string;
  title: Words;
  /** Whom: `role.<role>` in words. */
  whom: Words;
  sent?: { at: Instant };
  typed: { email: string; language: string };
  languages: { value: string; label: string }[];
  problem?: boolean;
}

export function invitePage(view: InviteView, ctx: PageContext): string {
  const id = fieldId('email'), language = fieldId('language');
  const error = view.problem ? ctx.t('invite.problem') : undefined;
  return page({ title: ctx.t('invite.title'), over: words(view.title, ctx), back: { href: routes.case(view.caseId), label: words(view.title, ctx) }, failed: view.problem },
    html`${errorSummary(error ? [{ field: id, text: error }] : [], ctx)}
<p class="lead">${ctx.t('invite.lead', { whom: words(view.whom, ctx) })}</p>
${view.sent && notice('info', ctx.t('invite.sent', { day: onDay(view.sent.at, ctx) }))}
${form(routes.invite(view.caseId), html`${field({ id, label: ctx.t('invite.email'), hint: ctx.t('invite.email.hint'), error, control: input({ id, name: 'email', type: 'email', value: view.typed.email, hint: 'x', error, autocomplete: 'off', maxlength: 254, dir: 'ltr' }) }, ctx)}
${field({ id: language, label: ctx.t('invite.language'), control: select({ id: language, name: 'language', value: view.typed.language, choices: view.languages }) }, ctx)}
<div class="actions">${button(view.sent ? ctx.t('invite.again') : ctx.t('invite.do'))}</div>`, ctx)}`, ctx);
}
