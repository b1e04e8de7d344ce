import { cleanName, nameProblem, nameText, type Json, type PersonName } from '@ankomst/core';
import { describedBy, fieldId, fieldset, field, input } from '../../kit/fields.ts';
import { bdi } from '../../kit/parts.ts';
import { html, attributes } from '../../kit/html.ts';
import { one } from '../setting.ts';
import type { Kind } from './kind.ts';

/** Given names and family name, or the one name of a person who has only one. No part is required by itself. */
export const name: Kind = {
  parts: ['.given', '.family', '.single'],
  draw(d) {
    const { ctx, raw } = d;
    const key = d.asked.key;
    const id = fieldId(key);
    const single = one(raw, `${key}.single`) !== '';
    return fieldset({
      id, label: d.label, hint: d.hint, error: d.error, optional: !d.asked.question.required,
      body: html`${field({ id, label: ctx.t('name.given'), control: input({ id, name: `${key}.given`, value: one(raw, `${key}.given`), dir: 'auto', spellcheck: false, error: d.error, describedBy: describedBy({ id, hint: d.hint, error: d.error }) }) }, ctx)}
${field({ id: `${id}-family`, label: ctx.t('name.family'), control: input({ id: `${id}-family`, name: `${key}.family`, value: one(raw, `${key}.family`), dir: 'auto', spellcheck: false }) }, ctx)}
<div class="ds-field"><input${attributes({ class: 'ds-input', type: 'checkbox', id: `${id}-single`, name: `${key}.single`, value: 'yes', checked: single })}><label for="${id}-single">${ctx.t('name.only-one')}</label><div class="hint">${ctx.t('name.only-one.hint')}</div></div>`,
    }, ctx);
  },
  read(raw, key) {
    const given = cleanName(one(raw, `${key}.given`));
    const family = cleanName(one(raw, `${key}.family`));
    if (!given && !family) return { empty: true };
    const only = one(raw, `${key}.single`) !== '';
    if (only && given && family) return { wrong: 'problem.name.two', part: '.given' };
    // A person with one name may write it in either field; it is one name all the same.
    const value: PersonName = only ? { single: (given ?? family)! } : { ...(given ? { given } : {}), ...(family ? { family } : {}) };
    if (!only && !family) return { wrong: 'problem.name.family', part: '.family' };
    if (!only && !given) return { wrong: 'problem.name.given', part: '.given' };
    const problem = nameProblem(value);
    if (problem) return { wrong: problem === 'too-long' ? 'problem.name.long' : 'problem.name.letters', part: '.given' };
    return { value: value as { [key: string]: Json } };
  },
  typed(value, key) {
    const known = value as PersonName;
    return known.single
      ? { [`${key}.given`]: known.single, [`${key}.single`]: 'yes' }
      : { [`${key}.given`]: known.given ?? '', [`${key}.family`]: known.family ?? '' };
  },
  show: (value) => bdi(typeof value === 'string' ? value : nameText(value as PersonName)),
};
