import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Formats } from 'intl-messageformat';
import { LetterError } from './errors.ts';
import { cleanText, formattingLocale } from './language.ts';

export type ArgumentKind = 'text' | 'number' | 'date' | 'time' | 'select' | 'plural';

export type Message = { elements: MessageFormatElement[]; arguments: { name: string; kind: ArgumentKind }[] };

const kinds: Partial<Record<TYPE, ArgumentKind>> = {
  [TYPE.argument]: 'text', [TYPE.number]: 'number', [TYPE.date]: 'date', [TYPE.time]: 'time', [TYPE.select]: 'select', [TYPE.plural]: 'plural',
};

/**
 * Reads an ICU message. Tags are not part of it: emphasis is Markdown.
 * @throws LetterError bad-message
 */
export function readMessage(source: string, line: number | undefined): Message {
  let elements: MessageFormatElement[];
  try {
    elements = parse(source, { ignoreTag: true, requiresOtherClause: true, captureLocation: false });
  } catch (error) {
    throw new LetterError('bad-message', `The message cannot be read (${(error as Error).message}): ${source.slice(0, 80)}`, { line, cause: error });
  }
  const found = new Map<string, { name: string; kind: ArgumentKind }>();
  walk(elements, (element) => {
    const kind = kinds[element.type];
    if (kind && 'value' in element) found.set(`${element.value} ${kind}`, { name: element.value, kind });
  });
  return { elements, arguments: [...found.values()] };
}

export function walk(elements: MessageFormatElement[], visit: (element: MessageFormatElement) => void): void {
  for (const element of elements) {
    visit(element);
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      for (const option of Object.values(element.options)) walk(option.value, visit);
    }
  }
}

const day: Intl.DateTimeFormatOptions = { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' };
const date: Record<string, Intl.DateTimeFormatOptions> = {
  full: { ...day, weekday: 'long' }, long: day, medium: { ...day, month: 'short' }, short: { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' },
};
const time: Record<string, Intl.DateTimeFormatOptions> = Object.fromEntries(
  ['full', 'long', 'medium', 'short'].map((style) => [style, { timeZone: 'UTC', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }]));
const formats = { date, time } as Partial<Formats>;

/** A date in words: weekday and Gregorian date with Latin digits. @param isoDate YYYY-MM-DD */
export function formatDate(isoDate: string, language: string): string {
  return spellOutYear(new Intl.DateTimeFormat(formattingLocale(language), date.full).format(readDate(isoDate, 'date')), language);
}

// The shortened "year" after a date ends in a full stop, which doubles at the end of a sentence; letters spell it out.
const yearWords: Record<string, [short: string, whole: string]> = { uk: ['р.', 'року'], ru: ['г.', 'года'] };

function spellOutYear(text: string, language: string): string {
  const [short, whole] = yearWords[language.split('-')[0]!] ?? [];
  return short ? text.replace(new RegExp(`(\\d{4}\\s)${short.replace('.', '\\.')}`, 'g'), `$1${whole}`) : text;
}

/** A formatted message: its text, in which one private-use character stands for each text argument, and what those stand for. */
export type FormattedMessage = { text: string; values: Map<string, ValuePart[]> };

/** A value, the words that join the values of a list, or where a value of several lines breaks; each value keeps its own direction. */
export type ValuePart = { kind: 'value' | 'text'; text: string } | { kind: 'break' };

const firstMark = 0xf0000;

/**
 * Formats a message. Values of text arguments are not put in but stand beside, so that nothing in a name can become markup.
 * @throws LetterError missing-argument, wrong-argument; both name the argument
 */
export function formatMessage(message: Message, language: string, given: Record<string, unknown>, line: number | undefined): FormattedMessage {
  const values = new Map<string, ValuePart[]>();
  const marks = new Map<string, string>();
  const mark = (name: string): string => {
    if (!marks.has(name)) {
      marks.set(name, String.fromCodePoint(firstMark + marks.size));
      values.set(marks.get(name)!, partsOf(name, given[name], language, line));
    }
    return marks.get(name)!;
  };
  for (const { name } of message.arguments) {
    if (given[name] === undefined || given[name] === null) throw new LetterError('missing-argument', `The letter needs the argument "${name}".`, { line, argument: name });
  }
  const formatter = new IntlMessageFormat(withMarks(message.elements, mark), formattingLocale(language), formats, { ignoreTag: true });
  const inputs = Object.fromEntries(message.arguments.filter(({ kind }) => kind !== 'text').map(({ name, kind }) => [name, inputOf(name, kind, given[name], line)]));
  return { text: spellOutYear(String(formatter.format(inputs as never)), language), values };
}

function withMarks(elements: MessageFormatElement[], mark: (name: string) => string): MessageFormatElement[] {
  return elements.map((element): MessageFormatElement => {
    if (element.type === TYPE.argument) return { type: TYPE.literal, value: mark(element.value) };
    // Without a style a date is meant to be read, not sorted: weekday and month in words.
    if (element.type === TYPE.date && !element.style) return { ...element, style: 'full' };
    if (element.type === TYPE.time && !element.style) return { ...element, style: 'short' };
    if (element.type !== TYPE.select && element.type !== TYPE.plural) return element;
    const options = Object.fromEntries(Object.entries(element.options).map(([key, option]) => [key, { ...option, value: withMarks(option.value, mark) }]));
    return { ...element, options } as MessageFormatElement;
  });
}

// What intl-messageformat is given for an argument it formats itself.
function inputOf(name: string, kind: ArgumentKind, value: unknown, line: number | undefined): unknown {
  if (kind === 'date' || kind === 'time') return readDate(value, name, line);
  if (kind === 'select') return String(value);
  if (typeof value !== 'number') throw new LetterError('wrong-argument', `The argument "${name}" must be a number, not ${JSON.stringify(value)}.`, { line, argument: name });
  return value;
}

function partsOf(name: string, value: unknown, language: string, line: number | undefined): ValuePart[] {
  if (typeof value === 'string') return linesOf(value);
  if (typeof value === 'number') return [{ kind: 'value', text: String(value) }];
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) {
    return new Intl.ListFormat(formattingLocale(language), { type: 'conjunction' }).formatToParts(value.map((one) => cleanText(one)))
      .map((part) => ({ kind: part.type === 'element' ? 'value' : 'text', text: part.value }));
  }
  throw new LetterError('wrong-argument', `The argument "${name}" must be a text, a number or a list of texts, not ${JSON.stringify(value)}.`, { line, argument: name });
}

// An officer's note may have lines; a name has one.
function linesOf(value: string): ValuePart[] {
  const lines = value.trim().split(/\r?\n/).map((line): ValuePart => ({ kind: 'value', text: cleanText(line) }));
  return lines.flatMap((line, i) => (i === 0 ? [line] : [{ kind: 'break' as const }, line]));
}

// Dates are days, and times are the local time of the place meant: no zone can shift them.
function readDate(value: unknown, name: string, line?: number): Date {
  const match = typeof value === 'string' && /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?)?$/.exec(value);
  const read = match ? new Date(`${match[1]}T${match[2] ?? '12:00'}:00Z`) : undefined;
  if (!match || !read || Number.isNaN(read.getTime()) || !read.toISOString().startsWith(match[1]!)) {
    throw new LetterError('wrong-argument', `The argument "${name}" must be a day as YYYY-MM-DD or a local time as YYYY-MM-DDTHH:mm, not ${JSON.stringify(value)}.`, { line, argument: name });
  }
  return read;
}
