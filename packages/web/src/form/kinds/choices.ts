import type { Json } from '@ankomst/core';
import { fieldId, fieldset, field, select } from '../../kit/fields.ts';
import { attributes, html, type Html } from '../../kit/html.ts';
import { one } from '../setting.ts';
import type { Drawing, Kind } from './kind.ts';

/** Radio buttons; questions that belong to one answer stand inside it and open with it, by CSS alone. */
function radioGroup(d: Drawing, options: readonly { code: string; label: string; hint?: string }[]): Html {
  const key = d.asked.key;
  const id = fieldId(key);
  const chosen = one(d.raw, key);
  return fieldset({
    id, label: d.label, hint: d.hint, error: d.error, optional: !d.asked.question.required,
    body: options.map((option, i) => {
      const own = i === 0 ? id : `${id}-${i}`;
      const nested = d.nested(option.code);
      return html`<div class="choice"><div class="ds-field"><input${attributes({
        class: 'ds-input', type: 'radio', id: own, name: key, value: option.code, checked: chosen === option.code, 'aria-invalid': d.error ? 'true' : undefined,
        'aria-describedby': option.hint ? `${own}-note` : undefined,
      })}><label for="${own}">${option.label}</label>${option.hint && html`<div class="hint" id="${own}-note">${option.hint}</div>`}</div>${nested && html`<div class="nested">${nested}</div>`}</div>`;
    }),
  }, d.ctx);
}

/** Yes or no, with no answer chosen beforehand. */
export const yesNo: Kind = {
  parts: [''],
  draw: (d) => radioGroup(d, ['true', 'false'].map((code) => ({ code, label: d.choice(code) }))),
  read(raw, key) {
    const text = one(raw, key);
    return text === '' ? { empty: true } : text === 'true' ? { value: true } : text === 'false' ? { value: false } : { wrong: 'problem.choice' };
  },
  typed: (value, key) => ({ [key]: String(value) }),
  show: (value, c) => c.choice(String(value)),
};

export const yesNoUnknown: Kind = {
  parts: [''],
  draw: (d) => radioGroup(d, ['yes', 'no', 'unknown'].map((code) => ({ code, label: d.choice(code) }))),
  read(raw, key) {
    const text = one(raw, key);
    return text === '' ? { empty: true } : ['yes', 'no', 'unknown'].includes(text) ? { value: text } : { wrong: 'problem.choice' };
  },
  typed: (value, key) => ({ [key]: String(value) }),
  show: (value, c) => c.choice(String(value)),
};

/** One of the catalogue's codes: radio buttons while they are few. */
export const choice: Kind = {
  parts: [''],
  draw(d) {
    const codes = d.asked.definition.choices ?? [];
    if (codes.length <= 7) return radioGroup(d, codes.map((code) => ({ code, label: d.choice(code) })));
    const id = fieldId(d.asked.key);
    return field({
      id, label: d.label, hint: d.hint, error: d.error, optional: !d.asked.question.required,
      control: select({ id, name: d.asked.key, value: one(d.raw, d.asked.key), empty: d.ctx.t('choice.choose'), choices: codes.map((code) => ({ value: code, label: d.choice(code) })), hint: d.hint, error: d.error }),
    }, d.ctx);
  },
  read(raw, key, c) {
    const text = one(raw, key);
    return text === '' ? { empty: true } : c.definition.choices?.includes(text) ? { value: text } : { wrong: 'problem.choice' };
  },
  typed: (value, key) => ({ [key]: String(value) }),
  show: (value, c) => c.choice(String(value)),
};

/** A consent is given by ticking; not ticking is not consenting, and never a default. */
export const consent: Kind = {
  parts: [''],
  draw(d) {
    const id = fieldId(d.asked.key);
    return html`<div class="consent${d.error ? ' wrong' : ''}">${d.hint && html`<div class="hint" id="${id}-hint">${d.hint}</div>`}${d.error && html`<p class="ds-validation-message" id="${id}-error">${d.error}</p>`}<div class="ds-field"><input${attributes({
      class: 'ds-input', type: 'checkbox', id, name: d.asked.key, value: 'true', checked: one(d.raw, d.asked.key) === 'true', 'aria-invalid': d.error ? 'true' : undefined,
      'aria-describedby': [d.hint && `${id}-hint`, d.error && `${id}-error`].filter(Boolean).join(' ') || undefined,
    })}><label for="${id}">${d.label}</label></div></div>`;
  },
  read: (raw, key) => (one(raw, key) === 'true' ? { value: true } : { empty: true }),
  typed: (value, key): Record<string, string> => (value === true ? { [key]: 'true' } : {}),
  show: (value, c) => c.ctx.t(value === true ? 'choice.yes' : 'choice.no'),
};

/** One of the people in the case. */
export const person: Kind = {
  parts: [''],
  draw: (d) => radioGroup(d, d.setting.parties.map((party) => ({ code: party.personId, label: d.setting.names[party.personId] ?? d.ctx.t('name.unnamed') }))),
  read(raw, key, c) {
    const text = one(raw, key);
    return text === '' ? { empty: true } : c.setting.parties.some((party) => party.personId === text) ? { value: text } : { wrong: 'problem.choice' };
  },
  typed: (value, key) => ({ [key]: String(value as Json) }),
  show: (value, c) => html`<bdi>${c.names?.[String(value)] ?? c.ctx.t('name.unnamed')}</bdi>`,
};
