import type { FormPage, Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { onDay } from '../format.ts';
import type { FormState } from '../form/render.ts';
import type { FormSetting } from '../form/setting.ts';
import { html, type Printable } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { section, summaryList } from '../kit/parts.ts';
import { pageProblems } from '../form/render.ts';
import { routes } from '../routes.ts';
import { answerForm } from './form.ts';

/** GET|POST /case/:id/approval — what the other guardian said; approve, or do not agree and say why. */
export interface ApprovalView extends FormState {
  caseId: string;
  title: Words;
  /** Who sent it, and when. */
  sentBy: string;
  sentAt: Instant;
  /** What was confirmed and answered; never the other's private answers. */
  rows: { label: Words; value: Printable }[];
  /** What follows: "If you approve now, the decision may come at once." */
  follows: Words[];
  setting: FormSetting;
  /** The form's page for the approval. Posts to /case/:id/approval. */
  page: FormPage;
}

export function approvalPage(view: ApprovalView, ctx: PageContext): string {
  const action = routes.approval(view.caseId);
  return page({ title: words(view.title, ctx), back: { href: routes.my(), label: ctx.t('page.my') }, failed: view.problems.length > 0, script: true, form: { id: 'answers', action } },
    html`${pageProblems(view.page, view.problems, view.setting, ctx)}
<p class="lead">${ctx.t('approval.lead', { name: view.sentBy, day: onDay(view.sentAt, ctx) })}</p>
${section(ctx.t('approval.said', { name: view.sentBy }), summaryList(view.rows.map((row) => ({ label: words(row.label, ctx), value: row.value })), ctx))}
${view.follows.map((text) => html`<p>${words(text, ctx)}</p>`)}
${answerForm(view, action, ctx, { submit: ctx.t('approval.send'), later: false })}`, ctx);
}
