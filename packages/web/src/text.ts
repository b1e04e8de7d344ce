import { createMessages, type Messages } from '@ankomst/content';
import type { Texts } from '../text/keys.d.ts';
import ar from '../text/ar.json' with { type: 'json' };
import en from '../text/en.json' with { type: 'json' };
import pt from '../text/pt.json' with { type: 'json' };
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
  sv: { ...sv, ...staffSv }, en: { ...en, ...staffEn }, ar: { ...staffEn, ...ar }, uk: { ...staffEn, ...uk }, pt: { ...staffEn, ...pt },
};

/** The languages of the staff's pages. */
export const staffLanguages: readonly string[] = ['sv', 'en'];
/** The languages in which the pages' own texts are complete. */
export const pageLanguages: readonly string[] = Object.keys(catalogues);

const spoken = new Map<string, Messages>();

/** One of the pages' own texts. A language that has no catalogue at all reads in English. */
export function chromeText(language: string, key: string, args?: Arguments): string {
  const known = Object.hasOwn(catalogues, language) ? language : 'en';
  if (!Object.hasOwn(catalogues[known]!, key)) throw new Error(`no page text "${key}" in "${known}"`);
  let messages = spoken.get(known);
  if (!messages) {
    messages = createMessages(catalogues, known, { binding: 'sv', timeZone: 'Europe/Stockholm' });
    spoken.set(known, messages);
  }
  return messages.format(key, args);
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

export { direction, formattingLocale as locale } from '@ankomst/content';
