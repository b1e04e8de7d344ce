import { IntlMessageFormat } from 'intl-messageformat';
import type { Texts } from '../text/keys.d.ts';
import ar from '../text/ar.json' with { type: 'json' };
import en from '../text/en.json' with { type: 'json' };
import staffEn from '../text/staff/en.json' with { type: 'json' };
import staffSv from '../text/staff/sv.json' with { type: 'json' };
import sv from '../text/sv.json' with { type: 'json' };
import uk from '../text/uk.json' with { type: 'json' };

export type TextKey = keyof Texts;
export type Argument = string | number;
export type Arguments = Record<string, Argument>;
/** No second argument where the text has none. */
export type TextArguments<K extends TextKey> = keyof Texts[K] extends never ? [] : [Texts[K]];

/** The staff's pages are in Swedish and English; in another language they read in English. */
const catalogues: Record<string, Record<string, string>> = {
  sv: { ...sv, ...staffSv }, en: { ...en, ...staffEn }, ar: { ...staffEn, ...ar }, uk: { ...staffEn, ...uk },
};

/** The languages in which the pages' own texts are complete. */
export const pageLanguages: readonly string[] = Object.keys(catalogues);

const compiled = new Map<string, IntlMessageFormat>();

/** Locale with Latin digits and the Gregorian calendar, whatever the language's own default is. */
export function locale(language: string): string {
  return `${language}-u-ca-gregory-nu-latn`;
}

/** Text arguments stand between FSI and PDI, so that a Latin name inside Arabic does not turn the sentence round. */
export function isolate(args: Arguments): Arguments {
  const isolated: Arguments = {};
  for (const [name, value] of Object.entries(args)) isolated[name] = typeof value === 'string' ? `\u2068${value}\u2069` : value;
  return isolated;
}

/** One of the pages' own texts. Falls back to English only for a language that has no catalogue at all. */
export function chromeText(language: string, key: string, args?: Arguments): string {
  const message = (catalogues[language] ?? catalogues.en!)[key];
  if (message === undefined) throw new Error(`no page text "${key}" in "${language}"`);
  if (!args && !/[{']/.test(message)) return message;
  const name = `${language} ${key}`;
  let format = compiled.get(name);
  if (!format) {
    format = new IntlMessageFormat(message, locale(catalogues[language] ? language : 'en'), undefined, { ignoreTag: true });
    compiled.set(name, format);
  }
  return String(format.format(isolate(args ?? {})));
}

/** `rtl` for the languages written from right to left. */
export function direction(language: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'prs', 'ps', 'ur', 'ckb', 'he'].includes(language) ? 'rtl' : 'ltr';
}

/** A language's name in itself, as the menu shows it. */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** Is there such a text among the pages' own? */
export function hasText(key: string): boolean {
  return Object.hasOwn(catalogues.sv!, key);
}
