import type { FactDefinition, Json } from '@ankomst/core';
import { fieldId, field, input } from '../../kit/fields.ts';
import type { Html } from '../../kit/html.ts';
import { moneyText, numberText } from '../../format.ts';
import { latinDigits, line, sum, typedNumber, wholeNumber } from '../clean.ts';
import { one } from '../setting.ts';
import type { Drawing, Kind, Parsed } from './kind.ts';

/** What a number may be where the catalogue says nothing (`min`, `max`): nobody means more, it is a slip of the hand. */
const usual = { number: [0, 1_000_000_000], percent: [1, 100], money: [1, 10_000_000_00] } as const;

/** Refuses what is outside the fact's bounds, in words; `shown` writes a bound as people do. */
function within(value: number, definition: FactDefinition, [least, most]: readonly [number, number], unit = 1): Parsed {
  const { min = least, max = most } = definition;
  if (value < min && value <= 0) return { wrong: value < 0 ? 'problem.negative' : 'problem.zero' };
  if (value < min) return { wrong: 'problem.least', args: { min: min / unit } };
  return value > max ? { wrong: 'problem.most', args: { max: max / unit, value: value / unit } } : { value };
}

export const integer: Kind = {
  parts: [''],
  draw: (d) => oneLine(d),
  read(raw, key, { definition }) {
    const typed = one(raw, key);
    if (line(typed) === '') return { empty: true };
    const value = wholeNumber(typed);
    return value === undefined ? { wrong: 'problem.number' } : within(value, definition, [-Infinity, Infinity]);
  },
  typed: (value, key) => ({ [key]: String(value) }),
  show: (value) => String(value),
};

/** A number that may have decimals. */
export const number: Kind = {
  parts: [''],
  draw: (d) => oneLine(d),
  read: (raw, key, { definition }) => readNumber(one(raw, key), definition, usual.number),
  typed: (value, key) => ({ [key]: decimal(value) }),
  show: (value, { ctx }) => numberText(Number(value), ctx),
};

/** A share of the whole, in per cent: 75 is three quarters. */
export const percent: Kind = {
  parts: [''],
  draw: (d) => oneLine(d, '%'),
  read: (raw, key, { definition }) => readNumber(one(raw, key).replace(/[%٪]|\b(?:procent|percent|por cento)\b/giu, ''), definition, usual.percent),
  typed: (value, key) => ({ [key]: decimal(value) }),
  show: (value, { ctx }) => numberText(Number(value) / 100, ctx, { style: 'percent' }),
};

function readNumber(typed: string, definition: FactDefinition, bounds: readonly [number, number]): Parsed {
  if (line(typed) === '') return { empty: true };
  const read = typedNumber(typed);
  if (!read) return { wrong: 'problem.decimal' };
  const size = Number(`${read.whole}.${read.fraction || '0'}`);
  const parsed = within(read.negative ? -size : size, definition, bounds);
  return 'value' in parsed && read.ambiguous ? { ...parsed, notes: [{ message: 'note.number.read', args: { value: size } }] } : parsed;
}
/** Three decimals are written with a fourth: else they would read as thousands. */
const decimal = (value: Json): string => String(value).replace(/(\.\d{3})$/, '$10').replace('.', ',');

/** A sum in kronor and öre; kept in öre, as an integer, so that nothing is rounded. */
export const money: Kind = {
  parts: [''],
  draw: (d) => oneLine(d, 'kr'),
  read(raw, key, { definition }) {
    const typed = one(raw, key);
    if (line(typed) === '') return { empty: true };
    const read = sum(typed);
    if ('wrong' in read) return { wrong: ({ form: 'problem.money', currency: 'problem.money.currency', negative: 'problem.money.negative' } as const)[read.wrong] };
    const parsed = within(read.minor, definition, usual.money, 100);
    return 'value' in parsed && read.ambiguous ? { ...parsed, notes: [{ message: 'note.money.read', args: { sum: read.minor / 100 } }] } : parsed;
  },
  typed(value, key) {
    const minor = minorOf(value);
    return { [key]: minor % 100 === 0 ? String(minor / 100) : (minor / 100).toFixed(2).replace('.', ',') };
  },
  show: (value, { ctx }) => moneyText(minorOf(value), ctx),
};
/** Öre; older facts hold them with their currency. */
const minorOf = (value: Json): number => Number(typeof value === 'object' && value !== null && !Array.isArray(value) ? value['minor'] : value);

function oneLine(d: Drawing, unit?: string): Html {
  const id = fieldId(d.asked.key);
  return field({ id, label: unit && !latinDigits(d.label).includes(unit) ? `${d.label} (${unit})` : d.label, hint: d.hint, error: d.error, optional: !d.asked.question.required,
    control: input({ id, name: d.asked.key, value: one(d.raw, d.asked.key), hint: d.hint, error: d.error, inputmode: 'decimal', size: 16, dir: 'auto' }) }, d.ctx);
}
