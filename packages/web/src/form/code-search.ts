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

interface Indexed extends CodeEntry { phrases: { text: string; folded: string; words: string[] }[] }
const indexes = new WeakMap<readonly Json[], Indexed[]>();

/** The entries of a list, made once for each table. */
export function codeEntries(rows: readonly Json[]): readonly CodeEntry[] {
  return indexOf(rows);
}

function indexOf(rows: readonly Json[]): Indexed[] {
  let index = indexes.get(rows);
  if (!index) {
    index = rows.flatMap((row): Indexed[] => {
      const { code, ...columns } = row as { [column: string]: Json };
      if (code === null || code === undefined || code === '') return [];
      const texts = Object.entries(columns).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
      const names = Object.fromEntries(texts.filter(([column]) => /^[a-z]{2}(-[A-Za-z]+)?$/.test(column)));
      const others = texts.filter(([column]) => column.startsWith('synonyms')).flatMap(([, cell]) => cell.split(/[;|,،]/).map((word) => word.trim()).filter(Boolean));
      const phrases = [...new Set([...Object.values(names), ...others])].map((text) => ({ text, folded: fold(text), words: wordsOf(text) }));
      return [{ code: String(code), names, phrases }];
    });
    indexes.set(rows, index);
  }
  return index;
}

/** The entry of a code, if the list has it. */
export function codeEntry(rows: readonly Json[] | undefined, code: string): CodeEntry | undefined {
  return rows && indexOf(rows).find((entry) => entry.code === code);
}

/** An entry's name in a language; in English or any other where that is lacking; else its code. */
export function codeName(rows: readonly Json[] | undefined, code: string, language: string): string {
  const names = codeEntry(rows, code)?.names;
  return names ? names[language] ?? names.en ?? Object.values(names)[0] ?? code : code;
}

/** The one entry that is called just this (or has this code), if there is one and only one. */
export function exactCode(rows: readonly Json[], text: string): string | undefined {
  const folded = fold(text);
  const index = indexOf(rows);
  const byCode = index.find((entry) => entry.code === folded);
  if (byCode) return byCode.code;
  const exact = index.filter((entry) => entry.phrases.some((phrase) => phrase.folded === folded));
  return exact.length === 1 ? exact[0]!.code : undefined;
}

/** The entries that fit best, at most `limit`; none where nothing is near. Every word typed must be met by a word of one and the same phrase. */
export function searchCodes(rows: readonly Json[], text: string, language: string, limit = 12): CodeMatch[] {
  const typed = wordsOf(text);
  if (typed.length === 0) return [];
  const scored: (CodeMatch & { score: number })[] = [];
  for (const { code, names, phrases } of indexOf(rows)) {
    let best: { score: number; text: string } | undefined;
    for (const phrase of phrases) {
      let score = phrase.folded === typed.join(' ') ? 0 : 0.1 + phrase.words.length * 0.02;
      for (const word of typed) score += Math.min(...phrase.words.map((one) => distance(word, one)), 9);
      // A name in the reader's own language before the same word in another.
      if (names[language] !== phrase.text) score += 0.05;
      if (score < (best?.score ?? Infinity)) best = { score, text: phrase.text };
    }
    if (code.startsWith(typed[0]!)) best = { score: 0, text: names[language] ?? code };
    if (best && best.score < 3) scored.push({ code, names, found: best.text, score: best.score });
  }
  const nearest = Math.min(...scored.map((match) => match.score));
  // Misspelt words are only looked at where nothing is written so.
  return scored.filter((match) => match.score <= Math.max(nearest + 1.2, 1)).sort((a, b) => a.score - b.score || (a.code < b.code ? -1 : 1)).slice(0, limit)
    .map(({ score: _score, ...match }) => match);
}

/** How far a typed word is from a word of the list: 0 the same, under 1 its beginning or inside it, from 1 misspelt, 9 another word. */
function distance(typed: string, word: string): number {
  if (word === typed) return 0;
  if (typed.length >= 3 && word.startsWith(typed)) return 0.3;
  if (typed.length >= 4 && word.endsWith(typed)) return 0.5;
  if (typed.length >= 4 && word.includes(typed)) return 0.7;
  const allowed = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0;
  if (allowed === 0) return 9;
  const wrong = misspelt(typed, word, allowed);
  return wrong <= allowed ? wrong : 9;
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
