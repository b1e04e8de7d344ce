/** Words that staff read: Swedish, and English for any other language of the pages. `{name}` in a text is put in from `args`. */
export interface StaffWords<Key extends string> {
  word(language: string, key: Key, args?: Record<string, string>): string;
  /** The same for a key made up at run time; `otherwise` where there is none. */
  wordOr(language: string, key: string, otherwise: Key, args?: Record<string, string>): string;
}

export function staffWords<Key extends string>(texts: { sv: Record<Key, string>; en: Record<Key, string> }): StaffWords<Key> {
  const word: StaffWords<Key>['word'] = (language, key, args = {}) =>
    texts[language === 'sv' ? 'sv' : 'en'][key].replace(/\{(\w+)\}/g, (_all, name: string) => args[name] ?? '');
  return { word, wordOr: (language, key, otherwise, args) => word(language, key in texts.en ? key as Key : otherwise, args) };
}
