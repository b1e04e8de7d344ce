import { instantOf } from '../import/instant.ts';
import type { Filter } from './filter.ts';

/** Filters that are not of their form: which one, what is wrong there, what was expected. */
export class FilterError extends Error {
  readonly code = 'filter-not-understood';
  /** Number of the filter in the stack, from 0; -1 for the stack itself. */
  readonly filter: number;
  constructor(filter: number, message: string) {
    super(filter < 0 ? message : `filter ${filter + 1}: ${message}`);
    this.name = 'FilterError';
    this.filter = filter;
  }
}

type Check = (value: unknown) => string | undefined;
const text: Check = (value) => typeof value === 'string' ? undefined : 'a text';
const flag: Check = (value) => typeof value === 'boolean' ? undefined : 'true or false';
const number: Check = (value) => Number.isFinite(value) ? undefined : 'a number';
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 1 ? undefined : 'a whole number from 1';
const share: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'a share from 0 to 1';
const instant: Check = (value) => Number.isNaN(instantFrom(value)) ? 'a date with time like 2026-11-03T09:14:00+01:00' : undefined;
const bound: Check = (value) => typeof value === 'string' || Number.isFinite(value) ? undefined : 'a number or a date with time';
const cell: Check = (value) => value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value) ? undefined : 'a text, a number, true, false or null';
const oneOf = (...values: string[]): Check => (value) => values.includes(value as string) ? undefined : values.join(', ');
const list = (each: Check): Check => (value) => !Array.isArray(value) ? 'a list' : value.map(each).find((wrong) => wrong !== undefined);

/** Per kind of filter: what its parts must be; a name with `!` must be there. */
const forms: Record<Filter['filter'], Record<string, Check>> = {
  time: { 'how!': oneOf('intersecting', 'contained', 'started', 'ended', 'events'), from: instant, to: instant },
  variants: { most: count, coverage: share, of: list(list(text)) },
  attribute: { 'of!': oneOf('case', 'event'), 'key!': text, is: list(cell), min: bound, max: bound, keep: oneOf('some', 'every', 'events') },
  performance: { 'measure!': oneOf('throughput', 'events'), min: number, max: number },
  activities: { 'names!': list(text), 'keep!': oneOf('some', 'every', 'events') },
  path: { 'how!': oneOf('directly', 'eventually'), 'from!': list(text), 'to!': list(text), min: number, max: number },
  endpoints: { start: list(text), end: list(text), trim: flag },
  rework: { activity: text, times: count },
};

/** Checks what came from outside (a URL, a file) and gives it as filters. Throws `FilterError`. */
export function filtersOf(value: unknown): Filter[] {
  if (!Array.isArray(value)) throw new FilterError(-1, 'expected a list of filters');
  return value.map((one: unknown, i) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) throw new FilterError(i, 'expected an object');
    const given = one as Record<string, unknown>;
    const kind = given['filter'];
    if (typeof kind !== 'string' || !Object.hasOwn(forms, kind)) throw new FilterError(i, `"filter" is ${JSON.stringify(kind)}; expected ${Object.keys(forms).join(', ')}`);
    const form = forms[kind as Filter['filter']];
    const known = new Map<string, Check>([['filter', text], ['not', flag], ...Object.entries(form).map(([name, check]): [string, Check] => [name.replace('!', ''), check])]);
    for (const name of Object.keys(form)) if (name.endsWith('!') && given[name.slice(0, -1)] === undefined) throw new FilterError(i, `"${name.slice(0, -1)}" is missing`);
    for (const [name, part] of Object.entries(given)) {
      const check = known.get(name);
      if (!check) throw new FilterError(i, `"${name}" is no part of the filter "${kind}"; expected ${[...known.keys()].join(', ')}`);
      const wrong = part === undefined ? undefined : check(part);
      if (wrong !== undefined) throw new FilterError(i, `"${name}" is ${JSON.stringify(part)}; expected ${wrong}`);
    }
    return given as unknown as Filter;
  });
}

/** A stack as text and back: short enough for a URL, and the same text for the same stack. */
export function writeFilters(filters: readonly Filter[]): string {
  return JSON.stringify(filters.map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined && value !== false).sort(([a], [b]) => (a < b ? -1 : 1)))));
}
export function readFilters(written: string): Filter[] {
  let value: unknown;
  try { value = JSON.parse(written); } catch { throw new FilterError(-1, 'expected a list of filters as JSON'); }
  return filtersOf(value);
}

const encoder = new TextEncoder();

/** Milliseconds since 1970 UTC of a number or an ISO 8601 text; NaN where it is neither. */
export function instantFrom(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : NaN;
  if (typeof value !== 'string') return NaN;
  const bytes = encoder.encode(value);
  return instantOf(bytes, 0, bytes.length);
}
