import { isMrzReading, mrzText, readMrz, type Day } from '@ankomst/core';
import { describedBy, fieldId, field } from '../../kit/fields.ts';
import { attributes, html } from '../../kit/html.ts';
import { latinDigits } from '../clean.ts';
import { one, type FormSetting } from '../setting.ts';
import type { Kind, Parsed } from './kind.ts';

/**
 * The two or three lines at the foot of a passport's page, typed, pasted, or put in by a desk scanner, which types
 * like a keyboard. The value is the lines as read and, where the page has a picture of the document, which one it is.
 * Check digits that do not hold are remarked on (`remarks.ts`) and stop nobody.
 */
export const mrz: Kind = {
  parts: [''],
  draw(d) {
    const id = fieldId(d.asked.key);
    const hint = d.hint ?? d.ctx.t('mrz.hint');
    return field({
      id, label: d.label, hint, error: d.error, optional: !d.asked.question.required,
      control: html`<textarea${attributes({
        class: 'ds-input mrz', id, name: d.asked.key, rows: 3, cols: 44, dir: 'ltr', spellcheck: 'false', autocapitalize: 'characters', autocomplete: 'off', autocorrect: 'off',
        'aria-invalid': d.error ? 'true' : undefined, 'aria-describedby': describedBy({ id, hint, error: d.error }),
      })}>
${one(d.raw, d.asked.key)}</textarea>`,
    }, d.ctx);
  },
  read(raw, key, { setting }): Parsed {
    const result = readMrz(latinDigits(one(raw, key)), setting.today ?? anyDay);
    if (isMrzReading(result)) {
      const image = imageOf(key, setting);
      return { value: { lines: result.lines, ...(image ? { document: image } : {}) } };
    }
    switch (result.unreadable) {
      case 'empty': return { empty: true };
      case 'characters': return { wrong: 'problem.mrz.characters', args: { characters: result.characters! } };
      case 'length': return { wrong: 'problem.mrz.length', args: { lines: result.lengths.length, lengths: result.lengths.join(' + ') } };
    }
  },
  typed: (value, key) => ({ [key]: mrzText(value) }),
  show: (value) => html`<code class="mrz" dir="ltr">${mrzText(value)}</code>`,
};

/** Which lines there are does not hang on the day. */
const anyDay: Day = '2026-01-01';

/** The picture the lines stand in: the last put in for a question about the same person, on this page or the nearest before it. */
function imageOf(key: string, { form, facts, files }: FormSetting): string | undefined {
  const [, fact, whose = ''] = /^([^@>]+)(.*)$/.exec(key)!;
  const at = form.pages.findIndex((one) => one.questions.some((question) => question.fact === fact));
  for (const page of form.pages.slice(0, at + 1).reverse()) {
    const asksForFiles = page.questions.filter((question) => facts.find((one) => one.name === question.fact)?.type === 'document');
    const file = files.findLast((one) => asksForFiles.some((question) => one.key === question.fact + whose));
    if (file) return file.id;
  }
  return undefined;
}
