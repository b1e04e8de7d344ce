import { luhnDigit } from '@ankomst/core';
import { fieldId, field, input } from '../../kit/fields.ts';
import { bdi } from '../../kit/parts.ts';
import { latinDigits, line } from '../clean.ts';
import { one } from '../setting.ts';
import type { Kind, Parsed } from './kind.ts';

/**
 * The number of a company, association or authority: ten digits of which the last is a check digit (modulo 10, ISO/IEC 7812-1).
 * Taken as people have it: with or without hyphen, with `16` for its century as banks write it, or out of a VAT number (`SE…01`).
 * Kept as ten digits.
 */
export const organisationNumber: Kind = {
  parts: [''],
  draw(d) {
    const id = fieldId(d.asked.key);
    const hint = d.hint ?? d.ctx.t('organisation-number.hint');
    return field({ id, label: d.label, hint, error: d.error, optional: !d.asked.question.required,
      control: input({ id, name: d.asked.key, value: one(d.raw, d.asked.key), hint, error: d.error, inputmode: 'numeric', size: 14, spellcheck: false, dir: 'ltr' }) }, d.ctx);
  },
  read: (raw, key) => readOrganisationNumber(one(raw, key)),
  typed: (value, key) => ({ [key]: hyphened(String(value)) }),
  show: (value) => bdi(hyphened(String(value))),
};

/** A number as typed, read: its ten digits, or what is wrong with it. */
export function readOrganisationNumber(text: string): Parsed {
  const typed = latinDigits(line(text));
  if (typed === '') return { empty: true };
  const bare = typed.replace(/[\s.\-–—−‐‑]/g, '').toUpperCase();
  const digits = /^SE(\d{10})01$/.exec(bare)?.[1] ?? /^16(\d{10})$/.exec(bare)?.[1] ?? bare;
  if (!/^\d+$/.test(digits)) return { wrong: 'problem.organisation-number.digits' };
  if (digits.length !== 10) return { wrong: 'problem.organisation-number.length', args: { n: digits.length } };
  if (luhnDigit(digits.slice(0, -1)) !== digits.at(-1)) return { wrong: 'problem.organisation-number.check', args: { number: hyphened(digits), last: digits.at(-1)! } };
  return { value: digits };
}

const hyphened = (digits: string): string => (/^\d{10}$/.test(digits) ? `${digits.slice(0, 6)}-${digits.slice(6)}` : digits);
