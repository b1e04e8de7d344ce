import { spoken } from '../words/say.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
function format(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { language, timeZone } = spoken();
  const key = `${kind} ${language} ${timeZone}`;
  let made = formats.get(key);
  if (!made) formats.set(key, made = new Intl.DateTimeFormat(language === 'sv' ? 'sv-SE' : 'en-GB', { timeZone, ...options }));
  return made;
}

/** "12:04" of an instant, in the authority's time zone. */
export const clockTime = (instant: string): string => format('time', { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
/** "23 november 2026" of a day (`2026-11-23`) or an instant. */
export const dayText = (day: string): string =>
  (day.length === 10 ? format('plain', { timeZone: 'UTC', dateStyle: 'long' }) : format('day', { dateStyle: 'long' })).format(new Date(day));
/** "23 nov." without the year, for narrow places. */
export const shortDay = (day: string): string =>
  (day.length === 10 ? format('plain-short', { timeZone: 'UTC', day: 'numeric', month: 'short' }) : format('short', { day: 'numeric', month: 'short' })).format(new Date(day));
/** "23 nov. 2026 12:04" of an instant. */
export const momentText = (instant: string): string => format('moment', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
