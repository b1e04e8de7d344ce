import type { Json, NewFact } from '@ankomst/core';
import { latinOf } from './latin.ts';

/** Lower case, without accents, so that "Åsa Müller" is found as "asa muller". */
export function foldName(text: string): string {
  return text.normalize('NFKD').replace(/[\p{M}\u0640]+/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Spellings of one sound, longest first. What stands for the same consonant in some spelling of the same name becomes one. */
const sounds: [RegExp, string][] = [
  [/chr/g, 'kr'], [/chl/g, 'kl'], [/shch|sch|stj|skj|tch|tsch|sj|tj|sh|ch|zh|cz|sz|ts|tz/g, 's'], [/dzh|dz|dj/g, 'j'], [/ph/g, 'v'],
  [/kh|gh/g, 'h'], [/th|dh/g, 't'], [/ck/g, 'k'], [/c(?=[eiy])/g, 's'], [/[cq]/g, 'k'], [/x/g, 'ks'], [/z/g, 's'],
  [/[fw]/g, 'v'], [/d/g, 't'], [/g/g, 'h'], [/(?<=a)h$/g, ''],
];

/**
 * The consonants of a word as they sound, across spellings and scripts: Mohammed, Muhammad and محمد are `mhmt`,
 * Oleksandr, Alexander and Олександр `lksntr`. Vowels are what spellings differ in most. A word of vowels alone is
 * its first one; what is in no known script is itself.
 */
export function skeletonOf(word: string): string {
  const latin = latinOf(word);
  const heard = sounds.reduce((text, [spelling, sound]) => text.replace(spelling, sound), latin).replace(/(.)\1+/gu, '$1');
  return heard.replace(/[aeiouy]+/g, '') || latin.slice(0, 1);
}

/** Every word that is this one without one letter, and the word: two words with a letter added, lost or changed share one (Garbe's SymSpell). */
export function nearKeys(skeleton: string): string[] {
  const letters = [...skeleton];
  return [...new Set([skeleton, ...(letters.length < 2 ? [] : letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join('')))])];
}

const particles = new Set(['al', 'el', 'ul', 'ال']);

/** A word, and without the article it may have grown together with. */
export function withoutArticle(word: string): string[] {
  const bare = /^(?:ال(?=.{3})|al(?=[^aeiouy].{3}))/u.test(word) ? [word.slice(2)] : [];
  return [word, ...bare];
}

/** Neighbours written together, an article between them with them: Abd al-Rahman is also Abdalrahman. */
export function joinedWords(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    if (particles.has(word)) return [];
    const next = words.findIndex((one, index) => index > at && !particles.has(one));
    return next < 0 ? [] : [words.slice(at, next + 1).join('')];
  });
}

/** The words of a name that it may be searched by: articles alone are none. */
export function wordsOf(text: string): string[] {
  return foldName(text).split(' ').filter((word) => word !== '' && !particles.has(word));
}

/**
 * The number a text is, of a passport for one, without what people put between its signs and in small letters; null
 * where it is a name: figures, and at most two letters side by side, as documents have.
 */
export function numberOf(text: string): string | null {
  const words = foldName(text).split(' ');
  return /\p{N}/u.test(text) && words.every((word) => /\p{N}/u.test(word) || word.length < 3) ? words.join('') : null;
}

/**
 * By what a name is found, as the search index holds it: its words folded and in Latin letters, `=` with how each
 * sounds, `~` with how each nearly sounds. Order plays no part. A number is found whole or not at all.
 */
export function searchTokens(text: string): string[] {
  const number = numberOf(text);
  if (number !== null) return [number];
  const all = foldName(text).split(' ').filter((word) => word !== '');
  const words = all.filter((word) => !particles.has(word)).flatMap(withoutArticle);
  const skeletons = words.map(skeletonOf);
  return [...new Set([
    ...words, ...words.map(latinOf).filter((word) => word !== ''),
    ...skeletons.map((one) => `=${one}`), ...joinedWords(all).map((one) => `=${skeletonOf(one)}`),
    ...skeletons.flatMap(nearKeys).map((one) => `~${one}`),
  ])];
}

function texts(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(texts);
  return [];
}

/**
 * What persons may be searched by, out of facts that are names or a document's number: one text of tokens for each
 * person, for the database adds one text to what it has of somebody in a change.
 */
export function searchNames(facts: readonly NewFact[], isName: (fact: string) => boolean): { personId: string; text: string }[] {
  const tokens = new Map<string, Set<string>>();
  for (const { subject, name, value } of facts) {
    if (!subject.startsWith('person/') || !isName(name)) continue;
    const personId = subject.slice('person/'.length);
    const own = tokens.get(personId) ?? new Set();
    for (const token of searchTokens(texts(value).join(' '))) own.add(token);
    if (own.size > 0) tokens.set(personId, own);
  }
  return [...tokens].map(([personId, own]) => ({ personId, text: [...own].join(' ') }));
}
