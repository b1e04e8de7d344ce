import { IntlMessageFormat, type Formats } from 'intl-messageformat';
import { shapeOf, withoutDates, type MessageShape } from './icu.ts';

/** A value put into a message. Days (`2026-11-03`) and instants are written as dates where the message says `date` or `time`. */
export type MessageArgument = string | number | boolean | Date | readonly string[] | null | undefined;

/** Messages in one language. All text for people passes through here. */
export interface Messages {
  /** BCP 47 tag. */
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  has(key: string): boolean;
  /**
   * The message in this language, else in the binding language, else the key itself (which the
   * checker reports as a fault of the content). Text arguments are wrapped in FSI…PDI (Unicode
   * UAX #9), so that a Latin name inside Arabic never reorders what stands around it.
   */
  format(key: string, args?: Record<string, MessageArgument>): string;
  /** `a, b and c` in the language, each item isolated. */
  list(items: readonly string[], type?: 'conjunction' | 'disjunction'): string;
  /** A calendar day or an instant: `full` with weekday, `long`, or `short`; Gregorian, Latin digits. */
  date(value: string | Date, style?: 'full' | 'long' | 'short'): string;
  /** Hours and minutes of an instant in a time zone (default: the authority's). */
  time(value: string | Date, timeZone?: string): string;
  number(value: number): string;
  /** Öre and the like to an amount of money. */
  money(minorUnits: number, currency: string): string;
  /** A country's name from its ISO 3166-1 code, with ICAO's codes for those without one. */
  country(code: string): string;
}

export interface MessageOptions { binding: string; timeZone: string }

const FSI = '\u2068', PDI = '\u2069';
const isolate = (text: string): string => (text === '' ? '' : `${FSI}${text}${PDI}`);
const rtl = new Set(['ar', 'fa', 'prs', 'ps', 'ckb', 'ur', 'he', 'yi', 'ug', 'sd', 'dv']);

/** The direction of a language's main script. */
export function direction(language: string): 'ltr' | 'rtl' {
  return rtl.has(language.split('-')[0]!) ? 'rtl' : 'ltr';
}

/**
 * The locale to format in: digits and calendar are always named, because several languages
 * default to digits and calendars in which a deadline would be misread.
 */
export function formattingLocale(language: string): string {
  // plain `en` is American: 11/3 would be March to most who read it here
  return `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`;
}

interface Compiled { format: IntlMessageFormat; shape: MessageShape; words: string; language: string }

/** Messages over `text` (by language, then key). Compiles each message once, at first use. */
export function createMessages(text: Record<string, Record<string, string>>, language: string, options: MessageOptions): Messages {
  const locale = formattingLocale(language);
  const compiled = new Map<string, Compiled | null>();
  const dateStyles: Record<string, Intl.DateTimeFormatOptions> = {
    full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: options.timeZone },
    long: { day: 'numeric', month: 'long', year: 'numeric', timeZone: options.timeZone },
    short: { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: options.timeZone },
  };
  const formats: Partial<Formats> = {
    date: { ...dateStyles, medium: dateStyles['long']! },
    time: { short: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: options.timeZone } },
  };

  const message = (key: string): Compiled | null => {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const source = text[language]?.[key] !== undefined ? language : options.binding;
    const words = text[source]?.[key];
    const made = words === undefined ? null : {
      format: new IntlMessageFormat(words, formattingLocale(source), formats, { ignoreTag: true }),
      shape: shapeOf(words, source), words, language: source,
    };
    compiled.set(key, made);
    return made;
  };

  const list = (items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
    new Intl.ListFormat(locale, { type }).format(items.map(isolate));

  const prepared = (shape: MessageShape, args: Record<string, MessageArgument>): Record<string, string | number | boolean | Date> => {
    const result: Record<string, string | number | boolean | Date> = {};
    for (const [name, uses] of shape.arguments) {
      const value = args[name];
      if (value === null || value === undefined) {
        if (uses.has('select')) result[name] = 'other';
        else if (!uses.has('date') && !uses.has('time')) result[name] = uses.has('plural') || uses.has('number') ? 0 : '';
      }
      else if (uses.has('date') || uses.has('time')) {
        const date = asDate(value as string | Date);
        if (!Number.isNaN(date.getTime())) result[name] = date;
      }
      else if (Array.isArray(value)) result[name] = list(value as string[]);
      else if (typeof value === 'string') result[name] = uses.size === 1 && uses.has('plain') ? isolate(value) : value;
      else if (typeof value === 'boolean') result[name] = String(value);
      else result[name] = value as number | Date;
    }
    return result;
  };

  return {
    language,
    dir: direction(language),
    has: (key) => text[language]?.[key] !== undefined || text[options.binding]?.[key] !== undefined,
    format(key, args = {}) {
      const found = message(key);
      if (!found) return key;
      const values = prepared(found.shape, args);
      // a date that is not known, or only in part, leaves a gap with dots, never an error page
      const unknown = [...found.shape.arguments.keys()].filter((name) => !(name in values));
      const format = unknown.length === 0 ? found.format
        : new IntlMessageFormat(withoutDates(found.words, unknown), formattingLocale(found.language), formats, { ignoreTag: true });
      return String(format.format(values));
    },
    list,
    date: (value, style = 'long') => new Intl.DateTimeFormat(locale, dateStyles[style]).format(asDate(value)),
    time: (value, timeZone = options.timeZone) =>
      new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(asDate(value)),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    money: (minorUnits, currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger', currencyDisplay: 'code' }).format(minorUnits / 100),
    country(code) {
      // ICAO 9303-3 section 5: codes for persons without a nationality or with one not known
      const special: Record<string, string> = { XXA: 'country.XXA', XXB: 'country.XXB', XXC: 'country.XXC', XXX: 'country.XXX' };
      if (special[code]) return this.format(special[code]);
      if (!/^[A-Z]{2}$/.test(code)) return code;
      return new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(code) ?? code;
    },
  };
}

/** A calendar day is put at noon UTC: the same day in every time zone the authority has offices in. */
function asDate(value: string | Date): Date {
  if (value instanceof Date) return value;
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T12:00:00Z` : value);
}
