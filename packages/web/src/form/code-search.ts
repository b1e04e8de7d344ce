import type { Json } from '@ankomst/core';

/**
 * Finds entries of a code list (occupations, say) by words of any of its languages, tolerant of case, accents and small
 * misspellings. A list is a table of the rulebook: a column `code`, one per language (`sv`, `en`, …) with the
 * entry's name, and columns beginning with `synonyms` with other words for it, between `;`, `|` or `,`.
 */
export interface CodeEntry {
  code: string;
  /** Name by language. */
  names: Readonly<Record<string, string>>;
}
export interface CodeMatch extends CodeEntry {
  /** The word of the list that was found, where it does not stand in the shown name: a synonym, another language's. */
  found: string;
}

interface Phrase {
  text: string;
  folded: string;
  /** Places of its words in the vocabulary. */
  words: number[];
  /** Whether it is the entry's name in some language, and no other word for it. */
  name: boolean;
}
interface Indexed extends CodeEntry { phrases: Phrase[] }
/** Each different word of a list stands once, so that a typed word is measured against it once. */
interface Index { entries: Indexed[]; vocabulary: string[] }
const indexes = new WeakMap<readonly Json[], Index>();

/** The entries of a list, made once for each table. */
export function codeEntries(rows: readonly Json[]): readonly CodeEntry[] {
  return indexOf(rows).entries;
}

function indexOf(rows: readonly Json[]): Index {
  let index = indexes.get(rows);
  if (!index) {
    const places = new Map<string, number>();
    const place = (word: string): number => {
      if (!places.has(word)) places.set(word, places.size);
      return places.get(word)!;
    };
    const entries = rows.flatMap((row): Indexed[] => {
      const { code, ...columns } = row as { [column: string]: Json };
      if (code === null || code === undefined || code === '') return [];
      const texts = Object.entries(columns).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
      const names = Object.fromEntries(texts.filter(([column]) => /^[a-z]{2}(-[A-Za-z]+)?$/.test(column)));
      const others = texts.filter(([column]) => column.startsWith('synonyms')).flatMap(([, cell]) => cell.split(/[;|,،]/).map((word) => word.trim()).filter(Boolean));
      const named = new Set(Object.values(names));
      const phrases = [...new Set([...named, ...others])].map((text) => ({ text, folded: fold(text), words: wordsOf(text).map(place), name: named.has(text) }));
      return [{ code: String(code), names, phrases }];
    });
    index = { entries, vocabulary: [...places.keys()] };
    indexes.set(rows, index);
  }
  return index;
}

/** The entry of a code, if the list has it. */
export function codeEntry(rows: readonly Json[] | undefined, code: string): CodeEntry | undefined {
  return rows && indexOf(rows).entries.find((entry) => entry.code === code);
}

/** An entry's name in a language; in English or any other where that is lacking; else its code. */
export function codeName(rows: readonly Json[] | undefined, code: string, language: string): string {
  const names = codeEntry(rows, code)?.names;
  return names ? names[language] ?? names.en ?? Object.values(names)[0] ?? code : code;
}

/**
 * The one entry that has this code, or just this name in some language. Another word for it (a synonym) is enough only where
 * nothing else is near: "driver" stands with one kind of driver and may mean them all.
 */
export function exactCode(rows: readonly Json[], text: string): string | undefined {
  const folded = fold(text);
  const { entries } = indexOf(rows);
  const byCode = entries.find((entry) => entry.code === folded);
  if (byCode) return byCode.code;
  const called = (name: boolean): Indexed[] => entries.filter((entry) => entry.phrases.some((phrase) => phrase.folded === folded && (phrase.name || !name)));
  const named = called(true);
  if (named.length > 0) return named.length === 1 ? named[0]!.code : undefined;
  const [only, ...more] = called(false);
  return only && more.length === 0 && searchCodes(rows, text, '').length === 1 ? only.code : undefined;
}

/** Most words of a query that are looked at, and letters of each: longer is no name of anything, and would only cost time. */
const most = { words: 8, letters: 40 };

/**
 * The entries that fit best, at most `limit`; none where nothing is near. Every word typed must be met by a word of one and the
 * same phrase; where that gives nothing, the entries that have one of the longer words as it is written.
 */
export function searchCodes(rows: readonly Json[], text: string, language: string, limit = 12): CodeMatch[] {
  const typed = wordsOf(text).slice(0, most.words).map((word) => word.slice(0, most.letters));
  if (typed.length === 0) return [];
  const { entries, vocabulary } = indexOf(rows);
  const distances = typed.map((word) => vocabulary.map((one) => distance(word, one)));
  const found = ranked(entries, typed, distances, language, typed.length * 2);
  if (found.length > 0 || typed.length === 1) return found.slice(0, limit);
  const long = typed.flatMap((word, i) => (word.length >= 4 ? ranked(entries, [word], [distances[i]!], language, 0.35) : []));
  return [...new Map(long.map((match) => [match.code, match])).values()].slice(0, limit);
}

/** Entries by how far they are from the words, nearest first; `furthest`: from where on another thing is meant. */
function ranked(entries: readonly Indexed[], typed: readonly string[], distances: readonly number[][], language: string, furthest: number): CodeMatch[] {
  const scored: (CodeMatch & { score: number })[] = [];
  for (const { code, names, phrases } of entries) {
    let best: { score: number; text: string } | undefined;
    for (const phrase of phrases) {
      let score = phrase.folded === typed.join(' ') ? 0 : 0.1 + phrase.words.length * 0.02;
      for (const own of distances) score += Math.min(another, ...phrase.words.map((word) => own[word]!));
      // A name in the reader's own language before the same word in another.
      if (names[language] !== phrase.text) score += 0.05;
      if (score < (best?.score ?? another)) best = { score, text: phrase.text };
    }
    if (code.startsWith(typed[0]!)) best = { score: 0, text: names[language] ?? code };
    if (best && best.score <= furthest + 0.6) scored.push({ code, names, found: best.text, score: best.score });
  }
  const nearest = Math.min(...scored.map((match) => match.score));
  // Misspelt words are only looked at where nothing is written so.
  return scored.filter((match) => match.score <= nearest + 0.85).sort((a, b) => a.score - b.score || (a.code < b.code ? -1 : 1))
    .map(({ score: _score, ...match }) => match);
}

/** The distance of a word that is another word altogether. */
const another = 9;

/** How far a typed word is from a word of the list: 0 the same, under 1 its beginning or inside it, from 1 misspelt. */
function distance(typed: string, word: string): number {
  if (word === typed) return 0;
  if (typed.length >= 3 && word.startsWith(typed)) return 0.3;
  if (typed.length >= 4 && word.endsWith(typed)) return 0.5;
  if (typed.length >= 4 && word.includes(typed)) return 0.7;
  const allowed = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0;
  if (allowed === 0) return another;
  const wrong = misspelt(typed, word, allowed);
  return wrong <= allowed ? wrong : another;
}

/** Letters wrong, missing, too many, or changed places (optimal string alignment), as long as they are at most `most`. */
function misspelt(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [twoBack, back]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(row[j - 1]! + 1, back[j]! + 1, back[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, twoBack[j - 2]! + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [twoBack, back] = [back, row];
  }
  return back[b.length]!;
}

const letters: Record<string, string> = { ß: 'ss', æ: 'ae', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ة: 'ه', ؤ: 'و', ئ: 'ي', 'ـ': '' };
/** Lower case, without accents, vowel signs and the differences of spelling that people do not type. */
function fold(text: string): string {
  return text.toLowerCase().replace(/./gu, (letter) => letters[letter] ?? letter).normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
function wordsOf(text: string): string[] {
  return fold(text).split(' ').filter(Boolean).slice(0, 20);
}
