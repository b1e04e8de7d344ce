// The invented people of the desk's bench, and how one writes their names wrongly.

/** The same numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Names as registers have them: a few that very many bear, and a long tail. With some in their own alphabets. */
const given = ['Mohammed', 'Ahmed', 'Ali', 'Fatima', 'Maria', 'Anna', 'Oleksandr', 'Kateryna', 'Olena', 'Yohannes', 'Sara', 'Hassan', 'Omar', 'Ivan', 'Amina', 'Zahra', 'Abdulrahman', 'Christopher', 'Khalid', 'Tesfaye', 'Viktoriia', 'Dmytro', 'Nour', 'Yusuf', 'Joao', 'Ana', 'Lakshmi', 'Rahul', 'Wei', 'Nguyen'];
/** Given names as their bearers write them. */
export const ownAlphabet = new Map([
  ['Mohammed', 'محمد'], ['Ahmed', 'أحمد'], ['Ali', 'علي'], ['Fatima', 'فاطمة'], ['Hassan', 'حسن'], ['Omar', 'عمر'], ['Khalid', 'خالد'], ['Abdulrahman', 'عبد الرحمن'], ['Yusuf', 'يوسف'], ['Amina', 'أمينة'],
  ['Oleksandr', 'Олександр'], ['Kateryna', 'Катерина'], ['Olena', 'Олена'], ['Viktoriia', 'Вікторія'], ['Dmytro', 'Дмитро'], ['Ivan', 'Іван'], ['Maria', 'Марія'], ['Yohannes', 'ዮሃንስ'], ['Tesfaye', 'ተስፋዬ'],
]);
const cyrillic: [RegExp, string][] = [[/sh/g, 'ш'], [/ch/g, 'ч'], [/kh/g, 'х'], [/zh/g, 'ж'], [/a/g, 'а'], [/b/g, 'б'], [/d/g, 'д'], [/e/g, 'е'], [/g/g, 'г'], [/i/g, 'і'], [/k/g, 'к'], [/l/g, 'л'], [/m/g, 'м'], [/n/g, 'н'], [/o/g, 'о'], [/r/g, 'р'], [/s/g, 'с'], [/t/g, 'т'], [/u/g, 'у'], [/v/g, 'в'], [/y/g, 'и'], [/z/g, 'з'], [/h/g, 'г'], [/p/g, 'п'], [/f/g, 'ф']];
export const inCyrillic = (name: string): string => cyrillic.reduce((text, [from, to]) => text.replace(from, to), name.toLowerCase());
const syllables = ['ko', 'va', 'len', 'shev', 'che', 'bon', 'dar', 'mel', 'nyk', 'tka', 'ha', 'dad', 'san', 'kha', 'lil', 'rah', 'man', 'sil', 'va', 'oli', 'vei', 'ra', 'tes', 'fa', 'ye', 'ber', 'lund', 'gren', 'mar', 'ti'];
const familyOf = (luck: () => number): string => {
  // the commonest family name is borne by one in some hundreds, as in the population
  const rank = Math.floor(60_000 * luck() ** 3);
  const own = seeded(rank + 7);
  const parts = Array.from({ length: 2 + Math.floor(own() * 2) }, () => syllables[Math.floor(own() * syllables.length)]!);
  const text = `${parts.join('')}${own() < 0.3 ? 'enko' : ''}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
};
export interface Name { given: string; family: string }
export const nameOf = (i: number): Name => {
  const luck = seeded(i * 2654435761);
  return { given: given[Math.floor(given.length * luck() ** 1.5)]!, family: familyOf(luck) };
};

/** What every tenth was called before: found by it too. */
export const earlierNameOf = (i: number): Name | undefined => (i % 10 === 3 ? { given: nameOf(i).given, family: familyOf(seeded(i * 40503 + 11)) } : undefined);

/** A letter lost, doubled, changed or two swapped. */
export function misspelt(word: string, luck: () => number): string {
  const at = 1 + Math.floor(luck() * (word.length - 2));
  const kinds = [word.slice(0, at) + word.slice(at + 1), word.slice(0, at) + word[at]! + word.slice(at), `${word.slice(0, at)}${'aeiknrst'[Math.floor(luck() * 8)]}${word.slice(at + 1)}`, word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)];
  return kinds[Math.floor(luck() * 4)]!;
}
