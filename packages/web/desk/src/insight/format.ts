import { spoken } from '../words/say.ts';

const locale = (): string => (spoken().language === 'sv' ? 'sv-SE' : 'en-GB');

/** A whole number with its thousands apart. */
export const count = (n: number): string => new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 }).format(n);
export const percent = (share: number): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share);
/** "×1,8": so many times as long. */
export const times = (pace: number): string => `×${new Intl.NumberFormat(locale(), { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(pace)}`;

const units: [number, string, string][] = [[86_400_000, 'd', 'day'], [3_600_000, 'h', 'hour'], [60_000, 'min', 'minute'], [1_000, 's', 'second']];

/** "12,4 dygn", "3 tim": milliseconds in the largest unit that says something. */
export function span(ms: number | null): string {
  if (ms === null) return '–';
  const [size, , unit] = units.find(([one]) => ms >= one) ?? units.at(-1)!;
  const value = ms / size;
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** "v. 45": ISO 8601 week of an instant. */
export function weekOf(ms: number): number {
  const date = new Date(ms + 12 * 3_600_000);
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 4 - (date.getUTCDay() || 7)));
  return Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
}

const dates = new Map<string, Intl.DateTimeFormat>();
/** "23 nov. 2026" of an instant. */
export const day = (ms: number): string => dated(ms, { day: 'numeric', month: 'short', year: 'numeric' });
/** "23 nov. 2026 14:05" of an instant. */
export const minute = (ms: number): string => dated(ms, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });

function dated(ms: number, parts: Intl.DateTimeFormatOptions): string {
  const { timeZone } = spoken(), key = `${locale()} ${timeZone} ${parts.hour ?? ''}`;
  let format = dates.get(key);
  if (!format) dates.set(key, (format = new Intl.DateTimeFormat(locale(), { timeZone, ...parts })));
  return format.format(ms);
}
