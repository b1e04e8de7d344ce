import type { PageContext } from '../context.ts';
import { attributes, html, type Html, type Printable } from './html.ts';

/** One thing wrong on a page: the words are the same in the summary and at the field. */
export interface FieldProblem {
  /** Id of the input the summary links to. */
  field: string;
  text: string;
}

/** All that is wrong, first on the page, each a link to its field. Focused by the script where there is one. */
export function errorSummary(problems: readonly FieldProblem[], ctx: PageContext): Html | null {
  if (problems.length === 0) return null;
  return html`<div class="ds-error-summary" id="problems" tabindex="-1" role="alert" aria-labelledby="problems-title"><h2 id="problems-title">${ctx.t('page.problems', { n: problems.length })}</h2><ul>${problems.map((p) => html`<li><a href="#${p.field}">${p.text}</a></li>`)}</ul></div>`;
}

/** A safe element id out of any field name. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

interface Wrapped {
  id: string;
  label: string;
  hint?: Printable;
  error?: string;
  optional?: boolean;
}

/** Ids of the hint and the error, as `aria-describedby` wants them. */
export function describedBy(field: { id: string; hint?: Printable; error?: string }): string | undefined {
  return [field.hint && `${field.id}-hint`, field.error && `${field.id}-error`].filter(Boolean).join(' ') || undefined;
}
function hintAndError(field: Wrapped, ctx: PageContext): Html {
  return html`${field.hint && html`<div class="hint" id="${field.id}-hint">${field.hint}</div>`}${field.error && html`<p class="ds-validation-message" id="${field.id}-error"><span class="sr">${ctx.t('page.error-prefix')} </span>${field.error}</p>`}`;
}
function labelText(field: Wrapped, ctx: PageContext): Printable {
  return [field.label, field.optional && html` <span class="optional">${ctx.t('page.optional')}</span>`];
}

/** Label, hint, error and one control, wired together by ids in the server's HTML. */
export function field(options: Wrapped & { control: Html }, ctx: PageContext): Html {
  return html`<div class="ds-field${options.error ? ' wrong' : ''}"><label for="${options.id}">${labelText(options, ctx)}</label>${hintAndError(options, ctx)}${options.control}</div>`;
}

/** A group of controls with one question over them. The id is that of the first control. */
export function fieldset(options: Wrapped & { body: Printable }, ctx: PageContext): Html {
  return html`<fieldset class="ds-fieldset${options.error ? ' wrong' : ''}"${attributes({ 'aria-describedby': describedBy(options) })}><legend>${labelText(options, ctx)}</legend>${hintAndError(options, ctx)}${options.body}</fieldset>`;
}

export interface InputOptions {
  id: string;
  name: string;
  value?: string;
  hint?: Printable;
  error?: string;
  type?: 'text' | 'email' | 'tel' | 'search';
  inputmode?: 'numeric' | 'decimal' | 'text' | 'tel' | 'email';
  autocomplete?: string;
  size?: number;
  maxlength?: number;
  required?: boolean;
  spellcheck?: boolean;
  dir?: 'auto' | 'ltr';
  describedBy?: string;
  /** Id of a list of suggestions, and where the script gets them from. */
  list?: string;
  suggest?: string;
}
/** A one-line input. Person data: no spelling check, direction from what is typed. */
export function input(options: InputOptions): Html {
  return html`<input${attributes({
    class: 'ds-input', id: options.id, name: options.name, type: options.type ?? 'text', value: options.value || undefined,
    inputmode: options.inputmode, autocomplete: options.autocomplete, size: options.size, maxlength: options.maxlength,
    spellcheck: options.spellcheck === false ? 'false' : undefined, dir: options.dir, list: options.list, 'data-suggest': options.suggest,
    'aria-required': options.required ? 'true' : undefined,
    'aria-invalid': options.error ? 'true' : undefined,
    'aria-describedby': options.describedBy ?? describedBy(options),
  })}>`;
}

/** A text of several lines. The newline after the tag is the one HTML swallows. */
export function textarea(options: { id: string; name: string; value?: string; hint?: Printable; error?: string; rows?: number; required?: boolean }): Html {
  return html`<textarea${attributes({
    class: 'ds-input', id: options.id, name: options.name, rows: options.rows ?? 4, dir: 'auto',
    'aria-required': options.required ? 'true' : undefined,
    'aria-invalid': options.error ? 'true' : undefined, 'aria-describedby': describedBy(options),
  })}>
${options.value ?? ''}</textarea>`;
}

export interface Option { value: string; label: string; hint?: Printable; lang?: string }

/** One of a few, as radio buttons. The first has the group's id, so that the error summary reaches it. */
export function radios(options: { id: string; name: string; value?: string; choices: readonly Option[]; error?: string }): Html {
  return html`${options.choices.map((choice, i) => {
    const id = i === 0 ? options.id : `${options.id}-${i}`;
    return html`<div class="ds-field"><input${attributes({
      class: 'ds-input', type: 'radio', id, name: options.name, value: choice.value, checked: options.value === choice.value,
      'aria-invalid': options.error ? 'true' : undefined, 'aria-describedby': choice.hint ? `${id}-note` : undefined,
    })}><label for="${id}">${choice.label}</label>${choice.hint && html`<div class="hint" id="${id}-note">${choice.hint}</div>`}</div>`;
  })}`;
}

/** Any of a few. */
export function checkboxes(options: { id: string; name: string; values: readonly string[]; choices: readonly Option[]; error?: string }): Html {
  return html`${options.choices.map((choice, i) => {
    const id = i === 0 ? options.id : `${options.id}-${i}`;
    return html`<div class="ds-field"><input${attributes({
      class: 'ds-input', type: 'checkbox', id, name: options.name, value: choice.value, checked: options.values.includes(choice.value),
      'aria-invalid': options.error ? 'true' : undefined, 'aria-describedby': choice.hint ? `${id}-note` : undefined,
    })}><label for="${id}">${choice.label}</label>${choice.hint && html`<div class="hint" id="${id}-note">${choice.hint}</div>`}</div>`;
  })}`;
}

/** One of many. */
export function select(options: { id: string; name: string; value?: string; choices: readonly Option[]; empty?: string; hint?: Printable; error?: string; required?: boolean; describedBy?: string; label?: string; autocomplete?: string }): Html {
  return html`<select${attributes({
    class: 'ds-input', id: options.id, name: options.name, autocomplete: options.autocomplete, 'aria-required': options.required ? 'true' : undefined,
    'aria-invalid': options.error ? 'true' : undefined, 'aria-describedby': options.describedBy ?? describedBy(options),
    'aria-label': options.label,
  })}>${options.empty !== undefined && html`<option value="">${options.empty}`}${options.choices.map((choice) => html`<option value="${choice.value}"${attributes({ selected: options.value === choice.value })}>${choice.label}`)}</select>`;
}
