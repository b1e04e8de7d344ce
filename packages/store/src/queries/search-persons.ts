import type { Queryable } from '../driver/driver.ts';
import { latinOf } from '../latin.ts';
import { foldName, joinedWords, nearKeys, numberOf, skeletonOf, withoutArticle, wordsOf } from '../names.ts';

/** Which persons may be found, as a condition on `person` (see the server's `personFilter`); its parameters begin at `$4`. */
export interface PersonScope { sql: string; params: unknown[] }

export interface FoundPerson {
  id: string;
  /** 1 where every word is on file as typed; less the more it differs. A number found is 1. */
  likeness: number;
}
export interface FoundPersons {
  persons: FoundPerson[];
  /** More have such a name than were looked at: write more of it. */
  wide: boolean;
}

/** So many of one sound are looked at: in a register of millions a common name alone fits tens of thousands. */
const most = 300;

type Query = string;
const lexeme = (token: string): Query => `'${token.replace(/['\\]/g, '')}'`;
const any = (queries: Query[]): Query => (queries.length === 1 ? queries[0]! : `(${queries.join(' | ')})`);
const all = (queries: Query[]): Query => (queries.length === 1 ? queries[0]! : `(${queries.join(' & ')})`);

const spelt = (word: string, last: boolean): Query => any([...new Set([word, latinOf(word)])].filter(Boolean).map((one) => lexeme(one) + (last ? ':*' : '')));
const heard = (word: string): Query => any([...new Set(withoutArticle(word).map(skeletonOf))].map((one) => lexeme(`=${one}`)));
const nearly = (word: string): Query => any(nearKeys(skeletonOf(word)).map((one) => lexeme(`~${one}`)));

/**
 * The searches a name gives, the surest first (a document's number gives one): as spelt (the last word perhaps only begun); as it sounds, in any
 * order, words written together or apart; one word misspelt; of three or more, one wrong altogether; all misspelt.
 */
export function nameSearches(text: string): Query[] {
  const words = wordsOf(text).slice(0, 6);
  const number = numberOf(text);
  if (number !== null) return [lexeme(number)];
  if (words.length === 0 || !/\p{L}/u.test(text)) return [];
  const known = words.map((word, at) => any([spelt(word, at === words.length - 1), heard(word)]));
  const others = (at: number): Query[] => known.filter((_, index) => index !== at);
  const joined = joinedWords(foldName(text).split(' ')).map((pair, at) => all([heard(pair), ...known.filter((_, index) => index !== at && index !== at + 1)]));
  return [
    all(words.map((word, at) => spelt(word, at === words.length - 1))),
    any([all(known), ...joined]),
    any(words.map((word, at) => all([nearly(word), ...others(at)]))),
    ...(words.length > 2 ? [any(words.map((_, at) => all(others(at))))] : []),
    ...(words.length > 1 ? [all(words.map(nearly))] : []),
  ];
}

/** A number as typed, and without what people put between its digits. */
export function numbersOf(text: string): string[] {
  const typed = text.trim();
  return /\d/.test(typed) ? [...new Set([typed, typed.replace(/[\s.-]+/g, ''), typed.toUpperCase().replace(/\s+/g, '')])] : [];
}

/**
 * Persons by number or name: any spelling on file, other alphabets, swapped and earlier names, a letter wrong. The
 * best first. `scope` is asked of each person before it counts.
 */
export async function findPersons(db: Queryable, text: string, scope: PersonScope, limit = 20): Promise<FoundPersons> {
  const numbers = numbersOf(text);
  const byNumber = numbers.length === 0 ? [] : await db.query<{ id: string }>(
    `with numbered as materialized (select distinct person_id as id from person_identifier where value = any($1::text[]))
     -- offset: asked of the one found, as below
     select person.id from numbered person cross join lateral (select (${scope.sql}) as may offset 0) s where s.may and $2::int > 0 and $3::int is not null limit $2`, [numbers, limit, most, ...scope.params]);
  const found = new Map<string, FoundPerson>(byNumber.map(({ id }) => [id, { id, likeness: 1 }]));
  const likeness = likenessTo(wordsOf(text).map(latinOf));
  let wide = false;
  for (const [step, search] of nameSearches(text).entries()) {
    // misspelt ones only where few are spelt so; all wrong only where there is nobody else
    if (found.size >= (step < 2 ? limit * 2 : step === 2 ? 5 : 1)) break;
    const rows = await db.query<{ id: string; names: string; seen: number }>(
      `with alike as materialized (select id, search_names from person where search @@ $1::tsquery limit $3)
       select person.id, person.search_names as names, (select count(*)::int from alike) as seen from alike person
       -- offset: asked of each one found; the planner would else find all whom the searcher may see first
       cross join lateral (select (${scope.sql}) as may offset 0) s where s.may and $2::int > 0`, [search, limit, most * 10, ...scope.params]);
    wide ||= (rows[0]?.seen ?? 0) >= most * 10;
    for (const { id, names } of rows) if (!found.has(id)) found.set(id, { id, likeness: likeness(names) });
  }
  const persons = [...found.values()].sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1));
  return { persons: persons.slice(0, limit), wide: wide || persons.length > limit };
}

/** How like the words searched for are to what is on file: of each word the likeness to the nearest, on average. The same names come again and again, so each is compared once. */
function likenessTo(words: readonly string[]): (tokens: string) => number {
  const asked = words.map((word) => ({ word, skeleton: skeletonOf(word), seen: new Map<string, number>() }));
  const alike = ({ word, skeleton, seen }: (typeof asked)[number], one: string): number => {
    let likeness = seen.get(one);
    if (likeness === undefined) {
      const near = one.startsWith(word) ? 0.6 + 0.3 * (word.length / one.length) : 1 - distance(word, one) / Math.max(word.length, one.length);
      likeness = one === word ? 1 : Math.min(0.99, near * 0.85 + (skeletonOf(one) === skeleton ? 0.15 : 0));
      seen.set(one, likeness);
    }
    return likeness;
  };
  return (tokens) => {
    const onFile = tokens.split(' ').filter((token) => token[0] !== '=' && token[0] !== '~');
    return asked.reduce((sum, word) => sum + onFile.reduce((best, one) => Math.max(best, alike(word, one)), 0), 0) / Math.max(1, asked.length);
  };
}

/** Edits from one word to another, a swap of neighbours counting as one (Damerau 1964, optimal string alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
