import { addMonths } from './calendar.ts';
import type { Day } from './time.ts';

/**
 * A name as a document or a person gives it. The family name is never required: a person
 * with one name has it as `single` (ICAO 9303-3: the primary identifier), never with a filler.
 */
export interface PersonName {
  /** Given names as written, order kept. */
  given?: string;
  /** Surname as written. */
  family?: string;
  /** The one name of a person who has only one. */
  single?: string;
  /** The same name in its own script; never overwritten by the Latin form (ICAO TAG/MRTD/20). */
  native?: string;
}

/** Invisible characters that reorder text. Zero-width (non-)joiners are not among them: Persian and Indic spelling needs them. */
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/**
 * A name part as kept: NFC, without direction controls, outer space gone and inner space single.
 * Case and letters stay as typed. Undefined when nothing is left.
 */
export function cleanName(text: string): string | undefined {
  const clean = text.normalize('NFC').replace(bidiControls, '').replace(/\p{Cc}/gu, ' ').replace(/[\s\u00A0]+/gu, ' ').trim();
  return clean === '' ? undefined : clean;
}

export type NameProblem = 'empty' | 'too-long' | 'no-letter';

/** What is wrong with a name, if anything. Wide on purpose: 1 to 200 characters, any script, one letter is a name. */
export function nameProblem(name: PersonName): NameProblem | undefined {
  const parts = [name.given, name.family, name.single].filter((part) => part !== undefined);
  if (parts.length === 0) return 'empty';
  for (const part of [...parts, ...(name.native === undefined ? [] : [name.native])]) {
    if ([...part].length > 200) return 'too-long';
    if (!/\p{L}/u.test(part)) return 'no-letter';
  }
  return undefined;
}

/** The name for reading, in the order of the document: given names, then surname. Nothing is guessed or filled in. */
export function nameText(name: PersonName | null | undefined): string {
  if (!name) return '';
  return name.single ?? [name.given, name.family].filter(Boolean).join(' ');
}

/**
 * A date of which less may be known: year, year and month, or all. `text` keeps what the
 * document says in its own calendar. Unknown parts are never filled with 01.
 */
export interface PartialDate {
  year: number;
  month?: number;
  day?: number;
  /** CLDR calendar id the person counted in, e.g. `ethiopic`, `persian`; default `gregory`. */
  calendar?: string;
  text?: string;
  certainty: 'document' | 'stated' | 'assessed';
}

/** The first and last day a partial date may mean (Gregorian). */
export function dayRange(date: PartialDate | Day): { first: Day; last: Day } {
  if (typeof date === 'string') return { first: date, last: date };
  const pad = (n: number, width: number): string => String(n).padStart(width, '0');
  const year = pad(date.year, 4);
  if (date.month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const month = pad(date.month, 2);
  if (date.day !== undefined) { const day = `${year}-${month}-${pad(date.day, 2)}`; return { first: day, last: day }; }
  const last = new Date(Date.UTC(date.year, date.month, 0)).getUTCDate();
  return { first: `${year}-${month}-01`, last: `${year}-${month}-${pad(last, 2)}` };
}

/** Adult, minor, or not to be told from what is known: three values, so that nobody is decided to be either by a filler date. */
export function majority(birth: PartialDate | Day, on: Day, years = 18): 'adult' | 'minor' | 'unknown' {
  const { first, last } = dayRange(birth);
  if (addMonths(last, years * 12) <= on) return 'adult';
  if (addMonths(first, years * 12) > on) return 'minor';
  return 'unknown';
}

// ICAO Doc 9303-3 section 6 (recommended transliterations), the letters met in our languages.
const transliterations: Record<string, string> = {
  'Å': 'AA', 'Ä': 'AE', 'Æ': 'AE', 'Ö': 'OE', 'Ø': 'OE', 'Ü': 'UE', 'ß': 'SS', 'ẞ': 'SS', 'Þ': 'TH', 'Ð': 'D', 'Đ': 'D', 'Ł': 'L', 'Ħ': 'H', 'Ŋ': 'N', 'Œ': 'OE', 'Ñ': 'N', 'Ŧ': 'T', 'Ĳ': 'IJ', 'ı': 'I', 'Ə': 'E',
  'А': 'A', 'Б': 'B', 'В': 'V', 'Г': 'G', 'Ґ': 'G', 'Д': 'D', 'Е': 'E', 'Ё': 'E', 'Ж': 'ZH', 'З': 'Z', 'И': 'I', 'І': 'I', 'Ї': 'I', 'Й': 'I', 'К': 'K', 'Л': 'L', 'М': 'M', 'Н': 'N', 'О': 'O', 'П': 'P', 'Р': 'R', 'С': 'S', 'Т': 'T', 'У': 'U', 'Ф': 'F', 'Х': 'KH', 'Ц': 'TS', 'Ч': 'CH', 'Ш': 'SH', 'Щ': 'SHCH', 'Ъ': 'IE', 'Ы': 'Y', 'Ь': '', 'Э': 'E', 'Ю': 'IU', 'Я': 'IA', 'Є': 'IE', 'Ў': 'U',
};

/** A name part as a machine-readable zone writes it: A-Z and `<`. Letters of scripts ICAO has no table for here are left out. */
export function mrzName(text: string): string {
  let result = '';
  for (const letter of text.normalize('NFC').toUpperCase()) {
    if (/[A-Z]/.test(letter)) result += letter;
    else if (letter in transliterations) result += transliterations[letter];
    else if (/[\s\-<.]/.test(letter)) result += '<';
    else {
      const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
      if (/^[A-Z]+$/.test(base)) result += base;
      // apostrophes and the rest leave no trace (9303-3 4.6)
    }
  }
  return result.replace(/<+/g, '<').replace(/^<|<$/g, '');
}

export type NameMatch = 'same' | 'truncated' | 'other-order' | 'differs';

/** Compares a name with the name field of an MRZ (TD3: 39 characters). It warns a human; it never blocks. */
export function matchMrz(name: PersonName, field: string, width = 39): NameMatch {
  const primary = mrzName(name.single ?? name.family ?? name.given ?? '');
  const secondary = name.single || !name.family ? '' : mrzName(name.given ?? '');
  const own = secondary ? `${primary}<<${secondary}` : primary;
  const mrz = field.replace(/<+$/, '');
  if (own === mrz) return 'same';
  if (own.length > width && own.slice(0, width).replace(/<+$/, '') === mrz) return 'truncated';
  const parts = (text: string): string => text.split(/<+/).filter(Boolean).sort().join('<');
  return parts(own) === parts(mrz) ? 'other-order' : 'differs';
}
