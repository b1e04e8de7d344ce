import type { Day, Instant } from '@ankomst/core';
import type { PageContext } from './context.ts';
import { locale } from './text.ts';

/**
 * Dates, times, sums and sizes in words. Always Gregorian with Latin digits, always on the server:
 * browsers lack data for several of our languages, and some languages default to another calendar.
 */
type Where = Pick<PageContext, 'language' | 'timeZone'>;

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale(language), options);
    formats.set(key, format);
  }
  return format;
}
const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** `3 november 2026` */
export function dayText(day: Day, ctx: Where): string {
  return dateFormat(ctx.language, { dateStyle: 'long', timeZone: 'UTC' }).format(noon(day));
}

/** A legal date or an appointment: with its weekday, `tisdag 3 november 2026`. */
export function weekdayText(day: Day, ctx: Where): string {
  return dateFormat(ctx.language, { dateStyle: 'full', timeZone: 'UTC' }).format(noon(day));
}

/** The calendar day of an instant, in the authority's time zone, as ISO. */
export function dayOf(instant: Instant, ctx: Where): Day {
  return new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: ctx.timeZone }).format(new Date(instant));
}

/** `3 november 2026` of an instant. */
export function onDay(instant: Instant, ctx: Where): string {
  return dateFormat(ctx.language, { dateStyle: 'long', timeZone: ctx.timeZone }).format(new Date(instant));
}

/** `3 november 2026 kl. 10:14` */
export function momentText(instant: Instant, ctx: Where): string {
  return dateFormat(ctx.language, { dateStyle: 'long', timeStyle: 'short', timeZone: ctx.timeZone }).format(new Date(instant));
}

/** `tisdag 3 november 2026 kl. 10:14` */
export function fullMomentText(instant: Instant, ctx: Where): string {
  return dateFormat(ctx.language, { dateStyle: 'full', timeStyle: 'short', timeZone: ctx.timeZone }).format(new Date(instant));
}

/** `10:14` */
export function clockText(instant: Instant, ctx: Where): string {
  return dateFormat(ctx.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ctx.timeZone }).format(new Date(instant));
}

/** A sum in minor units (öre): `1 000 kr`. */
export function moneyText(minor: number, ctx: Where, currency = 'SEK'): string {
  const whole = minor % 100 === 0;
  return new Intl.NumberFormat(locale(ctx.language), {
    style: 'currency', currency, minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: 2,
  }).format(minor / 100);
}

/** A number: `37,5`; with `style: 'percent'` a share: `75 %`. */
export function numberText(value: number, ctx: Where, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locale(ctx.language), { maximumFractionDigits: 3, ...options }).format(value);
}

/** A size in bytes: `1,2 MB`. */
export function sizeText(bytes: number, ctx: Where): string {
  const [unit, value] = bytes < 1_000_000 ? ['kilobyte', Math.max(1, Math.round(bytes / 1000))] as const : ['megabyte', bytes / 1_000_000] as const;
  return new Intl.NumberFormat(locale(ctx.language), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** `A, B och C` */
export function listText(items: readonly string[], ctx: Where): string {
  return new Intl.ListFormat(ctx.language, { type: 'conjunction' }).format(items);
}

/** Name of a language in the page's language. */
export function languageText(language: string, ctx: Where): string {
  return new Intl.DisplayNames([ctx.language], { type: 'language' }).of(language) ?? language;
}
