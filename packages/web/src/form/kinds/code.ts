import type { Json } from '@ankomst/core';
import { fieldId, field, fieldset, input, radios } from '../../kit/fields.ts';
import { attributes, html, type Html } from '../../kit/html.ts';
import { button } from '../../kit/parts.ts';
import { routes } from '../../routes.ts';
import { line } from '../clean.ts';
import { codeEntry, codeName, exactCode, searchCodes } from '../code-search.ts';
import { one, type FormSetting, type Raw } from '../setting.ts';
import type { Drawing, Kind } from './kind.ts';

/**
 * A code out of a list too long to read (occupations). Without a script: words are typed, "Search" comes back with what
 * fits, one is chosen. With it, names are suggested while typing. What is called just so needs no choice.
 *
 * Fields: the words; `.code` what was chosen; `.for` the words it was chosen for, so that other words are a new search.
 */
export const code: Kind = {
  parts: ['', '.code', '.for'],
  draw(d) {
    const { key } = d.asked;
    const id = fieldId(key);
    const list = d.asked.definition.list ?? '';
    const rows = rowsOf(list, d.setting);
    const chosen = chosenOf(d.raw, key, rows);
    const text = line(one(d.raw, key));
    // A code alone says nothing to anybody: its name stands in the box.
    const words = chosen !== undefined && text === chosen ? codeName(rows, chosen, d.ctx.language) : one(d.raw, key);
    const hint = html`${d.hint && html`${d.hint} `}${d.ctx.t('code.hint')}`;
    return html`${field({
      id, label: d.label, hint, error: d.error, optional: !d.asked.question.required,
      control: html`<div class="search">${input({ id, name: key, value: words, type: 'search', hint, error: d.error, autocomplete: 'off', spellcheck: false, dir: 'auto', list: `${id}-list`, suggest: routes.list(list) })}<datalist id="${id}-list"></datalist>${button(d.ctx.t('code.search'), { variant: 'secondary', name: 'search', value: key, novalidate: true })}</div>`,
    }, d.ctx)}${chosen === undefined ? text !== '' && matches(d, rows, text, id) : html`<p class="chosen">${d.ctx.t('code.chosen')} <b>${nameAndCode(rows, chosen, d.ctx.language)}</b></p><input type="hidden" name="${key}.code" value="${chosen}"><input type="hidden" name="${key}.for" value="${line(words)}">`}`;
  },
  read(raw, key, c) {
    const text = line(one(raw, key));
    if (text === '') return { empty: true };
    const rows = rowsOf(c.definition.list, c.setting);
    const chosen = chosenOf(raw, key, rows);
    if (chosen !== undefined) return { value: chosen };
    const n = searchCodes(rows, text, '').length;
    return n === 0 ? { wrong: 'problem.code.none', args: { text } } : { wrong: 'problem.code.choose', args: { text } };
  },
  typed: (value, key) => ({ [key]: String(value), [`${key}.code`]: String(value), [`${key}.for`]: String(value) }),
  show: (value, c) => nameAndCode(c.list, String(value), c.ctx.language),
};

const none: readonly Json[] = [];
const rowsOf = (list: string | undefined, setting: FormSetting): readonly Json[] => setting.tables?.[list ?? ''] ?? none;

/** What is chosen: the pressed code while the words are those it was offered for; else what is called just so. */
function chosenOf(raw: Raw, key: string, rows: readonly Json[]): string | undefined {
  const text = line(one(raw, key));
  const pressed = one(raw, `${key}.code`);
  if (pressed && text !== '' && line(one(raw, `${key}.for`)) === text && codeEntry(rows, pressed)) return pressed;
  return text === '' ? undefined : exactCode(rows, text);
}

function matches(d: Drawing, rows: readonly Json[], text: string, id: string): Html {
  const { ctx } = d;
  const { key } = d.asked;
  const found = searchCodes(rows, text, ctx.language);
  if (found.length === 0) return html`<p role="status">${ctx.t('code.none', { text })}</p>`;
  return html`${fieldset({
    id: `${id}-found`, label: ctx.t('code.found', { n: found.length, text }),
    body: radios({ id: `${id}-found`, name: `${key}.code`, choices: found.map(({ code: value, found: word }) => {
      const name = codeName(rows, value, ctx.language);
      return { value, label: `${name} (${value})`, hint: word === name ? undefined : html`<bdi>${word}</bdi>` };
    }) }),
  }, ctx)}<input${attributes({ type: 'hidden', name: `${key}.for`, value: text })}>`;
}

function nameAndCode(rows: readonly Json[] | undefined, value: string, language: string): Html {
  const name = codeName(rows, value, language);
  return html`<bdi>${name}</bdi>${name !== value && ` (${value})`}`;
}
