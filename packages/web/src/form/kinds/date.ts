import type { PartialDate } from '@ankomst/core';
import { describedBy, fieldId, fieldset, input } from '../../kit/fields.ts';
import { attributes, html, type Html } from '../../kit/html.ts';
import { dayText } from '../../format.ts';
import { locale, pageLanguages } from '../../text.ts';
import { latinDigits, line } from '../clean.ts';
import { one, type Raw } from '../setting.ts';
import type { Drawing, Kind, Parsed } from './kind.ts';

/** Three small fields: day, month, year. A calendar that pops up is slow for a birth date, and needs a script. */
function dateFields(d: Drawing, more?: Html): Html {
  const { ctx, raw } = d;
  const key = d.asked.key;
  const id = fieldId(key);
  const described = describedBy({ id, hint: d.hint, error: d.error });
  // The id of the first field is the group's, so that the summary's link lands there.
  const part = (name: string, size: number, fieldName: string): Html => {
    const own = name === '.day' ? d.firstId ?? id : `${id}${name.replace('.', '-')}`;
    const wrong = d.error && (!d.wrongPart || d.wrongPart === name) ? d.error : undefined;
    return html`<div class="ds-field"><label for="${own}">${fieldName}</label>${input({ id: own, name: `${key}${name}`, value: one(raw, `${key}${name}`), size, inputmode: name === '.month' ? 'text' : 'numeric', error: wrong, describedBy: described, dir: 'auto' })}</div>`;
  };
  return fieldset({
    id, label: d.label, hint: d.hint ?? ctx.t('date.hint'), error: d.error, optional: !d.asked.question.required,
    body: html`<div class="date">${part('.day', 2, ctx.t('date.day'))}${part('.month', 9, ctx.t('date.month'))}${part('.year', 4, ctx.t('date.year'))}</div>${more}`,
  }, ctx);
}

let monthNames: Map<string, number> | undefined;
/** A month as a number, or by its name in any of our languages, long or short. */
function month(text: string): number | undefined {
  const digits = latinDigits(text);
  if (/^\d{1,2}$/.test(digits)) return Number(digits) || undefined;
  if (!monthNames) {
    monthNames = new Map();
    for (const language of pageLanguages) for (let m = 0; m < 12; m++) {
      const day = new Date(Date.UTC(2024, m, 15, 12));
      for (const style of ['long', 'short'] as const) {
        monthNames.set(plain(new Intl.DateTimeFormat(locale(language), { month: style, timeZone: 'UTC' }).format(day)), m + 1);
        const parts = new Intl.DateTimeFormat(locale(language), { month: style, day: 'numeric', timeZone: 'UTC' }).formatToParts(day);
        monthNames.set(plain(parts.find((p) => p.type === 'month')!.value), m + 1);
      }
    }
  }
  return monthNames.get(plain(text));
}
const plain = (text: string): string => text.toLowerCase().replace(/[.\s]/g, '');

interface Typed3 { day?: number; month?: number; year?: number }
function readParts(raw: Raw, key: string): { empty: true } | { problem: Parsed } | Typed3 {
  const text = { day: line(one(raw, `${key}.day`)), month: line(one(raw, `${key}.month`)), year: line(one(raw, `${key}.year`)) };
  if (!text.day && !text.month && !text.year) return { empty: true };
  const read: Typed3 = {};
  if (text.day) {
    const day = latinDigits(text.day);
    if (!/^\d{1,2}$/.test(day) || Number(day) < 1 || Number(day) > 31) return { problem: { wrong: 'problem.date.day', part: '.day' } };
    read.day = Number(day);
  }
  if (text.month) {
    read.month = month(text.month);
    if (!read.month || read.month > 12) return { problem: { wrong: 'problem.date.month', part: '.month' } };
  }
  if (text.year) {
    const year = latinDigits(text.year);
    if (!/^\d{4}$/.test(year) || Number(year) < 1800 || Number(year) > 2200) return { problem: { wrong: 'problem.date.year', part: '.year' } };
    read.year = Number(year);
  }
  return read;
}
const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
function exists(year: number, m: number, day: number): boolean {
  const date = new Date(Date.UTC(year, m - 1, day));
  return date.getUTCMonth() === m - 1;
}

/** A whole date. */
export const date: Kind = {
  parts: ['.day', '.month', '.year'],
  draw: (d) => dateFields(d),
  read(raw, key) {
    const read = readParts(raw, key);
    if ('empty' in read) return read;
    if ('problem' in read) return read.problem;
    if (!read.day) return { wrong: 'problem.date.no-day', part: '.day' };
    if (!read.month) return { wrong: 'problem.date.no-month', part: '.month' };
    if (!read.year) return { wrong: 'problem.date.no-year', part: '.year' };
    if (!exists(read.year, read.month, read.day)) return { wrong: 'problem.date.none', part: '.day' };
    return { value: `${pad(read.year, 4)}-${pad(read.month)}-${pad(read.day)}` };
  },
  typed(value, key) {
    const [year, m, day] = String(value).split('-');
    return { [`${key}.day`]: String(Number(day)), [`${key}.month`]: String(Number(m)), [`${key}.year`]: year! };
  },
  show: (value, { ctx }) => dayText(String(value), ctx),
};

/**
 * A date of which less may be known: the year, the year and month, or nothing (then the value is null: asked, and
 * not known). Nothing is filled in for what is not known.
 */
export const partialDate: Kind = {
  parts: ['.day', '.month', '.year', '.unknown'],
  draw(d) {
    const id = `${fieldId(d.asked.key)}-unknown`;
    return dateFields({ ...d, hint: d.hint ?? d.ctx.t('date.partial-hint') }, html`<div class="ds-field"><input${attributes({ class: 'ds-input', type: 'checkbox', id, name: `${d.asked.key}.unknown`, value: 'yes', checked: one(d.raw, `${d.asked.key}.unknown`) !== '' })}><label for="${id}">${d.ctx.t('date.unknown')}</label></div>`);
  },
  read(raw, key): Parsed {
    const read = readParts(raw, key);
    const unknown = one(raw, `${key}.unknown`) !== '';
    if ('empty' in read) return unknown ? { value: null } : read;
    if ('problem' in read) return read.problem;
    if (!read.year) return { wrong: 'problem.date.no-year', part: '.year' };
    if (read.day && !read.month) return { wrong: 'problem.date.no-month', part: '.month' };
    if (read.day && !exists(read.year, read.month!, read.day)) return { wrong: 'problem.date.none', part: '.day' };
    if (read.day) return { value: `${pad(read.year, 4)}-${pad(read.month!)}-${pad(read.day)}` };
    return { value: read.month ? { year: read.year, month: read.month, certainty: 'stated' } : { year: read.year, certainty: 'stated' } };
  },
  typed(value, key) {
    if (typeof value === 'string') return date.typed(value, key);
    if (value === null) return { [`${key}.unknown`]: 'yes' };
    const known = value as unknown as PartialDate;
    return {
      [`${key}.day`]: known.day ? String(known.day) : '', [`${key}.month`]: known.month ? String(known.month) : '', [`${key}.year`]: String(known.year),
    };
  },
  show(value, { ctx }) {
    if (typeof value === 'string') return dayText(value, ctx);
    if (value === null) return ctx.t('date.not-known');
    const known = value as unknown as PartialDate;
    if (known.month === undefined) return String(known.year);
    const day = new Date(Date.UTC(known.year, known.month - 1, known.day ?? 15, 12));
    return new Intl.DateTimeFormat(locale(ctx.language), { year: 'numeric', month: 'long', ...(known.day ? { day: 'numeric' as const } : {}), timeZone: 'UTC' }).format(day);
  },
};

/** From and to; the end may be open. */
export const period: Kind = {
  parts: ['.from.day', '.from.month', '.from.year', '.to.day', '.to.month', '.to.year'],
  draw(d) {
    const part = (end: '.from' | '.to', label: string): Html => date.draw({
      ...d, label, hint: undefined, asked: { ...d.asked, key: d.asked.key + end, question: { ...d.asked.question, required: end === '.to' ? false : d.asked.question.required } },
      error: d.wrongPart?.startsWith(end) ? d.error : undefined, wrongPart: d.wrongPart?.slice(end.length), firstId: end === '.from' ? fieldId(d.asked.key) : undefined,
    });
    const id = fieldId(d.asked.key);
    return fieldset({ id, label: d.label, hint: d.hint, error: d.wrongPart ? undefined : d.error, body: html`${part('.from', d.ctx.t('period.from'))}${part('.to', d.ctx.t('period.to'))}` }, d.ctx);
  },
  read(raw, key, c) {
    const from = date.read(raw, `${key}.from`, c);
    const to = date.read(raw, `${key}.to`, c);
    if ('empty' in from) return 'empty' in to ? from : { wrong: 'problem.period.from', part: '.from.day' };
    if ('wrong' in from) return { ...from, part: `.from${from.part ?? ''}` };
    if ('wrong' in to) return { ...to, part: `.to${to.part ?? ''}` };
    if ('empty' in to) return { value: { from: from.value, to: null } };
    if (String(to.value) < String(from.value)) return { wrong: 'problem.period.order', part: '.to.day' };
    return { value: { from: from.value, to: to.value } };
  },
  typed(value, key) {
    const { from, to } = value as { from: string; to: string | null };
    return { ...date.typed(from, `${key}.from`), ...(to === null ? {} : date.typed(to, `${key}.to`)) };
  },
  show(value, { ctx }) {
    const { from, to } = value as { from: string; to: string | null };
    return to === null ? ctx.t('period.since', { day: dayText(from, ctx) }) : `${dayText(from, ctx)} – ${dayText(to, ctx)}`;
  },
};
