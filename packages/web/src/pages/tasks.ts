import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { linkButton, taskList, type TaskStatus } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /case/:id/tasks — what is to be done, how far each part has come; shown at every return. */
export interface TasksView {
  caseId: string;
  title: Words;
  tasks: { label: Words; href?: string; status: TaskStatus; hint?: Words }[];
  /** All is answered: on to check and send. */
  ready: boolean;
}

export function tasksPage(view: TasksView, ctx: PageContext): string {
  const done = view.tasks.filter((task) => task.status === 'done').length;
  const next = view.tasks.find((task) => task.href && task.status !== 'done');
  return page({ title: ctx.t('tasks.title'), over: words(view.title, ctx), back: { href: routes.my(), label: ctx.t('page.my') } },
    html`<p class="lead">${ctx.t('tasks.done', { done, of: view.tasks.length })} ${ctx.t('tasks.kept')}</p>
${taskList(view.tasks.map((task) => ({ ...task, label: words(task.label, ctx), hint: task.hint && words(task.hint, ctx) })), ctx)}
<p>${view.ready ? linkButton(ctx.t('check.title'), routes.check(view.caseId)) : next && linkButton(ctx.t('tasks.go-on'), next.href!)}</p>`, ctx);
}
