import { fieldId } from '../../kit/fields.ts';
import { attributes, html, join } from '../../kit/html.ts';
import { button } from '../../kit/parts.ts';
import { sizeText } from '../../format.ts';
import { routes } from '../../routes.ts';
import type { Kind } from './kind.ts';

/** HEIC is taken but not named here: a phone that is not told of it makes a JPEG of its own accord, which everybody can see. */
const usual = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

/** What is taken as proof, in words. */
function accepted(types: readonly string[] | undefined): 'file.accepts.any' | 'file.accepts.photo' | 'file.accepts.pdf' {
  if (!types) return 'file.accepts.any';
  const pictures = types.some((type) => type.startsWith('image/'));
  return pictures && types.includes('application/pdf') ? 'file.accepts.any' : pictures ? 'file.accepts.photo' : 'file.accepts.pdf';
}

/**
 * A photo or a file. What is uploaded lies in the draft at once and is listed here, so that it survives
 * leaving, coming back, and a browser that forgets. The value is the list of document ids.
 *
 * The file's field is `file:<key>`. "Upload" posts the whole form, with all that is typed in it, to the
 * case's files; "Continue" posts it to the page itself: both keep the file and the text.
 */
export const document: Kind = {
  parts: [],
  draw(d) {
    const { ctx, setting } = d;
    const id = fieldId(d.asked.key);
    const uploaded = setting.files.filter((file) => file.key === d.asked.key);
    return html`<div class="ds-field file${d.error ? ' wrong' : ''}"><label for="${id}">${d.label}${!d.asked.question.required && html` <span class="optional">${ctx.t('page.optional')}</span>`}</label>
<div class="hint" id="${id}-hint">${d.hint && html`<p>${d.hint}</p>`}<p>${ctx.t(accepted(d.asked.question.accept))} ${ctx.t('file.several')}</p></div>
${d.error && html`<p class="ds-validation-message" id="${id}-error">${d.error}</p>`}
${uploaded.length > 0 && html`<ul class="files" aria-label="${ctx.t('file.uploaded')}">${uploaded.map((file) => html`<li><a href="${routes.file(setting.caseId, file.id)}"><bdi>${file.name}</bdi></a> <span class="note">${sizeText(file.size, ctx)}</span> <button class="link" name="remove" value="${file.id}" formaction="${routes.removeFile(setting.caseId, file.id)}" formnovalidate>${ctx.t('file.remove')}<span class="sr"> <bdi>${file.name}</bdi></span></button>${file.mediaType === 'image/heic' && html`<p class="note">${ctx.t('file.not-shown')}</p>`}</li>`)}</ul><p class="note" id="${id}-more">${ctx.t('file.another')}</p>`}
<input${attributes({
      type: 'file', class: 'ds-input', id, name: `file:${d.asked.key}`, accept: (d.asked.question.accept ?? usual).join(','),
      'aria-describedby': [`${id}-hint`, d.error && `${id}-error`, uploaded.length > 0 && `${id}-more`].filter(Boolean).join(' '), 'aria-invalid': d.error ? 'true' : undefined,
      'data-upload': routes.files(setting.caseId), 'data-key': d.asked.key,
    })}>
${button(ctx.t('file.upload'), { variant: 'secondary', action: routes.files(setting.caseId), novalidate: true, name: 'field', value: d.asked.key })}</div>`;
  },
  read(_raw, key, c) {
    const ids = c.setting.files.filter((file) => file.key === key).map((file) => file.id);
    return ids.length === 0 ? { empty: true } : { value: ids };
  },
  typed: () => ({}),
  show(value, c) {
    const ids = Array.isArray(value) ? value.map(String) : [String(value)];
    return join(ids.map((id) => {
      const name = c.files?.find((file) => file.id === id)?.name ?? c.ctx.t('file.one');
      return c.fileHref ? html`<a href="${c.fileHref(id)}"><bdi>${name}</bdi></a>` : html`<bdi>${name}</bdi>`;
    }), ', ');
  },
};
