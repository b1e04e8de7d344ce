import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { errorSummary, type FieldProblem } from '../kit/fields.ts';
import { html } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { button, form, notice, section, summaryList } from '../kit/parts.ts';
import { factGroups, remarkText, showValue } from '../form/render.ts';
import { remarksOn } from '../form/remarks.ts';
import type { ReachablePage } from '../form/reachable.ts';
import type { FormSetting } from '../form/setting.ts';
import { pageText, questionLabel } from '../form/texts.ts';
import { isAsked } from '../form/shown.ts';
import { routes } from '../routes.ts';

/** GET|POST /case/:id/check — all answers, each with a way to change it; POST sends. */
export interface CheckView {
  caseId: string;
  title: Words;
  setting: FormSetting;
  pages: readonly ReachablePage[];
  /** What sending means, before the button: who else must approve, what it costs, that it is true. */
  declares: Words[];
  /** Pages with something missing: the button is not shown until they are done. */
  missing: { page: string; text: string }[];
  /** "Send" or, where the robot may decide at once, "Send the application". */
  send?: Words;
}

export function checkPage(view: CheckView, ctx: PageContext): string {
  const { setting } = view;
  const remarks = remarksOn(view.pages, setting);
  const problems: FieldProblem[] = view.missing.map((item) => ({ field: `page-${item.page}`, text: item.text }));
  return page({ title: ctx.t('check.title'), over: words(view.title, ctx), back: { href: routes.tasks(view.caseId), label: ctx.t('tasks.title') }, failed: problems.length > 0, script: true },
    html`${errorSummary(problems, ctx)}${view.pages.map((shown) => {
      const title = pageText(shown.page, 'title', setting, ctx)!;
      const onFile = shown.questions.filter((asked) => !isAsked(shown.page, asked));
      const facts = factGroups(onFile, shown.page, setting, ctx).map((group) => ({ label: group.label, value: group.lines }));
      const answers = shown.questions.filter((asked) => isAsked(shown.page, asked)).map((asked) => {
        const answer = shown.answers[asked.key];
        return {
          label: questionLabel(asked, shown.page, setting, ctx),
          note: remarks.some((remark) => remark.key === asked.key) && html`${remarks.filter((remark) => remark.key === asked.key).map((remark) => html`<span class="look">${remarkText(remark, setting, ctx)}</span>`)}`,
          value: answer?.kind === 'given' ? showValue(asked, answer.value, setting, ctx, shown.page) : html`<span class="note">${ctx.t('check.no-answer')}</span>`,
          change: { href: routes.form(view.caseId, shown.page.id, true) },
        };
      });
      return section(title, summaryList([...facts, ...answers], ctx), `page-${shown.page.id}`);
    })}
${problems.length === 0 && form(routes.check(view.caseId), html`<h2>${ctx.t('check.send.title')}</h2>${view.declares.map((text) => html`<p>${words(text, ctx)}</p>`)}
${notice('info', ctx.t('check.true'))}<div class="actions">${button(view.send ? words(view.send, ctx) : ctx.t('check.send'))}</div>`, ctx, { id: 'send' })}`, ctx);
}
