import { countryOfMrz } from './country-codes.ts';
import type { PartialDate, PersonName } from './person.ts';
import type { Day } from './time.ts';

/**
 * Reads the machine-readable lines of travel documents (ICAO Doc 9303 parts 3-7, 8th edition with part 4
 * amendment 2 of 2026). What comes out is never "accepted": about one wrong character in eight passes every
 * check digit, so each field is only readable or doubtful, and a human or a register has the last word.
 */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B';

export type MrzFieldName = 'code' | 'issuer' | 'number' | 'nationality' | 'birthDate' | 'sex' | 'validTo' | 'name' | 'optional';

/** Where a field stands: line from 1, first and last character from 1. */
export interface MrzPlace { line: number; from: number; to: number }

/** Why a field is doubtful. */
export type MrzDoubt = 'check-digit' | 'composite' | 'characters' | 'date' | 'country' | 'code' | 'missing';

export interface MrzField {
  /** As printed, with its fillers. */
  printed: string;
  place: MrzPlace;
  state: 'readable' | 'doubtful';
  why?: MrzDoubt;
  /** Whether any check digit covers it. None covers names, sex and nationality: they want a second look all the same. */
  checked: boolean;
}

/** Two neighbouring characters that, changed places, would make the check digits hold; or one that looks like another. */
export interface MrzGuess {
  field: MrzFieldName;
  kind: 'swapped' | 'look-alike';
  /** Line and first character, from 1. */
  line: number;
  at: number;
  read: string;
  perhaps: string;
}

/** A date without its century: what it may be, given today. None where it is not stated or cannot be read. */
export interface MrzDate {
  /** Two digits of year; month and day where they are not fillers. */
  year?: number;
  month?: number;
  day?: number;
  candidates: (Day | PartialDate)[];
}

export interface MrzReading {
  format: MrzFormat;
  kind: 'passport' | 'visa' | 'card';
  /** The lines as read, each of its full length. */
  lines: string[];
  fields: Record<MrzFieldName, MrzField>;
  /** Two letters: `P` (before 2026), `PP`, `PR`, `V`, … */
  code: string;
  /** The document's number without fillers, long ones whole. */
  number: string;
  /** As the facts keep countries; null for an organisation, undefined where there is no such code. */
  issuer: string | null | undefined;
  nationality: string | null | undefined;
  /** Null: not stated. */
  sex: 'M' | 'F' | null;
  birthDate: MrzDate;
  validTo: MrzDate;
  /** In the letters of the zone; a transliteration, never the name itself. */
  name: PersonName;
  /** The field fills its whole width: more names may have been cut off. */
  nameTruncated: boolean;
  guesses: MrzGuess[];
}

/** Why nothing could be read at all. `lengths`: of the lines as given. */
export interface MrzUnreadable { unreadable: 'empty' | 'length' | 'characters'; lengths: number[]; characters?: string }

/** A field's line (from 0), start and end (exclusive), and where its check digit stands. */
interface Slot { line: number; from: number; to: number; check?: number }
interface Layout {
  lines: number;
  width: number;
  slots: Record<Exclude<MrzFieldName, 'optional'>, Slot> & { optional: Slot };
  /** The final check digit and the stretches it covers. */
  composite?: { line: number; at: number; over: readonly (readonly [line: number, from: number, to: number])[] };
  /** A number of more than nine characters goes on here (9303-5 and 9303-6). */
  longNumber?: Slot;
}

const lower = (number: number, width: number): Layout['slots'] => ({
  code: { line: 0, from: 0, to: 2 }, issuer: { line: 0, from: 2, to: 5 }, name: { line: 0, from: 5, to: width },
  number: { line: 1, from: 0, to: number, check: number }, nationality: { line: 1, from: 10, to: 13 },
  birthDate: { line: 1, from: 13, to: 19, check: 19 }, sex: { line: 1, from: 20, to: 21 }, validTo: { line: 1, from: 21, to: 27, check: 27 },
  optional: { line: 1, from: 28, to: width },
});
const layouts: Record<MrzFormat, Layout> = {
  TD1: {
    lines: 3, width: 30,
    slots: {
      code: { line: 0, from: 0, to: 2 }, issuer: { line: 0, from: 2, to: 5 }, number: { line: 0, from: 5, to: 14, check: 14 }, optional: { line: 0, from: 15, to: 30 },
      birthDate: { line: 1, from: 0, to: 6, check: 6 }, sex: { line: 1, from: 7, to: 8 }, validTo: { line: 1, from: 8, to: 14, check: 14 }, nationality: { line: 1, from: 15, to: 18 },
      name: { line: 2, from: 0, to: 30 },
    },
    composite: { line: 1, at: 29, over: [[0, 5, 30], [1, 0, 7], [1, 8, 15], [1, 18, 29]] },
    longNumber: { line: 0, from: 15, to: 30 },
  },
  TD2: { lines: 2, width: 36, slots: { ...lower(9, 36), optional: { line: 1, from: 28, to: 35 } }, composite: { line: 1, at: 35, over: [[1, 0, 10], [1, 13, 20], [1, 21, 35]] }, longNumber: { line: 1, from: 28, to: 35 } },
  TD3: { lines: 2, width: 44, slots: { ...lower(9, 44), optional: { line: 1, from: 28, to: 42, check: 42 } }, composite: { line: 1, at: 43, over: [[1, 0, 10], [1, 13, 20], [1, 21, 43]] } },
  'MRV-A': { lines: 2, width: 44, slots: lower(9, 44) },
  'MRV-B': { lines: 2, width: 36, slots: lower(9, 36) },
};

const weights = [7, 3, 1] as const;
const value = (character: string): number => (character === '<' ? 0 : /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55);

/** The check digit of a stretch of the zone (9303-3, 4.9): weights 7 3 1, modulo 10. */
export function mrzCheckDigit(text: string): string {
  let total = 0;
  for (let i = 0; i < text.length; i++) total += value(text[i]!) * weights[i % 3]!;
  return String(total % 10);
}

/** Reads what was typed, pasted or scanned. `today` only bounds which centuries are possible. */
export function readMrz(text: string, today: Day): MrzReading | MrzUnreadable {
  const given = cleanLines(text);
  const lengths = given.map((one) => one.length);
  if (given.length === 0) return { unreadable: 'empty', lengths };
  const strange = [...new Set(given.join('').replace(/[A-Z0-9<]/g, ''))].join('');
  if (strange) return { unreadable: 'characters', lengths, characters: strange };
  const found = layOut(given);
  if (!found) return { unreadable: 'length', lengths };
  return readFields(found.format, found.lines, today);
}

/** Capitals, Latin digits, `<` whatever the keyboard or the web page made of it, no spaces. */
function cleanLines(text: string): string[] {
  return text
    .replace(/&lt;/gi, '<')
    .normalize('NFKC')
    .replace(/[‹〈＜]/g, '<').replace(/[«《]/g, '<<')
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toUpperCase()
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[\s\p{Cf}]/gu, ''))
    .filter(Boolean);
}

/** Which format the lines are, each brought to its width: nobody counts the fillers at the end of the names. */
function layOut(given: string[]): { format: MrzFormat; lines: string[] } | undefined {
  const joined = given.join('');
  const visa = joined.startsWith('V');
  const byLength: Record<number, MrzFormat> = { 88: visa ? 'MRV-A' : 'TD3', 72: visa ? 'MRV-B' : 'TD2', 90: 'TD1' };
  const names: Record<MrzFormat, number> = { TD1: 2, TD2: 0, TD3: 0, 'MRV-A': 0, 'MRV-B': 0 };
  // Lines with their breaks come first: the one of the names may be too short or too long by fillers.
  for (const format of given.length === 3 ? ['TD1'] as const : given.length === 2 ? (visa ? ['MRV-A', 'MRV-B'] as const : ['TD3', 'TD2'] as const) : []) {
    const { width } = layouts[format];
    const lines = given.map((line, at) => (at === names[format] && (line.endsWith('<') || line.length < width) ? line.replace(/<+$/, '').padEnd(width, '<') : line));
    if (lines.every((line) => line.length === width)) return { format, lines };
  }
  const format = byLength[joined.length];
  if (!format) return undefined;
  const { width, lines } = layouts[format];
  return { format, lines: Array.from({ length: lines }, (_, at) => joined.slice(at * width, (at + 1) * width)) };
}

function readFields(format: MrzFormat, lines: string[], today: Day): MrzReading {
  const layout = layouts[format];
  const { slots } = layout;
  const at = ({ line, from, to }: Slot): string => lines[line]!.slice(from, to);
  const fields = {} as Record<MrzFieldName, MrzField>;
  for (const name of Object.keys(slots) as MrzFieldName[]) {
    const slot = slots[name];
    const covered = slot.check !== undefined || (layout.composite?.over.some(([line, from, to]) => line === slot.line && from <= slot.from && slot.to <= to) ?? false);
    fields[name] = { printed: at(slot), place: { line: slot.line + 1, from: slot.from + 1, to: slot.to }, state: 'readable', checked: covered };
  }
  const doubt = (name: MrzFieldName, why: MrzDoubt): void => {
    if (fields[name].state === 'readable') Object.assign(fields[name], { state: 'doubtful', why });
  };

  // The number: where its check digit is a filler, the rest of a long one and its digit stand among the optional data.
  let number = at(slots.number);
  let digit = lines[slots.number.line]![slots.number.check!]!;
  const long = digit === '<' && layout.longNumber ? /^([A-Z0-9]+)([0-9])(?:<|$)/.exec(at(layout.longNumber)) : null;
  if (long) {
    number += long[1]!;
    digit = long[2]!;
    fields.number.printed = number;
  }
  if (number.replace(/</g, '') === '') doubt('number', 'missing');
  if (mrzCheckDigit(number) !== digit) doubt('number', 'check-digit');
  if (/<[A-Z0-9]/.test(number)) doubt('number', 'characters');

  for (const name of ['birthDate', 'validTo'] as const) {
    const slot = slots[name];
    if (mrzCheckDigit(at(slot)) !== lines[slot.line]![slot.check!]) doubt(name, 'check-digit');
    if (!/^(\d{6}|\d{4}<<|\d{2}<<<<|<<<<<<)$/.test(at(slot))) doubt(name, 'characters');
  }
  const optional = slots.optional;
  if (optional.check !== undefined) {
    const printed = lines[optional.line]![optional.check]!;
    // An empty field may have a filler or a zero for its digit (9303-4).
    const empty = /^<+$/.test(at(optional)) && printed === '<';
    if (!empty && mrzCheckDigit(at(optional)) !== printed) doubt('optional', 'check-digit');
  }
  const code = at(slots.code).replace(/<+$/, '');
  const kind = format.startsWith('MRV') ? 'visa' : format === 'TD3' || code.startsWith('P') ? 'passport' : 'card';
  if (!/^[A-Z]{1,2}$/.test(code) || (format === 'TD3' && !code.startsWith('P')) || (format.startsWith('TD') && code.startsWith('V'))) doubt('code', 'code');
  const issuer = countryOfMrz(at(slots.issuer));
  const nationality = countryOfMrz(at(slots.nationality));
  if (issuer === undefined) doubt('issuer', 'country');
  if (nationality === undefined) doubt('nationality', 'country');
  if (!/^[MF<]$/.test(at(slots.sex))) doubt('sex', 'characters');
  if (/\d/.test(at(slots.name)) || at(slots.name).startsWith('<')) doubt('name', 'characters');

  const birthDate = dateOf(at(slots.birthDate), 'past', today);
  const validTo = dateOf(at(slots.validTo), 'near', today);
  if (birthDate.year !== undefined && birthDate.candidates.length === 0) doubt('birthDate', 'date');
  if (validTo.candidates.length === 0) doubt('validTo', 'date');

  const composite = layout.composite;
  if (composite && !compositeHolds(lines, composite)) {
    // Which of the fields it covers is wrong it cannot say: those whose own digit already fails, else all of them.
    const failing = Object.values(fields).some((field) => field.why === 'check-digit');
    if (!failing) for (const name of ['number', 'birthDate', 'validTo', 'optional'] as const) doubt(name, 'composite');
  }

  const reading: MrzReading = {
    format, kind, lines, fields, code, number: number.replace(/</g, ''), issuer, nationality,
    sex: /^[MF]$/.test(at(slots.sex)) ? at(slots.sex) as 'M' | 'F' : null,
    birthDate, validTo, name: nameOf(at(slots.name)), nameTruncated: !at(slots.name).endsWith('<'), guesses: [],
  };
  reading.guesses = guess(layout, lines, fields);
  return reading;
}

function compositeHolds(lines: readonly string[], { line, at, over }: NonNullable<Layout['composite']>): boolean {
  return mrzCheckDigit(over.map(([l, from, to]) => lines[l]!.slice(from, to)).join('')) === lines[line]![at];
}

/** Primary and secondary identifier; a person of one name has only the first (9303-3, 4.6). */
function nameOf(field: string): PersonName {
  const [primary = '', ...secondary] = field.replace(/<+$/, '').split('<<').map((part) => part.replace(/</g, ' ').trim());
  const given = secondary.filter(Boolean).join(' ');
  return given ? { given, family: primary } : { single: primary };
}

/** The centuries a two-digit year may be of: ICAO gives no rule. Births lie in the past 130 years; documents within 50 years of today. */
function dateOf(printed: string, when: 'past' | 'near', today: Day): MrzDate {
  const [, yy, mm, dd] = /^(\d\d)(\d\d|<<)(\d\d|<<)$/.exec(printed) ?? [];
  if (yy === undefined) return { candidates: [] };
  const month = mm === '<<' ? undefined : Number(mm);
  const day = dd === '<<' ? undefined : Number(dd);
  const parts = { year: Number(yy), ...(month === undefined ? {} : { month }), ...(day === undefined ? {} : { day }) };
  if ((day !== undefined && month === undefined) || (month !== undefined && (month < 1 || month > 12))) return { ...parts, candidates: [] };
  const now = Number(today.slice(0, 4));
  const candidates: (Day | PartialDate)[] = [];
  for (let year = Math.floor(now / 100) * 100 - 200 + Number(yy); year <= now + 100; year += 100) {
    const far = when === 'past' ? year <= now - 130 : Math.abs(year - now) > 50;
    if (far || (day !== undefined && !exists(year, month!, day))) continue;
    const pad = (n: number): string => String(n).padStart(2, '0');
    const first = `${year}-${pad(month ?? 1)}-${pad(day ?? 1)}`;
    if (when === 'past' && first > today) continue;
    candidates.push(day === undefined ? { year, ...(month === undefined ? {} : { month }), certainty: 'document' } : first);
  }
  return { ...parts, candidates };
}
function exists(year: number, month: number, day: number): boolean {
  return day >= 1 && new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;
}

/** Characters that eyes and scanners take for each other. */
const lookAlikes: Record<string, string> = { O: '0Q', 0: 'OD', Q: '0', D: '0', I: '1', 1: 'I', L: '1', B: '8', 8: 'B', S: '5', 5: 'S', Z: '2', 2: 'Z', G: '6', 6: 'G' };

/**
 * For each field whose own check digit fails: which two neighbours, changed places, or which one character taken for
 * another would make it hold (and the final digit too, where there is one and only this field is wrong). A hint for the reader's eye, no correction.
 */
function guess(layout: Layout, lines: readonly string[], fields: Record<MrzFieldName, MrzField>): MrzGuess[] {
  const wrong = (['number', 'birthDate', 'validTo', 'optional'] as const).filter((name) => fields[name].why === 'check-digit' && layout.slots[name].check !== undefined);
  const found: MrzGuess[] = [];
  for (const field of wrong) {
    const slot = layout.slots[field];
    const line = lines[slot.line]!;
    const holds = (tried: string): boolean => {
      if (mrzCheckDigit(tried.slice(slot.from, slot.to)) !== tried[slot.check!]) return false;
      if (!layout.composite || wrong.length > 1) return true;
      return compositeHolds(lines.map((one, i) => (i === slot.line ? tried : one)), layout.composite);
    };
    const may = (tried: string): boolean => (field !== 'birthDate' && field !== 'validTo') || /^[0-9<]+$/.test(tried.slice(slot.from, slot.to + 1));
    const end = slot.check! + 1;
    const put = (at: number, text: string): string => line.slice(0, at) + text + line.slice(at + text.length);
    for (let at = slot.from; at < end; at++) {
      const [a, b] = [line[at]!, line[at + 1]];
      if (at + 1 < end && a !== b) {
        const tried = put(at, `${b}${a}`);
        if (may(tried) && holds(tried)) found.push({ field, kind: 'swapped', line: slot.line + 1, at: at + 1, read: `${a}${b}`, perhaps: `${b}${a}` });
      }
      for (const other of lookAlikes[a] ?? '') {
        const tried = put(at, other);
        if (may(tried) && holds(tried)) found.push({ field, kind: 'look-alike', line: slot.line + 1, at: at + 1, read: a, perhaps: other });
      }
    }
  }
  return found;
}

/** Was it read at all? */
export function isMrzReading(result: MrzReading | MrzUnreadable): result is MrzReading {
  return !('unreadable' in result);
}
