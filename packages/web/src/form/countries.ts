import { chromeText, locale } from '../text.ts';

/**
 * Countries in the page's language, sorted as that language sorts, from the server's own data.
 * Codes are ISO 3166-1 alpha-2; states that are no more have their ISO 3166-3 code; a person without
 * a country has ICAO 9303's: XXA stateless, XXX not known.
 */
export interface Country { code: string; name: string }

/** Regions CLDR names that are no countries, and its test entries. */
const notCountries = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ']);
/** States that are no more and still stand as birth countries. */
export const formerStates = ['SUHH', 'YUCS', 'CSHH', 'DDDE', 'CSXX'] as const;
export const noCountry = ['XXA', 'XXX'] as const;

const lists = new Map<string, Country[]>();
/** Today's countries. */
export function countries(language: string): readonly Country[] {
  let list = lists.get(language);
  if (!list) {
    const names = new Intl.DisplayNames([locale(language)], { type: 'region', fallback: 'none' });
    list = [];
    for (let a = 65; a <= 90; a++) for (let b = 65; b <= 90; b++) {
      const code = String.fromCharCode(a, b);
      const name = names.of(code);
      // A code that is another's old name (SU for RU) resolves to the other: leave it out.
      if (name && !notCountries.has(code) && new Intl.Locale(`und-${code}`).region === code) list.push({ code, name });
    }
    list.sort((x, y) => new Intl.Collator(language).compare(x.name, y.name));
    lists.set(language, list);
  }
  return list;
}

/** Name of any code we take: country, former state, stateless or unknown. The code itself if it is none. */
export function countryName(code: string, language: string): string {
  if ((formerStates as readonly string[]).includes(code)) return chromeText(language, `country.${code}`);
  if ((noCountry as readonly string[]).includes(code)) return chromeText(language, `country.${code}`);
  return countries(language).find((country) => country.code === code)?.name ?? code;
}

/** Is this a code we take? */
export function isCountry(code: string, also: { former?: boolean; none?: boolean } = {}): boolean {
  return countries('en').some((country) => country.code === code)
    || (also.former === true && (formerStates as readonly string[]).includes(code))
    || (also.none === true && (noCountry as readonly string[]).includes(code));
}
