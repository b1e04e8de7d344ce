import { bestOf, canonicalText, daysBetween, isMrzReading, mrzFacts, mrzStatements, mrzText, nameText, readMrz, sha256, type Day, type Fact, type Json, type MrzReading, type MrzStatement } from '@ankomst/core';
import { kinds } from './kinds/index.ts';
import type { Note } from './kinds/kind.ts';
import { fieldOf, type ParsedPage } from './parse.ts';
import type { Answers, AskedQuestion, FormSetting } from './setting.ts';

/**
 * Something to look at once more: it is shown, and stops nobody. `speaks` are values put into the sentence, each
 * written as its own kind writes it; `field` of a document's machine-readable lines is named in words.
 */
export interface Remark extends Note {
  /** Question key, and the id of its input. */
  key: string;
  field: string;
  /** Which part of a document's lines it is about. */
  part?: string;
  /** Arguments that are values of facts: fact's type, value. */
  speaks?: Record<string, { type: keyof typeof kinds; value: Json }>;
  /** Who says otherwise, where it is a register. */
  register?: Fact;
}

/** A document is soon no more valid: what is applied for may be cut short by it. */
const soonDays = 183;

/**
 * All that deserves a second look on pages as answered, in their order: sums that may be read two ways, a passport
 * about to expire, lines of a passport that do not add up, or that say otherwise than the person or a register does.
 */
export function remarksOn(pages: readonly (Pick<ParsedPage, 'answers' | 'questions'> & { remarks?: readonly Remark[] })[], setting: FormSetting, before: Answers = {}): Remark[] {
  const answers: Answers = Object.assign({}, before, ...pages.map((page) => page.answers));
  return pages.flatMap((page) => page.questions.flatMap((asked) => {
    const answer = page.answers[asked.key];
    const own = (page.remarks ?? []).filter((remark) => remark.key === asked.key);
    if (!answer || answer.kind !== 'given' || setting.today === undefined) return own;
    if (asked.definition.type === 'mrz') return [...own, ...ofLines(asked, answer.value, answers, setting, setting.today)];
    return [...own, ...ofValidity(asked, answer.value, setting.today)];
  }));
}

/** A name for these remarks together: seen once, they need not be shown again before going on. Empty where nothing is amiss. */
export function remarksKey(remarks: readonly Remark[]): string {
  const serious = remarks.filter((remark) => remark.message !== 'note.mrz.read');
  return serious.length === 0 ? '' : sha256(canonicalText(serious.map(({ register: _register, ...remark }) => remark))).slice(0, 16);
}

function ofValidity(asked: AskedQuestion, value: Json, today: Day): Remark[] {
  const { type, name } = asked.definition;
  const until = type === 'passport' ? (value as { validTo: Day }).validTo : name === mrzFacts.validTo && type === 'date' ? String(value) : undefined;
  if (until === undefined || daysBetween(today, until) > soonDays) return [];
  const at = { key: asked.key, field: fieldOf(asked, type === 'passport' ? '.validTo.day' : undefined), speaks: { day: { type: 'date' as const, value: until } } };
  const days = daysBetween(today, until);
  return [days < 0 ? { ...at, message: 'note.valid.past' } : { ...at, message: 'note.valid.soon', args: { days } }];
}

function ofLines(asked: AskedQuestion, value: Json, answers: Answers, setting: FormSetting, today: Day): Remark[] {
  const reading = readMrz(mrzText(value), today);
  if (!isMrzReading(reading)) return [];
  const at = { key: asked.key, field: fieldOf(asked) };
  return [{ ...at, message: 'note.mrz.read', args: whatWasRead(reading) }, ...doubts(reading, at), ...differences(asked, reading, answers, setting, at)];
}

/** What was read, for the eye to compare with the document: the number and the name as printed. */
function whatWasRead(reading: MrzReading): { number: string; name: string } {
  return { number: reading.number, name: nameText(reading.name) };
}

function doubts(reading: MrzReading, at: { key: string; field: string }): Remark[] {
  return Object.entries(reading.fields).filter(([, field]) => field.state === 'doubtful').flatMap(([part, { place, why }]): Remark[] => {
    const hints = reading.guesses.filter((guess) => guess.field === part).slice(0, 2);
    const args = { line: place.line, from: place.from, to: place.to };
    return [
      { ...at, message: why === 'date' ? 'note.mrz.date' : 'note.mrz.doubt', args, part },
      ...hints.map((guess): Remark => ({ ...at, message: `note.mrz.${guess.kind}`, args: { line: guess.line, at: guess.at, read: guess.read, perhaps: guess.perhaps } })),
    ];
  });
}

/** What the person wrote, or a register says, where the lines say otherwise. Lines that are themselves in doubt are not held against anybody. */
function differences(asked: AskedQuestion, reading: MrzReading, answers: Answers, setting: FormSetting, at: { key: string; field: string }): Remark[] {
  const whose = asked.key.slice(asked.definition.name.length);
  return mrzStatements(reading).filter((said) => !said.doubtful).flatMap((said): Remark[] => {
    const type = setting.facts.find((one) => one.name === said.fact)?.type;
    if (!type) return [];
    const lines = { part: said.field, speaks: { lines: { type, value: said.values[0]! } } };
    const answer = answers[said.fact + whose];
    const typed = answer?.kind === 'given' ? answer.value : undefined;
    const found: Remark[] = [];
    if (typed !== undefined && typed !== null && bestOf(type, [typed], said.values) === 'differs') found.push({ ...at, ...lines, message: 'note.mrz.differs', speaks: { ...lines.speaks, typed: { type, value: typed } } });
    const onFile = setting.onFile.get(asked.subject, said.fact);
    if (onFile && ['register', 'partner'].includes(onFile.source) && onFile.value !== null && bestOf(type, [onFile.value], said.values) === 'differs') {
      found.push({ ...at, ...lines, message: 'note.mrz.register', speaks: { ...lines.speaks, register: { type, value: onFile.value } }, register: onFile });
    }
    return found;
  });
}

/** What lines say with one voice, for filling empty fields. */
export function sureStatements(value: Json, today: Day): MrzStatement[] {
  const reading = readMrz(mrzText(value), today);
  return isMrzReading(reading) ? mrzStatements(reading).filter((said) => !said.doubtful && said.values.length === 1) : [];
}
