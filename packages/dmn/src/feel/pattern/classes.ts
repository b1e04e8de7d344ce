/** Character classes of XML Schema regular expressions (XSD part 2, appendix G). */

/** Whether a code point belongs. */
export type CharSet = (c: number) => boolean;

const CATEGORIES = new Map<string, CharSet>();

/** `\p{L}`, `\p{Nd}`, `\p{IsBasicLatin}`; undefined where there is no such category or block. */
export function category(name: string): CharSet | undefined {
  let set = CATEGORIES.get(name);
  if (set) return set;
  if (name.startsWith('Is')) {
    const block = BLOCKS[name.slice(2)];
    if (!block) return undefined;
    const [from, to] = block;
    set = (c) => c >= from && c <= to;
  } else {
    if (!/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) return undefined;
    const test = new RegExp(`^\\p{${name}}$`, 'u');
    set = (c) => test.test(String.fromCodePoint(c));
  }
  CATEGORIES.set(name, set);
  return set;
}

const isSpace: CharSet = (c) => c === 32 || c === 9 || c === 10 || c === 13;
const isDigit: CharSet = (c) => (c < 128 ? c >= 48 && c <= 57 : category('Nd')!(c));
const notWord = /^[\p{P}\p{Z}\p{C}]$/u;
const isWord: CharSet = (c) => (c < 128
  ? (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 36 || c === 43 || c === 60 || c === 61 || c === 62 || c === 94 || c === 96 || c === 124 || c === 126
  : !notWord.test(String.fromCodePoint(c)));
const initial = /^[\p{L}_:]$/u;
const nameChar = /^[\p{L}\p{N}\p{M}_:.\-·]$/u;
const isInitial: CharSet = (c) => initial.test(String.fromCodePoint(c));
const isNameChar: CharSet = (c) => nameChar.test(String.fromCodePoint(c));

export const not = (set: CharSet): CharSet => (c) => !set(c);

/** `\d`, `\W` and the other escapes that stand for many characters. */
export const ESCAPED_SETS: Readonly<Record<string, CharSet>> = {
  s: isSpace, S: not(isSpace), d: isDigit, D: not(isDigit), w: isWord, W: not(isWord),
  i: isInitial, I: not(isInitial), c: isNameChar, C: not(isNameChar),
};

/** Blocks of Unicode by their XSD names: those of the scripts in use. */
const BLOCKS: Readonly<Record<string, readonly [number, number]>> = {
  BasicLatin: [0, 0x7f], 'Latin-1Supplement': [0x80, 0xff], 'LatinExtended-A': [0x100, 0x17f], 'LatinExtended-B': [0x180, 0x24f],
  IPAExtensions: [0x250, 0x2af], SpacingModifierLetters: [0x2b0, 0x2ff], CombiningDiacriticalMarks: [0x300, 0x36f],
  Greek: [0x370, 0x3ff], GreekandCoptic: [0x370, 0x3ff], Cyrillic: [0x400, 0x4ff], Armenian: [0x530, 0x58f], Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff], Syriac: [0x700, 0x74f], Thaana: [0x780, 0x7bf], Devanagari: [0x900, 0x97f], Bengali: [0x980, 0x9ff],
  Gurmukhi: [0xa00, 0xa7f], Gujarati: [0xa80, 0xaff], Oriya: [0xb00, 0xb7f], Tamil: [0xb80, 0xbff], Telugu: [0xc00, 0xc7f],
  Kannada: [0xc80, 0xcff], Malayalam: [0xd00, 0xd7f], Sinhala: [0xd80, 0xdff], Thai: [0xe00, 0xe7f], Lao: [0xe80, 0xeff],
  Tibetan: [0xf00, 0xfff], Myanmar: [0x1000, 0x109f], Georgian: [0x10a0, 0x10ff], HangulJamo: [0x1100, 0x11ff], Ethiopic: [0x1200, 0x137f],
  Khmer: [0x1780, 0x17ff], Mongolian: [0x1800, 0x18af], LatinExtendedAdditional: [0x1e00, 0x1eff], GreekExtended: [0x1f00, 0x1fff],
  GeneralPunctuation: [0x2000, 0x206f], CurrencySymbols: [0x20a0, 0x20cf], NumberForms: [0x2150, 0x218f], Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff], BoxDrawing: [0x2500, 0x257f], CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f], Katakana: [0x30a0, 0x30ff], CJKUnifiedIdeographs: [0x4e00, 0x9fff], HangulSyllables: [0xac00, 0xd7a3],
};
