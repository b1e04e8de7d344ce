import { createContext, useContext, type ReactNode } from 'react';

/** What the rules' files say in English, in the reader's language. */
export const Phrases = createContext<Record<string, string>>({});

/** A phrase of the rules' files; in English where nobody has said it otherwise, and marked as such for those who listen. */
export function Phrase({ text }: { text: string }): ReactNode {
  const said = useContext(Phrases)[text];
  return said === undefined ? <span lang="en">{text}</span> : said;
}

/** The same where only text can stand. */
export function usePhrase(): (text: string) => string {
  const phrases = useContext(Phrases);
  return (text) => phrases[text] ?? text;
}
