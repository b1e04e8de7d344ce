import { IntlMessageFormat } from 'intl-messageformat';

export type Args = Record<string, string | number | Date>;
export type Language = 'sv' | 'en';

let language: Language = 'sv';
let timeZone = 'Europe/Stockholm';
let words: Record<string, string> = {};
let formats = new Map<string, IntlMessageFormat>();

/** Takes up the words of a language: one piece each, fetched when chosen. */
export async function speak(chosen: Language, zone?: string): Promise<void> {
  words = chosen === 'en' ? (await import('./en.ts')).words : (await import('./sv.ts')).words;
  language = chosen;
  if (zone) timeZone = zone;
  formats = new Map();
  document.documentElement.lang = chosen;
}

/** The app's own words for a key, ICU arguments filled in. A key nobody wrote shows itself: the tests find it first. */
export function say(key: string, args?: Args): string {
  const text = words[key];
  if (text === undefined) return key;
  if (!args && !text.includes('{')) return text;
  let format = formats.get(key);
  if (!format) formats.set(key, format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true }));
  return String(format.format(args));
}

/** Is there such a word? */
export const hasWord = (key: string): boolean => words[key] !== undefined;
/** The language spoken now, and the authority's time zone. */
export const spoken = (): { language: Language; timeZone: string } => ({ language, timeZone });
