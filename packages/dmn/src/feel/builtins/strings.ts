import * as num from '../../values/number.ts';
import { text } from '../../run/ops.ts';
import type { FeelValue } from '../../run/values.ts';
import { matches, replace, split } from '../pattern/index.ts';
import type { Signature } from './define.ts';

/** String functions (DMN 1.5, 10.3.4.3). Positions and lengths count characters (code points), from 1. */

/** FEEL numbers as texts: optional sign, digits, one decimal point, exponent. */
const NUMERAL = /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Without surrogates, units and characters are the same. */
const ONE_UNIT_EACH = /^[^\ud800-\udfff]*$/;
const characters = (s: string): string[] => Array.from(s);

function substring(s: string, start: number, length: number | undefined): string | null {
  if (!Number.isInteger(start) || start === 0) return null;
  if (length !== undefined && !(length >= 1)) return null;
  const all = ONE_UNIT_EACH.test(s) ? s : characters(s);
  const from = start > 0 ? start - 1 : all.length + start;
  if (from < 0) return null;
  const part = all.slice(from, length === undefined ? undefined : from + Math.trunc(length));
  return typeof part === 'string' ? part : part.join('');
}

function parse(from: string, grouping: string | null, decimal: string | null): FeelValue {
  if (grouping !== null && grouping !== ' ' && grouping !== ',' && grouping !== '.') return null;
  if (decimal !== null && decimal !== ',' && decimal !== '.') return null;
  if (grouping !== null && grouping === decimal) return null;
  let s = from;
  if (grouping !== null) s = s.split(grouping).join('');
  if (decimal === ',') {
    if (s.includes('.')) return null;
    s = s.replace(',', '.');
  }
  return NUMERAL.test(s) ? num.parseNumber(s) : null;
}

export const STRINGS: Record<string, Signature[]> = {
  number: [
    { parameters: 'from: string, grouping separator: string?, decimal separator: string?', run: ([s, g, d]) => parse(s, g, d) },
    { parameters: 'from: string|number', run: ([s]) => (typeof s === 'string' ? parse(s, null, null) : s) },
  ],
  string: [{ parameters: 'from: any', run: ([v], run) => {
    if (v === null) return null;
    const result = text(v);
    run?.checkText(result.length);
    return result;
  } }],
  substring: [{ parameters: 'string: string, start position: number, length?: number', run: ([s, start, length]) => substring(s, start, length) }],
  'string length': [{ parameters: 'string: string', run: ([s]: [string]) => (ONE_UNIT_EACH.test(s) ? s.length : characters(s).length) }],
  'upper case': [{ parameters: 'string: string', run: ([s]: [string]) => s.toUpperCase() }],
  'lower case': [{ parameters: 'string: string', run: ([s]: [string]) => s.toLowerCase() }],
  'substring before': [{ parameters: 'string: string, match: string', run: ([s, m]: [string, string]) => s.slice(0, Math.max(0, s.indexOf(m))) }],
  'substring after': [{ parameters: 'string: string, match: string', run: ([s, m]: [string, string]) => (s.includes(m) ? s.slice(s.indexOf(m) + m.length) : '') }],
  contains: [{ parameters: 'string: string, match: string', run: ([s, m]: [string, string]) => s.includes(m) }],
  'starts with': [{ parameters: 'string: string, match: string', run: ([s, m]: [string, string]) => s.startsWith(m) }],
  'ends with': [{ parameters: 'string: string, match: string', run: ([s, m]: [string, string]) => s.endsWith(m) }],
  matches: [{ parameters: 'input: string, pattern: string, flags?: string?', run: ([s, p, f], run) => matches(s, p, f ?? '', run.limits.pattern) }],
  replace: [{ parameters: 'input: string, pattern: string, replacement: string, flags?: string?', run: ([s, p, r, f], run) => {
    return replace(s, p, r, f ?? '', run.limits.pattern, (length) => run.checkText(length));
  } }],
  split: [{ parameters: 'string: string, delimiter: string', run: ([s, d], run) => {
    const result = split(s, d, run.limits.pattern);
    if (result !== null) run.checkItems(result.length);
    return result;
  } }],
  'string join': [{ parameters: 'list: list, delimiter?: string?', run: ([list, delimiter], run) => join(list, delimiter ?? '', run) }],
};

function join(list: FeelValue[], delimiter: string, run: { checkText: (n: number) => void }): string | null {
  if (list.some((v) => v !== null && typeof v !== 'string')) return null;
  const texts = list.filter((v): v is string => typeof v === 'string');
  run.checkText(texts.reduce((n, t) => n + t.length + delimiter.length, 0));
  return texts.join(delimiter);
}
