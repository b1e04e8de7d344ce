import type { PageContext } from '../context.ts';
import { languageText } from '../format.ts';
import { html, raw } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { notice } from '../kit/parts.ts';
import { routes } from '../routes.ts';

/** GET /staff/cases/:id/preview — the letter by the same renderer that will print it, in each language it goes out in. */
export interface StaffPreviewView {
  caseId: string;
  number: string;
  letters: { language: string; dir: 'ltr' | 'rtl'; html: string }[];
}
export function staffPreviewPage(view: StaffPreviewView, ctx: PageContext): string {
  return page({ title: ctx.t('staff.preview.title', { number: view.number }), staff: true, back: { href: routes.staff.case(view.caseId), label: ctx.t('case.back') } },
    html`${notice('info', ctx.t('staff.preview.note'))}<div class="side">${view.letters.map((letter) => html`<section><h2>${languageText(letter.language, ctx)}</h2><article class="letter" lang="${letter.language}" dir="${letter.dir}">${raw(letter.html)}</article></section>`)}</div>`, ctx);
}
